package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * A step of an upload. The caller owns the network: he sends what a {@link Send} says, and resumes it once with what came back. An upload
 * can be dropped at any step, and the process killed: the next one asks the issuer how far he is.
 */
public sealed interface UploadStep {
    /** Something to send. */
    final class Send implements UploadStep {
        private final OfflineUpload upload;
        private final UploadRequest request;
        private final Bytes bytes;
        private boolean resumed;

        Send(OfflineUpload upload, UploadRequest request) {
            this.upload = upload;
            this.request = request;
            this.bytes = request.toBytes();
        }

        /** What is sent. */
        public UploadRequest request() {
            return request;
        }

        /** What is sent, as bytes. */
        public Bytes bytes() {
            return bytes;
        }

        /**
         * Goes on with an answer. When this returns, what the issuer booked is noted on the medium.
         *
         * @param answer what came back; forged or damaged ones are as good as none
         * @throws OfflineException {@code STORAGE} or {@code CLOSED}
         * @throws IllegalStateException if this step was resumed already
         */
        public UploadStep resume(Bytes answer) throws OfflineException {
            use();
            Optional<UploadAnswer> sound;
            try {
                sound = Optional.of(UploadAnswer.open(answer, bytes, upload.key()));
            } catch (OfflineException e) {
                sound = Optional.empty();
            }
            return sound.isPresent() ? upload.answered(request, sound.get()) : upload.interrupted();
        }

        /**
         * Ends the upload, for there is no answer.
         *
         * @throws IllegalStateException if this step was resumed already
         */
        public UploadStep noAnswer() {
            use();
            return upload.interrupted();
        }

        private synchronized void use() {
            if (resumed) {
                throw new IllegalStateException("this step was resumed already");
            }
            resumed = true;
        }
    }

    /**
     * The end.
     *
     * @param outcome how
     */
    record Finished(UploadOutcome outcome) implements UploadStep {}
}

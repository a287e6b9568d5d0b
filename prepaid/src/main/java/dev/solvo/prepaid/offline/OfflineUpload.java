package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Asks how far the issuer is, then sends what he does not have, in order, until there is no more. */
final class OfflineUpload {
    private final OfflineTill till;
    private final int most;
    private long booked;
    private long duplicates;

    private OfflineUpload(OfflineTill till, int most) {
        this.till = till;
        this.most = most;
    }

    static UploadStep begin(OfflineTill till, int most) {
        if (most < 1 || most > UploadRequest.MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "1 to " + UploadRequest.MOST_RECORDS + " records at a time, not " + most);
        }
        OfflineUpload upload = new OfflineUpload(till, most);
        return upload.send(List.of());
    }

    static UploadOutcome run(UploadStep first, UploadChannel channel) throws OfflineException {
        UploadStep step = first;
        while (step instanceof UploadStep.Send send) {
            try {
                step = send.resume(channel.exchange(send.bytes()));
            } catch (IOException e) {
                step = send.noAnswer();
            }
        }
        return ((UploadStep.Finished) step).outcome();
    }

    TerminalKey key() {
        return till.key();
    }

    private UploadStep send(List<OfflineRecord> records) {
        List<Bytes> bytes = records.stream().map(OfflineRecord::toBytes).collect(Collectors.toList());
        TerminalKey key = till.key();
        return new UploadStep.Send(this, new UploadRequest(key.tenant(), key.terminal(), key.number(), bytes));
    }

    UploadStep interrupted() {
        return finish(new UploadOutcome.Interrupted(till.uploadedSequence()));
    }

    UploadStep answered(UploadRequest request, UploadAnswer answer) throws OfflineException {
        long position = answer.bookedUpTo();
        boolean other = position > till.lastSequence()
                || answer.seal().isPresent()
                        && till.sealOf(position)
                                .filter(seal -> !seal.equals(answer.seal().get()))
                                .isPresent();
        if (other) {
            return finish(new UploadOutcome.OtherChain(position));
        }
        booked += answer.booked();
        duplicates += answer.duplicates();
        till.acknowledge(position);
        UploadAnswer.Hindrance hindrance = answer.hindrance();
        if (hindrance instanceof UploadAnswer.Hindrance.Later) {
            return interrupted();
        }
        if (hindrance instanceof UploadAnswer.Hindrance.Missing missing) {
            return finish(new UploadOutcome.Missing(missing.from(), missing.through()));
        }
        if (hindrance instanceof UploadAnswer.Hindrance.Refused refused) {
            return finish(new UploadOutcome.Refused(refused.sequence(), refused.reason()));
        }
        if (position >= till.lastSequence()) {
            return finish(new UploadOutcome.Complete(position, booked, duplicates));
        }
        long next = Math.max(position + 1, till.earliestSequence());
        boolean stuck = !request.records().isEmpty()
                && OfflineRecord.parse(request.records().get(0)).sequence() >= next;
        return stuck ? interrupted() : send(till.records(next, most));
    }

    private static UploadStep finish(UploadOutcome outcome) {
        return new UploadStep.Finished(outcome);
    }
}

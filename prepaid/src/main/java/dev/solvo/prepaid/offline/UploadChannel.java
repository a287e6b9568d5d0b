package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.IOException;

/** The way to the issuer. Requests and answers are sealed; the way need not be trusted, but hides who spends where. */
@FunctionalInterface
public interface UploadChannel {
    /**
     * Sends a request to where {@link OfflineBooking#answer} stands, and brings its answer.
     *
     * @throws IOException if there is no answer; nothing is lost by that
     */
    Bytes exchange(Bytes request) throws IOException;
}

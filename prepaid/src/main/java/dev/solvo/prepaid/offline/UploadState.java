package dev.solvo.prepaid.offline;

import java.io.IOException;
import java.util.Optional;

/**
 * Where an issuer notes how far he is with each terminal. It saves questions, no more: the truth is in the books, under keys made of
 * terminal and number. If it is lost, or older or newer than the books, nothing is lost and nothing booked twice; records that were
 * parked come from their terminal again, and what was declared lost may have to be declared again.
 */
public interface UploadState {
    /**
     * What was noted last.
     *
     * @throws IOException if it cannot be read; what is damaged counts as not noted
     */
    Optional<UploadPosition> read(UploadChain chain) throws IOException;

    /**
     * Notes a position in the place of the one before.
     *
     * @throws IOException if it cannot be written
     */
    void write(UploadChain chain, UploadPosition position) throws IOException;
}

package dev.solvo.cli.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;

/** Checks the records of one kind of file. */
@FunctionalInterface
interface RecordCheck {
    /**
     * Does with the record's input what the record says, and compares what comes out with what it states.
     *
     * @return what was compared, in a few words
     * @throws MismatchException if something came out differently
     * @throws UnsupportedRecordException if there is no check for such a record
     * @throws QrException if an input that should be taken is refused
     */
    String check(JsonNode record) throws MismatchException, UnsupportedRecordException, QrException;
}

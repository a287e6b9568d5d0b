package dev.solvo.prepaid.offline;

/** How an upload ended. In every case nothing is lost: records stay until the issuer says that he booked them. */
public sealed interface UploadOutcome {
    /**
     * All records are booked.
     *
     * @param through the number of the last one; 0 if there never was one
     * @param booked how many this upload brought into the books
     * @param duplicates how many were there already
     */
    record Complete(long through, long booked, long duplicates) implements UploadOutcome {}

    /**
     * There was no answer, none that can be trusted, or the books could not be reached. Upload again later.
     *
     * @param through the number of the last record that is known to be booked
     */
    record Interrupted(long through) implements UploadOutcome {}

    /**
     * The issuer misses records that are no longer here. He keeps those that came after them; his operator declares the missing ones lost,
     * or not.
     *
     * @param from the first one
     * @param through the last one
     */
    record Missing(long from, long through) implements UploadOutcome {}

    /**
     * The issuer refuses a record.
     *
     * @param sequence its number; 0 if it could not be read
     * @param reason why
     */
    record Refused(long sequence, RecordRefusal reason) implements UploadOutcome {}

    /**
     * The issuer has records that are not here, or others of the same numbers: this journal is an older copy, or lost its end. Records that
     * are here only are not uploaded. The terminal gets another key; {@link OfflineTill#outstanding} shows what is left for an operator.
     *
     * @param bookedUpTo how far the issuer is
     */
    record OtherChain(long bookedUpTo) implements UploadOutcome {}
}

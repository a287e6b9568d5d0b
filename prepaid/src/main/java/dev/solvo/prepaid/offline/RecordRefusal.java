package dev.solvo.prepaid.offline;

/** Why an issuer does not book a record. Names are part of the answer's form: none is renamed. */
public enum RecordRefusal {
    /** It has not the form of a record. */
    MALFORMED,
    /** It is of another terminal or tenant than the request. */
    OTHER_TERMINAL,
    /** It is of another of the terminal's keys than the request. */
    OTHER_KEY,
    /** Its seal is not that of the terminal. */
    FORGED,
    /** It does not hold the seal of the record that was booked before it. */
    BROKEN_CHAIN,
    /** Another record of the same number is in the books. */
    CONFLICT,
    /** Too many records wait for missing ones; it is not kept and must be sent again. */
    PARKING_FULL
}

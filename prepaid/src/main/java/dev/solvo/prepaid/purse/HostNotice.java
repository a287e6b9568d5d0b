package dev.solvo.prepaid.purse;

/** What came of telling the issuer. */
public enum HostNotice {
    /** The issuer has heard it and agrees. */
    ACCEPTED,
    /** The issuer has heard it and does not agree: the code is wrong, or it knows of no such load. */
    REFUSED,
    /** Nothing was heard: the report has to be told again. */
    NOT_DELIVERED
}

package dev.solvo.prepaid.offline;

/** Over what a card's offline spendings at one terminal are counted. Names are not stored; their order is. */
public enum CardWindow {
    /** A calendar day of the parameters' time zone. */
    DAY,
    /** What is not uploaded yet. */
    UPLOAD
}

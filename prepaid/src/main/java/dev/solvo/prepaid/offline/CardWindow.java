package dev.solvo.prepaid.offline;

/** Over what a card's offline spendings at one terminal are counted. Names are part of the parameters' form: none is renamed. */
public enum CardWindow {
    /** A calendar day of the parameters' time zone. */
    DAY,
    /** What is not uploaded yet. */
    UPLOAD
}

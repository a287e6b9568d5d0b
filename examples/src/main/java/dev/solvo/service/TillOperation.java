package dev.solvo.service;

import java.util.Locale;
import java.util.Optional;

/** What a till can ask for; the last part of the path. */
public enum TillOperation {
    /** What is on a card. */
    BALANCE,
    /** Money spent. */
    DEBIT,
    /** Money held. */
    AUTHORISE,
    /** Held money spent. */
    CAPTURE,
    /** Held money given back. */
    RELEASE,
    /** Spent money given back. */
    REFUND,
    /** An operation undone whose answer the till never had. */
    REVERSE,
    /** Money onto a card. */
    LOAD,
    /** A card that may be used from now on. */
    ACTIVATE,
    /** Money to another card. */
    TRANSFER,
    /** Another PIN. */
    PIN,
    /** A batch closed. */
    BATCH,
    /** What was spent without a network. */
    OFFLINE;

    private static final String PREFIX = "/v1/";

    /** The path that it is posted to. */
    public String path() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** The operation of a path. */
    static Optional<TillOperation> at(String path) {
        for (TillOperation operation : values()) {
            if (operation.path().equals(path)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}

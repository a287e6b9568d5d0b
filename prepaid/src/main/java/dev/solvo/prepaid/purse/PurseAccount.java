package dev.solvo.prepaid.purse;

/** One of the two accounts in a card. Each has its own balance and its own counters. */
public enum PurseAccount {
    /** The electronic passbook (ED): every transaction needs the PIN. */
    PASSBOOK(0x01),
    /** The electronic purse (EP): purchases need no PIN. */
    PURSE(0x02);

    private final int code;

    PurseAccount(int code) {
        this.code = code;
    }

    /** P2 of the commands. */
    int code() {
        return code;
    }
}

package dev.solvo.simulator.card;

/** The status word with which the card refuses a command. */
final class CardRefusal extends Exception {
    static final int AUTHENTICATION_FAILED = 0x6300;
    static final int WRONG_LENGTH = 0x6700;
    static final int AUTHENTICATION_METHOD_BLOCKED = 0x6983;
    static final int REFERENCED_DATA_INVALIDATED = 0x6984;
    static final int CONDITIONS_NOT_SATISFIED = 0x6985;
    static final int WRONG_SECURE_MESSAGING = 0x6988;
    static final int WRONG_DATA = 0x6A80;
    static final int FUNCTION_NOT_SUPPORTED = 0x6A81;
    static final int FILE_NOT_FOUND = 0x6A82;
    static final int RECORD_NOT_FOUND = 0x6A83;
    static final int WRONG_PARAMETERS = 0x6A86;
    static final int REFERENCED_DATA_NOT_FOUND = 0x6A88;
    static final int UNKNOWN_INSTRUCTION = 0x6D00;
    static final int UNKNOWN_CLASS = 0x6E00;

    private static final long serialVersionUID = 1L;

    private final int statusWord;

    CardRefusal(int statusWord) {
        super(Integer.toHexString(statusWord), null, false, false);
        this.statusWord = statusWord;
    }

    int statusWord() {
        return statusWord;
    }

    static void unless(boolean condition, int statusWord) throws CardRefusal {
        if (!condition) {
            throw new CardRefusal(statusWord);
        }
    }
}

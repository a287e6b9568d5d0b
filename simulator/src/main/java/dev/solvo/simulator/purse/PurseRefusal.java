package dev.solvo.simulator.purse;

/** The status word with which the purse or the security module refuses a command. */
final class PurseRefusal extends Exception {
    static final int TRIES_LEFT = 0x63C0;
    static final int WRONG_LENGTH = 0x6700;
    static final int SECURITY_STATUS = 0x6982;
    static final int AUTHENTICATION_METHOD_BLOCKED = 0x6983;
    static final int CONDITIONS_NOT_SATISFIED = 0x6985;
    static final int WRONG_SECURE_MESSAGING = 0x6988;
    static final int FUNCTION_NOT_SUPPORTED = 0x6A81;
    static final int FILE_NOT_FOUND = 0x6A82;
    static final int RECORD_NOT_FOUND = 0x6A83;
    static final int WRONG_PARAMETERS = 0x6A86;
    static final int REFERENCED_DATA_NOT_FOUND = 0x6A88;
    static final int UNKNOWN_INSTRUCTION = 0x6D00;
    static final int UNKNOWN_CLASS = 0x6E00;
    static final int WRONG_MAC = 0x9302;
    static final int APPLICATION_LOCKED = 0x9303;
    static final int INSUFFICIENT_BALANCE = 0x9401;
    static final int OUT_OF_RANGE = 0x9402;
    static final int KEY_NOT_FOUND = 0x9403;
    static final int PROOF_NOT_AVAILABLE = 0x9406;

    private static final long serialVersionUID = 1L;

    private final int statusWord;

    PurseRefusal(int statusWord) {
        super(Integer.toHexString(statusWord), null, false, false);
        this.statusWord = statusWord;
    }

    int statusWord() {
        return statusWord;
    }

    static void unless(boolean condition, int statusWord) throws PurseRefusal {
        if (!condition) {
            throw new PurseRefusal(statusWord);
        }
    }
}

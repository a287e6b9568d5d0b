package dev.solvo.simulator.wallet.unionpay;

/**
 * A respCode other than 00.
 *
 * <p>Open: the facts name 00, 03, 04, 05, 12, 34 and A6. The others are as the list of answer codes in the appendix of the
 * ACP specification is remembered; a till has to take every one that it does not know as unknown.
 */
final class UnionPayRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    static final String FORMAT = "10";
    static final String SIGNATURE = "11";
    static final String DUPLICATE = "12";
    static final String MISSING = "13";
    static final String MERCHANT = "31";
    static final String NO_ORDER = "34";
    static final String WRONG_STATE = "35";
    static final String NOT_AS_ORDERED = "36";
    static final String REFUSED = "01";
    static final String NOT_ENOUGH = "64";
    static final String PENDING = "04";
    static final String ACCEPTED = "05";

    private final String code;

    UnionPayRefusal(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

package dev.solvo.simulator.wallet.alipay;

/** An answer other than 10000: code, and sub_code where there is one. */
final class AlipayRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String subCode;

    private AlipayRefusal(String code, String subCode, String message) {
        super(message);
        this.code = code;
        this.subCode = subCode;
    }

    /** 40004: the wallet says no. */
    static AlipayRefusal business(String subCode) {
        return new AlipayRefusal("40004", subCode, "Business Failed");
    }

    /** 40002: a parameter of the protocol is wrong. */
    static AlipayRefusal invalid(String subCode) {
        return new AlipayRefusal("40002", subCode, "Invalid Arguments");
    }

    /** 40001: a parameter of the protocol is missing. */
    static AlipayRefusal missing(String subCode) {
        return new AlipayRefusal("40001", subCode, "Missing Required Arguments");
    }

    /** 20000: nobody knows. */
    static AlipayRefusal unavailable(String subCode) {
        return new AlipayRefusal("20000", subCode, "Service Currently Unavailable");
    }

    String code() {
        return code;
    }

    String subCode() {
        return subCode;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

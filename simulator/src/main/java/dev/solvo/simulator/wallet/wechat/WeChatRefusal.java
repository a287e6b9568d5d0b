package dev.solvo.simulator.wallet.wechat;

/** An answer other than success, with its names in v3 and v2. */
final class WeChatRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String v2Code;

    WeChatRefusal(int status, String code, String v2Code, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.v2Code = v2Code;
    }

    static WeChatRefusal parameter(String name) {
        return new WeChatRefusal(400, "PARAM_ERROR", "PARAM_ERROR", name + " is not as it should be");
    }

    static WeChatRefusal request(String message) {
        return new WeChatRefusal(400, "INVALID_REQUEST", "INVALID_REQUEST", message);
    }

    static WeChatRefusal notThere() {
        return new WeChatRefusal(404, "ORDER_NOT_EXIST", "ORDERNOTEXIST", "订单不存在");
    }

    /** HTTP status in v3. */
    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String v2Code() {
        return v2Code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

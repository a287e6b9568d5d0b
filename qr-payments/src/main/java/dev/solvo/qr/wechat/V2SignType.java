package dev.solvo.qr.wechat;

/** How messages of v2 are signed (sign_type); both sides use the one that the request names. */
public enum V2SignType {
    /** MD5 of the text and the key: what v2 takes if nothing is said. */
    MD5("MD5"),
    /** HMAC-SHA256 with the key. */
    HMAC_SHA256("HMAC-SHA256");

    private final String wireName;

    V2SignType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of {@code sign_type}. */
    public String wireName() {
        return wireName;
    }
}

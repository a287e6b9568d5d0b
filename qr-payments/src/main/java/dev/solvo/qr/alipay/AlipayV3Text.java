package dev.solvo.qr.alipay;

import java.time.Instant;

/** The texts that V3 signs: requests and answers end each part with a line feed, the last one too. */
public final class AlipayV3Text {
    private static final String SCHEME = "ALIPAY-SHA256withRSA ";

    private AlipayV3Text() {}

    /**
     * Who asks, and when.
     *
     * @param appCertificateSerial app_cert_sn of certificate mode, otherwise empty
     * @param nonce a text that was not used before
     */
    public static String authString(String appId, String appCertificateSerial, String nonce, Instant time) {
        return "app_id=" + appId
                + (appCertificateSerial.isEmpty() ? "" : ",app_cert_sn=" + appCertificateSerial)
                + ",nonce=" + nonce
                + ",timestamp=" + time.toEpochMilli();
    }

    /**
     * What a request's signature covers.
     *
     * @param pathAndQuery percent-encoded as it is sent
     * @param body as it is sent: encrypted, if it is; empty for GET
     * @param appAuthToken the token of service-provider mode, otherwise empty
     */
    public static String textToSign(
            String authString, String method, String pathAndQuery, String body, String appAuthToken) {
        return authString + "\n" + method + "\n" + pathAndQuery + "\n" + body + "\n"
                + (appAuthToken.isEmpty() ? "" : appAuthToken + "\n");
    }

    /** The value of the field Authorization. */
    public static String authorization(String authString, String signature) {
        return SCHEME + authString + ",sign=" + signature;
    }

    /**
     * What an answer's signature covers.
     *
     * @param timestamp the field alipay-timestamp
     * @param nonce the field alipay-nonce
     * @param body as it came
     */
    public static String textToVerify(String timestamp, String nonce, String body) {
        return timestamp + "\n" + nonce + "\n" + body + "\n";
    }
}

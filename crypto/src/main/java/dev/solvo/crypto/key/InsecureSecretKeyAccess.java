package dev.solvo.crypto.key;

/** Where the token for reading secrets comes from; the name is long so that a review sees it. */
public final class InsecureSecretKeyAccess {
    private InsecureSecretKeyAccess() {}

    /**
     * The token.
     *
     * @return access to the bytes of any secret
     */
    public static SecretKeyAccess get() {
        return SecretKeyAccess.TOKEN;
    }
}

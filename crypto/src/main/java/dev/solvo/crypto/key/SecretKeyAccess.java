package dev.solvo.crypto.key;

/**
 * The token that reading secret bytes asks for.
 *
 * <p>It is no protection against code in the same process. It makes each place where a key leaves its type visible in
 * review and findable by name: see {@link InsecureSecretKeyAccess}.
 */
public final class SecretKeyAccess {
    static final SecretKeyAccess TOKEN = new SecretKeyAccess();

    private SecretKeyAccess() {}
}

package dev.solvo.prepaid.offline;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The secret under which a tenant's cards stand in block lists. All terminals of the tenant have it; without it a list tells nothing
 * about the cards on it.
 *
 * <p>The issuer's books do not have codes, so he computes the digest when he issues a card and keeps it with the account's id.
 */
public final class BlockListKey implements AutoCloseable {
    /** Bytes of the secret. */
    public static final int LENGTH = 32;

    private final TenantId tenant;
    private final SecretBytes secret;

    private BlockListKey(TenantId tenant, SecretBytes secret) {
        this.tenant = tenant;
        this.secret = secret;
    }

    /**
     * Copies a secret; closing the source stays with the caller.
     *
     * @param secret {@value #LENGTH} random bytes
     */
    public static BlockListKey of(TenantId tenant, SecretBytes secret) {
        if (secret.length() != LENGTH) {
            throw new IllegalArgumentException("a list's secret has " + LENGTH + " bytes, not " + secret.length());
        }
        byte[] bytes = secret.toByteArray(InsecureSecretKeyAccess.get());
        BlockListKey key = new BlockListKey(tenant, SecretBytes.of(bytes));
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Whose cards. */
    public TenantId tenant() {
        return tenant;
    }

    /** What stands for a card. */
    public CardDigest digest(CardCode card) {
        byte[] code = TerminalKey.code(card);
        byte[] hash = HmacSha256.of(
                secret, "solvo block list\0".getBytes(StandardCharsets.US_ASCII), ownerBytes(), new byte[1], code);
        Arrays.fill(code, (byte) 0);
        return new CardDigest(Bytes.of(hash, 0, CardDigest.LENGTH));
    }

    private byte[] ownerBytes() {
        return tenant.value().getBytes(StandardCharsets.US_ASCII);
    }

    /** Overwrites the key. Closing again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    /** Whose key it is. */
    @Override
    public String toString() {
        return "BlockListKey[" + tenant + "]";
    }
}

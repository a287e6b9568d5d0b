package dev.solvo.service;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tills show to be let in: terminal, number, and an HMAC-SHA-256 over both and the tenant. Nothing has to be kept for a till but the
 * number of its newest token: with another number, or without one, its tokens are worth nothing.
 */
public final class TillTokens implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "solvo-till-1";
    private static final int LONGEST = 128;
    private static final int MOST_DIGITS = 9;

    private final SecretBytes key;
    private final TenantId tenant;
    private volatile Map<TerminalId, Integer> numbers;

    /**
     * The tokens of a tenant's tills.
     *
     * @param key at least 32 bytes, which are copied
     * @param numbers the number of the token that each till may use now
     */
    public TillTokens(SecretBytes key, TenantId tenant, Map<TerminalId, Integer> numbers) {
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        if (bytes.length < 32) {
            throw new IllegalArgumentException("a key of tokens has at least 32 bytes");
        }
        this.key = SecretBytes.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        this.tenant = tenant;
        this.numbers = Map.copyOf(numbers);
    }

    /** From now on these tills with these numbers, and no others. */
    public void allowOnly(Map<TerminalId, Integer> changed) {
        numbers = Map.copyOf(changed);
    }

    /**
     * The token of a till.
     *
     * @throws IllegalArgumentException if the till may not use any
     */
    public String token(TerminalId terminal) {
        Integer number = numbers.get(terminal);
        if (number == null) {
            throw new IllegalArgumentException("there is no token for " + terminal);
        }
        return token(terminal, number);
    }

    private String token(TerminalId terminal, int number) {
        String mac = Base64.getUrlEncoder().withoutPadding().encodeToString(mac(terminal, number));
        return terminal + "~" + number + "~" + mac;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The till that a token belongs to, if it may be used now. What is compared takes the same time wherever it differs. */
    public Optional<TerminalId> terminal(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("~", -1);
        if (parts.length != 3 || parts[1].length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            TerminalId terminal = new TerminalId(parts[0]);
            int number = Integer.parseInt(parts[1]);
            // As text: some other texts decode to the same bytes.
            boolean genuine = MessageDigest.isEqual(ascii(token(terminal, number)), ascii(token));
            return genuine && Integer.valueOf(number).equals(numbers.get(terminal))
                    ? Optional.of(terminal)
                    : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Overwrites the key. */
    @Override
    public void close() {
        key.close();
    }

    private byte[] mac(TerminalId terminal, int number) {
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            // None of them can have a tilde.
            String text = PURPOSE + "~" + tenant + "~" + terminal + "~" + number;
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}

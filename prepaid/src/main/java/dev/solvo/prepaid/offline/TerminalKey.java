package dev.solvo.prepaid.offline;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.tlv.Bytes;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that one terminal shares with its issuer. Who has it can make records of that terminal and read the card codes that the
 * terminal keeps, and nothing of any other terminal.
 *
 * <p>What is signed, enciphered and hashed has a key of its own, derived by HMAC-SHA-256 from this one together with tenant, terminal
 * and number: one secret given to two terminals by mistake still makes two different sets of keys.
 *
 * <p>A number stands for one secret and for one chain of records, which begins with 1. A terminal whose memory was lost or exchanged
 * gets a new number.
 */
public final class TerminalKey implements AutoCloseable {
    /** Bytes of the secret. */
    public static final int LENGTH = 32;

    static final int NONCE_LENGTH = 12;
    static final int ENCIPHERED_LENGTH = 1 + CardCode.MAX_LENGTH + 16;
    static final int TAG_LENGTH = 16;
    private static final int GCM_TAG_BITS = 128;

    private final TenantId tenant;
    private final TerminalId terminal;
    private final int number;
    private final Map<KeyUse, SecretBytes> keys = new EnumMap<>(KeyUse.class);

    private TerminalKey(TenantId tenant, TerminalId terminal, int number, SecretBytes secret) {
        this.tenant = tenant;
        this.terminal = terminal;
        this.number = number;
        byte[] whose = new WireWriter()
                .text(tenant.value())
                .text(terminal.value())
                .i32(number)
                .toByteArray();
        for (KeyUse use : KeyUse.values()) {
            byte[] label = ("solvo offline " + use.name() + "\0").getBytes(StandardCharsets.US_ASCII);
            byte[] derived = HmacSha256.of(secret, label, whose);
            keys.put(use, SecretBytes.of(derived));
            Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * Takes a secret. It is not kept; closing it stays with the caller.
     *
     * @param number 1 or more
     * @param secret {@value #LENGTH} random bytes
     */
    public static TerminalKey of(TenantId tenant, TerminalId terminal, int number, SecretBytes secret) {
        if (number < 1) {
            throw new IllegalArgumentException("a key's number is 1 or more, not " + number);
        }
        if (secret.length() != LENGTH) {
            throw new IllegalArgumentException("a terminal's secret has " + LENGTH + " bytes, not " + secret.length());
        }
        return new TerminalKey(tenant, terminal, number, secret);
    }

    /** The issuer. */
    public TenantId tenant() {
        return tenant;
    }

    /** The terminal. */
    public TerminalId terminal() {
        return terminal;
    }

    /** Which of the terminal's keys. */
    public int number() {
        return number;
    }

    /** Overwrites the keys. Closing again does nothing. */
    @Override
    public void close() {
        keys.values().forEach(SecretBytes::close);
    }

    /** Whose key it is. */
    @Override
    public String toString() {
        return "TerminalKey[" + tenant + ", " + terminal + ", " + number + "]";
    }

    byte[] mac(KeyUse use, byte[]... parts) {
        return HmacSha256.of(key(use), parts);
    }

    /** Body and seal. */
    Bytes seal(KeyUse use, byte[] body) {
        return new WireWriter().raw(body).raw(mac(use, body)).toBytes();
    }

    /** The body of what {@link #seal} made. */
    byte[] open(KeyUse use, byte[] sealed, String what) throws OfflineException {
        int length = sealed.length - HmacSha256.LENGTH;
        if (length < 0) {
            throw WireReader.malformed("it ends at byte " + sealed.length);
        }
        byte[] body = Arrays.copyOf(sealed, length);
        if (!MessageDigest.isEqual(mac(use, body), Arrays.copyOfRange(sealed, length, sealed.length))) {
            throw new OfflineException(OfflineException.Reason.FORGED, what + " is not sealed by this key");
        }
        return body;
    }

    /** Checks that something names this key's tenant, terminal and number. */
    void requireOwn(TenantId itsTenant, TerminalId itsTerminal, int itsNumber) throws OfflineException {
        if (!tenant.equals(itsTenant) || !terminal.equals(itsTerminal)) {
            throw new OfflineException(OfflineException.Reason.OTHER_TERMINAL, "it is for another terminal");
        }
        if (number != itsNumber) {
            throw new OfflineException(
                    OfflineException.Reason.OTHER_KEY, "it is of key " + itsNumber + ", not " + number);
        }
    }

    /** What tells one card from another for the holder of this key, and nobody else. */
    Bytes tag(CardCode card) {
        byte[] code = code(card);
        byte[] hash = mac(KeyUse.TAG, code);
        Arrays.fill(code, (byte) 0);
        return Bytes.of(hash, 0, TAG_LENGTH);
    }

    /**
     * Nonce and enciphered code. The nonce is a keyed hash of all that goes in, so that the same nonce never comes with another code:
     * the number alone would, for a record that a power failure cut off has its number given out again.
     */
    byte[] encipher(CardCode card, byte[] context) {
        byte[] code = code(card);
        byte[] plain = new byte[1 + CardCode.MAX_LENGTH];
        plain[0] = (byte) code.length;
        System.arraycopy(code, 0, plain, 1, code.length);
        byte[] nonce = Arrays.copyOf(mac(KeyUse.NONCE, context, plain), NONCE_LENGTH);
        try {
            byte[] enciphered = gcm(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            return new WireWriter().raw(nonce).raw(enciphered).toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not encipher " + plain.length + " bytes", e);
        } finally {
            Arrays.fill(code, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    CardCode decipher(byte[] nonceAndEnciphered, byte[] context) throws OfflineException {
        byte[] nonce = Arrays.copyOf(nonceAndEnciphered, NONCE_LENGTH);
        byte[] plain;
        try {
            plain = gcm(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(nonceAndEnciphered, NONCE_LENGTH, nonceAndEnciphered.length - NONCE_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new OfflineException(OfflineException.Reason.FORGED, "the card is not enciphered by this key", e);
        }
        char[] characters = new char[plain.length];
        try {
            int length = plain[0];
            if (length < CardCode.MIN_LENGTH || length > CardCode.MAX_LENGTH) {
                throw WireReader.malformed("a card code of an impossible length");
            }
            for (int i = 0; i < length; i++) {
                characters[i] = (char) (plain[i + 1] & 0xFF);
            }
            return CardCode.of(CharBuffer.wrap(characters, 0, length));
        } catch (IllegalArgumentException e) {
            throw new OfflineException(OfflineException.Reason.FORMAT, "no card code", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(characters, '\0');
        }
    }

    private Cipher gcm(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        byte[] bytes = key(KeyUse.CARD).toByteArray(InsecureSecretKeyAccess.get());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(GCM_TAG_BITS, nonce));
            cipher.updateAAD(context);
            return cipher;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private SecretBytes key(KeyUse use) {
        SecretBytes key = keys.get(use);
        if (key == null) {
            throw new IllegalStateException("no key for " + use);
        }
        return key;
    }

    /** The normalised code in ASCII. The caller wipes it. */
    static byte[] code(CardCode card) {
        char[] characters = card.toCharacters(InsecureSecretKeyAccess.get());
        byte[] code = new byte[characters.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = (byte) characters[i];
        }
        Arrays.fill(characters, '\0');
        return code;
    }
}

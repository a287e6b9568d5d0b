package dev.solvo.crypto.cipher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DesEncryptionTest {
    /** NIST SP 800-17, tables A.3 (permutation operation) and A.4 (substitution table), some rows of each. */
    @ParameterizedTest
    @CsvSource({
        "1046913489980131, 0000000000000000, 88D55E54F54C97B4",
        "1007103489988020, 0000000000000000, 0C0CC00C83EA48FD",
        "7CA110454A1A6E57, 01A1D6D039776742, 690F5B0D9A26939B",
        "0131D9619DC1376E, 5CD54CA83DEF57DA, 7A389D10354BD271"
    })
    void enciphersAsPrinted(String key, String block, String expected) {
        DesEncryption des = new DesEncryption(Bytes.fromHex(key).toByteArray());
        long enciphered = des.encrypt(Long.parseUnsignedLong(block, 16));
        assertEquals(expected, String.format("%016X", enciphered));
        assertEquals(Long.parseUnsignedLong(block, 16), des.decrypt(enciphered));
    }

    @Property
    void agreesWithTheJdk(
            @ForAll @Size(24) byte[] secret,
            @ForAll @IntRange(min = 1, max = 3) int keys,
            @ForAll @Size(8) byte[] block)
            throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(secret, 8 * keys);
        byte[] whole = Arrays.copyOf(key, keys == 2 ? 24 : key.length);
        if (keys == 2) {
            System.arraycopy(key, 0, whole, 16, 8);
        }
        String name = keys == 1 ? "DES" : "DESede";
        Cipher jdk = Cipher.getInstance(name + "/ECB/NoPadding");
        jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, name));
        DesEncryption des = new DesEncryption(key);
        byte[] enciphered = new byte[8];
        DesEncryption.put(des.encrypt(DesEncryption.number(block, 0)), enciphered, 0);
        assertEquals(Bytes.of(jdk.doFinal(block)), Bytes.of(enciphered));
        assertEquals(DesEncryption.number(block, 0), des.decrypt(DesEncryption.number(enciphered, 0)));
    }

    @Test
    void wipedKeysEncipherOtherwise() {
        DesEncryption des = new DesEncryption(
                Bytes.fromHex("0123456789ABCDEFFEDCBA9876543210").toByteArray());
        long before = des.encrypt(1);
        des.wipe();
        assertNotEquals(before, des.encrypt(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 32})
    void keysOfOtherLengthsAreRefused(int length) {
        assertThrows(IllegalArgumentException.class, () -> new DesEncryption(new byte[length]));
    }
}

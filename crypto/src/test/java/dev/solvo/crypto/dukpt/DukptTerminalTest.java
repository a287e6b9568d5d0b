package dev.solvo.crypto.dukpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoException.Reason;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The terminal's registers against the host's derivation, from the first transaction to the last. */
final class DukptTerminalTest {
    private static final String TDES_BDK = "0123456789ABCDEFFEDCBA9876543210";
    private static final String AES_BDK = "FEDCBA9876543210F1F1F1F1F1F1F1F1";

    private static TdesKeySerialNumber tdes(String hex) throws CryptoException {
        return TdesKeySerialNumber.parse(Bytes.fromHex(hex));
    }

    private static AesKeySerialNumber aes(String hex) throws CryptoException {
        return AesKeySerialNumber.parse(Bytes.fromHex(hex));
    }

    private static TdesDukptTerminal tdesTerminal() throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(TestKeys.tdes(TDES_BDK));
                TdesInitialKey key = bdk.initialKey(tdes("FFFF9876543210E00000"))) {
            return TdesDukptTerminal.load(key);
        }
    }

    private static AesDukptTerminal aesTerminal(String bdkHex) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(TestKeys.aes(bdkHex));
                AesInitialKey key = bdk.initialKey(aes("123456789012345600000000"))) {
            return AesDukptTerminal.load(key);
        }
    }

    @Test
    void eachTdesTransactionIsTheHosts() throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(TestKeys.tdes(TDES_BDK));
                TdesDukptTerminal terminal = tdesTerminal()) {
            TdesKeySerialNumber last = terminal.keySerialNumber();
            for (int i = 0; i < 2_100; i++) {
                try (TdesTransactionKey key = terminal.next();
                        TdesTransactionKey host = bdk.transactionKey(key.keySerialNumber())) {
                    assertEquals(last.next(), key.keySerialNumber());
                    assertEquals(bytes(host), bytes(key));
                    last = key.keySerialNumber();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AES_BDK,
                "FEDCBA9876543210F1F1F1F1F1F1F1F10123456789ABCDEF",
                "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1"
            })
    void eachAesTransactionIsTheHosts(String bdkHex) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(TestKeys.aes(bdkHex));
                AesDukptTerminal terminal = aesTerminal(bdkHex)) {
            for (int i = 1; i <= 1_100; i++) {
                try (AesTransactionKey key = terminal.next();
                        AesTransactionKey host = bdk.transactionKey(key.keySerialNumber())) {
                    assertEquals(i, key.keySerialNumber().counter());
                    assertEquals(bytes(host), bytes(key));
                }
            }
        }
    }

    /** A terminal in the middle of its life, its registers filled from the host's side. */
    private static TdesDukptTerminal at(TdesBdk bdk, TdesKeySerialNumber last) throws CryptoException {
        byte[] state = new byte[2 + 10 + 4 + 21 * 16];
        state[0] = 1;
        state[1] = 16;
        last.toBytes().copyTo(state, 2);
        int present = 0;
        for (int bit = 0; bit < 21; bit++) {
            int above = last.counter() >> bit + 1 << bit + 1;
            if ((last.counter() >> bit & 1) == 0 && Integer.bitCount(above) < 10) {
                present |= 1 << bit;
                try (TdesTransactionKey key = bdk.transactionKey(last.withCounter(above | 1 << bit))) {
                    bytes(key).copyTo(state, 16 + 16 * bit);
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            state[12 + i] = (byte) (present >>> 24 - 8 * i);
        }
        try (SecretBytes saved = SecretBytes.of(state)) {
            return TdesDukptTerminal.restore(saved);
        }
    }

    @Test
    void tdesSkipsAndStops() throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(TestKeys.tdes(TDES_BDK));
                TdesDukptTerminal skipping = at(bdk, tdes("FFFF9876543210EFF800"));
                TdesDukptTerminal ending = at(bdk, tdes("FFFF9876543210FFBC00"))) {
            for (String expected : new String[] {
                "FFFF9876543210EFF801", "FFFF9876543210EFF802", "FFFF9876543210EFF804", "FFFF9876543210EFF808"
            }) {
                try (TdesTransactionKey key = skipping.next();
                        TdesTransactionKey host = bdk.transactionKey(key.keySerialNumber())) {
                    assertEquals(expected, key.keySerialNumber().toString());
                    assertEquals(bytes(host), bytes(key));
                }
            }
            try (TdesTransactionKey key = ending.next();
                    TdesTransactionKey host = bdk.transactionKey(key.keySerialNumber())) {
                assertEquals("FFFF9876543210FFC000", key.keySerialNumber().toString());
                assertEquals(bytes(host), bytes(key));
            }
            CryptoException end = assertThrows(CryptoException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    ending.next().close();
                }
            });
            assertEquals(Reason.COUNTER, end.reason());
            assertEquals("FFFF9876543210FFF800", ending.keySerialNumber().toString());
            assertThrows(CryptoException.class, ending::next);
        }
    }

    @Test
    void aSavedTerminalGoesOn() throws CryptoException {
        try (TdesDukptTerminal tdes = tdesTerminal();
                AesDukptTerminal aes = aesTerminal(AES_BDK)) {
            for (int i = 0; i < 37; i++) {
                tdes.next().close();
                aes.next().close();
            }
            try (SecretBytes savedTdes = tdes.save(InsecureSecretKeyAccess.get());
                    SecretBytes savedAes = aes.save(InsecureSecretKeyAccess.get());
                    TdesDukptTerminal tdesAgain = TdesDukptTerminal.restore(savedTdes);
                    AesDukptTerminal aesAgain = AesDukptTerminal.restore(savedAes)) {
                for (int i = 0; i < 20; i++) {
                    try (TdesTransactionKey one = tdes.next();
                            TdesTransactionKey other = tdesAgain.next();
                            AesTransactionKey oneAes = aes.next();
                            AesTransactionKey otherAes = aesAgain.next()) {
                        assertEquals(bytes(one), bytes(other));
                        assertEquals(bytes(oneAes), bytes(otherAes));
                    }
                }
            }
        }
    }

    /** Each byte of the head changed; the keys behind it are not authenticated, the device's memory is trusted. */
    @Test
    void aDamagedStateIsRefused() throws CryptoException {
        byte[] state;
        try (AesDukptTerminal terminal = aesTerminal(AES_BDK)) {
            terminal.next().close();
            try (SecretBytes saved = terminal.save(InsecureSecretKeyAccess.get())) {
                state = saved.toByteArray(InsecureSecretKeyAccess.get());
            }
        }
        for (int i : new int[] {0, 1, 10, 11, 12, 13, 14, 15, 16, 17}) {
            byte[] damaged = state.clone();
            damaged[i] ^= 0x01;
            refused(damaged);
        }
        for (int length : new int[] {0, 1, 13, 14, 100, state.length - 1, state.length + 1}) {
            refused(Arrays.copyOf(state, length));
        }
        try (SecretBytes other = SecretBytes.of(state)) {
            assertThrows(CryptoException.class, () -> TdesDukptTerminal.restore(other));
        }
    }

    private static void refused(byte[] state) {
        try (SecretBytes damaged = SecretBytes.of(state)) {
            assertThrows(CryptoException.class, () -> AesDukptTerminal.restore(damaged));
        }
    }

    @Test
    void usedKeysAreForgotten() throws CryptoException {
        try (AesDukptTerminal terminal = aesTerminal(AES_BDK)) {
            Bytes used;
            try (AesTransactionKey key = terminal.next()) {
                used = bytes(key);
            }
            try (SecretBytes saved = terminal.save(InsecureSecretKeyAccess.get())) {
                String state = Bytes.of(saved.toByteArray(InsecureSecretKeyAccess.get()))
                        .toHex();
                assertFalse(state.contains(used.toHex()));
            }
        }
    }

    @Test
    void aClosedTerminalGivesNothing() throws CryptoException {
        TdesDukptTerminal tdes = tdesTerminal();
        AesDukptTerminal aes = aesTerminal(AES_BDK);
        assertEquals("TdesDukptTerminal[FFFF9876543210E00000]", tdes.toString());
        tdes.close();
        tdes.close();
        aes.close();
        assertEquals("AesDukptTerminal[closed]", aes.toString());
        assertThrows(IllegalStateException.class, tdes::next);
        assertThrows(IllegalStateException.class, aes::next);
        assertThrows(IllegalStateException.class, () -> aes.save(InsecureSecretKeyAccess.get()));
    }

    @Test
    void serialNumbersKeepTheirRules() throws CryptoException {
        assertEquals(tdes("FFFF9876543210E00001"), tdes("9876543210E00001"));
        assertEquals(tdes("9876543210E00001"), KeySerialNumber.parse(Bytes.fromHex("9876543210E00001")));
        assertEquals(aes("123456789012345600000001"), KeySerialNumber.parse(Bytes.fromHex("123456789012345600000001")));
        for (int length : new int[] {0, 7, 9, 11, 13}) {
            CryptoException refusal =
                    assertThrows(CryptoException.class, () -> KeySerialNumber.parse(Bytes.repeat(0, length)));
            assertEquals(Reason.LENGTH, refusal.reason());
        }
        assertEquals(
                Reason.COUNTER,
                assertThrows(CryptoException.class, () -> aes("12345678901234560001FFFF"))
                        .reason());
        assertThrows(
                IllegalArgumentException.class,
                () -> new AesKeySerialNumber(Bytes.fromHex("12345678901234560001FFFF")));
        assertThrows(
                IllegalArgumentException.class, () -> new TdesKeySerialNumber(Bytes.fromHex("FFFF9876543210EFF803")));
        assertEquals(
                "12345678901234560000FFFF",
                aes("12345678901234560000FFFE").next().toString());
        assertEquals(
                "123456789012345600010000",
                aes("12345678901234560000FFFF").next().toString());
        assertEquals(
                "123456789012345680000000",
                aes("12345678901234567FFF8000").next().toString());
        assertThrows(
                CryptoException.class, () -> aes("1234567890123456FFFF0000").next());
        assertThrows(CryptoException.class, () -> AesKeySerialNumber.parseLegacy(Bytes.repeat(0, 12)));
        assertThrows(CryptoException.class, () -> AesKeySerialNumber.ofInitialKey(Bytes.repeat(0, 12)));
    }

    @Test
    void keysOfOthersAreRefused() throws CryptoException {
        try (TdesBdk tdesBdk = TdesBdk.of(TestKeys.tdes(TDES_BDK));
                TdesInitialKey tdesKey = tdesBdk.initialKey(tdes("FFFF9876543210E00000"));
                AesBdk aesBdk = AesBdk.of(TestKeys.aes(AES_BDK));
                AesInitialKey aesKey = aesBdk.initialKey(aes("123456789012345600000000"));
                AesTransactionKey transactionKey = aesKey.transactionKey(aes("123456789012345600000001"))) {
            assertThrows(IllegalArgumentException.class, () -> tdesKey.transactionKey(tdes("FFFF9876543211E00001")));
            assertThrows(IllegalArgumentException.class, () -> aesKey.transactionKey(aes("123456789012345700000001")));
            assertThrows(CryptoException.class, () -> tdesKey.transactionKey(tdes("FFFF9876543210E00000")));
            assertThrows(CryptoException.class, () -> aesKey.transactionKey(aes("123456789012345600000000")));
            assertThrows(IllegalArgumentException.class, () -> TdesBdk.of(TestKeys.aes(AES_BDK)));
            assertThrows(IllegalArgumentException.class, () -> AesBdk.of(TestKeys.tdes(TDES_BDK)));
            assertThrows(CryptoException.class, () -> transactionKey.pinKey(AesDukptKeyType.AES_192));
            assertThrows(
                    CryptoException.class,
                    () -> transactionKey.hmacKey(AesTransactionKey.Direction.REQUEST, AesDukptKeyType.HMAC_256));
            assertThrows(IllegalArgumentException.class, () -> transactionKey.pinKey(AesDukptKeyType.HMAC_128));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> transactionKey.hmacKey(AesTransactionKey.Direction.REQUEST, AesDukptKeyType.AES_128));
            transactionKey.keyEncryptionKey(AesDukptKeyType.TDES_3).close();
        }
    }

    @Test
    void closedKeysGiveNothingAndPrintNothing() throws CryptoException {
        TdesBdk bdk = TdesBdk.of(TestKeys.tdes(TDES_BDK));
        assertEquals("TdesBdk[KCV 08D7B4]", bdk.toString());
        bdk.close();
        bdk.close();
        assertEquals("TdesBdk[closed]", bdk.toString());
        assertThrows(IllegalStateException.class, () -> bdk.initialKey(tdes("FFFF9876543210E00000")));
        AesTransactionKey key;
        try (AesBdk aesBdk = AesBdk.of(TestKeys.aes(AES_BDK))) {
            key = aesBdk.transactionKey(aes("123456789012345600000001"));
        }
        assertNotEquals("AesTransactionKey[closed]", key.toString());
        key.close();
        assertThrows(IllegalStateException.class, () -> key.pinKey(AesDukptKeyType.AES_128));
    }

    private static Bytes bytes(DukptKey key) {
        return TestKeys.bytes(key.symmetricKey());
    }
}

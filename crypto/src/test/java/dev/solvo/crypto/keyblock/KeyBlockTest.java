package dev.solvo.crypto.keyblock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoException.Reason;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published vectors leave open: every version both ways, every change refused, every optional block typed. */
final class KeyBlockTest {
    private static final String TDES_KEY = "DD7515F2BFC17F85CE48F3CA25CB21F6";
    private static final String AES_KEY = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
    private static final String PRINTED =
            "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E";

    private static KeyBlockProtectionKey protectionKey(KeyBlockVersion version) {
        return KeyBlockProtectionKey.of(
                version.algorithm() == KeyAlgorithm.AES ? TestKeys.aes(AES_KEY) : TestKeys.tdes(TDES_KEY));
    }

    private static KeyBlockHeader header(KeyBlockVersion version) {
        return KeyBlockHeader.of(version, KeyUsage.PIN_ENCRYPTION, WrappedAlgorithm.TDES, ModeOfUse.ENCRYPT_ONLY);
    }

    @Property(tries = 300)
    void whatIsWrappedComesOut(
            @ForAll KeyBlockVersion version,
            @ForAll boolean hidden,
            @ForAll @IntRange(min = 1, max = 80) int length,
            @ForAll @IntRange(min = 0, max = 40) int label,
            @ForAll long seed)
            throws CryptoException {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        char[] text = new char[label];
        Arrays.fill(text, 'x');
        KeyBlockHeader header = KeyBlockHeader.of(
                        version, KeyUsage.HMAC, WrappedAlgorithm.HMAC, ModeOfUse.GENERATE_AND_VERIFY)
                .with(new OptionalBlock.Label(new String(text)));
        KeyBlockWriter writer =
                new KeyBlockWriter(new SecureRandom(), hidden ? LengthObfuscation.MAXIMUM : LengthObfuscation.NONE);
        try (KeyBlockProtectionKey protectionKey = protectionKey(version);
                SecretBytes key = SecretBytes.of(content)) {
            String block = writer.wrap(protectionKey, header, key).toText();
            try (UnwrappedKey unwrapped = KeyBlockReader.strict().read(block).unwrap(protectionKey);
                    SecretBytes same = unwrapped.secret(InsecureSecretKeyAccess.get())) {
                assertEquals(key, same);
                assertEquals(header.usage(), unwrapped.header().usage());
                assertEquals(
                        header.optionalBlocks().get(0),
                        unwrapped.header().find(OptionalBlock.Label.class).orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KeyBlockVersion.class)
    void noCharacterCanBeChanged(KeyBlockVersion version) throws CryptoException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(version);
                SoftwareKey key = TestKeys.tdes("3F419E1CB7079442AA37474C2EFBF8B8")) {
            String block = new KeyBlockWriter(new SecureRandom())
                    .wrap(protectionKey, header(version), key)
                    .toText();
            KeyBlockReader reader = KeyBlockReader.allowing(Leniency.values());
            for (int i = 0; i < block.length(); i++) {
                for (char c : new char[] {'0', '1', '8', 'A', 'E', 'N', 'c', ' '}) {
                    String changed = block.substring(0, i) + c + block.substring(i + 1);
                    if (!changed.equals(block)) {
                        assertThrows(
                                CryptoException.class,
                                () -> reader.read(changed).unwrap(protectionKey).close());
                    }
                }
            }
            for (int end = 0; end < block.length(); end++) {
                String cut = block.substring(0, end);
                assertThrows(CryptoException.class, () -> reader.read(cut));
            }
        }
    }

    @Test
    void theHeaderIsReadableWithoutTheKey() throws CryptoException {
        KeyBlockHeader header = KeyBlockReader.strict().read(PRINTED).header();
        assertEquals(KeyUsage.PIN_ENCRYPTION, header.usage());
        assertEquals(WrappedAlgorithm.TDES, header.algorithm());
        assertEquals(ModeOfUse.ENCRYPT_ONLY, header.mode());
        assertEquals(Exportability.TRUSTED, header.exportability());
        assertEquals("00", header.keyVersion());
        assertEquals(KeyContext.OF_PROTECTION_KEY, header.context());
    }

    @Test
    void aVisibleKeyLengthPassesByNameOnly() throws CryptoException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.B)) {
            KeyBlock strict = KeyBlockReader.strict().read(PRINTED);
            assertEquals(
                    Reason.NOT_PERMITTED,
                    assertThrows(CryptoException.class, () -> strict.unwrap(protectionKey))
                            .reason());
            KeyBlock lenient =
                    KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH).read(PRINTED);
            try (UnwrappedKey key = lenient.unwrap(protectionKey);
                    SoftwareKey tdes = key.symmetricKey(ParityPolicy.KEEP)) {
                assertEquals("SoftwareKey[TDES KCV 57C409]", tdes.toString());
                assertEquals("UnwrappedKey[P0 T]", key.toString());
            }
        }
    }

    @Test
    void theLengthOfTheKeyDoesNotShow() {
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.B);
                SoftwareKey two = TestKeys.tdes("3F419E1CB7079442AA37474C2EFBF8B8");
                SoftwareKey three = TestKeys.tdes("3F419E1CB7079442AA37474C2EFBF8B83F419E1CB7079442")) {
            KeyBlockWriter writer = new KeyBlockWriter(new SecureRandom());
            KeyBlockHeader header = header(KeyBlockVersion.B);
            assertEquals(
                    writer.wrap(protectionKey, header, two).toText().length(),
                    writer.wrap(protectionKey, header, three).toText().length());
        }
    }

    @Test
    void aProtectionKeyOfAnotherCipherIsRefused() throws CryptoException {
        try (KeyBlockProtectionKey aes = protectionKey(KeyBlockVersion.D);
                SoftwareKey key = TestKeys.tdes(TDES_KEY)) {
            KeyBlock block = KeyBlockReader.strict().read(PRINTED);
            assertEquals(
                    Reason.NOT_PERMITTED,
                    assertThrows(CryptoException.class, () -> block.unwrap(aes)).reason());
            KeyBlockWriter writer = new KeyBlockWriter(new SecureRandom());
            assertThrows(IllegalArgumentException.class, () -> writer.wrap(aes, header(KeyBlockVersion.B), key));
        }
    }

    @Test
    void aWeakerProtectionKeyIsRefused() {
        KeyBlockHeader aesInTdes =
                KeyBlockHeader.of(KeyBlockVersion.B, KeyUsage.DATA_ENCRYPTION, WrappedAlgorithm.AES, ModeOfUse.DERIVE);
        KeyBlockHeader aesInAes =
                KeyBlockHeader.of(KeyBlockVersion.D, KeyUsage.DATA_ENCRYPTION, WrappedAlgorithm.AES, ModeOfUse.DERIVE);
        KeyBlockWriter writer = new KeyBlockWriter(new SecureRandom());
        try (KeyBlockProtectionKey tdes = protectionKey(KeyBlockVersion.B);
                KeyBlockProtectionKey aes128 = KeyBlockProtectionKey.of(TestKeys.aes(TDES_KEY));
                SoftwareKey aes256 = TestKeys.aes(AES_KEY)) {
            assertThrows(IllegalArgumentException.class, () -> writer.wrap(tdes, aesInTdes, aes256));
            assertThrows(IllegalArgumentException.class, () -> writer.wrap(aes128, aesInAes, aes256));
            assertThrows(IllegalArgumentException.class, () -> writer.wrap(aes128, header(KeyBlockVersion.D), aes256));
        }
    }

    @Test
    void checkValuesAreCompared() throws CryptoException {
        KeyCheckValue wrong = KeyCheckValue.legacy(Bytes.fromHex("000000"));
        KeyBlockWriter writer = new KeyBlockWriter(new SecureRandom());
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.B);
                SoftwareKey key = TestKeys.tdes("3F419E1CB7079442AA37474C2EFBF8B8")) {
            for (OptionalBlock check :
                    List.of(new OptionalBlock.WrappedKeyCheck(wrong), new OptionalBlock.ProtectionKeyCheck(wrong))) {
                KeyBlock block =
                        writer.wrap(protectionKey, header(KeyBlockVersion.B).with(check), key);
                assertEquals(
                        Reason.KEY_CHECK_VALUE,
                        assertThrows(CryptoException.class, () -> block.unwrap(protectionKey))
                                .reason());
            }
        }
    }

    @Test
    void aWrongParityIsSaid() throws CryptoException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.B);
                SoftwareKey even = TestKeys.tdes("00000000000000000000000000000000");
                UnwrappedKey key = new KeyBlockWriter(new SecureRandom())
                        .wrap(protectionKey, header(KeyBlockVersion.B), even)
                        .unwrap(protectionKey)) {
            assertEquals(
                    Reason.PARITY,
                    assertThrows(CryptoException.class, () -> key.symmetricKey(ParityPolicy.REFUSE))
                            .reason());
            key.symmetricKey(ParityPolicy.ADJUST).close();
        }
    }

    @Test
    void optionalBlocksAreTyped() throws CryptoException {
        List<OptionalBlock> blocks = List.of(
                new OptionalBlock.AsymmetricKeyLife(true),
                new OptionalBlock.BdkId(Bytes.fromHex("0102030405")),
                new OptionalBlock.BdkId(Bytes.fromHex("01020304")),
                new OptionalBlock.Certificate(OptionalBlock.Certificate.Format.EMV, "7081"),
                new OptionalBlock.CertificateChain(List.of(
                        new OptionalBlock.Certificate(OptionalBlock.Certificate.Format.X509, "MIIC"),
                        new OptionalBlock.Certificate(OptionalBlock.Certificate.Format.X509, longText(300)))),
                new OptionalBlock.DerivationsAllowed(List.of(new OptionalBlock.DerivationsAllowed.Derivation(
                        KeyUsage.PIN_ENCRYPTION, WrappedAlgorithm.AES, ModeOfUse.ENCRYPT_ONLY, Exportability.NONE))),
                new OptionalBlock.HmacHash(OptionalBlock.HmacHash.Hash.SHA3_256),
                new OptionalBlock.InitialKeyId(Bytes.fromHex("1234567890123456")),
                new OptionalBlock.WrappedKeyCheck(KeyCheckValue.cmac(Bytes.fromHex("0102030405"))),
                new OptionalBlock.ProtectionKeyCheck(KeyCheckValue.legacy(Bytes.fromHex("010203"))),
                new OptionalBlock.ExportProtectionKeyCheck(KeyCheckValue.cmac(Bytes.fromHex("010203"))),
                new OptionalBlock.InitialKeySerialNumber(Bytes.fromHex("00604B120F9292800000")),
                new OptionalBlock.KeyBlockValues("0001"),
                new OptionalBlock.Label("terminal 7"),
                new OptionalBlock.TimeOfCreation("20200818221218Z"),
                new OptionalBlock.TimeStamp("2020-08-18T22:12:18.12Z"),
                new OptionalBlock.WrappingPedigree(2),
                new OptionalBlock.Other("FL", "1"));
        for (OptionalBlock block : blocks) {
            assertEquals(block, OptionalBlock.parse(block.id(), block.data()));
            KeyBlockHeader header = header(KeyBlockVersion.D).with(block);
            KeyBlockHeader read = KeyBlockHeader.parse(header.toText());
            assertEquals(block, read.find(block.getClass()).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AL0102",
                "AL02",
                "BI020102030405",
                "BI0001020304",
                "BI01010203",
                "BI0",
                "CT",
                "CT03AA",
                "CT020000",
                "CT0200FFFFAA",
                "DA",
                "DA02",
                "DA01P0AE",
                "HM",
                "HM99",
                "IK12",
                "IK123456789012345G",
                "KC000102",
                "KC0001020304",
                "KP0201020304",
                "KC0",
                "KS0060",
                "KS00604B120F92928000ZZ",
                "KV1",
                "TC2020",
                "TC20200818221218",
                "TS2020-08-18 22:12:18Z",
                "WP004",
                "WP00",
                "WP01"
            })
    void malformedOptionalBlocksAreRefused(String block) {
        CryptoException refusal = assertThrows(
                CryptoException.class, () -> OptionalBlock.parse(block.substring(0, 2), block.substring(2)));
        assertEquals(Reason.FORMAT, refusal.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F0000P0TE00N0000",
                "B000AP0TE00N0000",
                "B0000p0TE00N0000",
                "B0000P0TE00N000",
                "B0000P0TE00N0001",
                "B0000P0TE00N0030",
                "B0000P0TE00N0X00",
                "B0000P0TEd0N0000",
                "B0000P0TE0*N0000",
                "B0000P0TE00N0000A",
                "B0000P0TE00N01001",
                "B0000P0TE00N0200PB04LB04",
                "B0000Z9TE00N0000",
                "B0000P0ZE00N0000",
                "B0000P0TZ00N0000",
                "B0000P0TE00Z0000",
                "B0000P0TE00N0100XX04",
                "B0000P0TE00N0100LB0005000011A",
                "B0000P0TE00N0100LB00040009",
                "B0000P0TE00N0000\u00e9"
            })
    void malformedHeadersAreRefused(String header) {
        assertThrows(CryptoException.class, () -> KeyBlockHeader.parse(header));
    }

    @Test
    void whatTheStandardsDoNotNamePassesByNameOnly() throws CryptoException {
        assertThrows(CryptoException.class, () -> KeyBlockHeader.parse("B000010T100N0000"));
        assertFalse(KeyBlockHeader.parse("B000010T100N0000", Leniency.PROPRIETARY_CODES)
                .usage()
                .isKnown());
        String ibm = "B0000P0TE00N01001010IBMC12345678";
        assertThrows(CryptoException.class, () -> KeyBlockHeader.parse(ibm));
        assertEquals(
                new OptionalBlock.Other("10", "IBMC12345678"),
                KeyBlockHeader.parse(ibm, Leniency.PROPRIETARY_OPTIONAL_BLOCKS)
                        .optionalBlocks()
                        .get(0));
        assertEquals("c1", KeyBlockHeader.parse("B0000P0TEc1N0000").keyVersion());
        assertEquals(
                KeyContext.EXCHANGE, KeyBlockHeader.parse("B0000P0TE00N0020").context());
    }

    @Test
    void misuseIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> header(KeyBlockVersion.B).withKeyVersion("1"));
        assertThrows(IllegalArgumentException.class, () -> new KeyUsage("p0"));
        assertThrows(IllegalArgumentException.class, () -> new WrappedAlgorithm("TT"));
        assertThrows(IllegalArgumentException.class, () -> new OptionalBlock.WrappingPedigree(4));
        assertThrows(IllegalArgumentException.class, () -> new OptionalBlock.Label("\n"));
        assertThrows(
                IllegalArgumentException.class,
                () -> header(KeyBlockVersion.B)
                        .with(new OptionalBlock.Label(longText(70_000)))
                        .toText());
        List<OptionalBlock> many = new ArrayList<>(Collections.nCopies(99, new OptionalBlock.Label("")));
        KeyBlockHeader full = new KeyBlockHeader(
                KeyBlockVersion.B,
                KeyUsage.CMAC,
                WrappedAlgorithm.TDES,
                ModeOfUse.NO_RESTRICTION,
                "00",
                Exportability.NONE,
                KeyContext.STORAGE,
                many);
        assertThrows(IllegalArgumentException.class, () -> full.with(new OptionalBlock.Label("")));
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.D);
                SecretBytes empty = SecretBytes.of(Bytes.EMPTY);
                SecretBytes key = SecretBytes.of(Bytes.repeat(1, 16))) {
            KeyBlockWriter writer = new KeyBlockWriter(new SecureRandom());
            assertThrows(
                    IllegalArgumentException.class, () -> writer.wrap(protectionKey, header(KeyBlockVersion.D), empty));
            KeyBlockHeader tooLong = header(KeyBlockVersion.D).with(new OptionalBlock.Label(longText(9_990)));
            assertThrows(IllegalArgumentException.class, () -> writer.wrap(protectionKey, tooLong, key));
        }
    }

    @Test
    void nothingOfAKeyShows() throws CryptoException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(KeyBlockVersion.D);
                SoftwareKey key = TestKeys.tdes(TDES_KEY)) {
            KeyBlock block = new KeyBlockWriter(new FixedRandom(Bytes.repeat(7, 14)))
                    .wrap(protectionKey, header(KeyBlockVersion.D), key);
            assertEquals("KeyBlock[D P0, 112 characters]", block.toString());
            UnwrappedKey unwrapped = block.unwrap(protectionKey);
            unwrapped.close();
            unwrapped.close();
            assertThrows(IllegalStateException.class, () -> unwrapped.symmetricKey(ParityPolicy.KEEP));
            assertThrows(IllegalStateException.class, () -> unwrapped.secret(InsecureSecretKeyAccess.get()));
        }
        KeyBlockProtectionKey closed = protectionKey(KeyBlockVersion.D);
        closed.close();
        assertEquals("KeyBlockProtectionKey[closed]", closed.toString());
        assertThrows(IllegalStateException.class, closed::symmetricKey);
        assertTrue(closed.algorithm() == KeyAlgorithm.AES);
    }

    private static String longText(int length) {
        char[] text = new char[length];
        Arrays.fill(text, 'x');
        return new String(text);
    }
}

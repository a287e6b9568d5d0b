package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesDukptTerminal;
import dev.solvo.crypto.dukpt.AesInitialKey;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.keyblock.KeyBlock;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.KeyBlockVersion;
import dev.solvo.crypto.keyblock.KeyBlockWriter;
import dev.solvo.crypto.keyblock.KeyUsage;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.keyblock.ModeOfUse;
import dev.solvo.crypto.keyblock.OptionalBlock;
import dev.solvo.crypto.keyblock.UnwrappedKey;
import dev.solvo.crypto.keyblock.WrappedAlgorithm;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.crypto.pin.PinTranslation;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/crypto.md} about PIN blocks, DUKPT and key blocks. */
final class KeyExamplesTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void pinBlocks() throws CryptoException {
        Pan pan = Pan.of("4111111111111111");
        try (Pin pin = Pin.of("1234");
                PinKey terminalKey = PinKey.of(key(KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210"));
                PinKey issuerKey = PinKey.of(key(KeyAlgorithm.AES, "FEDCBA9876543210F1F1F1F1F1F1F1F1"))) {
            // docs: pin-block
            EncipheredPinBlock block = PinBlockFormat0.encipher(terminalKey, pin, pan); // data element 52
            Pin read = PinBlockFormat0.decipher(terminalKey, block, pan); // the other side
            // end docs
            assertEquals(pin, read);

            // docs: pin-translation
            PinTranslation translation = new PinTranslation(random);
            EncipheredPinBlock arrived = EncipheredPinBlock.parse(PinBlockFormat.FORMAT_0, block.value());
            EncipheredPinBlock onward =
                    translation.translate(arrived, terminalKey, pan, issuerKey, PinBlockFormat.FORMAT_4);
            // end docs
            assertEquals(pin, PinBlockFormat4.decipher(issuerKey, onward, pan));
        }
    }

    @Test
    void dukpt() throws CryptoException {
        Bytes message = Bytes.fromHex("3430313233343536373839303944393837");
        try (AesBdk bdk = AesBdk.of(key(KeyAlgorithm.AES, "FEDCBA9876543210F1F1F1F1F1F1F1F1"));
                AesInitialKey initialKey =
                        bdk.initialKey(AesKeySerialNumber.ofInitialKey(Bytes.fromHex("1234567890123456")))) {
            EncipheredPinBlock block;
            Bytes keySerialNumber;
            Pan pan = Pan.of("4111111111111111");
            SecretBytes saved;
            // docs: dukpt-terminal
            try (AesDukptTerminal terminal = AesDukptTerminal.load(initialKey); // once, with the injected key
                    AesTransactionKey transaction = terminal.next(); // each time
                    PinKey pinKey = transaction.pinKey(AesDukptKeyType.AES_128);
                    Pin pin = Pin.of("1234")) {
                saved = terminal.save(InsecureSecretKeyAccess.get()); // into protected memory, before the key is used
                block = PinBlockFormat4.encipher(pinKey, pin, pan, random);
                keySerialNumber = transaction.keySerialNumber().toBytes(); // 123456789012345600000001
            }
            // end docs
            assertEquals("123456789012345600000001", keySerialNumber.toHex());
            AesDukptTerminal.restore(saved).close();

            Pin read;
            Bytes mac;
            // docs: dukpt-host
            try (AesTransactionKey transaction = bdk.transactionKey(AesKeySerialNumber.parse(keySerialNumber));
                    PinKey pinKey = transaction.pinKey(AesDukptKeyType.AES_128);
                    MacKey macKey = transaction.macKey(AesTransactionKey.Direction.RESPONSE, AesDukptKeyType.AES_128)) {
                read = PinBlockFormat4.decipher(pinKey, block, pan);
                mac = MessageAuthenticationCode.cmac(8).generate(macKey.symmetricKey(), message);
            }
            // end docs
            assertEquals(Pin.of("1234"), read);
            assertEquals(8, mac.length());
        }
        try (TdesBdk bdk = TdesBdk.of(key(KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210"))) {
            Bytes field = Bytes.fromHex("FFFF9876543210E00001");
            Bytes mac;
            // docs: dukpt-tdes
            try (TdesTransactionKey transaction = bdk.transactionKey(TdesKeySerialNumber.parse(field));
                    MacKey macKey = transaction.macRequestKey()) {
                mac = MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_1, 4)
                        .generate(macKey.symmetricKey(), message); // 9CCC7817
            }
            // end docs
            assertEquals("9CCC7817", mac.toHex());
        }
    }

    @Test
    void keyBlocks() throws CryptoException {
        String received = "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E";
        try (KeyBlockProtectionKey protectionKey =
                KeyBlockProtectionKey.of(key(KeyAlgorithm.TDES, "DD7515F2BFC17F85CE48F3CA25CB21F6"))) {
            // docs: key-block-read
            KeyBlock block =
                    KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH).read(received);
            KeyUsage usage = block.header().usage(); // P0, without the key and not authentic yet
            try (UnwrappedKey unwrapped = block.unwrap(protectionKey); // now it is
                    PinKey pinKey = PinKey.of(unwrapped.symmetricKey(ParityPolicy.ADJUST))) {
                System.out.println(pinKey); // PinKey[TDES KCV 57C409]
            }
            // end docs
            assertEquals(KeyUsage.PIN_ENCRYPTION, usage);
            assertThrows(
                    CryptoException.class,
                    () -> KeyBlockReader.strict().read(received).unwrap(protectionKey));
        }
        try (KeyBlockProtectionKey protectionKey = KeyBlockProtectionKey.of(
                        key(KeyAlgorithm.AES, "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6"));
                SoftwareKey key = key(KeyAlgorithm.AES, "3F419E1CB7079442AA37474C2EFBF8B8")) {
            // docs: key-block-write
            KeyBlockHeader header = KeyBlockHeader.of(
                            KeyBlockVersion.D, KeyUsage.INITIAL_DUKPT, WrappedAlgorithm.AES, ModeOfUse.DERIVE)
                    .with(new OptionalBlock.InitialKeyId(Bytes.fromHex("1234567890123456")))
                    .with(OptionalBlock.WrappedKeyCheck.of(key));
            String text =
                    new KeyBlockWriter(random).wrap(protectionKey, header, key).toText();
            // end docs
            assertTrue(text.startsWith("D0192B1AX00N0300IK141234567890123456KC"), text);
            KeyBlockReader.strict().read(text).unwrap(protectionKey).close();
        }
    }

    private static SoftwareKey key(KeyAlgorithm algorithm, String hex) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(hex))) {
            return SoftwareKey.of(algorithm, secret);
        }
    }
}

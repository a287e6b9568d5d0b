package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesDukptTerminal;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.KeySerialNumber;
import dev.solvo.crypto.dukpt.TdesDukptTerminal;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.keyblock.KeyBlock;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat1;
import dev.solvo.crypto.pin.PinBlockFormat3;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;

/** Any text as a key block, any bytes as enciphered PIN blocks, key serial numbers and saved states of terminals. */
final class KeyFuzzTest {
    private static final Pan PAN = Pan.of("4761739001010119");

    @FuzzTest
    void keyBlocks(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        try {
            KeyBlock block = KeyBlockReader.allowing(Leniency.values()).read(text);
            assertEquals(text, block.toText());
            KeyBlockHeader header = block.header();
            if (header.optionalBlocks().size() < 99) {
                KeyBlockHeader again = KeyBlockHeader.parse(header.toText(), Leniency.values());
                assertEquals(header.usage(), again.usage());
                assertEquals(header.toText(), again.toText());
            }
            try (KeyBlockProtectionKey key =
                    KeyBlockProtectionKey.of(key(header.version().algorithm()))) {
                block.unwrap(key).close();
            }
        } catch (CryptoException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    @FuzzTest
    void headers(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        try {
            KeyBlockHeader header = KeyBlockHeader.parse(text);
            if (header.optionalBlocks().size() < 99) {
                assertEquals(
                        header.toText(), KeyBlockHeader.parse(header.toText()).toText());
            }
        } catch (CryptoException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    @FuzzTest
    void encipheredPinBlocks(FuzzedDataProvider data) {
        PinBlockFormat format = data.pickValue(PinBlockFormat.values());
        Bytes value = Bytes.of(data.consumeRemainingAsBytes());
        try {
            EncipheredPinBlock block = EncipheredPinBlock.parse(format, value);
            try (PinKey key = PinKey.of(key(format.algorithm()));
                    Pin pin = switch (format) {
                        case FORMAT_0 -> PinBlockFormat0.decipher(key, block, PAN);
                        case FORMAT_3 -> PinBlockFormat3.decipher(key, block, PAN);
                        case FORMAT_4 -> PinBlockFormat4.decipher(key, block, PAN);
                        default -> PinBlockFormat1.decipher(key, block);
                    }) {
                assertTrue(pin.length() >= Pin.MIN_DIGITS && pin.length() <= Pin.MAX_DIGITS);
            }
        } catch (CryptoException e) {
            assertTrue(e.reason() == CryptoException.Reason.PIN_BLOCK
                    || e.reason() == CryptoException.Reason.LENGTH
                    || e.reason() == CryptoException.Reason.NOT_PERMITTED);
        }
    }

    @FuzzTest
    void keySerialNumbers(byte[] data) {
        try {
            KeySerialNumber number = KeySerialNumber.parse(Bytes.of(data));
            assertTrue(number.toBytes().length() >= data.length);
            if (number instanceof TdesKeySerialNumber tdes) {
                assertTrue(tdes.next().counter() > tdes.counter());
                assertTrue(AesKeySerialNumber.parseLegacy(tdes.toBytes()).counter() == tdes.counter());
            } else if (number instanceof AesKeySerialNumber aes) {
                assertTrue(aes.next().counter() > aes.counter());
            }
        } catch (CryptoException e) {
            assertTrue(e.reason() == CryptoException.Reason.LENGTH || e.reason() == CryptoException.Reason.COUNTER);
        }
    }

    @FuzzTest
    void terminalStates(byte[] data) {
        try (SecretBytes state = SecretBytes.of(data)) {
            try (AesDukptTerminal terminal = AesDukptTerminal.restore(state)) {
                terminal.next().close();
            } catch (CryptoException e) {
                assertTrue(e.getMessage() != null);
            }
            try (TdesDukptTerminal terminal = TdesDukptTerminal.restore(state)) {
                terminal.next().close();
            } catch (CryptoException e) {
                assertTrue(e.getMessage() != null);
            }
        }
    }

    private static SoftwareKey key(KeyAlgorithm algorithm) {
        try (SecretBytes secret = SecretBytes.of(Bytes.repeat(0x31, 16))) {
            return SoftwareKey.of(algorithm, secret);
        }
    }
}

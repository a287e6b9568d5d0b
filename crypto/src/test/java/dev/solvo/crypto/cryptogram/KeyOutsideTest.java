package dev.solvo.crypto.cryptogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.VisPinBlock;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.api.Test;

/** Keys behind the port, as in a host security module: used from the issuer's key to the script, and never read. */
final class KeyOutsideTest {
    private static final Pan PAN = Pan.of("1234567890123456");

    @Test
    void theIssuersWholeCalculationRunsOnIt() throws CryptoException {
        try (IssuerKeys issuer = new IssuerKeys(
                        IssuerMasterKey.forCryptograms(outside("0123456789ABCDEFFEDCBA9876543210")),
                        IssuerMasterKey.forScriptMac(outside("FEDCBA98765432100123456789ABCDEF")),
                        IssuerMasterKey.forScriptEncipherment(outside("89ABCDEF0123456776543210FEDCBA98")));
                CardKeys card = issuer.deriveCardKeys(IccMasterKeyDerivation.OPTION_A, PAN, PanSequenceNumber.ZERO);
                var session =
                        SessionKeyDerivation.emvCommon(card.cryptogram(), ApplicationTransactionCounter.of(0x1C));
                Pin pin = Pin.of("9999")) {
            // Mastercard CVN 21 of arqc-arpc.json and secure-messaging.json.
            ApplicationCryptogram arqc = ApplicationCryptogram.of(Bytes.fromHex("C30E54BE496CF5E5"));
            arqc.verify(
                    session,
                    Bytes.fromHex("00000000999900000000000001248000000000012420990600ABCDEF12"
                            + "1800001CA0000322000000000000000322FF"),
                    Padding.METHOD_2);
            ScriptMessaging messaging =
                    new ScriptMessaging(ScriptScheme.MASTERCARD, card, ApplicationTransactionCounter.of(0x1C), arqc);
            assertEquals(
                    "8424000210D9F5896BE8E283C682264E1D32DF1D51",
                    messaging.changePin(pin).toBytes().toHex());
            assertEquals("IssuerMasterKey[TDES KCV 08D7B4]", issuer.cryptogram().toString());
        }
    }

    @Test
    void whatTakesBytesOfAKeySaysSo() {
        try (var card = IccMasterKey.forCryptograms(outside("0123456789ABCDEFFEDCBA9876543210"));
                Pin pin = Pin.of("1234")) {
            assertThrows(IllegalArgumentException.class, () -> VisPinBlock.encode(card, pin));
            Emv2000SessionKeyTree tree = Emv2000SessionKeyTree.of(8, 4, Bytes.repeat(0, 16));
            assertThrows(IllegalArgumentException.class, () -> tree.derive(card, ApplicationTransactionCounter.of(1)));
            assertEquals("80240000", IssuerScriptCommand.pinUnblock().toBytes().toHex());
        }
    }

    @Test
    void impossibleTreesAreRefused() {
        Bytes vector = Bytes.repeat(0, 16);
        assertThrows(IllegalArgumentException.class, () -> Emv2000SessionKeyTree.of(8, 3, vector));
        assertThrows(IllegalArgumentException.class, () -> Emv2000SessionKeyTree.of(0, 4, vector));
        assertThrows(IllegalArgumentException.class, () -> Emv2000SessionKeyTree.of(8, 4, vector.slice(1)));
    }

    private static SymmetricKey outside(String hex) {
        return new DeviceKey(TestKeys.tdes(hex));
    }

    /** A device of which only the port is seen. */
    private record DeviceKey(SoftwareKey inside) implements SymmetricKey {
        @Override
        public KeyAlgorithm algorithm() {
            return inside.algorithm();
        }

        @Override
        public int lengthBytes() {
            return inside.lengthBytes();
        }

        @Override
        public byte[] encrypt(byte[] blocks) {
            return inside.encrypt(blocks);
        }

        @Override
        public byte[] decrypt(byte[] blocks) {
            return inside.decrypt(blocks);
        }

        @Override
        public byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
            return inside.encryptCbc(initialVector, blocks);
        }

        @Override
        public byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
            return inside.decryptCbc(initialVector, blocks);
        }

        @Override
        public byte[] mac(MacAlgorithm macAlgorithm, byte[] data) {
            return inside.mac(macAlgorithm, data);
        }

        @Override
        public SymmetricKey deriveByEncryption(byte[] data, int derivedLengthBytes, ParityPolicy parity) {
            return new DeviceKey(inside.deriveByEncryption(data, derivedLengthBytes, parity));
        }

        @Override
        public SymmetricKey deriveByXor(byte[] data, ParityPolicy parity) {
            return new DeviceKey(inside.deriveByXor(data, parity));
        }

        @Override
        public KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes) {
            return inside.keyCheckValue(method, valueLengthBytes);
        }

        @Override
        public void close() {
            inside.close();
        }
    }
}

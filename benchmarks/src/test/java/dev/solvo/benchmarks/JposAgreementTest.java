package dev.solvo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat1;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.tlv.Bytes;
import java.security.Key;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.jpos.security.KeySerialNumber;
import org.jpos.security.SMAdapter;
import org.jpos.security.SMException;
import org.jpos.security.SecureDESKey;
import org.jpos.security.jceadapter.JCEHandler;
import org.jpos.security.jceadapter.JCESecurityModule;

/** Random keys and PINs: the same as what jPOS makes of them. */
final class JposAgreementTest {
    @Property(tries = 1_000)
    void tripleDesDukpt(@ForAll long seed) throws CryptoException, SMException {
        Random random = new Random(seed);
        byte[] bdk = new byte[16];
        byte[] number = new byte[10];
        random.nextBytes(bdk);
        random.nextBytes(number);
        int counter = 1 + random.nextInt(0x1FFFFF);
        while (Integer.bitCount(counter) > 10) {
            counter &= counter - 1;
        }
        number[7] = (byte) (number[7] & 0xE0 | counter >> 16);
        number[8] = (byte) (counter >> 8);
        number[9] = (byte) counter;
        Jpos jpos = new Jpos(bdk);
        try (TdesBdk key = TdesBdk.of(key(bdk));
                TdesTransactionKey transaction = key.transactionKey(TdesKeySerialNumber.parse(Bytes.of(number)));
                PinKey pinKey = transaction.pinKey();
                DataKey dataKey = transaction.dataRequestKey()) {
            assertArrayEquals(jpos.derived(number, false), bytes(pinKey.symmetricKey()));
            assertArrayEquals(jpos.derived(number, true), bytes(dataKey.symmetricKey()));
        }
    }

    @Property(tries = 1_000)
    void pinBlocks(
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @NumericChars @StringLength(min = 13, max = 19) String number)
            throws CryptoException, SMException {
        Jpos jpos = new Jpos(new byte[16]);
        String account = number.substring(number.length() - 13, number.length() - 1);
        try (Pin pin = Pin.of(digits);
                PinBlock format0 = PinBlockFormat0.encode(pin, Pan.of(number));
                PinBlock format1 = PinBlockFormat1.encode(pin, new SecureRandom());
                PinBlock format2 = PinBlockFormat2.encode(pin)) {
            assertArrayEquals(jpos.block(digits, SMAdapter.FORMAT01, account), bytes(format0));
            assertArrayEquals(jpos.block(digits, SMAdapter.FORMAT34, account), bytes(format2));
            assertEquals(digits, jpos.pin(bytes(format0), SMAdapter.FORMAT01, account));
            assertEquals(digits, jpos.pin(bytes(format1), SMAdapter.FORMAT05, account));
            try (PinBlock made = PinBlock.parse(jpos.block(digits, SMAdapter.FORMAT05, account))) {
                assertEquals(pin, PinBlockFormat1.decode(made));
            }
        }
    }

    private static SoftwareKey key(byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    private static byte[] bytes(SymmetricKey key) {
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return secret.toByteArray(InsecureSecretKeyAccess.get());
        }
    }

    private static byte[] bytes(PinBlock block) {
        return block.toByteArray(InsecureSecretKeyAccess.get());
    }

    /** Its security module without a file of local master keys: the base derivation key is given in clear. */
    private static final class Jpos extends JCESecurityModule {
        private final Key bdk;

        Jpos(byte[] bdk) {
            this.bdk = new SecretKeySpec(bdk, "DESede");
            this.jceHandler = new JCEHandler(Security.getProvider("SunJCE"));
        }

        byte[] derived(byte[] number, boolean data) throws SMException {
            String hex = Bytes.of(number).toHex();
            KeySerialNumber serial =
                    new KeySerialNumber(hex.substring(0, 10), hex.substring(10, 14), hex.substring(14));
            return Arrays.copyOf(calculateDerivedKey(serial, new SecureDESKey(), true, data), 16);
        }

        byte[] block(String pin, byte format, String account) throws SMException {
            return calculatePINBlock(pin, format, account);
        }

        String pin(byte[] block, byte format, String account) throws SMException {
            return calculatePIN(block, format, account);
        }

        @Override
        protected Key decryptFromLMK(SecureDESKey key) {
            return bdk;
        }
    }
}

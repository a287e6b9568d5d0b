package dev.solvo.crypto.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.tlv.Bytes;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The symmetric half of offline data encipherment: what goes in comes out, on both curves, message after message. */
final class OfflinePinPropertiesTest {
    @Property(tries = 50)
    void decipherIsTheInverseOfEncipher(
            @ForAll EnciphermentSuite suite,
            @ForAll @Size(8) byte[] content,
            @ForAll @Size(8) byte[] challenge,
            @ForAll @IntRange(min = 1, max = 4) int messages)
            throws CryptoException {
        Bytes agreed = Bytes.repeat(0x5A, suite.fieldLength());
        try (OdeChannel terminal = OdeChannel.of(suite, agreed, Bytes.of(challenge));
                OdeChannel card = OdeChannel.of(suite, agreed, Bytes.of(challenge));
                PinBlock block = PinBlock.of(content)) {
            for (int i = 0; i < messages; i++) {
                Bytes data = terminal.encipher(block, Bytes.of(challenge));
                assertEquals(25, data.length());
                try (PinBlock read = card.decipher(data, Bytes.of(challenge))) {
                    assertEquals(Bytes.of(content), Bytes.of(read.toByteArray(InsecureSecretKeyAccess.get())));
                }
            }
        }
    }

    /** NOTE: self-consistent only; no vector on P-521 was at hand. */
    @Example
    void agreementOnP521GivesTheSameChannelToBothSides() throws CryptoException {
        var curve = OdeCurve.of(EnciphermentSuite.P_521);
        var random = new dev.solvo.crypto.FixedRandom(Bytes.repeat(0x37, 132));
        var terminalKey = OdeCurve.draw(curve, random);
        Bytes challenge = Bytes.fromHex("0102030405060708");
        try (EccPinDecipherment card = new EccPinDecipherment(EnciphermentSuite.P_521, Bytes.repeat(0x01, 66));
                OdeChannel terminal = OdeChannel.of(
                        EnciphermentSuite.P_521,
                        curve.multiply(card.publicX(), terminalKey).orElseThrow(),
                        challenge);
                Pin pin = Pin.of("987654");
                PinBlock block = PinBlockFormat2.encode(pin)) {
            Bytes data = curve.multiplyBase(terminalKey).plus(terminal.encipher(block, challenge));
            assertEquals(91, data.length());
            assertEquals(pin, PinBlockFormat2.decode(card.decipher(data, challenge)));
        }
    }
}

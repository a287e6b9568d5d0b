package dev.solvo.emv.contactless.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * ATT10: an ICC certificate of contactless kernel 8 (hash encoding 01) offered to a contact transaction with XDA (encoding 00). It
 * is refused for the encoding, before anything else of it is believed.
 */
final class CertificateConfusionTest {
    /** Format, encoding, suite, expiry of 4, time of 2, serial number of 6. */
    private static final int ICC_DATA_HASH_ENCODING_OFFSET = 15;

    @Test
    void certificateOfKernel8_isRefusedByItsHashEncoding() throws Exception {
        Map<Tag, Bytes> objects = records(SimulatedCard.insert(CardImages.named("xda"), 7));
        EccOda oda = new EccOda(LocalDateTime.of(2026, 11, 22, 12, 0), RevocationList.EMPTY);
        EccCaPublicKey ca = TestPki.load()
                .caPublicKeys()
                .findEcc(TestPki.TEST_RID, TestPki.ECC_CA_INDEX)
                .orElseThrow();
        OdaResult<EccIssuerPublicKey> issuer =
                oda.recoverIssuerKey(ca, object(objects, 0x90), Pan.parse(object(objects, 0x5A)));
        EccIssuerPublicKey key = (EccIssuerPublicKey)
                assertInstanceOf(OdaResult.Verified.class, issuer).proof();

        byte[] certificate = object(objects, 0x9F46).toByteArray();
        assertEquals(0x00, certificate[ICC_DATA_HASH_ENCODING_OFFSET]);
        certificate[ICC_DATA_HASH_ENCODING_OFFSET] = 0x01;
        OdaResult<EccIccPublicKey> icc = oda.recoverIccKey(key, Bytes.of(certificate), Bytes.EMPTY);
        OdaResult.Refused<?> refused = assertInstanceOf(OdaResult.Refused.class, icc);
        assertEquals(OdaCheck.ICC_DATA_HASH_ENCODING, refused.check());
    }

    private static Bytes object(Map<Tag, Bytes> objects, int tag) {
        return Objects.requireNonNull(objects.get(Tag.of(tag)), "the card's object");
    }

    private static Map<Tag, Bytes> records(SimulatedCard card) throws Exception {
        card.transmit(CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, Bytes.fromHex("A0000009990101"), 256));
        card.transmit(CommandApdu.case4(0x80, 0xA8, 0x00, 0x00, Bytes.fromHex("8300"), 256));
        Map<Tag, Bytes> objects = new HashMap<>();
        for (int file = 1; file <= 4; file++) {
            for (int number = 1; number <= 4; number++) {
                ResponseApdu answer = card.transmit(CommandApdu.case2(0x00, 0xB2, number, file << 3 | 4, 256))
                        .response();
                if (answer.statusWord().isSuccess()) {
                    Tlv.parse(answer.data()).children().forEach(child -> objects.put(child.tag(), child.value()));
                }
            }
        }
        assertTrue(objects.containsKey(Tag.of(0x9F46)));
        return objects;
    }
}

package dev.solvo.crypto.contactless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.contactless.KernelKeyAgreement.AgreedChannel;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction of kernel 8 that two programs computed from one public reading of Book E. */
final class SecureChannelTest {
    private static final JsonNode VECTOR = vector();
    private static final int BLINDED_KEY_LENGTH = 32;

    private AgreedChannel agreed;

    private static JsonNode vector() {
        try (InputStream file = SecureChannelTest.class.getResourceAsStream("/vectors/kernel8-bdh-derived.json")) {
            return new ObjectMapper().readTree(file).required("vector");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @BeforeEach
    void agree() throws CryptoException {
        agreed = agreement().agree(hex("cardKeyData9F8103"));
    }

    private static KernelKeyAgreement agreement() {
        return KernelKeyAgreement.draw(new FixedRandom(hex("kernel", "priv")));
    }

    @Test
    void kernelKeyData_areBothCoordinates() {
        assertEquals(hex("kernel", "tag9E"), agreement().kernelKeyData());
    }

    @Test
    void blindingFactor_showsTheCardsKeyAndNoOther() {
        assertTrue(agreed.isCardKey(hex("card", "x")));
        assertFalse(agreed.isCardKey(hex("issuer", "caX")));
    }

    @Test
    void record_isDecipheredWithTheNextCounter() throws CryptoException {
        Bytes response = hex("record", "response");

        assertEquals(hex("record", "plain"), agreed.channel().decipherFromCard(response.slice(2)));
    }

    @Test
    void readData_isCheckedAndDeciphered() throws CryptoException {
        agreed.channel().decipherFromCard(Bytes.repeat(0, 5));

        assertEquals(hex("readData", "plainTlv"), agreed.channel().readData(hex("readData", "response")));
    }

    @Test
    void readData_alteredInAnyByte_isRefused() throws CryptoException {
        Bytes response = hex("readData", "response");
        for (int i = 0; i < response.length(); i++) {
            byte[] altered = response.toByteArray();
            altered[i] ^= 1;
            AgreedChannel other = agreement().agree(hex("cardKeyData9F8103"));
            other.channel().decipherFromCard(Bytes.repeat(0, 5));

            CryptoException refused =
                    assertThrows(CryptoException.class, () -> other.channel().readData(Bytes.of(altered)));

            assertEquals(CryptoException.Reason.AUTHENTICATION, refused.reason());
        }
    }

    @Test
    void writtenData_areEncipheredAndAcknowledged() throws CryptoException {
        SecureChannel channel = agreed.channel();
        channel.decipherFromCard(Bytes.repeat(0, 5));
        channel.decipherFromCard(Bytes.repeat(0, 5));
        Bytes clear = hex("writeData", "plainTlv");

        assertEquals(hex("writeData", "commandData"), channel.encipherFromKernel(clear));
        channel.verifyWritten(clear, hex("writeData", "responseMac"));
        // The counter has gone on: the same acknowledgement does not count twice.
        assertThrows(CryptoException.class, () -> channel.verifyWritten(clear, hex("writeData", "responseMac")));
    }

    @Test
    void macs_coverTransactionAndCryptogram() throws CryptoException {
        Bytes input = hex("iadMac", "input");
        Bytes mac = agreed.channel().issuerApplicationDataMac(input.slice(2));

        assertEquals(hex("iadMac", "cmacPlusTruncated"), mac);
        agreed.channel().verifyEnhancedDataAuthentication(hex("edaMac", "ac"), mac, hex("edaMac", "mac"));
        assertThrows(
                CryptoException.class,
                () -> agreed.channel()
                        .verifyEnhancedDataAuthentication(
                                hex("edaMac", "ac"), Bytes.repeat(0, 8), hex("edaMac", "mac")));
    }

    @Test
    void cardKeyData_ofAnotherLengthOrNoPoint_areRefused() {
        Bytes good = hex("cardKeyData9F8103");
        for (int length = 0; length < good.length(); length++) {
            Bytes cut = good.slice(0, length);
            assertThrows(CryptoException.class, () -> agreement().agree(cut));
        }
        // No point of P-256 has x = 5 + p, which does not fit; all ones are no field element.
        Bytes noPoint = Bytes.repeat(0xFF, BLINDED_KEY_LENGTH).plus(good.slice(BLINDED_KEY_LENGTH));
        assertThrows(CryptoException.class, () -> agreement().agree(noPoint));
    }

    @Test
    void certificate_vouchesForTheCardsKeyUnderTheEncodingOfKernel8Only() throws CryptoException {
        EccCaPublicKey ca = EccCaPublicKey.of(
                Bytes.fromHex("A000000999"), 0xE0, SignatureSuite.P_256_SHA_256, hex("issuer", "caX"));
        EccOda oda = new EccOda(LocalDateTime.of(2026, 8, 26, 12, 0), RevocationList.EMPTY);
        Pan pan = Pan.of("5413339999999990");
        EccIssuerPublicKey issuer =
                oda.recoverIssuerKey(ca, hex("issuer", "tag90"), pan).verified().orElseThrow();

        OdaResult<EccOdePublicKey> key = oda.recoverKernel8Key(issuer, hex("iccCertificate9F46"), hex("sdaInput"));

        assertEquals(hex("card", "x"), key.verified().orElseThrow().x());
        assertEquals(
                OdaCheck.ICC_DATA_HASH_ENCODING,
                oda.recoverOdeKey(issuer, hex("iccCertificate9F46"), hex("sdaInput"))
                        .refusal()
                        .orElseThrow()
                        .check());
        assertEquals(
                OdaCheck.ICC_DATA_HASH,
                oda.recoverKernel8Key(issuer, hex("iccCertificate9F46"), hex("aip"))
                        .refusal()
                        .orElseThrow()
                        .check());
    }

    private static Bytes hex(String... path) {
        JsonNode node = VECTOR;
        for (String name : path) {
            node = node.required(name);
        }
        return Bytes.fromHex(node.asText());
    }
}

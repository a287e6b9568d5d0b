package dev.solvo.crypto.contactless;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The card's side of the transaction that two programs computed from one public reading of Book E, and both sides together. */
final class CardKeyAgreementTest {
    private static final JsonNode VECTOR = vector();

    private static JsonNode vector() {
        try (InputStream file = CardKeyAgreementTest.class.getResourceAsStream("/vectors/kernel8-bdh-derived.json")) {
            return new ObjectMapper().readTree(file).required("vector");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static CardKeyAgreement cardOfTheFile() throws CryptoException {
        return CardKeyAgreement.agree(hex("card", "priv"), hex("kernel", "tag9E"), new FixedRandom(hex("r")));
    }

    @Test
    void cardKeyData_areBlindedKeyAndEncipheredFactor() throws CryptoException {
        assertEquals(hex("cardKeyData9F8103"), cardOfTheFile().cardKeyData());
    }

    @Test
    void messagesOfTheFile_comeOutInItsOrder() throws CryptoException {
        CardSecureChannel channel = cardOfTheFile().channel();

        assertEquals(hex("record", "response").slice(2), channel.encipherToKernel(hex("record", "plain")));
        assertEquals(hex("readData", "response"), channel.answerReadData(hex("readData", "plainTlv")));
        Bytes written = channel.decipherFromKernel(hex("writeData", "commandData"));
        assertEquals(hex("writeData", "plainTlv"), written);
        assertEquals(hex("writeData", "responseMac"), channel.acknowledgeWritten(written));
    }

    @Test
    void macsOfTheFile_areMade() throws CryptoException {
        CardSecureChannel channel = cardOfTheFile().channel();
        Bytes mac = channel.issuerApplicationDataMac(hex("iadMac", "input").slice(2));

        assertEquals(hex("iadMac", "cmacPlusTruncated"), mac);
        assertEquals(hex("edaMac", "mac"), channel.enhancedDataAuthentication(hex("edaMac", "ac"), mac));
    }

    @Property(tries = 20)
    void bothSides_understandEachOther(@ForAll long seed, @ForAll @Size(max = 100) byte[] data) throws CryptoException {
        Random random = new Random(seed);
        EccSigningKey key = EccSigningKey.of(SignatureSuite.P_256_SHA_256, hex("card", "priv"));
        try (KernelKeyAgreement kernel = KernelKeyAgreement.draw(random);
                CardKeyAgreement card = CardKeyAgreement.agree(hex("card", "priv"), kernel.kernelKeyData(), random);
                AgreedChannel agreed = kernel.agree(card.cardKeyData())) {
            Bytes clear = Bytes.of(data);

            assertTrue(agreed.isCardKey(key.x()));
            assertEquals(clear, agreed.channel().decipherFromCard(card.channel().encipherToKernel(clear)));
            assertEquals(
                    clear, card.channel().decipherFromKernel(agreed.channel().encipherFromKernel(clear)));
            agreed.channel().verifyWritten(clear, card.channel().acknowledgeWritten(clear));
            Bytes mac = agreed.channel().issuerApplicationDataMac(clear);
            Bytes cryptogram = Bytes.repeat(7, 8);
            agreed.channel()
                    .verifyEnhancedDataAuthentication(
                            cryptogram, mac, card.channel().enhancedDataAuthentication(cryptogram, mac));
        }
    }

    @Test
    void kernelKeyDataThatAreNoPoint_areRefused() {
        Bytes good = hex("kernel", "tag9E");
        for (int i = 0; i < good.length(); i++) {
            byte[] altered = good.toByteArray();
            altered[i] ^= 1;
            assertRefused(Bytes.of(altered));
        }
        assertRefused(good.slice(0, 63));
        assertRefused(good.plus(Bytes.ofUnsigned(0)));
        assertRefused(Bytes.EMPTY);
    }

    private static void assertRefused(Bytes kernelKeyData) {
        assertThrows(
                CryptoException.class,
                () -> CardKeyAgreement.agree(hex("card", "priv"), kernelKeyData, new FixedRandom(hex("r"))));
    }

    @Test
    void privateKeyOutOfRange_isMisuse() {
        Bytes order = Bytes.fromHex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        for (Bytes wrong : new Bytes[] {Bytes.repeat(0, 32), order, Bytes.repeat(1, 31)}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CardKeyAgreement.agree(wrong, hex("kernel", "tag9E"), new Random(1)));
        }
    }

    @Test
    void certificateOfTheFile_isWrittenButForItsSignature() throws CryptoException {
        Bytes ofTheFile = hex("iccCertificate9F46");
        EccSigningKey issuer = EccSigningKey.of(SignatureSuite.P_256_SHA_256, hex("issuer", "priv"));
        Bytes written = issuer.certifyKernel8Key(
                EnciphermentSuite.P_256,
                hex("card", "x"),
                LocalDateTime.of(2049, 12, 31, 23, 59),
                ofTheFile.slice(9, 15),
                hex("sdaInput"),
                new SecureRandom());

        assertEquals(ofTheFile.slice(0, 81), written.slice(0, 81));
        EccOda oda = new EccOda(LocalDateTime.of(2026, 8, 26, 12, 0), RevocationList.EMPTY);
        EccIssuerPublicKey key = oda.recoverIssuerKey(
                        EccCaPublicKey.of(
                                Bytes.fromHex("A000000999"), 0xE0, SignatureSuite.P_256_SHA_256, hex("issuer", "caX")),
                        hex("issuer", "tag90"),
                        Pan.of("5413339999999990"))
                .verified()
                .orElseThrow();
        assertEquals(
                hex("card", "x"),
                oda.recoverKernel8Key(key, written, hex("sdaInput"))
                        .verified()
                        .orElseThrow()
                        .x());
    }

    private static Bytes hex(String... path) {
        JsonNode node = VECTOR;
        for (String name : path) {
            node = node.required(name);
        }
        return Bytes.fromHex(node.asText());
    }
}

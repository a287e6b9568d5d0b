package dev.solvo.qr.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that UnionPay's own test host signed: a witness that this library did not write. */
final class UnionPayRecordedTest {
    private static final Money ONE_FEN = Money.ofMinor(CurrencyUnit.of("CNY"), 1);

    private static String recorded(String id) {
        try (InputStream in = UnionPayRecordedTest.class.getResourceAsStream("recorded-answers.json")) {
            for (JsonNode record : new ObjectMapper().readTree(in).get("vectors")) {
                if (record.get("id").asText().equals(id)) {
                    return record.get("answer").asText();
                }
            }
            throw new IllegalStateException("no recorded answer " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes bytes(String id) {
        return Bytes.of(recorded(id).getBytes(StandardCharsets.UTF_8));
    }

    private static X509Certificate certificate() {
        try {
            String pem = UnionPayMessage.parseAnswer(bytes("query")).get("signPubKeyCert");
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (QrException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnionPayGateway gateway() {
        RequestSigner signer =
                RequestSigner.software("69903319369", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem"));
        UnionPayConfig config = UnionPayConfig.builder(
                        "777290058167151",
                        SigningKey.of(signer),
                        UnionPayTrust.pinned(certificate().getPublicKey()))
                .build();
        return new UnionPayGateway(config, Clock.fixed(Instant.parse("2024-01-05T06:50:46Z"), ZoneOffset.UTC));
    }

    private static HttpAnswer answer(String id) {
        return new HttpAnswer(200, HttpHeaders.NONE, bytes(id));
    }

    private static OrderReference order(String transactionId) {
        return new OrderReference(
                OrderNumber.of("pay20240105145046"),
                ONE_FEN,
                Instant.parse("2024-01-05T06:50:46Z"),
                Optional.of(new TransactionId(transactionId)));
    }

    private static Refund back(String number, String time, String original) {
        return new Refund(RefundNumber.of(number), order(original), ONE_FEN, Instant.parse(time), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "undo", "refund"})
    void theSignatureIsUnionPaysAndNoByteCanBeChanged(String id) throws QrException {
        PublicKey key = certificate().getPublicKey();
        assertTrue(UnionPaySignature.isValid(UnionPayMessage.parseAnswer(bytes(id)), key));
        assertFalse(UnionPaySignature.isValid(
                UnionPayMessage.parseAnswer(
                        Bytes.of(recorded(id).replace("txnAmt=1&", "txnAmt=2&").getBytes(StandardCharsets.UTF_8))),
                key));
    }

    @Test
    void theCertificateNamesUnionPay() throws GeneralSecurityException {
        // Its issuer, the test authority of CFCA, is not at hand: here it stands for its own root.
        UnionPayTrust trust = UnionPayTrust.certificates(certificate(), List.of());
        assertEquals(UnionPayTrust.UNIONPAY_NAME, UnionPayTrust.owner(certificate()));
        assertFalse(trust.keyOf("", Instant.parse("2024-01-05T06:50:46Z")).isPresent());
    }

    @Test
    void aQueryTellsOfThePayment() {
        assertEquals(
                new PaymentReply.Paid(new Payment(
                        ONE_FEN,
                        Optional.empty(),
                        List.of(),
                        Optional.of(ONE_FEN),
                        new TransactionId("442401051450467846498"),
                        Optional.of(Instant.parse("2024-01-05T06:50:46Z")))),
                gateway().query(order("442401051450467846498")).read(answer("query")));
    }

    @Test
    void anUndoAndARefundAreAccepted() {
        Refund undo = back("cancelpay20240105164725", "2024-01-05T08:47:25Z", "652401051647252574008");
        assertEquals(
                new RefundReply.Processing(Optional.of("652401051647252421528")),
                gateway().undo(undo).read(answer("undo")));
        Refund refund = back("refundpay20240105165842", "2024-01-05T08:58:42Z", "052401051658427862748");
        assertEquals(
                new RefundReply.Processing(Optional.of("052401051658427863998")),
                gateway().refund(refund).read(answer("refund")));
    }
}

package dev.solvo.qr.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnionPayGatewayTest {
    private static final Instant NOW = Instant.parse("2023-11-14T22:13:20Z");
    private static final String MERCHANT = "777290058110048";
    private static final String CODE = "6220001234567890123";
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final Order ORDER =
            Order.of(OrderNumber.of("POS20231114T0001"), AMOUNT, "咖啡").at(PointOfSale.of("S1", "T0000001"));
    private static final OrderReference REFERENCE =
            new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.of(new TransactionId("201311140613201234568")));
    private static final RequestSigner UNIONPAY =
            RequestSigner.software("69026276696", QrVectors.privateKey("platformPrivateKeyPkcs8Pem"));

    private final SigningKey key =
            SigningKey.of(RequestSigner.software("68759663125", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem")));
    private final UnionPayGateway gateway = new UnionPayGateway(
            UnionPayConfig.builder(MERCHANT, key, UnionPayTrust.pinned(QrVectors.publicKey("platformPublicKeyPem")))
                    .build(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static Map<String, String> order(String... more) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "merId", MERCHANT,
                "orderId", "POS20231114T0001",
                "txnTime", "20231115061320",
                "signPubKeyCert", "-----BEGIN CERTIFICATE-----\r\nAA+/==\r\n-----END CERTIFICATE-----\r\n"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    private static String signed(Map<String, String> fields) {
        UnionPayMessage message = UnionPayMessage.of(fields);
        return message.textToSign() + "&signature=" + UnionPaySignature.sign(message, UNIONPAY);
    }

    private static HttpAnswer http(int status, String text) {
        return new HttpAnswer(status, HttpHeaders.NONE, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static <R> R read(WalletCall<R> call, String... more) {
        return call.read(http(200, signed(order(more))));
    }

    private static UnionPayMessage sent(WalletCall<?> call) {
        try {
            return UnionPayMessage.parseForm(call.request().body());
        } catch (QrException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPaymentSaysWhatTheFormDemands() {
        WalletCall<PaymentReply> call = gateway.pay(ORDER, PaymentCode.of(CODE));
        assertEquals(
                "https://gateway.95516.com/gateway/api/backTransReq.do",
                call.request().uri().toString());
        UnionPayMessage form = sent(call);
        assertEquals(
                "accessType=0&bizType=000000&certId=68759663125&channelType=08&currencyCode=156&encoding=UTF-8&merId="
                        + MERCHANT + "&orderId=POS20231114T0001&qrNo=" + CODE
                        + "&signMethod=01&termId=T0000001&txnAmt=8888&txnSubType=06&txnTime=20231115061320&txnType=01"
                        + "&version=5.1.0",
                form.textToSign());
        assertTrue(UnionPaySignature.isValid(form, QrVectors.publicKey("merchantPublicKeyPem")));
        assertFalse(call.request().toString().contains(CODE));
        assertFalse(form.toString().contains(CODE));
    }

    @ParameterizedTest
    @CsvSource({
        "00, QueryFirst",
        "A6, QueryFirst",
        "12, QueryFirst",
        "34, NotFound",
        "03, NotKnown",
        "04, NotKnown",
        "05, NotKnown",
        "51, NotKnown"
    })
    void aPaymentIsNeverPaidBeforeItWasAskedAbout(String code, String reply) {
        PaymentReply said = read(gateway.pay(ORDER, PaymentCode.of(CODE)), "respCode", code, "txnAmt", "8888");
        assertEquals(reply, said.getClass().getSimpleName());
        if (said instanceof PaymentReply.NotKnown unknown) {
            assertEquals(code.equals("51") ? UnknownCause.CODE_UNLISTED : UnknownCause.WALLET_UNSURE, unknown.cause());
        }
    }

    @Test
    void aQuerySaysWhatWasPaid() {
        PaymentReply reply = read(
                gateway.query(REFERENCE),
                "respCode",
                "00",
                "origRespCode",
                "00",
                "txnAmt",
                "8888",
                "currencyCode",
                "156",
                "settleAmt",
                "8800",
                "queryId",
                "201311140613201234568");
        PaymentReply.Paid paid = assertInstanceOf(PaymentReply.Paid.class, reply);
        assertEquals(AMOUNT, paid.payment().orderAmount());
        assertEquals("201311140613201234568", paid.payment().transactionId().text());
        assertEquals(
                Optional.of(Money.ofMinor(CurrencyUnit.of("CNY"), 8800)),
                paid.payment().settlementAmount());
    }

    @ParameterizedTest
    @CsvSource({
        "00, 05, NotKnown",
        "00, 03, NotKnown",
        "00, 51, NotKnown",
        "00, 34, NotFound",
        "34, '', NotFound",
        "05, '', NotKnown",
        "00, '', NotKnown",
        "99, 00, NotKnown"
    })
    void aQueryThatDoesNotSayPaidIsNotPaid(String code, String original, String reply) {
        assertEquals(
                reply,
                read(
                                gateway.query(REFERENCE),
                                "respCode",
                                code,
                                "origRespCode",
                                original,
                                "txnAmt",
                                "8888",
                                "queryId",
                                "1")
                        .getClass()
                        .getSimpleName());
    }

    @Test
    void anApprovalWithoutAmountOrNumberIsNotKnown() {
        for (String[] wrong : new String[][] {
            {"txnAmt", "", "queryId", "1"},
            {"txnAmt", "8888"},
            {"txnAmt", "88.88", "queryId", "1"},
            {"txnAmt", "8888", "queryId", "1", "currencyCode", "999999"}
        }) {
            String[] all = java.util.Arrays.copyOf(wrong, wrong.length + 4);
            all[wrong.length] = "respCode";
            all[wrong.length + 1] = "00";
            all[wrong.length + 2] = "origRespCode";
            all[wrong.length + 3] = "00";
            assertEquals(new PaymentReply.NotKnown(UnknownCause.MALFORMED, "00"), read(gateway.query(REFERENCE), all));
        }
    }

    @Test
    void whatCannotBeVerifiedIsNotKnownAndSaysWhy() {
        WalletCall<PaymentReply> call = gateway.query(REFERENCE);
        String good = signed(
                order("respCode", "00", "origRespCode", "00", "txnAmt", "8888", "currencyCode", "156", "queryId", "1"));
        assertInstanceOf(PaymentReply.Paid.class, call.read(http(200, good)));
        assertEquals(UnknownCause.SIGNATURE_MISSING, cause(call, good.substring(0, good.indexOf("&signature="))));
        assertEquals(UnknownCause.SIGNATURE_WRONG, cause(call, good.replace("txnAmt=8888", "txnAmt=8889")));
        assertEquals(UnknownCause.SIGNATURE_WRONG, cause(call, good + "!"));
        assertEquals(UnknownCause.MALFORMED, cause(call, "<html>busy</html>"));
        assertEquals(UnknownCause.MALFORMED, cause(call, ""));
        assertEquals(UnknownCause.MALFORMED, cause(call, good + "&respCode=00"));
        assertEquals(UnknownCause.HTTP_ERROR, ((PaymentReply.NotKnown) call.read(http(502, good))).cause());
        assertEquals(
                UnknownCause.MISMATCH, cause(call, signed(order("respCode", "00", "orderId", "POS20231114T0002"))));
        assertEquals(UnknownCause.MISMATCH, cause(call, signed(order("respCode", "00", "merId", "777290058110049"))));
        assertEquals(UnknownCause.MISMATCH, cause(call, signed(order("respCode", "00", "txnTime", "20231115061321"))));
        assertEquals(UnknownCause.MISMATCH, cause(call, signed(Map.of("respCode", "00", "merId", MERCHANT))));
    }

    private static UnknownCause cause(WalletCall<PaymentReply> call, String body) {
        return assertInstanceOf(PaymentReply.NotKnown.class, call.read(http(200, body)))
                .cause();
    }

    @Test
    void everyByteOfAnAnswerCounts() {
        WalletCall<PaymentReply> call = gateway.query(REFERENCE);
        byte[] good = signed(order(
                        "respCode",
                        "00",
                        "origRespCode",
                        "00",
                        "txnAmt",
                        "8888",
                        "currencyCode",
                        "156",
                        "queryId",
                        "1"))
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < good.length; i++) {
            byte[] cut = java.util.Arrays.copyOf(good, i);
            assertInstanceOf(
                    PaymentReply.NotKnown.class, call.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(cut))));
            byte[] changed = good.clone();
            changed[i] ^= 1;
            PaymentReply reply = call.read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(changed)));
            assertInstanceOf(PaymentReply.NotKnown.class, reply, "byte " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20231231235950, 1231235951, 2023-12-31T15:59:51Z",
        "20231231235950, 0101000010, 2023-12-31T16:00:10Z",
        "20240101000010, 1231235950, 2023-12-31T15:59:50Z",
        "20240229120000, 0229120001, 2024-02-29T04:00:01Z",
        "20231115061320, 0229120001, 2024-02-29T04:00:01Z",
        "20231115061320, 1399000000, ''",
        "20231115061320, 111506132, ''",
        "2023111506132x, 1115061320, ''"
    })
    void theTimeOfAPaymentIsOfTheYearNearestToItsOrder(String ordered, String traced, String paidAt) {
        UnionPayMessage message = UnionPayMessage.of(
                Map.of("txnTime", ordered, "traceTime", traced, "txnAmt", "1", "currencyCode", "156", "queryId", "1"));
        assertEquals(
                paidAt.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(paidAt)),
                UnionPayAnswer.payment(message).orElseThrow().paidAt());
    }

    @Test
    void anAnswerThatIsNotUtf8IsMalformed() {
        byte[] latin = signed(order("respCode", "05", "respMsg", "\uFFFD")).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.WALLET_UNSURE, "05"),
                gateway.query(REFERENCE).read(new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(latin))));
        // A decoder that replaces what it cannot read would make the same text of this, and the signature would fit.
        String text = new String(latin, StandardCharsets.ISO_8859_1).replace("\u00EF\u00BF\u00BD", "\u00FF");
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.MALFORMED, ""),
                gateway.query(REFERENCE)
                        .read(new HttpAnswer(
                                200, HttpHeaders.NONE, Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T1", "T00000001", "T 000001", "终端000001"})
    void aTerminalHasEightLettersOrDigits(String terminal) {
        Order order = ORDER.at(PointOfSale.UNNAMED.withTerminal(terminal));
        assertThrows(IllegalArgumentException.class, () -> gateway.pay(order, PaymentCode.of(CODE)));
        assertThrows(IllegalArgumentException.class, () -> gateway.show(order));
    }

    @Test
    void aCodeToShowIsAskedForWithItsExpiry() {
        WalletCall<ShowReply> call = gateway.show(ORDER.expiringAfter(Duration.ofMinutes(3)));
        UnionPayMessage form = sent(call);
        assertEquals("07", form.get("txnSubType"));
        assertEquals("20231115061620", form.get("payTimeout"));
        assertEquals(
                new ShowReply.Shown("https://qr.95516.com/00010000/62"),
                read(call, "respCode", "00", "qrCode", "https://qr.95516.com/00010000/62"));
        assertEquals(new ShowReply.NotKnown(UnknownCause.MALFORMED, "00"), read(call, "respCode", "00"));
        assertEquals(new ShowReply.QueryFirst("12"), read(call, "respCode", "12"));
    }

    @Test
    void aReversalNamesTheOrderByItsOwnNumberAndTime() {
        WalletCall<CancelReply> call = gateway.cancel(REFERENCE);
        UnionPayMessage form = sent(call);
        assertEquals("99", form.get("txnType"));
        assertEquals("01", form.get("txnSubType"));
        assertEquals("20231115061320", form.get("txnTime"));
        assertEquals(new CancelReply.Cancelled("reversal"), read(call, "respCode", "00"));
        assertEquals(new CancelReply.QueryFirst("34"), read(call, "respCode", "34"));
        assertEquals(new CancelReply.NotKnown(UnknownCause.WALLET_UNSURE, "05"), read(call, "respCode", "05"));
    }

    @Test
    void aShownCodeIsNotClosedButAskedAbout() {
        WalletCall<CancelReply> call = gateway.close(REFERENCE);
        assertTrue(call.request().uri().toString().endsWith("/queryTrans.do"));
        assertEquals(new CancelReply.QueryFirst("00"), read(call, "respCode", "00"));
    }

    @Test
    void aRefundIsDoneWhenAQuerySaysSo() {
        Refund refund = new Refund(
                RefundNumber.of("POS20231115R0001"),
                REFERENCE,
                Money.ofMinor(CurrencyUnit.of("CNY"), 100),
                NOW,
                Optional.empty());
        WalletCall<RefundReply> call = gateway.refund(refund);
        assertEquals("201311140613201234568", sent(call).get("origQryId"));
        assertEquals("100", sent(call).get("txnAmt"));
        String number = "POS20231115R0001";
        assertEquals(
                new RefundReply.Processing(Optional.of("9")),
                read(call, "orderId", number, "respCode", "00", "queryId", "9"));
        WalletCall<RefundReply> query = gateway.queryRefund(refund);
        assertEquals(
                new RefundReply.Refunded(Optional.of(refund.amount()), Optional.of("9")),
                read(
                        query,
                        "orderId",
                        number,
                        "respCode",
                        "00",
                        "origRespCode",
                        "00",
                        "txnAmt",
                        "100",
                        "queryId",
                        "9"));
        assertEquals(
                new RefundReply.NotKnown(UnknownCause.MISMATCH, "00"),
                read(
                        query,
                        "orderId",
                        number,
                        "respCode",
                        "00",
                        "origRespCode",
                        "00",
                        "txnAmt",
                        "101",
                        "queryId",
                        "9"));
        assertEquals(new RefundReply.NotFound("34"), read(query, "orderId", number, "respCode", "34"));
        assertThrows(IllegalArgumentException.class, () -> gateway.undo(refund));
        Refund whole = new Refund(refund.number(), REFERENCE, AMOUNT, NOW, Optional.empty());
        assertEquals("31", sent(gateway.undo(whole)).get("txnType"));
    }

    @Test
    void aRefundOfAnUnconfirmedPaymentCannotBeMade() {
        OrderReference unconfirmed = new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.empty());
        Refund refund = new Refund(RefundNumber.of("POS20231115R0001"), unconfirmed, AMOUNT, NOW, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> gateway.refund(refund));
    }

    @Test
    void aNotificationIsBelievedOnlyIfUnionPaySignedIt() {
        Map<String, String> fields = order(
                "txnType",
                "01",
                "respCode",
                "00",
                "txnAmt",
                "8888",
                "currencyCode",
                "156",
                "queryId",
                "1",
                "reqReserved",
                "咖啡&x=1+2");
        UnionPayMessage message = UnionPayMessage.of(fields);
        Bytes form = message.with("signature", UnionPaySignature.sign(message, UNIONPAY))
                .toForm();
        NotificationResult.PaymentReported reported = assertInstanceOf(
                NotificationResult.PaymentReported.class, gateway.readNotification(HttpHeaders.NONE, form));
        assertEquals(ORDER.number(), reported.order());
        assertInstanceOf(PaymentReply.Paid.class, reported.reply());
        assertEquals("ok", new String(reported.answer().body().toByteArray(), StandardCharsets.US_ASCII));

        assertEquals(UnknownCause.SIGNATURE_MISSING, rejected(message.toForm()));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                rejected(message.with("signature", "AAAA").toForm()));
        assertEquals(UnknownCause.MALFORMED, rejected(Bytes.of("nothing".getBytes(StandardCharsets.US_ASCII))));
        UnionPayMessage other = UnionPayMessage.of(order("txnType", "01", "merId", "777290058110049"));
        assertEquals(
                UnknownCause.MISMATCH,
                rejected(other.with("signature", UnionPaySignature.sign(other, UNIONPAY))
                        .toForm()));
    }

    @ParameterizedTest
    @CsvSource({"A6", "04", "34", "ZZ"})
    void aReportWithARemarkIsAskedAbout(String code) {
        UnionPayMessage message = UnionPayMessage.of(
                order("txnType", "01", "respCode", code, "txnAmt", "8888", "currencyCode", "156", "queryId", "1"));
        Bytes form = message.with("signature", UnionPaySignature.sign(message, UNIONPAY))
                .toForm();
        NotificationResult.PaymentReported reported = assertInstanceOf(
                NotificationResult.PaymentReported.class, gateway.readNotification(HttpHeaders.NONE, form));
        assertEquals(new PaymentReply.QueryFirst(code), reported.reply());
    }

    @Test
    void aQuerySaysWhatTheFormDemands() {
        UnionPayMessage form = sent(gateway.query(REFERENCE));
        assertEquals(
                "accessType=0&bizType=000000&certId=68759663125&encoding=UTF-8&merId=" + MERCHANT
                        + "&orderId=POS20231114T0001&signMethod=01&txnSubType=00&txnTime=20231115061320&txnType=00"
                        + "&version=5.1.0",
                form.textToSign());
        Refund refund = new Refund(
                RefundNumber.of("POS20231115R0001"),
                REFERENCE,
                Money.ofMinor(CurrencyUnit.of("CNY"), 100),
                NOW.plusSeconds(60),
                Optional.empty());
        assertEquals(
                form.textToSign()
                        .replace("POS20231114T0001", "POS20231115R0001")
                        .replace("061320", "061420"),
                sent(gateway.queryRefund(refund)).textToSign());
    }

    @Test
    void aCertificateIsNamedByItsDecimalNumber() {
        key.rotateTo(RequestSigner.software("10028F2E95", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem")));
        assertThrows(IllegalStateException.class, () -> gateway.query(REFERENCE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b=2 | 1",
                "a={x=1&y=2}&b=3 | {x=1&y=2}",
                "a=[x&y]&b=3 | [x&y]",
                "a=ok[0&1]{2&3}4&b=5 | ok[0&1]{2&3}4",
                "a={{x&y}&b=1 | {{x&y}",
                "a={x&b=1 | {x",
                "a=]x}&b=1 | ]x}",
                "a==+=&b=1 | =+=",
                "a=& b=1 | ''"
            })
    void aValueEndsAtTheNextAmpersandOutsideOfBraces(String answer, String value) throws QrException {
        UnionPayMessage read = UnionPayMessage.parseAnswer(Bytes.of(answer.getBytes(StandardCharsets.UTF_8)));
        assertEquals(value, read.get("a"));
    }

    private UnknownCause rejected(Bytes form) {
        NotificationResult.Rejected rejected =
                assertInstanceOf(NotificationResult.Rejected.class, gateway.readNotification(HttpHeaders.NONE, form));
        assertNotEquals(200, rejected.answer().status());
        return rejected.cause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POS0001", "POS_20231114T0001", "POS20231114T0001POS20231114T0001POS20231114T0001"})
    void aNumberThatUnionPayWouldRefuseIsRefusedHere(String number) {
        Order order = Order.of(OrderNumber.of(number), AMOUNT, "x");
        assertThrows(IllegalArgumentException.class, () -> gateway.pay(order, PaymentCode.of(CODE)));
    }

    @Test
    void onlyConfiguredCurrenciesAreTaken() {
        Order order = Order.of(ORDER.number(), Money.ofMinor(CurrencyUnit.of("HKD"), 1), "x");
        assertThrows(IllegalArgumentException.class, () -> gateway.show(order));
    }

    @Test
    void aNewKeySignsFromTheNextCallOn() {
        WalletCall<PaymentReply> before = gateway.query(REFERENCE);
        key.rotateTo(RequestSigner.software("70000000001", QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        assertEquals("68759663125", sent(before).get("certId"));
        assertEquals("70000000001", sent(gateway.query(REFERENCE)).get("certId"));
    }

    @Test
    void twoMerchantsLiveInOneProcess() {
        UnionPayGateway other = new UnionPayGateway(
                UnionPayConfig.builder(
                                "777290058110097",
                                key,
                                UnionPayTrust.pinned(QrVectors.publicKey("merchantPublicKeyPem")))
                        .asPlatform("898340183980105", "二级商户", "二级")
                        .host(UnionPayConfig.TEST)
                        .build(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertEquals("777290058110097", other.account());
        assertEquals("2", sent(other.query(REFERENCE)).get("accessType"));
        assertEquals("0", sent(gateway.query(REFERENCE)).get("accessType"));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                ((PaymentReply.NotKnown) read(other.query(REFERENCE), "merId", "777290058110097", "respCode", "00"))
                        .cause());
    }

    @Test
    void noAnswerIsNotKnown() {
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.NO_ANSWER, ""),
                gateway.query(REFERENCE).unanswered(TransportException.Kind.NO_ANSWER));
        assertEquals(
                new CancelReply.NotKnown(UnknownCause.NOT_SENT, ""),
                gateway.cancel(REFERENCE).unanswered(TransportException.Kind.NOT_SENT));
    }
}

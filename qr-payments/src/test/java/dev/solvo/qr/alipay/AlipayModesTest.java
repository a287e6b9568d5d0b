package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.ORDER;
import static dev.solvo.qr.alipay.AlipayHost.REFERENCE;
import static dev.solvo.qr.alipay.AlipayHost.json;
import static dev.solvo.qr.alipay.AlipayHost.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates, encrypted contents, acting for another merchant, exchanged keys, several merchants. */
final class AlipayModesTest {
    private static final String SECRET = "aa4BtZ4tspm2wnXLb1ThQA==";
    private static final String TOKEN = "202309BBtoken";
    private static final String PAID = "'out_trade_no':'POS20231114T0001','trade_no':'1','total_amount':'88.88',"
            + "'trade_status':'TRADE_SUCCESS'";
    private static final String CONTENT = json("{'code':'10000'," + PAID + "}");

    private static AlipayConfig.Builder withCertificates(VerificationKeys keys) {
        return AlipayConfig.builder(AlipayHost.APP_ID, AlipayHost.merchantKey(), keys)
                .certificates(AlipayHost.certificate("appCert"), AlipayHost.rootBundle());
    }

    private static VerificationKeys certified() {
        return AlipayCertificates.keys(List.of(AlipayHost.certificate("alipayCert")));
    }

    private static String serial() {
        return AlipayCertificates.serialNumber(AlipayHost.certificate("alipayCert"));
    }

    private static String named(String serial) {
        String good = AlipayHost.v2Text(AlipayMethod.QUERY, CONTENT);
        return good.substring(0, good.length() - 1) + ",\"alipay_cert_sn\":\"" + serial + "\"}";
    }

    private static UnknownCause cause(PaymentReply reply) {
        return assertInstanceOf(PaymentReply.NotKnown.class, reply).cause();
    }

    @Test
    void requestsNameTheCertificates() {
        AlipayParameters v2 = AlipayHost.parameters(AlipayHost.gateway(withCertificates(certified()))
                .query(REFERENCE)
                .request());
        assertEquals(AlipayCertificates.serialNumber(AlipayHost.certificate("appCert")), v2.get("app_cert_sn"));
        assertEquals(
                "d403e845bb802de8b0ad8baa33adc4aa_30c2b588f51daf30c0502ec0ee94e225", v2.get("alipay_root_cert_sn"));
        SignedRequest v3 = AlipayHost.gateway(withCertificates(certified()).protocol(AlipayProtocol.V3))
                .query(REFERENCE)
                .request();
        assertTrue(v3.headers().first("Authorization").orElseThrow().contains(",app_cert_sn=" + v2.get("app_cert_sn")));
        assertEquals(Optional.of(v2.get("alipay_root_cert_sn")), v3.headers().first("alipay-root-cert-sn"));
    }

    @Test
    void answersNameTheirCertificate() {
        WalletCall<PaymentReply> v2 =
                AlipayHost.gateway(withCertificates(certified())).query(REFERENCE);
        assertInstanceOf(PaymentReply.Paid.class, v2.read(raw(named(serial()))));
        assertInstanceOf(PaymentReply.Paid.class, v2.read(AlipayHost.v2(AlipayMethod.QUERY, CONTENT)));
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN, cause(v2.read(raw(named("00000000000000000000000000000000")))));
        WalletCall<PaymentReply> v3 = AlipayHost.gateway(
                        withCertificates(certified()).protocol(AlipayProtocol.V3))
                .query(REFERENCE);
        HttpAnswer good = AlipayHost.v3(200, "{" + PAID + "}");
        assertInstanceOf(
                PaymentReply.Paid.class,
                v3.read(new HttpAnswer(200, good.headers().with("Alipay-SN", serial()), good.body())));
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN,
                cause(v3.read(new HttpAnswer(200, good.headers().with("alipay-sn", "0"), good.body()))));
    }

    @Test
    void aNewCertificateOfAlipayIsTakenWhenItIsAdded() {
        VerificationKeys keys = VerificationKeys.none();
        WalletCall<PaymentReply> call =
                AlipayHost.gateway(withCertificates(keys)).query(REFERENCE);
        assertEquals(UnknownCause.SIGNATURE_KEY_UNKNOWN, cause(call.read(raw(named(serial())))));
        keys.add(serial(), AlipayHost.certificate("alipayCert").getPublicKey());
        assertInstanceOf(PaymentReply.Paid.class, call.read(raw(named(serial()))));
        keys.remove(serial());
        assertEquals(UnknownCause.SIGNATURE_KEY_UNKNOWN, cause(call.read(raw(named(serial())))));
    }

    private static String sm2Root() {
        try (InputStream in = AlipayModesTest.class.getResourceAsStream("test-only-sm2-root.pem")) {
            if (in == null) {
                throw new IllegalStateException("no test certificate");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Alipay's own bundle holds one, and the JDK cannot read it. */
    @Test
    void rootsOfOtherAlgorithmsHaveNoName() {
        String rsa = AlipayCertificates.rootSerialNumbers(AlipayHost.rootBundle());
        assertEquals(rsa, AlipayCertificates.rootSerialNumbers(sm2Root() + "\r\n" + AlipayHost.rootBundle()));
        assertThrows(IllegalArgumentException.class, () -> AlipayCertificates.rootSerialNumbers(sm2Root()));
        assertThrows(IllegalArgumentException.class, () -> AlipayCertificates.rootSerialNumbers(""));
        String bundle = AlipayHost.rootBundle();
        String broken = bundle.substring(0, 200) + bundle.substring(204);
        assertThrows(IllegalArgumentException.class, () -> AlipayCertificates.rootSerialNumbers(broken));
        assertThrows(IllegalArgumentException.class, () -> AlipayCertificates.keys(List.of()));
    }

    private static AlipayConfig.Builder encrypted() {
        return AlipayHost.account().contentKey(AlipayContentKey.ofBase64(SECRET));
    }

    private static String hidden(String content) {
        return AlipayContentKey.ofBase64(SECRET).encrypt(content);
    }

    @Test
    void contentsAreEncryptedAndThenSigned() throws QrException {
        AlipayContentKey key = AlipayContentKey.ofBase64(SECRET);
        AlipayParameters v2 = AlipayHost.parameters(
                AlipayHost.gateway(encrypted()).pay(ORDER, AlipayHost.code()).request());
        assertEquals("AES", v2.get("encrypt_type"));
        assertTrue(key.decrypt(v2.get("biz_content")).contains(AlipayHost.CODE));
        assertTrue(
                AlipaySignature.isValid(v2.textToSign(), v2.get("sign"), QrVectors.publicKey("merchantPublicKeyPem")));
        SignedRequest v3 = AlipayHost.gateway(encrypted().protocol(AlipayProtocol.V3))
                .pay(ORDER, AlipayHost.code())
                .request();
        assertEquals(Optional.of("AES"), v3.headers().first("alipay-encrypt-type"));
        assertEquals(Optional.of("text/plain;charset=utf-8"), v3.headers().first("Content-Type"));
        String body = new String(v3.body().toByteArray(), StandardCharsets.US_ASCII);
        assertTrue(key.decrypt(body).contains(AlipayHost.CODE));
        SignedRequest bill = AlipayHost.gateway(encrypted().protocol(AlipayProtocol.V3))
                .billDownloadUrl(LocalDate.of(2023, 11, 14), AlipayBillType.TRADE)
                .request();
        assertTrue(bill.body().isEmpty());
        assertFalse(bill.headers().first("alipay-encrypt-type").isPresent());
    }

    @Test
    void encryptedAnswersAreVerifiedWithTheirQuotes() {
        WalletCall<PaymentReply> call = AlipayHost.gateway(encrypted()).query(REFERENCE);
        String quoted = "\"" + hidden(CONTENT) + "\"";
        assertInstanceOf(PaymentReply.Paid.class, call.read(AlipayHost.v2(AlipayMethod.QUERY, quoted)));
        String withoutQuotes = AlipaySignature.sign(hidden(CONTENT), AlipayHost.ALIPAY);
        assertEquals(
                UnknownCause.SIGNATURE_WRONG,
                cause(call.read(
                        raw("{\"alipay_trade_query_response\":" + quoted + ",\"sign\":\"" + withoutQuotes + "\"}"))));
        // An answer in the clear is signed as well.
        assertInstanceOf(PaymentReply.Paid.class, call.read(AlipayHost.v2(AlipayMethod.QUERY, CONTENT)));
        assertEquals(
                UnknownCause.MALFORMED,
                cause(call.read(AlipayHost.v2(AlipayMethod.QUERY, "\"" + hidden("no JSON") + "\""))));
        assertEquals(UnknownCause.MALFORMED, cause(call.read(AlipayHost.v2(AlipayMethod.QUERY, "\"bm90IEFFUw==\""))));
        assertEquals(UnknownCause.MALFORMED, cause(call.read(AlipayHost.v2(AlipayMethod.QUERY, "\"!\""))));
        assertEquals(
                UnknownCause.MALFORMED,
                cause(AlipayHost.gateway(AlipayHost.account())
                        .query(REFERENCE)
                        .read(AlipayHost.v2(AlipayMethod.QUERY, quoted))));
    }

    @Test
    void encryptedV3AnswersAreOpened() {
        WalletCall<PaymentReply> call =
                AlipayHost.gateway(encrypted().protocol(AlipayProtocol.V3)).query(REFERENCE);
        assertInstanceOf(PaymentReply.Paid.class, call.read(AlipayHost.v3(200, hidden(json("{" + PAID + "}")))));
        assertInstanceOf(
                PaymentReply.NotFound.class,
                call.read(AlipayHost.v3(400, hidden(json("{'code':'ACQ.TRADE_NOT_EXIST'}")))));
        assertInstanceOf(PaymentReply.Paid.class, call.read(AlipayHost.v3(200, "{" + PAID + "}")));
        assertEquals(UnknownCause.MALFORMED, cause(call.read(AlipayHost.v3(200, "bm90IEFFUw=="))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "aa4BtZ4tspm2wnXLb1ThQAA="})
    void aContentKeyHasItsLength(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> AlipayContentKey.ofBase64(text));
        assertTrue(text.isEmpty() || !String.valueOf(refused.getMessage()).contains(text));
    }

    @Test
    void longerContentKeysWork() throws QrException {
        for (int length : new int[] {16, 24, 32}) {
            AlipayContentKey key = AlipayContentKey.of(SecretBytes.of(new byte[length]));
            assertEquals("咖啡", key.decrypt(key.encrypt("咖啡")));
        }
    }

    @Test
    void aServiceProviderActsForAMerchant() {
        AlipayConfig.Builder account = AlipayHost.account().appAuthToken(TOKEN).serviceProviderId("2088000000000009");
        SignedRequest v2 = AlipayHost.gateway(account).show(ORDER).request();
        assertEquals(TOKEN, AlipayHost.parameters(v2).get("app_auth_token"));
        assertFalse(v2.uri().toString().contains(TOKEN));
        assertTrue(AlipayHost.parameters(v2).textToSign().startsWith("app_auth_token=" + TOKEN));
        assertEquals(
                "2088000000000009",
                AlipayHost.content(v2)
                        .get("extend_params")
                        .get("sys_service_provider_id")
                        .asText());
        SignedRequest v3 = AlipayHost.gateway(account.protocol(AlipayProtocol.V3))
                .query(REFERENCE)
                .request();
        assertEquals(Optional.of(TOKEN), v3.headers().first("alipay-app-auth-token"));
        String authorization = v3.headers().first("Authorization").orElseThrow();
        String auth = authorization.substring("ALIPAY-SHA256withRSA ".length(), authorization.indexOf(",sign="));
        String body = new String(v3.body().toByteArray(), StandardCharsets.UTF_8);
        assertTrue(AlipaySignature.isValid(
                AlipayV3Text.textToSign(auth, "POST", "/v3/alipay/trade/query", body, TOKEN),
                authorization.substring(authorization.indexOf(",sign=") + 6),
                QrVectors.publicKey("merchantPublicKeyPem")));
        assertFalse(AlipayHost.content(v3).has("extend_params"));
    }

    @Test
    void aNewKeySignsFromTheNextCallOn() {
        SigningKey key = AlipayHost.merchantKey();
        AlipayGateway gateway = AlipayHost.gateway(AlipayConfig.builder(
                AlipayHost.APP_ID, key, VerificationKeys.of("", QrVectors.publicKey("platformPublicKeyPem"))));
        AlipayParameters before = AlipayHost.parameters(gateway.query(REFERENCE).request());
        key.rotateTo(RequestSigner.software("", QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        AlipayParameters after = AlipayHost.parameters(gateway.query(REFERENCE).request());
        assertEquals(before.textToSign(), after.textToSign());
        assertTrue(AlipaySignature.isValid(
                before.textToSign(), before.get("sign"), QrVectors.publicKey("merchantPublicKeyPem")));
        assertTrue(AlipaySignature.isValid(
                after.textToSign(), after.get("sign"), QrVectors.publicKey("platformPublicKeyPem")));
    }

    @ParameterizedTest
    @EnumSource
    void aNewKeyBringsItsCertificate(AlipayProtocol protocol) {
        String name = "0123456789abcdef0123456789abcdef";
        SigningKey key = AlipayHost.merchantKey();
        AlipayConfig.Builder account =
                AlipayConfig.builder(AlipayHost.APP_ID, key, certified()).protocol(protocol);
        AlipayGateway plain = AlipayHost.gateway(account);
        AlipayGateway certified =
                AlipayHost.gateway(account.certificates(AlipayHost.certificate("appCert"), AlipayHost.rootBundle()));
        key.rotateTo(RequestSigner.software(name, QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        assertTrue(sent(certified).contains("app_cert_sn=" + name));
        assertFalse(sent(plain).contains("app_cert_sn"));
        key.rotateTo(RequestSigner.software("key 2", QrVectors.privateKey("platformPrivateKeyPkcs8Pem")));
        String first = AlipayCertificates.serialNumber(AlipayHost.certificate("appCert"));
        assertTrue(sent(certified).contains("app_cert_sn=" + first));
    }

    private static String sent(AlipayGateway gateway) {
        SignedRequest request = gateway.query(REFERENCE).request();
        return request.uri() + " " + request.headers().fields();
    }

    @Test
    void aNewKeyOfAlipayIsTakenFromNowOn() {
        VerificationKeys keys = VerificationKeys.of("", QrVectors.publicKey("merchantPublicKeyPem"));
        WalletCall<PaymentReply> call = AlipayHost.gateway(
                        AlipayConfig.builder(AlipayHost.APP_ID, AlipayHost.merchantKey(), keys))
                .query(REFERENCE);
        HttpAnswer answer = AlipayHost.v2(AlipayMethod.QUERY, CONTENT);
        assertEquals(UnknownCause.SIGNATURE_WRONG, cause(call.read(answer)));
        keys.add("", QrVectors.publicKey("platformPublicKeyPem"));
        assertInstanceOf(PaymentReply.Paid.class, call.read(answer));
    }

    @Test
    void twoMerchantsLiveInOneProcess() {
        AlipayGateway one = AlipayHost.gateway(AlipayHost.account());
        AlipayGateway other = AlipayHost.gateway(AlipayConfig.builder(
                        "2021000000000002",
                        SigningKey.of(AlipayHost.ALIPAY),
                        VerificationKeys.of("", QrVectors.publicKey("merchantPublicKeyPem")))
                .protocol(AlipayProtocol.V3)
                .host(AlipayConfig.SANDBOX));
        assertEquals("2021000000000002", other.account());
        assertEquals("openapi.alipay.com", one.query(REFERENCE).request().uri().getHost());
        assertTrue(other.query(REFERENCE)
                .request()
                .headers()
                .first("Authorization")
                .orElseThrow()
                .contains("app_id=2021000000000002"));
        assertInstanceOf(
                PaymentReply.Paid.class, one.query(REFERENCE).read(AlipayHost.v2(AlipayMethod.QUERY, CONTENT)));
        assertEquals(
                UnknownCause.SIGNATURE_WRONG, cause(other.query(REFERENCE).read(AlipayHost.v3(200, "{" + PAID + "}"))));
    }

    @Test
    void nothingSecretIsPrinted() throws QrException {
        AlipayConfig config = encrypted().appAuthToken(TOKEN).build();
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            WalletCall<PaymentReply> call = AlipayHost.gateway(
                            AlipayHost.account().appAuthToken(TOKEN).protocol(protocol))
                    .pay(ORDER, AlipayHost.code());
            String printed = call + " " + call.request() + " " + call.request().headers() + " "
                    + AlipayHost.parameters(AlipayHost.gateway(AlipayHost.account())
                            .pay(ORDER, AlipayHost.code())
                            .request())
                    + " " + config + " " + AlipayContentKey.ofBase64(SECRET)
                    + " " + AlipayAnswerText.cut(named(serial()), "alipay_trade_query_response");
            assertFalse(printed.contains(AlipayHost.CODE), printed);
            assertFalse(printed.contains(TOKEN), printed);
            assertFalse(printed.contains(SECRET.substring(0, 8)), printed);
            assertFalse(printed.contains("88.88"), printed);
            assertFalse(printed.contains("sign="), printed);
        }
    }
}

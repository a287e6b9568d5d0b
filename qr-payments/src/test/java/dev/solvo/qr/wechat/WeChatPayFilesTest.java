package dev.solvo.qr.wechat;

import static dev.solvo.qr.wechat.WeChatPayRig.quoted;
import static dev.solvo.qr.wechat.WeChatPayRig.readV3;
import static dev.solvo.qr.wechat.WeChatPayRig.unsigned;
import static dev.solvo.qr.wechat.WeChatPayRig.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bills and platform certificates. */
final class WeChatPayFilesTest {
    private static final LocalDate DAY = LocalDate.of(2023, 11, 14);
    private static final String URL =
            "https://api.mch.weixin.qq.com/v3/billdownload/file?token=6XIv5TUPto7pByrTQKhd6kwvyKLG";
    private static final Bytes BILL = utf8("﻿交易时间,公众账号ID\r\n`2023-11-14 22:13:20,`wx\r\n");

    private final WeChatPayRig rig = new WeChatPayRig();
    private final WeChatPayGateway gateway = rig.v3();

    private static String sha1(Bytes content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes packed(Bytes content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.of(out.toByteArray());
    }

    private static String ready(String url, String hash) {
        return "{'download_url':'" + url + "','hash_type':'SHA1','hash_value':'" + hash + "'}";
    }

    @Test
    void aBillIsAskedForByDayAndKind() {
        assertEquals(
                "bill_date=2023-11-14&bill_type=REFUND",
                gateway.tradeBill(DAY, WeChatPayBillType.REFUND, false)
                        .request()
                        .uri()
                        .getQuery());
        assertEquals(
                "bill_date=2023-11-14&account_type=FEES&tar_type=GZIP",
                gateway.fundFlowBill(DAY, WeChatPayFundAccount.FEES, true)
                        .request()
                        .uri()
                        .getQuery());
        assertEquals(
                "bill_date=2023-11-14&sub_mchid=1900000109&bill_type=ALL",
                WeChatPayRig.gateway(rig.config().subMerchant("1900000109"))
                        .tradeBill(DAY, WeChatPayBillType.ALL, false)
                        .request()
                        .uri()
                        .getQuery());
    }

    @Test
    void aBillIsFetchedAndItsHashCompared() {
        for (boolean compressed : new boolean[] {false, true}) {
            WalletCall<WeChatPayBillReply> call = gateway.tradeBill(DAY, WeChatPayBillType.ALL, compressed);
            WeChatPayBillReply.Ready bill = assertInstanceOf(
                    WeChatPayBillReply.Ready.class,
                    readV3(call, 200, ready(URL, sha1(BILL).toUpperCase(java.util.Locale.ROOT))));
            assertEquals("Ready[api.mch.weixin.qq.com]", bill.toString());
            WalletCall<WeChatPayBillFile> download = gateway.downloadBill(bill);
            assertEquals(URI.create(URL), download.request().uri());
            assertTrue(download.request().headers().first("Authorization").isPresent());
            Bytes sent = compressed ? packed(BILL) : BILL;
            WeChatPayBillFile.Complete file =
                    assertInstanceOf(WeChatPayBillFile.Complete.class, read(download, 200, sent));
            assertEquals(BILL, file.content());
            assertFalse(file.toString().contains("wx"));
            assertEquals(
                    new WeChatPayBillFile.NotKnown(compressed ? UnknownCause.MALFORMED : UnknownCause.MISMATCH),
                    read(download, 200, sent.slice(0, sent.length() - 1)));
            assertEquals(new WeChatPayBillFile.NotKnown(UnknownCause.HTTP_ERROR), read(download, 404, sent));
            assertEquals(
                    new WeChatPayBillFile.NotKnown(UnknownCause.NO_ANSWER),
                    download.unanswered(TransportException.Kind.NO_ANSWER));
        }
    }

    private static WeChatPayBillFile read(WalletCall<WeChatPayBillFile> call, int status, Bytes body) {
        return call.read(new HttpAnswer(status, HttpHeaders.NONE, body));
    }

    @Test
    void aBillThatUnpacksWithoutEndIsRefused() {
        Bytes bomb = packed(Bytes.repeat(0, 65 * 1024 * 1024));
        WeChatPayBillReply.Ready bill = new WeChatPayBillReply.Ready(URI.create(URL), sha1(BILL), true);
        assertEquals(
                new WeChatPayBillFile.NotKnown(UnknownCause.MALFORMED), read(gateway.downloadBill(bill), 200, bomb));
        assertEquals(
                new WeChatPayBillFile.NotKnown(UnknownCause.MALFORMED), read(gateway.downloadBill(bill), 200, BILL));
    }

    @Test
    void signedRequestsGoToWeChatPayOnly() {
        WalletCall<WeChatPayBillReply> call = gateway.tradeBill(DAY, WeChatPayBillType.ALL, false);
        for (String url : List.of(
                "https://attacker.example/file",
                "http://api.mch.weixin.qq.com/file",
                "https://api.mch.weixin.qq.com@attacker.example/file",
                "https://api.mch.weixin.qq.com:444/file",
                "/file",
                "no address",
                "")) {
            assertEquals(
                    new WeChatPayBillReply.NotKnown(UnknownCause.MALFORMED, ""),
                    readV3(call, 200, ready(url, sha1(BILL))));
        }
        WeChatPayBillReply.Ready stranger =
                new WeChatPayBillReply.Ready(URI.create("https://attacker.example/file"), sha1(BILL), false);
        assertThrows(IllegalArgumentException.class, () -> gateway.downloadBill(stranger));
    }

    @Test
    void aBillThatIsNotThereIsRefused() {
        WalletCall<WeChatPayBillReply> call = gateway.tradeBill(DAY, WeChatPayBillType.ALL, false);
        assertInstanceOf(WeChatPayBillReply.Refused.class, readV3(call, 404, "{'code':'RESOURCE_NOT_EXISTS'}"));
        assertInstanceOf(WeChatPayBillReply.Refused.class, readV3(call, 403, "{'code':'NO_AUTH'}"));
        assertEquals(
                new WeChatPayBillReply.NotKnown(UnknownCause.WALLET_UNSURE, "SYSTEM_ERROR"),
                readV3(call, 500, "{'code':'SYSTEM_ERROR'}"));
        assertEquals(
                new WeChatPayBillReply.NotKnown(UnknownCause.CODE_UNLISTED, "NO_STATEMENT_EXIST"),
                readV3(call, 400, "{'code':'NO_STATEMENT_EXIST'}"));
        assertEquals(
                new WeChatPayBillReply.NotKnown(UnknownCause.HTTP_ERROR, "NO_AUTH"),
                call.read(unsigned(403, "{'code':'NO_AUTH'}")));
        assertEquals(
                new WeChatPayBillReply.NotKnown(UnknownCause.MALFORMED, ""),
                readV3(call, 200, ready(URL, sha1(BILL)).replace("SHA1", "MD5")));
        assertEquals(new WeChatPayBillReply.NotKnown(UnknownCause.MALFORMED, ""), readV3(call, 200, ready(URL, "00")));
    }

    private static X509Certificate platformCertificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode officialCertificate() {
        return QrVectors.records("wechat-aesgcm.json").stream()
                .filter(v -> v.has("expectSerialNo"))
                .findFirst()
                .orElseThrow();
    }

    private static String certificates(String serial, String pem) {
        return quoted("{'data':[{'serial_no':'" + serial
                + "','encrypt_certificate':{'algorithm':'AEAD_AES_256_GCM','nonce':'14b16c03dc1b',"
                + "'associated_data':'certificate','ciphertext':'"
                + WeChatPayRig.encrypted(pem, "14b16c03dc1b", "certificate") + "'}}]}");
    }

    @Test
    void certificatesAreDecryptedAndTheirKeysAdded() {
        String pem = officialCertificate().get("plaintext").asText();
        String serial = officialCertificate().get("expectSerialNo").asText();
        WalletCall<WeChatPayCertificates> call = gateway.certificates();
        // The answer is signed with the key that is known already.
        WeChatPayCertificates.Downloaded downloaded =
                assertInstanceOf(WeChatPayCertificates.Downloaded.class, readV3(call, 200, certificates(serial, pem)));
        assertEquals(List.of(platformCertificate(pem)), downloaded.certificates());
        downloaded.addTo(rig.weChatPayKeys);
        assertEquals(Optional.of(platformCertificate(pem).getPublicKey()), rig.weChatPayKeys.find(serial));
        assertTrue(rig.weChatPayKeys.find(WeChatPayRig.PUBLIC_KEY_ID).isPresent());
    }

    @Test
    void anAnswerSignedWithOneOfItsOwnCertificatesIsTaken() throws IOException {
        String pem = new String(
                java.util.Objects.requireNonNull(getClass().getResourceAsStream("test-only-platform.pem"))
                        .readAllBytes(),
                StandardCharsets.US_ASCII);
        String serial = WeChatPayCertificates.serialNumber(platformCertificate(pem));
        WalletCall<WeChatPayCertificates> call = WeChatPayRig.gateway(WeChatPayConfig.builder(
                                WeChatPayRig.APP,
                                WeChatPayRig.MERCHANT,
                                rig.key,
                                VerificationKeys.none(),
                                ApiV3Key.of(WeChatPayRig.API_V3_KEY))
                        .codePayments(WeChatPayProtocol.V3))
                .certificates();
        HttpAnswer answer = signedAs(serial, certificates(serial, pem));
        assertInstanceOf(WeChatPayCertificates.Downloaded.class, call.read(answer));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.SIGNATURE_KEY_UNKNOWN, ""),
                call.read(signedAs("0A", certificates(serial, pem))));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.SIGNATURE_MISSING, ""),
                call.read(new HttpAnswer(200, HttpHeaders.NONE, answer.body())));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.SIGNATURE_WRONG, ""),
                call.read(new HttpAnswer(200, answer.headers(), answer.body().plus(utf8(" ")))));
    }

    private static HttpAnswer signedAs(String serial, String body) {
        HttpHeaders headers = HttpHeaders.of(WeChatPayRig.signed(utf8(body), WeChatPayRig.NOW).fields().stream()
                .map(f -> f.getKey().equals("Wechatpay-serial") ? Map.entry("Wechatpay-Serial", serial) : f)
                .toList());
        return new HttpAnswer(200, headers, utf8(body));
    }

    @Test
    void certificatesThatCannotBeTrustedAreNotTaken() {
        String pem = officialCertificate().get("plaintext").asText();
        String serial = officialCertificate().get("expectSerialNo").asText();
        WalletCall<WeChatPayCertificates> call = gateway.certificates();
        WeChatPayCertificates malformed = new WeChatPayCertificates.NotKnown(UnknownCause.MALFORMED, "");
        assertEquals(malformed, readV3(call, 200, certificates("00" + serial, pem)));
        assertEquals(malformed, readV3(call, 200, certificates(serial, "no certificate")));
        assertEquals(malformed, readV3(call, 200, certificates(serial, pem).replace("14b16c03dc1b", "14b16c03dc1c")));
        assertEquals(malformed, readV3(call, 200, "{'data':[]}"));
        assertEquals(malformed, readV3(call, 200, "[]"));
        WeChatPayGateway later = new WeChatPayGateway(
                rig.config().build(),
                java.time.Clock.fixed(java.time.Instant.parse("2028-09-18T00:00:00Z"), java.time.ZoneOffset.UTC),
                () -> WeChatPayRig.NONCE);
        assertEquals(malformed, readV3(later.certificates(), 200, certificates(serial, pem)));
    }

    @Test
    void aMerchantWithAPublicKeyOnlyIsNoError() {
        WalletCall<WeChatPayCertificates> call = gateway.certificates();
        String none = "{'code':'RESOURCE_NOT_EXISTS','message':'无可用的平台证书'}";
        assertEquals(new WeChatPayCertificates.PublicKeyOnly(), readV3(call, 404, none));
        assertEquals(new WeChatPayCertificates.PublicKeyOnly(), call.read(unsigned(404, none)));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.SIGNATURE_WRONG, ""),
                call.read(new HttpAnswer(404, WeChatPayRig.v3Answer(404, "{}").headers(), utf8(quoted(none)))));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.HTTP_ERROR, ""),
                readV3(call, 404, "{'code':'ORDER_NOT_EXIST'}"));
        assertEquals(
                new WeChatPayCertificates.NotKnown(UnknownCause.HTTP_ERROR, ""), call.read(unsigned(502, "<html>")));
    }
}

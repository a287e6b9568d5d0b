package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayBillType;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayFundAccount;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Random;

/** WeChat Pay's calls: our requests go where the record says and hold every field that it demands, by v2 and by v3. */
final class WeChatPayApiCheck implements RecordCheck {
    private static final String APP_ID = "wxd678efh567hg6787";
    private static final LocalDate DAY = LocalDate.of(2023, 11, 14);

    private final TestKeys keys;

    WeChatPayApiCheck(TestKeys keys) {
        this.keys = keys;
    }

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException {
        SignedRequest request = call(record.path("name").asText()).request();
        ifDifferent("method", record.path("method").asText(), request.method());
        String[] expected = record.path("path").asText().split("\\?", -1);
        ifDifferent("path", named(expected[0]), request.uri().getRawPath());
        RequestFields fields = RequestFields.of(request);
        if (expected.length > 1) {
            for (String parameter : expected[1].split("&", -1)) {
                fields.require(parameter.substring(0, Math.max(0, parameter.indexOf('='))));
            }
        }
        Iterator<String> names = record.path("required").fieldNames();
        while (names.hasNext()) {
            fields.require(names.next());
        }
        return "method, path and fields";
    }

    private static String named(String path) {
        return path.replace("{out_trade_no}", ApiOrder.ORDER.number().text())
                .replace("{transaction_id}", ApiOrder.TRANSACTION.text())
                .replace("{out_refund_no}", ApiOrder.REFUND.number().text());
    }

    private WalletCall<?> call(String name) throws MismatchException, UnsupportedRecordException {
        WeChatPayGateway v3 = gateway(account().codePayments(WeChatPayProtocol.V3));
        WeChatPayGateway v2 = gateway(account().refunds(WeChatPayProtocol.V2));
        return switch (name) {
            case "v3 native" -> v3.show(ApiOrder.ORDER);
            case "v3 codepay" -> v3.pay(ApiOrder.ORDER, ApiOrder.WECHAT_PAY_CODE);
            case "v3 reverse" -> v3.cancel(ApiOrder.SENT);
            case "v3 query" -> v3.query(ApiOrder.SENT);
            case "v3 query by id" -> v3.queryByTransactionId(ApiOrder.PAID);
            case "v3 close" -> v3.close(ApiOrder.SENT);
            case "v3 refund" -> v3.refund(ApiOrder.REFUND);
            case "v3 refund query" -> v3.queryRefund(ApiOrder.REFUND);
            case "v3 trade bill" -> v3.tradeBill(DAY, WeChatPayBillType.ALL, true);
            case "v3 fund-flow bill" -> v3.fundFlowBill(DAY, WeChatPayFundAccount.BASIC, true);
            case "v3 certificates" -> v3.certificates();
            case "v2 micropay" -> v2.pay(ApiOrder.ORDER, ApiOrder.WECHAT_PAY_CODE);
            case "v2 orderquery" -> v2.query(ApiOrder.SENT);
            case "v2 reverse" -> v2.cancel(ApiOrder.SENT);
            case "v2 refund" -> v2.refund(ApiOrder.REFUND);
            case "v2 refundquery" -> v2.queryRefund(ApiOrder.REFUND);
            case "v2 closeorder" -> v2.closeByV2(ApiOrder.SENT);
            default -> throw new UnsupportedRecordException("call " + name);
        };
    }

    private WeChatPayConfig.Builder account() throws MismatchException {
        RequestSigner signer = RequestSigner.software(
                keys.text("wechat.merchantSerialNo"), keys.privateKey("merchantPrivateKeyPkcs8Pem"));
        return WeChatPayConfig.builder(
                        APP_ID,
                        keys.text("wechat.mchid"),
                        SigningKey.of(signer),
                        VerificationKeys.of(keys.text("wechat.publicKeyId"), keys.publicKey("platformPublicKeyPem")),
                        ApiV3Key.of(keys.text("wechat.apiV3Key")))
                .v2(ApiV2Key.of(keys.text("wechat.apiV2Key")), V2SignType.MD5);
    }

    private static WeChatPayGateway gateway(WeChatPayConfig.Builder account) {
        return new WeChatPayGateway(account.build(), Clock.fixed(ApiOrder.TIME, ZoneOffset.UTC), new Random(1));
    }
}

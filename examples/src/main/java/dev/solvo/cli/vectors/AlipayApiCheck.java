package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.alipay.AlipayBillType;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Random;

/** Alipay's calls: our requests go where the record says and hold every field that it demands, by both protocols. */
final class AlipayApiCheck implements RecordCheck {
    private static final String APP_ID = "2021000000000001";

    private final TestKeys keys;

    AlipayApiCheck(TestKeys keys) {
        this.keys = keys;
    }

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException {
        String method = record.path("method").asText();
        if (!record.has("v3")) {
            require(record, request("alipay.trade.pay", AlipayProtocol.V2_GATEWAY));
            return "protocol parameters";
        }
        SignedRequest v2 = request(method, AlipayProtocol.V2_GATEWAY);
        ifDifferent("address", "/gateway.do", v2.uri().getPath());
        ifDifferent("method", method, RequestFields.of(v2).value("method"));
        require(record, v2);
        SignedRequest v3 = request(method, AlipayProtocol.V3);
        ifDifferent(
                "V3 address",
                record.path("v3").asText(),
                v3.method() + " " + v3.uri().getPath());
        require(record, v3);
        return "address and fields of V2 and V3";
    }

    private static void require(JsonNode record, SignedRequest request) throws MismatchException {
        RequestFields fields = RequestFields.of(request);
        Iterator<String> names = record.path("required").fieldNames();
        while (names.hasNext()) {
            fields.require(names.next());
        }
    }

    private SignedRequest request(String method, AlipayProtocol protocol)
            throws MismatchException, UnsupportedRecordException {
        AlipayConfig account = AlipayConfig.builder(
                        APP_ID,
                        SigningKey.of(RequestSigner.software("", keys.privateKey("merchantPrivateKeyPkcs8Pem"))),
                        VerificationKeys.of("", keys.publicKey("platformPublicKeyPem")))
                .protocol(protocol)
                .build();
        AlipayGateway gateway = new AlipayGateway(account, Clock.fixed(ApiOrder.TIME, ZoneOffset.UTC), new Random(1));
        WalletCall<?> call = switch (method) {
            case "alipay.trade.pay" -> gateway.pay(ApiOrder.ORDER, ApiOrder.ALIPAY_CODE);
            case "alipay.trade.precreate" -> gateway.show(ApiOrder.ORDER);
            case "alipay.trade.query" -> gateway.query(ApiOrder.SENT);
            case "alipay.trade.cancel" -> gateway.cancel(ApiOrder.SENT);
            case "alipay.trade.close" -> gateway.close(ApiOrder.SENT);
            case "alipay.trade.refund" -> gateway.refund(ApiOrder.REFUND);
            case "alipay.trade.fastpay.refund.query" -> gateway.queryRefund(ApiOrder.REFUND);
            case "alipay.data.dataservice.bill.downloadurl.query" ->
                gateway.billDownloadUrl(LocalDate.of(2023, 11, 14), AlipayBillType.TRADE);
            default -> throw new UnsupportedRecordException("method " + method);
        };
        return call.request();
    }
}

package dev.solvo.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.partnerpayments.nativepay.NativePayService;
import com.wechat.pay.java.service.partnerpayments.nativepay.model.Amount;
import com.wechat.pay.java.service.partnerpayments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.partnerpayments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.nativepay.model.Transaction;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import dev.solvo.qr.wechat.V3Signature;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** WeChat Pay's own client as a service provider, with a platform certificate, and as a reader of notifications. */
@Timeout(120)
class WechatpayJavaModesTest {
    private static final String SUB_MERCHANT = "1900000109";
    private static final String NUMBER = "OFFICIAL0002";
    private static final WalletTestKeys KEYS = new WalletTestKeys();

    private static RSAPublicKeyConfig publicKey() {
        return new RSAPublicKeyConfig.Builder()
                .merchantId(KEYS.weChatMerchantId())
                .privateKey(KEYS.merchantPrivateKey())
                .merchantSerialNumber(KEYS.weChatMerchantSerial())
                .publicKey(KEYS.platformPublicKey())
                .publicKeyId(KEYS.weChatPublicKeyId())
                .apiV3Key(KEYS.weChatV3Key())
                .build();
    }

    private static SimulatedWallet wallet(WeChatPayMerchant merchant) {
        return new SimulatedWallet(new WeChatPayProtocol(merchant), Clock.systemUTC(), new Random(1))
                .customers(Customers.all(Customer.walksAway()));
    }

    private static RedirectedClient client(WalletServer server, Config config) {
        return new RedirectedClient(server.uri(), config.createCredential(), config.createValidator());
    }

    private static PrepayRequest order() {
        PrepayRequest request = new PrepayRequest();
        Amount amount = new Amount();
        amount.setTotal(8888);
        request.setAmount(amount);
        request.setSpAppid(WeChatPayMerchant.testOnly().appId());
        request.setSpMchid(WeChatPayMerchant.testOnly().merchantId());
        request.setSubMchid(SUB_MERCHANT);
        request.setDescription("咖啡 & 蛋糕 = 100% 😀");
        request.setNotifyUrl("https://pos.example/wx");
        request.setOutTradeNo(NUMBER);
        return request;
    }

    private static Transaction query(RedirectedClient client) {
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setSpMchid(WeChatPayMerchant.testOnly().merchantId());
        request.setSubMchid(SUB_MERCHANT);
        request.setOutTradeNo(NUMBER);
        return new NativePayService.Builder().httpClient(client).build().queryOrderByOutTradeNo(request);
    }

    private static CreateRequest refund(String subMerchant) {
        CreateRequest refund = new CreateRequest();
        AmountReq amount = new AmountReq();
        amount.setTotal(8888L);
        amount.setRefund(888L);
        amount.setCurrency("CNY");
        refund.setAmount(amount);
        refund.setSubMchid(subMerchant);
        refund.setOutTradeNo(NUMBER);
        refund.setOutRefundNo("OFFICIALR2");
        refund.setNotifyUrl("https://pos.example/wx-refund");
        return refund;
    }

    private static List<WalletRequest> pushed(SimulatedWallet wallet) {
        List<WalletRequest> pushed = new ArrayList<>();
        wallet.notifying(notification -> {
            pushed.add(notification.request());
            return WalletAnswer.of(200, "text/plain", "");
        });
        return pushed;
    }

    private static <T> T parse(WalletRequest one, NotificationConfig config, Class<T> type) {
        RequestParam parameters = new RequestParam.Builder()
                .serialNumber(one.header("Wechatpay-Serial"))
                .nonce(one.header("Wechatpay-Nonce"))
                .signature(one.header("Wechatpay-Signature"))
                .timestamp(one.header("Wechatpay-Timestamp"))
                .signType(one.header("Wechatpay-Signature-Type"))
                .body(one.text())
                .build();
        return new NotificationParser(config).parse(parameters, type);
    }

    @Test
    void aServiceProviderShowsAsksAndGivesBack() throws IOException {
        SimulatedWallet wallet = wallet(WeChatPayMerchant.testOnly().actingFor(SUB_MERCHANT));
        List<WalletRequest> pushed = pushed(wallet);
        RSAPublicKeyConfig config = publicKey();
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            RedirectedClient client = client(server, config);
            String code = new NativePayService.Builder()
                    .httpClient(client)
                    .build()
                    .prepay(order())
                    .getCodeUrl();
            assertEquals(Transaction.TradeStateEnum.NOTPAY, query(client).getTradeState());
            assertTrue(wallet.scan(code));
            Transaction paid = query(client);
            assertEquals(Transaction.TradeStateEnum.SUCCESS, paid.getTradeState());
            assertEquals(SUB_MERCHANT, paid.getSubMchid());
            RefundService refunds =
                    new RefundService.Builder().httpClient(client).build();
            assertEquals(Status.SUCCESS, refunds.create(refund(SUB_MERCHANT)).getStatus());
            wallet.pushNotifications();
        }
        Transaction told = parse(pushed.get(0), config, Transaction.class);
        assertEquals(SUB_MERCHANT, told.getSubMchid());
        assertEquals(NUMBER, told.getOutTradeNo());
        RefundNotification back = parse(pushed.get(1), config, RefundNotification.class);
        assertEquals("OFFICIALR2", back.getOutRefundNo());
        assertEquals(Status.SUCCESS, back.getRefundStatus());
        assertEquals(888L, back.getAmount().getRefund());
    }

    @Test
    void anAnswerIsVerifiedWithThePlatformCertificate() throws IOException {
        SimulatedWallet wallet =
                wallet(WeChatPayMerchant.testOnlyWithCertificate().actingFor(SUB_MERCHANT));
        Config config = new RSAConfig.Builder()
                .merchantId(KEYS.weChatMerchantId())
                .privateKey(KEYS.merchantPrivateKey())
                .merchantSerialNumber(KEYS.weChatMerchantSerial())
                .wechatPayCertificates(WeChatPayMerchant.testOnlyWithCertificate()
                        .platformCertificate()
                        .orElseThrow())
                .build();
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            RedirectedClient client = client(server, config);
            assertTrue(new NativePayService.Builder()
                    .httpClient(client)
                    .build()
                    .prepay(order())
                    .getCodeUrl()
                    .startsWith("weixin://"));
            wallet.faults(request -> WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE));
            assertThrows(ValidationException.class, () -> query(client));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WalletFault.Kind.class,
            names = {"WRONG_SIGNATURE", "PROBE_SIGNATURE"})
    void aNotificationWithAnotherSignatureIsRefused(WalletFault.Kind fault) throws IOException {
        SimulatedWallet wallet = wallet(WeChatPayMerchant.testOnly().actingFor(SUB_MERCHANT));
        wallet.notificationFaults(request -> WalletFault.of(fault));
        List<WalletRequest> pushed = pushed(wallet);
        RSAPublicKeyConfig config = publicKey();
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            wallet.scan(new NativePayService.Builder()
                    .httpClient(client(server, config))
                    .build()
                    .prepay(order())
                    .getCodeUrl());
            wallet.pushNotifications();
        }
        RuntimeException refused =
                assertThrows(RuntimeException.class, () -> parse(pushed.get(0), config, Transaction.class));
        if (fault == WalletFault.Kind.PROBE_SIGNATURE) {
            // The client takes the probe for base64; ours names it a probe.
            assertInstanceOf(IllegalArgumentException.class, refused);
        } else {
            assertInstanceOf(ValidationException.class, refused);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /v3/pay/transactions/out-trade-no/POS%7C0001%2A?mchid=1900000001 |",
                "GET  | /v3/bill/tradebill?bill_date=2026-11-30&bill_type=ALL&tar_type=GZIP |",
                "POST | /v3/pay/transactions/native | {\"description\":\"咖啡 & 蛋糕 = 100% 😀\",\"a\":\"\\u0026\"}"
            })
    void theClientSignsTheTextThatWeSign(String method, String target, String body) {
        String sent = body == null ? "" : body;
        String authorization = ((Config) publicKey())
                .createCredential()
                .getAuthorization(URI.create("https://api.mch.weixin.qq.com" + target), method, sent);
        assertTrue(authorization.startsWith("WECHATPAY2-SHA256-RSA2048 "), authorization);
        Bytes text = V3Signature.textToSign(
                method,
                target,
                Long.parseLong(field(authorization, "timestamp")),
                field(authorization, "nonce_str"),
                Bytes.of(sent.getBytes(StandardCharsets.UTF_8)));
        assertTrue(V3Signature.isValid(text, field(authorization, "signature"), KEYS.merchantPublicKey()));
    }

    private static String field(String authorization, String name) {
        Matcher found = Pattern.compile(name + "=\"([^\"]+)\"").matcher(authorization);
        assertTrue(found.find(), name);
        return found.group(1);
    }
}

package dev.solvo.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.Status;
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
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WeChat Pay's own client pays, asks and gives back at the simulated wallet. */
@Timeout(120)
class WechatpayJavaTest {
    private static final WeChatPayMerchant MERCHANT = WeChatPayMerchant.testOnly();
    private static final String NUMBER = "OFFICIAL0001";

    private final SimulatedWallet wallet =
            new SimulatedWallet(new WeChatPayProtocol(MERCHANT), Clock.systemUTC(), new Random(1));
    private final RSAPublicKeyConfig config = config();
    private WalletServer server;
    private RedirectedClient client;

    @BeforeEach
    void start() throws IOException {
        wallet.customers(Customers.all(Customer.walksAway()));
        server = WalletServer.start(0, List.of(wallet), Pauser.real());
        client = new RedirectedClient(server.uri(), ((Config) config).createCredential(), config.createValidator());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RSAPublicKeyConfig config() {
        WalletTestKeys keys = new WalletTestKeys();
        return new RSAPublicKeyConfig.Builder()
                .merchantId(keys.weChatMerchantId())
                .privateKey(keys.merchantPrivateKey())
                .merchantSerialNumber(keys.weChatMerchantSerial())
                .publicKey(keys.platformPublicKey())
                .publicKeyId(keys.weChatPublicKeyId())
                .apiV3Key(keys.weChatV3Key())
                .build();
    }

    private NativePayService payments() {
        return new NativePayService.Builder().httpClient(client).build();
    }

    private String show() {
        PrepayRequest request = new PrepayRequest();
        Amount amount = new Amount();
        amount.setTotal(8888);
        request.setAmount(amount);
        request.setAppid(MERCHANT.appId());
        request.setMchid(MERCHANT.merchantId());
        request.setDescription("咖啡");
        request.setNotifyUrl("https://pos.example/wx");
        request.setOutTradeNo(NUMBER);
        return payments().prepay(request).getCodeUrl();
    }

    private Transaction query() {
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setMchid(MERCHANT.merchantId());
        request.setOutTradeNo(NUMBER);
        return payments().queryOrderByOutTradeNo(request);
    }

    @Test
    void paysAsksAndGivesBack() {
        assertEquals(
                "ORDER_NOT_EXIST",
                assertThrows(ServiceException.class, this::query).getErrorCode());
        String code = show();
        assertEquals(Transaction.TradeStateEnum.NOTPAY, query().getTradeState());
        assertTrue(wallet.scan(code));
        Transaction paid = query();
        assertEquals(Transaction.TradeStateEnum.SUCCESS, paid.getTradeState());
        assertEquals(8888, paid.getAmount().getTotal());
        CreateRequest refund = new CreateRequest();
        AmountReq amount = new AmountReq();
        amount.setTotal(8888L);
        amount.setRefund(888L);
        amount.setCurrency("CNY");
        refund.setAmount(amount);
        refund.setOutTradeNo(NUMBER);
        refund.setOutRefundNo("OFFICIALR1");
        RefundService refunds = new RefundService.Builder().httpClient(client).build();
        assertEquals(Status.SUCCESS, refunds.create(refund).getStatus());
        assertEquals(888, wallet.book().refunded("CNY"));
    }

    @Test
    void refusesAWrongSignature() {
        show();
        wallet.faults(request -> WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE));
        assertThrows(ValidationException.class, this::query);
    }

    @Test
    void readsTheNotification() {
        List<WalletRequest> pushed = new ArrayList<>();
        wallet.notifying(notification -> {
            pushed.add(notification.request());
            return WalletAnswer.of(200, "text/plain", "");
        });
        assertTrue(wallet.scan(show()));
        wallet.pushNotifications();
        WalletRequest one = pushed.get(0);
        RequestParam parameters = new RequestParam.Builder()
                .serialNumber(one.header("Wechatpay-Serial"))
                .nonce(one.header("Wechatpay-Nonce"))
                .signature(one.header("Wechatpay-Signature"))
                .timestamp(one.header("Wechatpay-Timestamp"))
                .signType(one.header("Wechatpay-Signature-Type"))
                .body(one.text())
                .build();
        Transaction told = new NotificationParser((NotificationConfig) config).parse(parameters, Transaction.class);
        assertEquals(NUMBER, told.getOutTradeNo());
        assertEquals(8888, told.getAmount().getTotal());
    }
}

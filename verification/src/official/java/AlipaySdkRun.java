import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.CertAlipayRequest;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCancelModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.internal.util.AlipaySignature;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradePayResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Alipay's own client against a gateway at that address, in a JVM that it may change. Prints what it was told. */
public final class AlipaySdkRun {
    private AlipaySdkRun() {}

    public static void main(String[] arguments) throws AlipayApiException {
        AlipayClient client = new DefaultAlipayClient(
                arguments[0], arguments[1], arguments[2], "json", "utf-8", arguments[3], "RSA2");
        AlipayTradePayRequest pay = new AlipayTradePayRequest();
        AlipayTradePayModel wanted = new AlipayTradePayModel();
        wanted.setOutTradeNo("SDK0001");
        wanted.setScene("bar_code");
        wanted.setAuthCode("28763443825664394");
        wanted.setSubject("咖啡 & 蛋糕".replace("&", "+"));
        wanted.setTotalAmount("88.88");
        pay.setBizModel(wanted);
        AlipayTradePayResponse paid = client.execute(pay);
        print("pay", paid.getCode() + " " + paid.getTotalAmount());

        AlipayTradeQueryRequest query = new AlipayTradeQueryRequest();
        AlipayTradeQueryModel asked = new AlipayTradeQueryModel();
        asked.setTradeNo(paid.getTradeNo());
        query.setBizModel(asked);
        print("query", client.execute(query).getTradeStatus());

        AlipayTradeRefundRequest refund = new AlipayTradeRefundRequest();
        AlipayTradeRefundModel back = new AlipayTradeRefundModel();
        back.setOutTradeNo("SDK0001");
        back.setRefundAmount("8.88");
        back.setOutRequestNo("SDKR1");
        refund.setBizModel(back);
        print("refund", client.execute(refund).getFundChange());

        AlipayTradeFastpayRefundQueryRequest refundQuery = new AlipayTradeFastpayRefundQueryRequest();
        AlipayTradeFastpayRefundQueryModel refunded = new AlipayTradeFastpayRefundQueryModel();
        refunded.setOutTradeNo("SDK0001");
        refunded.setOutRequestNo("SDKR1");
        refundQuery.setBizModel(refunded);
        print("refund query", client.execute(refundQuery).getRefundStatus());

        AlipayTradePrecreateRequest precreate = new AlipayTradePrecreateRequest();
        AlipayTradePrecreateModel shown = new AlipayTradePrecreateModel();
        shown.setOutTradeNo("SDK0002");
        shown.setSubject("x");
        shown.setTotalAmount("1.00");
        precreate.setBizModel(shown);
        print("precreate", client.execute(precreate).getQrCode().substring(0, 22));

        AlipayTradeCancelRequest cancel = new AlipayTradeCancelRequest();
        AlipayTradeCancelModel cancelled = new AlipayTradeCancelModel();
        cancelled.setOutTradeNo("SDK0002");
        cancel.setBizModel(cancelled);
        try {
            print("cancel", client.execute(cancel).getCode());
        } catch (AlipayApiException e) {
            print("cancel", "answer refused");
        }
        certificates(arguments);
        encrypted(arguments);
        signatures(arguments);
    }

    private static AlipayTradePrecreateRequest another(String number) {
        AlipayTradePrecreateRequest precreate = new AlipayTradePrecreateRequest();
        AlipayTradePrecreateModel shown = new AlipayTradePrecreateModel();
        shown.setOutTradeNo(number);
        shown.setSubject("咖啡 + 蛋糕 100% 😀");
        shown.setTotalAmount("1.00");
        precreate.setBizModel(shown);
        return precreate;
    }

    private static void certificates(String[] arguments) throws AlipayApiException {
        CertAlipayRequest account = new CertAlipayRequest();
        account.setServerUrl(arguments[0]);
        account.setAppId(arguments[1]);
        account.setPrivateKey(arguments[2]);
        account.setFormat("json");
        account.setCharset("utf-8");
        account.setSignType("RSA2");
        account.setCertPath(arguments[4] + "/app.crt");
        account.setAlipayPublicCertPath(arguments[4] + "/alipay.crt");
        account.setRootCertPath(arguments[4] + "/root.crt");
        print(
                "certificates",
                new DefaultAlipayClient(account)
                        .certificateExecute(another("SDK0003"))
                        .getCode());
    }

    private static void encrypted(String[] arguments) throws AlipayApiException {
        AlipayClient client = new DefaultAlipayClient(
                arguments[0], arguments[1], arguments[2], "json", "utf-8", arguments[3], "RSA2", arguments[5], "AES");
        AlipayTradePrecreateRequest precreate = another("SDK0004");
        precreate.setNeedEncrypt(true);
        print("encrypted", client.execute(precreate).getOutTradeNo());
    }

    /** A notification of the simulator, and a request of Solvo's own gateway, which its own key has signed. */
    private static void signatures(String[] arguments) throws AlipayApiException {
        Map<String, String> told = form(arguments[6]);
        Map<String, String> changed = new HashMap<>(told);
        changed.put("total_amount", "0.01");
        print("notification", "" + AlipaySignature.rsaCheckV1(told, arguments[3], "utf-8", "RSA2"));
        print("changed notification", "" + AlipaySignature.rsaCheckV1(changed, arguments[3], "utf-8", "RSA2"));
        print("our request", "" + AlipaySignature.rsaCheckV2(form(arguments[7]), arguments[8], "utf-8", "RSA2"));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&")) {
            int equals = field.indexOf('=');
            fields.put(
                    URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void print(String call, String told) {
        System.out.println("told: " + call + " " + told);
    }
}

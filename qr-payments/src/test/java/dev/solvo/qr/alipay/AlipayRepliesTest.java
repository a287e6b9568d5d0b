package dev.solvo.qr.alipay;

import static dev.solvo.qr.alipay.AlipayHost.AMOUNT;
import static dev.solvo.qr.alipay.AlipayHost.ORDER;
import static dev.solvo.qr.alipay.AlipayHost.REFERENCE;
import static dev.solvo.qr.alipay.AlipayHost.REFUND;
import static dev.solvo.qr.alipay.AlipayHost.cny;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.Refusal.NextStep;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each verified answer means, by both protocols. */
final class AlipayRepliesTest {
    private static final String NUMBER = "'out_trade_no':'POS20231114T0001'";
    private static final String PAID =
            NUMBER + ",'trade_no':'2023111522001','total_amount':'88.88','gmt_payment':'2023-11-15 06:13:24'";

    private static AlipayGateway gateway(AlipayProtocol protocol) {
        return AlipayHost.gateway(AlipayHost.account().protocol(protocol));
    }

    /** The call succeeded and says this. */
    private static HttpAnswer success(AlipayProtocol protocol, AlipayMethod method, String fields) {
        return protocol == AlipayProtocol.V3
                ? AlipayHost.v3(200, "{" + fields + "}")
                : AlipayHost.v2(
                        method, "{'code':'10000','msg':'Success'" + (fields.isEmpty() ? "" : ",") + fields + "}");
    }

    /** The call was refused with this sub_code. */
    private static HttpAnswer failure(AlipayProtocol protocol, AlipayMethod method, String code) {
        return protocol == AlipayProtocol.V3
                ? AlipayHost.v3(400, "{'code':'" + code + "','message':'…','links':[]}")
                : AlipayHost.v2(
                        method, "{'code':'40004','msg':'Business Failed','sub_code':'" + code + "','sub_msg':'…'}");
    }

    private static PaymentReply pay(AlipayProtocol protocol, HttpAnswer answer) {
        return gateway(protocol).pay(ORDER, AlipayHost.code()).read(answer);
    }

    private static PaymentReply query(AlipayProtocol protocol, String fields) {
        return gateway(protocol).query(REFERENCE).read(success(protocol, AlipayMethod.QUERY, fields));
    }

    private static String kind(Object reply) {
        return reply.getClass().getSimpleName();
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentIsPaid(AlipayProtocol protocol) {
        PaymentReply reply = pay(
                protocol,
                success(
                        protocol,
                        AlipayMethod.PAY,
                        PAID + ",'buyer_pay_amount':'80.88','receipt_amount':'88.80','point_amount':'1.00',"
                                + "'voucher_detail_list':[{'id':'1','name':'满减','type':'ALIPAY_DISCOUNT_VOUCHER',"
                                + "'amount':'7.00'}],'fund_bill_list':[{'fund_channel':'ALIPAYACCOUNT','amount':80.88},"
                                + "{'fund_channel':'COUPON','amount':'7.00'},{'fund_channel':'POINT','amount':'1.00'}]"));
        assertEquals(
                new PaymentReply.Paid(new Payment(
                        AMOUNT,
                        Optional.of(cny(8088)),
                        List.of(new Discount("满减", cny(700)), new Discount("POINT", cny(100))),
                        Optional.of(cny(8880)),
                        new TransactionId("2023111522001"),
                        Optional.of(Instant.parse("2023-11-14T22:13:24Z")))),
                reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'fund_bill_list':[{'fund_channel':'COUPON','amount':'2.00'},{'fund_channel':'BANKCARD','amount':'1'}];"
                        + "[Discount[name=COUPON, amount=CNY 2.00]]",
                "'discount_amount':'1.00','mdiscount_amount':'2.00','point_amount':'0.00';"
                        + "[Discount[name=discount_amount, amount=CNY 1.00], Discount[name=mdiscount_amount, amount=CNY 2.00]]",
                "'point_amount':0.5;[Discount[name=point_amount, amount=CNY 0.50]]",
                "'voucher_detail_list':[{'type':'BIZ','amount':'3.00'}],'discount_amount':'3.00';"
                        + "[Discount[name=BIZ, amount=CNY 3.00]]",
                "'fund_bill_list':'none';[]",
                "'point_amount':null;[]"
            },
            quoteCharacter = '`')
    void aDiscountIsToldOnce(String fields, String discounts) {
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class,
                query(AlipayProtocol.V2_GATEWAY, PAID + ",'trade_status':'TRADE_SUCCESS'," + fields));
        assertEquals(discounts, paid.payment().discounts().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.PAYMENT_AUTH_CODE_INVALID, Refused",
        "ACQ.BUYER_BALANCE_NOT_ENOUGH, Refused",
        "ACQ.TRADE_HAS_SUCCESS, QueryFirst",
        "ACQ.SYSTEM_ERROR, NotKnown",
        "aop.ACQ.SYSTEM_ERROR, NotKnown",
        "ACQ.SOMETHING_NEW, NotKnown",
        "ACQ.TRADE_NOT_EXIST, NotKnown"
    })
    void aRefusedPaymentIsRefusedOnlyIfTheCodeSaysSo(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            PaymentReply said = pay(protocol, failure(protocol, AlipayMethod.PAY, code));
            assertEquals(reply, kind(said), code);
            if (said instanceof PaymentReply.NotKnown unknown) {
                assertEquals(
                        code.contains("SYSTEM") ? UnknownCause.WALLET_UNSURE : UnknownCause.CODE_UNLISTED,
                        unknown.cause());
            }
        }
    }

    @Test
    void aRefusalSaysWhatHelpsInTwoLanguages() {
        PaymentReply.Refused refused = assertInstanceOf(
                PaymentReply.Refused.class,
                pay(AlipayProtocol.V3, failure(AlipayProtocol.V3, AlipayMethod.PAY, "ACQ.PAYMENT_AUTH_CODE_INVALID")));
        assertEquals("40004+ACQ.PAYMENT_AUTH_CODE_INVALID", refused.refusal().walletCode());
        assertEquals(NextStep.FRESH_CODE, refused.refusal().nextStep());
        assertEquals("请重新出示付款码", refused.refusal().customer().chinese());
    }

    /** 10003 has no sub_code, which official clients take for success. */
    @Test
    void aPaymentThatWaitsForThePasswordIsWaiting() {
        HttpAnswer paying = AlipayHost.v2(
                AlipayMethod.PAY,
                "{'code':'10003','msg':' order success pay inprocess'," + NUMBER + ",'total_amount':'88.88'}");
        assertEquals(new PaymentReply.Waiting("10003"), pay(AlipayProtocol.V2_GATEWAY, paying));
        HttpAnswer bare = AlipayHost.v2(AlipayMethod.PAY, "{'code':'10003','msg':'…'}");
        assertEquals(new PaymentReply.Waiting("10003"), pay(AlipayProtocol.V2_GATEWAY, bare));
        HttpAnswer v3 = AlipayHost.v3(200, "{" + NUMBER + ",'trade_no':'1','total_amount':'88.88'}");
        assertEquals(new PaymentReply.QueryFirst("10000"), pay(AlipayProtocol.V3, v3));
        HttpAnswer v3Code = AlipayHost.v3(200, "{'code':'10003'," + NUMBER + "}");
        assertEquals(new PaymentReply.Waiting("10003"), pay(AlipayProtocol.V3, v3Code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':'20000','msg':'Service Currently Unavailable','sub_code':'isp.unknow-error'}",
                "{'code':'20000','msg':'…','sub_code':'aop.unknow-error'}",
                "{'code':'20000','msg':'…'}",
                "{'code':'20000','sub_code':'isp.another'}"
            })
    void whatAlipayDoesNotKnowIsNotKnown(String content) {
        PaymentReply.NotKnown unknown = assertInstanceOf(
                PaymentReply.NotKnown.class, pay(AlipayProtocol.V2_GATEWAY, AlipayHost.v2(AlipayMethod.PAY, content)));
        assertEquals(UnknownCause.WALLET_UNSURE, unknown.cause());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NUMBER + ",'trade_no':'1','gmt_payment':'2023-11-15 06:13:24'",
                NUMBER + ",'total_amount':'88.88','gmt_payment':'2023-11-15 06:13:24'",
                NUMBER + ",'trade_no':'1','total_amount':'-1.00','gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':'88.888','gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':1E999999,'gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':-1,'gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':88.888,'gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':true,'gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':['1'],'gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':'９','gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':'1','receipt_amount':'much','gmt_payment':'x'",
                NUMBER + ",'trade_no':'a b','total_amount':'1','gmt_payment':'x'",
                NUMBER + ",'trade_no':'1','total_amount':'1','trans_currency':'???','gmt_payment':'x'"
            })
    void anApprovalWithoutAmountOrNumberIsNotKnown(String fields) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            assertEquals(
                    new PaymentReply.NotKnown(UnknownCause.MALFORMED, "10000"),
                    pay(protocol, success(protocol, AlipayMethod.PAY, fields)));
        }
    }

    @Test
    void amountsAreReadAsTextAndAsNumbers() {
        for (String amount : new String[] {"'88.88'", "88.88", "8.888E+1"}) {
            PaymentReply.Paid paid = assertInstanceOf(
                    PaymentReply.Paid.class,
                    query(
                            AlipayProtocol.V2_GATEWAY,
                            NUMBER + ",'trade_no':'1','trade_status':'TRADE_SUCCESS','total_amount':" + amount));
            assertEquals(AMOUNT, paid.payment().orderAmount());
            assertEquals(Optional.empty(), paid.payment().paidAt());
        }
    }

    @Test
    void anotherCurrencyIsToldAsSuch() {
        PaymentReply.Paid paid = assertInstanceOf(
                PaymentReply.Paid.class,
                query(AlipayProtocol.V3, PAID + ",'trade_status':'TRADE_SUCCESS','trans_currency':'HKD'"));
        assertEquals(Money.ofMinor(CurrencyUnit.of("HKD"), 8888), paid.payment().orderAmount());
    }

    @ParameterizedTest
    @CsvSource({
        "TRADE_SUCCESS, Paid",
        "TRADE_FINISHED, Paid",
        "WAIT_BUYER_PAY, Waiting",
        "TRADE_CLOSED, Closed",
        "TRADE_PENDING, NotKnown",
        "'', NotKnown"
    })
    void aQuerySaysWhatBecameOfTheOrder(String status, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            String fields = PAID.replace("gmt_payment", "send_pay_date") + ",'trade_status':'" + status + "'";
            PaymentReply said = query(protocol, fields);
            assertEquals(reply, kind(said));
            if (said instanceof PaymentReply.Paid paid) {
                assertEquals(
                        Optional.of(Instant.parse("2023-11-14T22:13:24Z")),
                        paid.payment().paidAt());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.TRADE_NOT_EXIST, NotFound",
        "ACQ.INVALID_PARAMETER, Refused",
        "ACQ.SYSTEM_ERROR, NotKnown",
        "ACQ.PAYMENT_AUTH_CODE_INVALID, NotKnown"
    })
    void aRefusedQueryIsAboutTheQuery(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            assertEquals(
                    reply, kind(gateway(protocol).query(REFERENCE).read(failure(protocol, AlipayMethod.QUERY, code))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodeIsShown(AlipayProtocol protocol) {
        WalletCall<ShowReply> call = gateway(protocol).show(ORDER);
        assertEquals(
                new ShowReply.Shown("https://qr.alipay.com/bax1"),
                call.read(success(
                        protocol, AlipayMethod.PRECREATE, NUMBER + ",'qr_code':'https:\\/\\/qr.alipay.com\\/bax1'")));
        assertEquals(
                new ShowReply.NotKnown(UnknownCause.MALFORMED, "10000"),
                call.read(success(protocol, AlipayMethod.PRECREATE, NUMBER)));
        assertEquals("Refused", kind(call.read(failure(protocol, AlipayMethod.PRECREATE, "ACQ.SELLER_BEEN_BLOCKED"))));
        // The order may be paid by this very code.
        assertEquals(
                new ShowReply.QueryFirst("40004+ACQ.TRADE_HAS_SUCCESS"),
                call.read(failure(protocol, AlipayMethod.PRECREATE, "ACQ.TRADE_HAS_SUCCESS")));
        assertEquals("NotKnown", kind(call.read(failure(protocol, AlipayMethod.PRECREATE, "ACQ.SYSTEM_ERROR"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'retry_flag':'N','action':'close';Cancelled[action=close]",
                "'retry_flag':'N','action':'refund';Cancelled[action=refund]",
                "'retry_flag':'N';Cancelled[action=]",
                "'retry_flag':'Y';Again[walletCode=10000]",
                "'retry_flag':'Y','action':'refund';Again[walletCode=10000]",
                "'action':'close';NotKnown[cause=MALFORMED, walletCode=10000]",
                "'retry_flag':'N','action':'other';NotKnown[cause=MALFORMED, walletCode=10000]"
            })
    void aCancellationSaysWhatItDid(String fields, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            CancelReply said = gateway(protocol)
                    .cancel(REFERENCE)
                    .read(success(protocol, AlipayMethod.CANCEL, NUMBER + "," + fields));
            assertEquals(reply, said.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.SYSTEM_ERROR, NotKnown",
        "AQC.SYSTEM_ERROR, NotKnown",
        "ACQ.TRADE_CANCEL_TIME_OUT, Refused",
        "ACQ.SELLER_BALANCE_NOT_ENOUGH, Refused",
        "ACQ.SOMETHING_NEW, NotKnown"
    })
    void aRefusedCancellationEndsNothing(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            assertEquals(
                    reply,
                    kind(gateway(protocol).cancel(REFERENCE).read(failure(protocol, AlipayMethod.CANCEL, code))));
        }
    }

    @Test
    void aFailedCancellationThatMayBeRepeatedIsRepeated() {
        HttpAnswer answer =
                AlipayHost.v2(AlipayMethod.CANCEL, "{'code':'40004','sub_code':'ACQ.SYSTEM_ERROR','retry_flag':'Y'}");
        assertEquals(
                new CancelReply.Again("40004+ACQ.SYSTEM_ERROR"),
                gateway(AlipayProtocol.V2_GATEWAY).cancel(REFERENCE).read(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.TRADE_NOT_EXIST, QueryFirst",
        "ACQ.TRADE_STATUS_ERROR, QueryFirst",
        "ACQ.REASON_TRADE_STATUS_INVALID, QueryFirst",
        "ACQ.REASON_ILLEGAL_STATUS, QueryFirst",
        "ACQ.INVALID_PARAMETER, Refused",
        "ACQ.SYSTEM_ERROR, NotKnown"
    })
    void closingEndsAnOrderThatIsNotPaid(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            WalletCall<CancelReply> call = gateway(protocol).close(REFERENCE);
            assertEquals(
                    new CancelReply.Cancelled("close"),
                    call.read(success(protocol, AlipayMethod.CLOSE, NUMBER + ",'trade_no':'1'")));
            assertEquals(reply, kind(call.read(failure(protocol, AlipayMethod.CLOSE, code))));
        }
    }

    @ParameterizedTest
    @CsvSource({"Y, Refunded", "N, Processing", "'', Processing"})
    void aRefundIsDoneIfThisCallMovedTheMoney(String fundChange, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            String fields = NUMBER + ",'trade_no':'1','refund_fee':'50.00','fund_change':'" + fundChange + "'";
            RefundReply said = gateway(protocol).refund(REFUND).read(success(protocol, AlipayMethod.REFUND, fields));
            assertEquals(reply, kind(said));
            // refund_fee is the sum of several refunds.
            if (said instanceof RefundReply.Refunded refunded) {
                assertEquals(Optional.empty(), refunded.amount());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.SELLER_BALANCE_NOT_ENOUGH, Refused",
        "ACQ.TRADE_NOT_EXIST, Refused",
        "ACQ.DISCORDANT_REPEAT_REQUEST, Refused",
        "ACQ.SYSTEM_ERROR, NotKnown",
        "ACQ.SOMETHING_NEW, NotKnown"
    })
    void aRefusedRefundSaysSo(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            assertEquals(
                    reply, kind(gateway(protocol).refund(REFUND).read(failure(protocol, AlipayMethod.REFUND, code))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'out_request_no':'R1','refund_status':'REFUND_SUCCESS','refund_amount':'12.00';"
                        + "Refunded[amount=Optional[CNY 12.00], walletRefundId=Optional.empty]",
                "'out_request_no':'R1','refund_status':'REFUND_SUCCESS';"
                        + "Refunded[amount=Optional.empty, walletRefundId=Optional.empty]",
                "'out_request_no':'R1','refund_status':'REFUND_SUCCESS','refund_amount':'12.01';"
                        + "NotKnown[cause=MISMATCH, walletCode=10000]",
                "'out_request_no':'R2','refund_status':'REFUND_SUCCESS','refund_amount':'12.00';"
                        + "NotKnown[cause=MISMATCH, walletCode=10000]",
                "'refund_status':'REFUND_SUCCESS';NotKnown[cause=MISMATCH, walletCode=10000]",
                "'out_request_no':'R1','refund_status':'REFUND_SUCCESS','refund_amount':'x';"
                        + "NotKnown[cause=MALFORMED, walletCode=10000]",
                "'out_request_no':'R1','refund_status':'REFUND_HALF';"
                        + "NotKnown[cause=CODE_UNLISTED, walletCode=10000]",
                "'out_request_no':'R1';NotFound[walletCode=10000]"
            })
    void aRefundQuerySaysWhatBecameOfTheRefund(String fields, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            RefundReply said = gateway(protocol)
                    .queryRefund(REFUND)
                    .read(success(protocol, AlipayMethod.REFUND_QUERY, NUMBER + "," + fields));
            assertEquals(reply, said.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.TRADE_NOT_EXIST, NotFound",
        "TRADE_NOT_EXIST, NotFound",
        "ACQ.SYSTEM_ERROR, NotKnown",
        "ACQ.INVALID_PARAMETER, NotKnown"
    })
    void aRefusedRefundQuerySaysNothingOfTheRefund(String code, String reply) {
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            assertEquals(
                    reply,
                    kind(gateway(protocol)
                            .queryRefund(REFUND)
                            .read(failure(protocol, AlipayMethod.REFUND_QUERY, code))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBillHasAnAddress(AlipayProtocol protocol) {
        WalletCall<AlipayBillReply> call =
                gateway(protocol).billDownloadUrl(LocalDate.of(2023, 11, 14), AlipayBillType.TRADE);
        AlipayBillReply ready = call.read(success(
                protocol, AlipayMethod.BILL, "'bill_download_url':'http://dwbillcenter.alipay.com/d?token=secret'"));
        assertEquals(new AlipayBillReply.Ready(URI.create("http://dwbillcenter.alipay.com/d?token=secret")), ready);
        assertEquals("Ready[dwbillcenter.alipay.com]", ready.toString());
        for (String wrong :
                new String[] {"", "'bill_download_url':'file:///etc/passwd'", "'bill_download_url':'h t'"}) {
            assertEquals(
                    new AlipayBillReply.NotKnown(UnknownCause.MALFORMED, "10000"),
                    call.read(success(protocol, AlipayMethod.BILL, wrong)));
        }
        AlipayBillReply.Refused none = assertInstanceOf(
                AlipayBillReply.Refused.class, call.read(failure(protocol, AlipayMethod.BILL, "isp.bill_not_exist")));
        assertEquals("40004+isp.bill_not_exist", none.refusal().walletCode());
        assertEquals(
                new AlipayBillReply.NotKnown(UnknownCause.WALLET_UNSURE, "40004+aop.unknow-error"),
                call.read(failure(protocol, AlipayMethod.BILL, "aop.unknow-error")));
        assertEquals(
                new AlipayBillReply.NotKnown(UnknownCause.CODE_UNLISTED, "40004+isv.something"),
                call.read(failure(protocol, AlipayMethod.BILL, "isv.something")));
        assertEquals(
                new AlipayBillReply.NotKnown(UnknownCause.NO_ANSWER, ""),
                call.unanswered(TransportException.Kind.NO_ANSWER));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerAboutAnotherOrderIsNotKnown(AlipayProtocol protocol) {
        AlipayGateway gateway = gateway(protocol);
        for (String number : new String[] {"'out_trade_no':'POS20231114T0002',", "'out_trade_no':1,", ""}) {
            String fields = number + "'trade_no':'1','total_amount':'88.88','gmt_payment':'2023-11-15 06:13:24',"
                    + "'trade_status':'TRADE_SUCCESS','retry_flag':'N','action':'refund','fund_change':'Y',"
                    + "'qr_code':'https://qr.alipay.com/1'";
            PaymentReply mismatch = new PaymentReply.NotKnown(UnknownCause.MISMATCH, "10000");
            assertEquals(mismatch, pay(protocol, success(protocol, AlipayMethod.PAY, fields)));
            assertEquals(mismatch, query(protocol, fields));
            assertEquals(
                    new CancelReply.NotKnown(UnknownCause.MISMATCH, "10000"),
                    gateway.cancel(REFERENCE).read(success(protocol, AlipayMethod.CANCEL, fields)));
            assertEquals(
                    new RefundReply.NotKnown(UnknownCause.MISMATCH, "10000"),
                    gateway.refund(REFUND).read(success(protocol, AlipayMethod.REFUND, fields)));
            assertEquals(
                    new ShowReply.NotKnown(UnknownCause.MISMATCH, "10000"),
                    gateway.show(ORDER).read(success(protocol, AlipayMethod.PRECREATE, fields)));
        }
        assertEquals(
                new CancelReply.NotKnown(UnknownCause.MISMATCH, "10000"),
                gateway.close(REFERENCE).read(success(protocol, AlipayMethod.CLOSE, "'out_trade_no':'X'")));
    }

    @Test
    void noAnswerIsNotKnown() {
        AlipayGateway gateway = gateway(AlipayProtocol.V2_GATEWAY);
        assertEquals(
                new PaymentReply.NotKnown(UnknownCause.NO_ANSWER, ""),
                gateway.query(REFERENCE).unanswered(TransportException.Kind.NO_ANSWER));
        assertEquals(
                new CancelReply.NotKnown(UnknownCause.NOT_SENT, ""),
                gateway.cancel(REFERENCE).unanswered(TransportException.Kind.NOT_SENT));
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QrReconcileCommandTest {
    private static final String NEUTRAL = "kind,order_number,refund_number,transaction_id,currency,amount,fee,time\n";
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Refusal REFUSAL = new Refusal(
            "NOTENOUGH",
            Refusal.NextStep.OTHER_MEANS,
            new BilingualText("余额不足", "not enough money"),
            new BilingualText("余额不足", "not enough money"));

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void aTill() throws IOException {
        store = Files.createDirectory(folder.resolve("till"));
    }

    private static Money cny(long fen) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), fen);
    }

    private static PaymentState approved(String number, Instant paidAt) {
        return new PaymentState.Approved(new Payment(
                cny(8888),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new TransactionId("t" + number),
                Optional.of(paidAt)));
    }

    private void keep(Wallet wallet, String account, String number, Instant sent, PaymentState state)
            throws IOException {
        try (FileCollectionStore collections = FileCollectionStore.open(store)) {
            collections.save(new CollectionRecord(
                    1,
                    wallet,
                    account,
                    SaleReference.of("sale" + number),
                    new OrderReference(OrderNumber.of(number), cny(8888), sent, Optional.empty()),
                    CollectionRecord.Presentation.CUSTOMER_SHOWS,
                    sent.plusSeconds(300),
                    state.isFinal() ? CollectionRecord.Phase.ENDED : CollectionRecord.Phase.ASKING,
                    false,
                    1,
                    0,
                    false,
                    sent,
                    state));
        }
    }

    private void keep(String number, PaymentState state) throws IOException {
        keep(Wallet.WECHAT_PAY, "1900000001", number, NOON, state);
    }

    private void refund(String number, String order, RefundResult result) throws IOException {
        boolean open = result instanceof RefundResult.Unknown || result instanceof RefundResult.Processing;
        try (FileRefundStore refunds = FileRefundStore.open(store)) {
            refunds.save(new RefundRecord(
                    1,
                    Wallet.WECHAT_PAY,
                    "1900000001",
                    new Refund(
                            RefundNumber.of(number),
                            new OrderReference(
                                    OrderNumber.of(order),
                                    cny(8888),
                                    NOON,
                                    Optional.of(new TransactionId("t" + order))),
                            cny(1200),
                            NOON,
                            Optional.empty()),
                    open ? RefundRecord.Phase.ASKING : RefundRecord.Phase.ENDED,
                    1,
                    0,
                    NOON,
                    result));
        }
    }

    private Path bill(String text) throws IOException {
        Path file = folder.resolve("bill.csv");
        Files.writeString(file, text);
        return file;
    }

    private CommandRun reconcile(Path bill, String wallet, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("qr", "reconcile", bill, "--wallet", wallet));
        arguments.addAll(List.of("--store", store));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    /** A row of WeChat Pay's bill; the amount is the order's or the refund's by its state. */
    private static String weChatPayRow(String order, String state, String refund, String paid, String back) {
        return "`2026-11-23 12:00:00,`wx0,`1900000001,`0,`,`t" + order + ",`" + order + ",`o,`MICROPAY,`" + state
                + ",`OTHERS,`CNY,`" + paid + ",`0.00,`0,`" + refund + ",`" + back + ",`0.00,`,`,`x,`,`0.00000,`0.60%,`"
                + paid
                + ",`" + back + ",`\n";
    }

    private static String weChatPayBill(String rows, String totals) {
        return "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
                + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n"
                + rows + "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n" + totals;
    }

    @Test
    void whatAgreesIsExitCodeZero() throws IOException {
        keep("A0000001", approved("A0000001", NOON));
        keep("A0000002", new PaymentState.Declined(REFUSAL));
        keep("A0000003", new PaymentState.Reversed("refund"));
        refund("R1", "A0000001", new RefundResult.Refunded(cny(1200), Optional.empty()));
        String rows = weChatPayRow("A0000001", "SUCCESS", "0", "88.88", "0.00")
                + weChatPayRow("A0000001", "REFUND", "R1", "0.00", "12.00")
                + weChatPayRow("A0000003", "SUCCESS", "0", "88.88", "0.00")
                + weChatPayRow("A0000003", "REVOKED", "0", "0.00", "88.88");
        Path bill = bill(weChatPayBill(rows, "`4,`177.76,`100.88,`0.00,`0.00000,`177.76,`100.88\n"));
        CommandRun run = reconcile(bill, "wechat");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals(
                "rows that agree: 4; differences: 0; bill CNY 76.88, books CNY 76.88",
                run.out().strip());
        JsonNode report = reconcile(bill, "wechat", "--json").json();
        assertTrue(report.path("agrees").asBoolean());
        assertEquals(4, report.path("matched").asInt());
        assertEquals(7688, report.path("billTotals").path(0).path("minorUnits").asInt());
        assertEquals(0, report.path("differences").size());
    }

    @Test
    void eachDifferenceIsALineAndExitCodeOne() throws IOException {
        keep("A0000001", approved("A0000001", NOON));
        keep("A0000002", new PaymentState.Unknown(UnknownCause.NO_ANSWER, ""));
        keep("A0000003", new PaymentState.Declined(REFUSAL));
        refund("R1", "A0000001", new RefundResult.Refunded(cny(1200), Optional.empty()));
        Path bill = bill(NEUTRAL + "PAYMENT,A0000001,,tA0000001,CNY,88.80,,2026-11-23T12:00:00+08:00\n"
                + "PAYMENT,A0000002,,,CNY,88.88,,\nPAYMENT,A0000003,,,CNY,88.88,,\nPAYMENT,A0000004,,,CNY,1.00,,\n");
        CommandRun run = reconcile(bill, "neutral");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(6, lines.size(), run.out());
        assertEquals(
                "AMOUNT_DIFFERS      payment of order A0000001 has another amount in the bill; books CNY 88.88 MOVED;"
                        + " bill CNY 88.80 on line 2",
                lines.get(0));
        assertTrue(lines.get(1).startsWith("OPEN_IN_BOOKS "), lines.get(1));
        assertTrue(lines.get(2).startsWith("MOVED_IN_BILL_ONLY "), lines.get(2));
        assertTrue(lines.get(3).startsWith("MISSING_IN_BOOKS "), lines.get(3));
        assertTrue(lines.get(4).startsWith("MISSING_IN_BILL     refund R1 of order A0000001 "), lines.get(4));
        assertEquals("rows that agree: 0; differences: 5; bill CNY 267.56, books CNY 76.88", lines.get(5));
        JsonNode first =
                reconcile(bill, "neutral", "--json").json().path("differences").path(0);
        assertEquals("AMOUNT_DIFFERS", first.path("difference").asText());
        assertEquals("A0000001", first.path("books").path(0).path("orderNumber").asText());
        assertEquals(
                8888,
                first.path("books").path(0).path("amount").path("minorUnits").asInt());
        assertEquals(2, first.path("bill").path(0).path("line").asInt());
    }

    @Test
    void onlyRecordsOfTheWalletAccountAndDayAreAskedFor() throws IOException {
        keep("A0000001", approved("A0000001", NOON));
        keep(Wallet.ALIPAY, "2021", "A0000002", NOON, approved("A0000002", NOON));
        keep(Wallet.WECHAT_PAY, "1900000002", "A0000003", NOON, approved("A0000003", NOON));
        Instant dayBefore = NOON.minusSeconds(86_400);
        keep(Wallet.WECHAT_PAY, "1900000001", "A0000004", dayBefore, approved("A0000004", dayBefore));
        Path bill = bill(weChatPayBill(
                weChatPayRow("A0000001", "SUCCESS", "0", "88.88", "0.00"),
                "`1,`88.88,`0.00,`0.00,`0.00000,`88.88,`0.00\n"));
        CommandRun all = reconcile(bill, "wechat");
        assertEquals(1, all.exitCode(), all.out());
        assertTrue(all.out().contains("A0000003"), all.out());
        assertFalse(all.out().contains("A0000002") || all.out().contains("A0000004"), all.out());
        CommandRun one = reconcile(bill, "wechat", "--account", "1900000001");
        assertEquals(0, one.exitCode(), one.out());
        CommandRun otherDay = reconcile(bill, "wechat", "--account", "1900000001", "--date", "2026-11-22");
        assertEquals(1, otherDay.exitCode(), otherDay.out());
        assertTrue(otherDay.out().contains("A0000004"), otherDay.out());
    }

    @Test
    void alipaysBillIsRead() throws IOException {
        keep(Wallet.ALIPAY, "2021", "A0000001", NOON, approved("A0000001", NOON));
        Path bill = folder.resolve("bill.csv");
        Files.writeString(bill, """
                #支付宝业务明细查询
                支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,退款批次号/请求号
                tA0000001,A0000001,交易,2026-11-23 12:00:00,88.88,88.88,
                #交易合计：1笔，商家实收共88.88元，商家优惠共0.00元
                #退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元
                """, Charset.forName("GBK"));
        CommandRun run = reconcile(bill, "alipay");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        // In the wrong form it is no bill, and no half of one.
        assertEquals(65, reconcile(bill, "wechat").exitCode());
        assertEquals(65, reconcile(bill, "unionpay").exitCode());
    }

    @Test
    void unionPaysBillIsNeutral() throws IOException {
        keep(Wallet.UNIONPAY, "777", "A0000001", NOON, approved("A0000001", NOON));
        keep("A0000002", approved("A0000002", NOON));
        Path bill = bill(NEUTRAL + "PAYMENT,A0000001,,tA0000001,CNY,88.88,,2026-11-23T12:00:00+08:00\n");
        assertEquals(0, reconcile(bill, "unionpay").exitCode());
        assertEquals(1, reconcile(bill, "neutral").exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "PAYMENT/A0000001///CNY/x//, 'line 2, column amount'",
        "PAYMENT, line 2",
    })
    void aBadBillSaysWhere(String row, String place) throws IOException {
        keep("A0000001", approved("A0000001", NOON));
        CommandRun run = reconcile(bill(NEUTRAL + row.replace('/', ',') + "\n"), "neutral");
        assertEquals(65, run.exitCode(), run.out());
        assertEquals("", run.out());
        assertTrue(run.err().contains(place), run.err());
    }

    @Test
    void withoutRecordsOrBillThereIsNothingToCompare() throws IOException {
        CommandRun run = reconcile(bill(NEUTRAL), "neutral");
        assertEquals(65, run.exitCode());
        assertFalse(Files.exists(store.resolve("collections.jsonl")));
        keep("A0000001", approved("A0000001", NOON));
        assertEquals(65, reconcile(folder.resolve("none"), "neutral").exitCode());
        assertEquals(1, reconcile(bill(NEUTRAL), "neutral").exitCode());
        assertEquals(
                0, reconcile(bill(NEUTRAL), "neutral", "--date", "2026-11-24").exitCode());
        Files.writeString(store.resolve("collections.jsonl"), "{}\n{}\n");
        CommandRun damaged = reconcile(bill(NEUTRAL), "neutral");
        assertEquals(65, damaged.exitCode());
        assertTrue(damaged.err().contains("cannot read the collections"), damaged.err());
    }

    @Test
    void wrongOptionsAreAWrongCommandLine() throws IOException {
        Path bill = bill(NEUTRAL);
        assertEquals(64, reconcile(bill, "paypal").exitCode());
        assertEquals(64, reconcile(bill, "neutral", "--date", "23.11.2026").exitCode());
        assertEquals(
                64, CommandRun.of("qr", "reconcile", bill, "--store", store).exitCode());
        assertEquals(
                64,
                CommandRun.of("qr", "reconcile", bill, "--wallet", "neutral").exitCode());
    }
}

package dev.solvo.qr.reconcile;

import static dev.solvo.qr.reconcile.BillSamples.gzip;
import static dev.solvo.qr.reconcile.BillSamples.read;
import static dev.solvo.qr.reconcile.BillSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns are WeChat Pay's; the numbers are invented. */
final class WeChatPayBillTest {
    private static final WeChatPayBill READER = new WeChatPayBill();
    private static final String ALL = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
            + "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,"
            + "订单金额,申请退款金额,费率备注\n";
    private static final String TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n";
    private static final String PAYMENT = "`2026-11-23 10:15:30,`wx0000000000000000,`1900000001,`0,`T001,"
            + "`4200000002202611230000000001,`POS20261123T0001,`oOpenId,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`88.00,`0.00,`0,`0,"
            + "`0.00,`0.00,`,`,`咖啡,两杯,`,`0.53000,`0.60%,`88.88,`0.00,`\n";
    private static final String REFUND = "`2026-11-23 11:00:00,`wx0000000000000000,`1900000001,`0,`T001,"
            + "`4200000002202611230000000001,`POS20261123T0001,`oOpenId,`MICROPAY,`REFUND,`OTHERS,`CNY,`0.00,`0.00,"
            + "`50000000002026112300000000001,`R1,`11.00,`1.00,`ORIGINAL,`SUCCESS,`咖啡,`,`-0.07000,`0.60%,`0.00,`12.00,`\n";
    private static final String REVOKED = "`2026-11-23 12:00:05,`wx0000000000000000,`1900000001,`0,`T001,"
            + "`4200000002202611230000000002,`POS20261123T0002,`oOpenId,`MICROPAY,`REVOKED,`OTHERS,`CNY,`0.00,`0.00,"
            + "`50000000002026112300000000002,`0,`5.00,`0.00,`ORIGINAL,`SUCCESS,`茶,`,`0.00000,`0.60%,`0.00,`5.00,`\n";
    private static final String BILL =
            ALL + PAYMENT + REFUND + REVOKED + TOTALS + "`3,`88.00,`16.00,`1.00,`0.46000,`88.88,`17.00\n";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Money cny(long fen) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), fen);
    }

    @Test
    void readsPaymentsRefundsAndReversals() throws QrException {
        List<BillRow> rows = read(READER, utf8(BILL));
        TransactionId first = new TransactionId("4200000002202611230000000001");
        OrderNumber order = OrderNumber.of("POS20261123T0001");
        assertEquals(
                List.of(
                        new BillRow(
                                2,
                                EntryKind.PAYMENT,
                                order,
                                Optional.empty(),
                                Optional.of(first),
                                cny(8888),
                                Optional.of(cny(53)),
                                Optional.of(Instant.parse("2026-11-23T02:15:30Z"))),
                        new BillRow(
                                3,
                                EntryKind.REFUND,
                                order,
                                Optional.of(RefundNumber.of("R1")),
                                Optional.of(first),
                                cny(1200),
                                Optional.of(cny(-7)),
                                Optional.of(Instant.parse("2026-11-23T03:00:00Z"))),
                        new BillRow(
                                4,
                                EntryKind.REVERSAL,
                                OrderNumber.of("POS20261123T0002"),
                                Optional.empty(),
                                Optional.of(new TransactionId("4200000002202611230000000002")),
                                cny(500),
                                Optional.of(cny(0)),
                                Optional.of(Instant.parse("2026-11-23T04:00:05Z")))),
                rows);
    }

    @Test
    void compressedWithAMarkAndCarriageReturnsItIsTheSame() throws QrException {
        List<BillRow> plain = read(READER, utf8(BILL));
        assertEquals(plain, read(READER, utf8("\uFEFF" + BILL)));
        assertEquals(plain, read(READER, utf8(BILL.replace("\n", "\r\n"))));
        assertEquals(plain, read(READER, gzip(utf8(BILL))));
        byte[] bytes = utf8(BILL);
        assertEquals(plain, read(READER, gzip(Arrays.copyOf(bytes, 50), Arrays.copyOfRange(bytes, 50, bytes.length))));
    }

    @Test
    void columnsAreFoundByNameAndNewOnesTolerated() throws QrException {
        String bill = """
                新字段,交易状态,商户订单号,微信订单号,交易时间,货币种类,订单金额
                `x,`SUCCESS,`POS20261123T0001,`42,`2026-11-23 10:15:30,`CNY,`0.01
                总交易单数,新总额
                `1,`7
                """;
        BillRow row = read(READER, utf8(bill)).get(0);
        assertEquals(cny(1), row.amount());
        assertEquals(Optional.empty(), row.fee());
    }

    @Test
    void ofTheTypeSuccessThereAreNoRefundColumns() throws QrException {
        String bill = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
                + "代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注\n"
                + "`2026-11-23 10:15:30,`wx0,`1900000001,`1900000109,`,`42,`POS20261123T0001,`o,`NATIVE,`SUCCESS,`CFT,`CNY,"
                + "`0.01,`0.00,`x,`,`0.00000,`0.60%,`0.01,`\n";
        assertEquals(
                1,
                read(READER, utf8(bill + "总交易单数,应结订单总金额,手续费总金额,订单总金额\n`1,`0.01,`0.00,`0.01"))
                        .size());
        assertEquals(
                1,
                read(READER, utf8(bill + TOTALS + "`1,`0.01,`0.00,`0.00,`0.00000,`0.01,`0.00"))
                        .size());
        refused("BILL_TOTALS", READER, utf8(bill + TOTALS + "`1,`0.01,`0.01,`0.00,`0.00000,`0.01,`0.00"), "退款总金额");
    }

    @Test
    void theEarlyLayoutHasOtherNames() throws QrException {
        String bill = "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,"
                + "微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率\n"
                + "`2026-11-23 10:15:30,`wx0,`10000100,`0,`1000,`1001,`POS20261123T0001,`o,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`0.05,"
                + "`0.0,`0,`0,`0,`0,`,`,`x,`,`0,`0.60%\n"
                + "`2026-11-23 10:16:30,`wx0,`10000100,`0,`1000,`1001,`POS20261123T0001,`o,`MICROPAY,`REFUND,`OTHERS,`CNY,`0.00,"
                + "`0.0,`2001,`R1,`0.02,`0,`ORIGINAL,`PROCESSING,`x,`,`0,`0.60%\n"
                + "总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额\n";
        List<BillRow> rows = read(READER, utf8(bill + "`2,`0.05,`0.02,`0.0,`0"));
        assertEquals(cny(5), rows.get(0).amount());
        assertEquals(cny(2), rows.get(1).amount());
        refused("BILL_TOTALS", READER, utf8(bill + "`2,`0.05,`0.03,`0.0,`0"), "总退款金额");
    }

    @Test
    void aRefundInProgressIsAMovement() throws QrException {
        String processing = REFUND.replace("`SUCCESS", "`PROCESSING");
        List<BillRow> rows =
                read(READER, utf8(ALL + processing + TOTALS + "`1,`0.00,`11.00,`1.00,`-0.07000,`0.00,`12.00"));
        assertEquals(EntryKind.REFUND, rows.get(0).kind());
    }

    @Test
    void aDayWithoutMovementsHasNoRows() throws QrException {
        assertEquals(List.of(), read(READER, utf8(ALL + TOTALS + "`0,`0.00,`0.00,`0.00,`0.00000,`0.00,`0.00\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "`SUCCESS, `PAYERROR, 交易状态",
        "`88.88, `88.888, 订单金额",
        "`88.88, `0.00, 订单金额",
        "`88.88, `1E5, 订单金额",
        "`CNY, `XXQ, 货币种类",
        "`POS20261123T0001, `, 商户订单号",
        "`4200000002202611230000000001, `, 微信订单号",
        "`2026-11-23 10:15:30, `2026-11-31 10:15:30, 交易时间",
        "`0.53000, `x, 手续费",
        "`88.00, `x, 应结订单金额",
    })
    void aWrongCellIsNamed(String from, String to, String column) {
        refused("BILL_ROW", READER, utf8(BILL.replaceFirst(java.util.regex.Pattern.quote(from), to)), "line 2", column);
    }

    @ParameterizedTest
    @CsvSource({"商户退款单号, R1, `", "申请退款金额, `12.00, `0.00"})
    void aWrongCellOfARefundIsNamed(String column, String from, String to) {
        refused("BILL_ROW", READER, utf8(BILL.replaceFirst(from, to)), "line 3", column);
    }

    @Test
    void aRowWithMoreOrFewerCellsIsRefused() {
        refused("BILL_ROW", READER, utf8(BILL.replace("`咖啡,两杯", "`咖啡,`两杯")), "line 2", "28 cells");
        refused("BILL_ROW", READER, utf8(BILL.replaceFirst("`T001,", "")), "line 2", "26 cells");
    }

    @Test
    void anotherTableOrAnErrorIsNoBill() {
        refused("BILL_HEADER", READER, new byte[0]);
        refused("BILL_HEADER", READER, utf8("<xml><return_code><![CDATA[FAIL]]></return_code></xml>"));
        refused("BILL_HEADER", READER, utf8(BILL.replaceFirst("商户订单号", "订单号")), "商户订单号");
        refused("BILL_HEADER", READER, utf8(BILL.replaceFirst("设备号", "商户号")));
        refused("BILL_DAMAGED", READER, BILL.getBytes(Charset.forName("GBK")));
    }

    @ParameterizedTest
    @CsvSource({"`3, 总交易单数", "`88.00, 应结订单总金额", "`16.00, 退款总金额", "`1.00, 充值券退款总金额", "`88.88, 订单总金额", "`17.00, 申请退款总金额"})
    void eachTotalIsCompared(String total, String name) {
        int at = BILL.lastIndexOf(total + (total.equals("`17.00") ? "\n" : ","));
        String changed = BILL.substring(0, at) + "`4" + BILL.substring(at + total.length());
        refused("BILL_TOTALS", READER, utf8(changed), name);
    }

    @Test
    void whatStandsAfterTheTotalsIsRefused() {
        refused("BILL_ROW", READER, utf8(BILL + PAYMENT), "line 7");
    }

    @Test
    void neverHalfABill() throws QrException {
        byte[] bill = utf8(BILL);
        // The last total may lose its zeros.
        BillSamples.neverHalf(READER, bill, bill.length - 4);
        byte[] packed = gzip(bill);
        BillSamples.neverHalf(READER, packed, packed.length);
    }

    @Test
    void changedBytesGiveNoOtherException() {
        BillSamples.survivesChanges(READER, utf8(BILL));
        BillSamples.survivesChanges(READER, gzip(utf8(BILL)));
    }

    @Test
    void bombsAreRefused() throws QrException {
        byte[] rows = utf8(BILL);
        assertEquals(3, read(new WeChatPayBill(3, rows.length), gzip(rows)).size());
        refused("BILL_TOO_LONG", new WeChatPayBill(2, rows.length), rows);
        refused("BILL_TOO_LONG", new WeChatPayBill(3, rows.length - 1), gzip(rows));
        // One line without end: 8 MB out of 8 kB.
        refused("BILL_TOO_LONG", READER, gzip(new byte[8_000_000]));
        byte[] emptyLines = new byte[8_000_000];
        Arrays.fill(emptyLines, (byte) '\n');
        refused("BILL_TOO_LONG", new WeChatPayBill(3, 1_000_000), gzip(utf8(ALL), emptyLines));
    }

    @Test
    void theStreamIsLeftOpenAndItsOwnErrorsStay() throws QrException, IOException {
        BillSamples.OpenStream stream = new BillSamples.OpenStream(gzip(utf8(BILL)));
        READER.read(stream);
        assertFalse(stream.closed);
        assertThrows(IOException.class, () -> READER.read(new BillSamples.BrokenStream()));
    }
}

package dev.solvo.qr.reconcile;

import static dev.solvo.qr.reconcile.BillSamples.read;
import static dev.solvo.qr.reconcile.BillSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form is Alipay's; the numbers are invented. */
final class AlipayBillTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final AlipayBill READER = new AlipayBill();
    private static final String HEAD = "#支付宝业务明细查询\r\n#账号：[20880000000000000156]\r\n"
            + "#起始日期：[2026年11月23日 00:00:00]   终止日期：[2026年11月24日 00:00:00]\r\n"
            + "#-----------------------------------------业务明细列表----------------------------------------\r\n"
            + "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
            + "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
            + "退款批次号/请求号,服务费（元）,分润（元）,备注\r\n";
    private static final String PAYMENT =
            "2026112322001400000000000001\t,POS20261123T0001\t,交易\t,咖啡,2026-11-23 10:15:20,"
                    + "2026-11-23 10:15:30,S001\t,Shop\t,O001\t,T001\t,*三(138****00)\t,88.88,88.00,0.00,0.00,0.00,0.88,0.00,,0.00\t,0.00,"
                    + "\t,-0.53,0.00,\r\n";
    private static final String REFUND =
            "2026112322001400000000000001\t,POS20261123T0001\t,退款\t,咖啡,2026-11-23 10:15:20,"
                    + "2026-11-23 11:00:00,S001\t,Shop\t,O001\t,T001\t,*三(138****00)\t,-12.00,-11.12,0.00,0.00,0.00,-0.88,0.00,,0.00\t,0.00,"
                    + "R1\t,0.07,0.00,\r\n";
    private static final String CANCELLED =
            "2026112322001400000000000002\t,POS20261123T0002\t,退款\t,茶,2026-11-23 12:00:00,"
                    + "2026-11-23 12:00:05,S001\t,Shop\t,O001\t,T001\t,*四(138****01)\t,-5.00,-5.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,"
                    + "\t,0.00,0.00,\r\n";
    private static final String TAIL =
            "#-----------------------------------------业务明细列表结束------------------------------------\r\n";
    private static final String MADE = "#导出时间：[2026年11月24日 05:46:49]\r\n";
    private static final String BILL = HEAD + PAYMENT + REFUND + CANCELLED + TAIL
            + "#交易合计：1笔，商家实收共88.00元，商家优惠共0.88元\r\n" + "#退款合计：2笔，商家实收退款共-16.12元，商家优惠退款共-0.88元\r\n" + MADE;
    private static final String SUMMARY = "#支付宝业务汇总查询\r\n#账号：[20880000000000000156]\r\n门店编号,门店名称\r\nS001\t,Shop\t\r\n";

    private static byte[] gbk(String text) {
        return text.getBytes(GBK);
    }

    private static byte[] zip(String... files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, GBK)) {
            for (String file : files) {
                zip.putNextEntry(new ZipEntry("20880000000000000156_" + out.size() + "_业务明细.csv"));
                zip.write(gbk(file));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Money cny(long fen) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), fen);
    }

    @Test
    void readsPaymentsRefundsAndReversals() throws QrException {
        OrderNumber order = OrderNumber.of("POS20261123T0001");
        TransactionId first = new TransactionId("2026112322001400000000000001");
        List<BillRow> expected = List.of(
                new BillRow(
                        6,
                        EntryKind.PAYMENT,
                        order,
                        Optional.empty(),
                        Optional.of(first),
                        cny(8888),
                        Optional.of(cny(53)),
                        Optional.of(Instant.parse("2026-11-23T02:15:30Z"))),
                new BillRow(
                        7,
                        EntryKind.REFUND,
                        order,
                        Optional.of(RefundNumber.of("R1")),
                        Optional.of(first),
                        cny(1200),
                        Optional.of(cny(-7)),
                        Optional.of(Instant.parse("2026-11-23T03:00:00Z"))),
                new BillRow(
                        8,
                        EntryKind.REVERSAL,
                        OrderNumber.of("POS20261123T0002"),
                        Optional.empty(),
                        Optional.of(new TransactionId("2026112322001400000000000002")),
                        cny(500),
                        Optional.of(cny(0)),
                        Optional.of(Instant.parse("2026-11-23T04:00:05Z"))));
        assertEquals(expected, read(READER, gbk(BILL)));
        assertEquals(expected, read(READER, zip(BILL, SUMMARY)));
        assertEquals(expected, read(READER, zip(SUMMARY, BILL)));
        assertEquals(expected, read(READER, gbk(BILL.replace("（元）", "(元)").replace("\r\n", "\n"))));
    }

    @Test
    void columnsAreFoundByNameAndNewOnesTolerated() throws QrException {
        String bill = """
                #支付宝业务明细查询
                新字段,退款批次号,商家实收（元）,订单金额（元）,完成时间,业务类型,商户订单号,支付宝交易号
                x,,0.01,0.02,2026-11-23 10:15:30,交易,POS20261123T0001,20261123
                #交易合计：1笔，交易金额共0.02元，优惠金额共0.01元
                #退款合计：0笔，交易退款金额共0.00元，优惠退款金额共0.00元
                """;
        BillRow row = read(READER, gbk(bill)).get(0);
        assertEquals(cny(2), row.amount());
        assertEquals(Optional.empty(), row.fee());
    }

    @Test
    void aDayWithoutMovementsHasNoRows() throws QrException {
        assertEquals(
                List.of(),
                read(
                        READER,
                        gbk(HEAD + TAIL + "#交易合计：0笔，商家实收共0.00元，商家优惠共0.00元\r\n"
                                + "#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元\r\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "交易\t, 预授权, 业务类型",
        "'88.88,', '88.888,', 订单金额(元)",
        "'88.88,', '-88.88,', 订单金额(元)",
        "'88.88,', '1E5,', 订单金额(元)",
        "'88.00,', 'x,', 商家实收(元)",
        "POS20261123T0001, '', 商户订单号",
        "2026112322001400000000000001, '', 支付宝交易号",
        "2026-11-23 10:15:30, 2026-11-23, 完成时间",
        "'-0.53,', '-0.531,', 服务费(元)",
        "'\t,-0.53', 'R9\t,-0.53', 退款批次号/请求号",
    })
    void aWrongCellIsNamed(String from, String to, String column) {
        String changed =
                HEAD + PAYMENT.replaceFirst(Pattern.quote(from), to) + BILL.substring((HEAD + PAYMENT).length());
        refused("BILL_ROW", READER, gbk(changed), "line 6", column);
    }

    @Test
    void aRefundIsLessThanZero() {
        refused("BILL_ROW", READER, gbk(BILL.replace("-12.00", "12.00")), "line 7", "订单金额(元)");
    }

    @Test
    void aRowWithMoreOrFewerCellsIsRefused() {
        refused("BILL_ROW", READER, gbk(BILL.replaceFirst("咖啡", "咖啡,两杯")), "line 6", "26 cells");
        refused("BILL_ROW", READER, gbk(BILL.replaceFirst("T001\t,", "")), "line 6", "24 cells");
    }

    @Test
    void anotherTableIsNoBill() {
        refused("BILL_HEADER", READER, new byte[0]);
        refused("BILL_HEADER", READER, gbk(SUMMARY));
        refused("BILL_HEADER", READER, zip(SUMMARY));
        refused("BILL_HEADER", READER, zip());
        refused("BILL_HEADER", READER, zip(BILL, BILL), "two files");
        refused("BILL_HEADER", READER, gbk(BILL.replaceFirst("完成时间", "时间")), "完成时间");
        refused("BILL_HEADER", READER, gbk(BILL.replaceFirst("退款批次号", "批次号")), "退款批次号/请求号");
        refused("BILL_DAMAGED", READER, BILL.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"交易合计：1笔, 交易合计：2笔", "商家实收共88.00元, 商家实收共88.01元", "退款合计：2笔, 退款合计：1笔", "商家实收退款共-16.12元, 商家实收退款共16.12元"})
    void numbersAndSumsAreCompared(String from, String to) {
        refused(
                "BILL_TOTALS",
                READER,
                gbk(BILL.replace(from, to)),
                to.substring(0, 2).equals("商家") ? "and" : "合计");
    }

    @Test
    void aMissingRowIsSeen() {
        refused("BILL_TOTALS", READER, gbk(BILL.replace(REFUND, "")), "#退款合计");
    }

    @Test
    void neverHalfABill() throws QrException {
        byte[] bill = gbk(BILL);
        int made = gbk(MADE).length;
        BillSamples.neverHalf(READER, bill, bill.length - made - gbk("，商家优惠退款共-0.88元\r\n").length);
        byte[] packed = zip(BILL, SUMMARY);
        // The directory at the end of a ZIP repeats what was there.
        BillSamples.neverHalf(READER, packed, zip(BILL).length / 2);
    }

    @Test
    void changedBytesGiveNoOtherException() {
        BillSamples.survivesChanges(READER, gbk(BILL));
        BillSamples.survivesChanges(READER, zip(BILL, SUMMARY));
    }

    @Test
    void bombsAreRefused() throws QrException {
        byte[] bill = gbk(BILL);
        int both = bill.length + gbk(SUMMARY).length;
        assertEquals(3, read(new AlipayBill(3, both), zip(BILL, SUMMARY)).size());
        refused("BILL_TOO_LONG", new AlipayBill(2, both), zip(BILL, SUMMARY));
        refused("BILL_TOO_LONG", new AlipayBill(3, bill.length - 1), bill);
        // What is passed over counts as well, before and after.
        refused("BILL_TOO_LONG", new AlipayBill(3, both - 1), zip(BILL, SUMMARY));
        refused("BILL_TOO_LONG", new AlipayBill(3, both - 1), zip(SUMMARY, BILL));
        String longSummary = SUMMARY + "x\n".repeat(50_000);
        refused("BILL_TOO_LONG", new AlipayBill(3, bill.length + 50_000), zip(BILL, longSummary));
        refused("BILL_TOO_LONG", new AlipayBill(3, bill.length + 50_000), zip(longSummary, BILL));
        refused("BILL_TOO_LONG", READER, zip("x".repeat(8_000_000)));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            many.add(SUMMARY);
        }
        refused("BILL_TOO_LONG", READER, zip(many.toArray(new String[0])), "16 files");
    }

    @Test
    void theStreamIsLeftOpenAndItsOwnErrorsStay() throws QrException, IOException {
        BillSamples.OpenStream stream = new BillSamples.OpenStream(zip(BILL));
        READER.read(stream);
        assertFalse(stream.closed);
        assertThrows(IOException.class, () -> READER.read(new BillSamples.BrokenStream()));
    }
}

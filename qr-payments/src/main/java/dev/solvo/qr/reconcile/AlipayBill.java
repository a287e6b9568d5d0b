package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Alipay's trade bill ({@code alipay.data.dataservice.bill.downloadurl.query}, {@code bill_type} trade): the ZIP as it
 * comes, or the file 业务明细 out of it.
 *
 * <p>The ZIP holds 业务明细, which is read, and 业务明细(汇总), which adds it up by shop and is passed over. Both are CSV in
 * GBK; lines that begin with {@code #} say what it is, where the rows begin and end, and what they add up to. Cells may
 * end with a tabulator. Amounts in yuan, times of Beijing. Number and sum of payments and of refunds are compared with
 * the rows, so that a cut or changed bill is refused.
 *
 * <ul>
 *   <li>业务类型 交易 is a payment of 订单金额, which is before discounts.
 *   <li>退款 is a refund: its amounts are negative, 退款批次号/请求号 is its number, the other numbers are the payment's. The
 *       bill gives no state of it: what has a row has moved. One without a number is a {@linkplain EntryKind#REVERSAL
 *       reversal}.
 *   <li>服务费 is negative where Alipay keeps it.
 * </ul>
 *
 * <p>Sources: a bill of 2019-09-16 with payments and refunds, quoted in the public test
 * com.payment.alipay.junit.AlipayGeneralPaymentHandlerTest (of qdingnet.com); one of 2020-07-22 with a fee, its summary and
 * what is in the ZIP (www.gxitsky.com/2020/07/27/Business-07-ali-pay-bill/); Alibaba Cloud's article on the call
 * (developer.aliyun.com/article/707638) for charset and compression; dromara/dax-pay, daxpay-single/daxpay-single-service,
 * cn.daxpay.single.service.core.channel.alipay.service.AliPayReconcileService (commit 91b2b3d9) for the lines around the
 * rows and the refund's number.
 *
 * <p>Open, for no source shows it: how a comma inside of a text is written (such a row has a cell too many and is
 * refused); what a cancelled payment's row has for a refund number; business types other than these two (refused).
 */
public final class AlipayBill implements BillReader {
    private static final Charset GBK = Charset.forName("GBK");
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    private static final String DETAILS = "#支付宝业务明细查询";
    private static final int MAXIMUM_FILES = 16;

    private static final String TRANSACTION = "支付宝交易号";
    private static final String ORDER = "商户订单号";
    private static final String TYPE = "业务类型";
    private static final String TIME = "完成时间";
    private static final String AMOUNT = "订单金额(元)";
    private static final String RECEIVED = "商家实收(元)";
    private static final String FEE = "服务费(元)";

    private final int maximumRows;
    private final long maximumBytes;

    /** A reader; it keeps nothing between two bills. */
    public AlipayBill() {
        this(MAXIMUM_ROWS, MAXIMUM_BYTES);
    }

    AlipayBill(int maximumRows, long maximumBytes) {
        this.maximumRows = maximumRows;
        this.maximumBytes = maximumBytes;
    }

    @Override
    public List<BillRow> read(InputStream bill) throws IOException, QrException {
        return BillLines.guarded(() -> {
            PushbackInputStream in = BillBytes.of(bill);
            if (!BillBytes.beginsWith(in, 'P', 'K')) {
                return rows(new BillLines(new BillBytes(in, maximumBytes), GBK))
                        .orElseThrow(() -> new QrException("BILL_HEADER", "the first line is not " + DETAILS));
            }
            // The names of the files are in GBK too.
            try (ZipInputStream zip = new ZipInputStream(in, GBK)) {
                return rows(zip);
            }
        });
    }

    private List<BillRow> rows(ZipInputStream zip) throws IOException, QrException {
        BillBytes bytes = new BillBytes(zip, maximumBytes);
        Optional<List<BillRow>> details = Optional.empty();
        for (int files = 0; hasNext(zip); files++) {
            if (files == MAXIMUM_FILES) {
                throw new QrException("BILL_TOO_LONG", "more than " + MAXIMUM_FILES + " files in the archive");
            }
            Optional<List<BillRow>> rows = rows(new BillLines(bytes, GBK));
            if (rows.isPresent() && details.isPresent()) {
                throw new QrException("BILL_HEADER", "two files of the archive begin with " + DETAILS);
            }
            details = rows.isPresent() ? rows : details;
            bytes.passOver();
        }
        return details.orElseThrow(
                () -> new QrException("BILL_HEADER", "no file of the archive begins with " + DETAILS));
    }

    private static boolean hasNext(ZipInputStream zip) throws IOException, QrException {
        try {
            return zip.getNextEntry() != null;
        } catch (IllegalArgumentException e) {
            throw new QrException("BILL_DAMAGED", "a file of the archive has no readable name");
        }
    }

    /** The rows of 业务明细; nothing if it is another file. */
    private Optional<List<BillRow>> rows(BillLines lines) throws IOException, QrException {
        if (!lines.next().equals(Optional.of(DETAILS))) {
            return Optional.empty();
        }
        Optional<String> line = lines.nextFilled();
        while (line.isPresent() && line.get().startsWith("#")) {
            line = lines.nextFilled();
        }
        BillColumns columns = BillColumns.of(names(line.orElse("")), TRANSACTION, ORDER, TYPE, TIME, AMOUNT, RECEIVED);
        String refund = columns.first("退款批次号/请求号", "退款批次号")
                .orElseThrow(() -> new QrException("BILL_HEADER", "the bill has no column 退款批次号/请求号"));
        AlipayTotals totals = new AlipayTotals();
        List<BillRow> rows = new ArrayList<>();
        line = lines.nextFilled();
        for (; line.isPresent() && !line.get().startsWith("#"); line = lines.nextFilled()) {
            if (rows.size() == maximumRows) {
                throw new QrException("BILL_TOO_LONG", "more than " + maximumRows + " rows");
            }
            BillLine cells = columns.line(lines.number(), BillColumns.split(line.get(), ","));
            rows.add(row(columns, refund, cells));
            totals.add(cells.text(TYPE).equals("交易"), cells.decimal(AMOUNT), cells.decimal(RECEIVED));
        }
        for (; line.isPresent(); line = lines.nextFilled()) {
            if (!line.get().startsWith("#")) {
                throw new QrException("BILL_ROW", "line " + lines.number() + " stands after the end of the rows");
            }
            totals.compare(line.get());
        }
        totals.requireBoth();
        return Optional.of(rows);
    }

    /** Some have the full-width brackets of Chinese texts. */
    private static List<String> names(String header) {
        return BillColumns.split(header.replace('（', '(').replace('）', ')'), ",");
    }

    private static BillRow row(BillColumns columns, String refundColumn, BillLine line) throws QrException {
        boolean payment = line.text(TYPE).equals("交易");
        if (!payment && !line.text(TYPE).equals("退款")) {
            throw line.wrong(TYPE, "expected 交易 or 退款");
        }
        Optional<RefundNumber> refund = line.readIfPresent(refundColumn, RefundNumber::of);
        if (payment && refund.isPresent()) {
            throw line.wrong(refundColumn, "a payment has none");
        }
        BigDecimal amount = line.decimal(AMOUNT);
        if (amount.signum() != (payment ? 1 : -1)) {
            throw line.wrong(AMOUNT, payment ? "a payment is more than zero" : "a refund is less than zero");
        }
        return new BillRow(
                line.number(),
                payment ? EntryKind.PAYMENT : refund.isPresent() ? EntryKind.REFUND : EntryKind.REVERSAL,
                line.read(ORDER, OrderNumber::of),
                refund,
                Optional.of(line.read(TRANSACTION, TransactionId::new)),
                line.money(AMOUNT, CNY).abs(),
                fee(columns, line),
                Optional.of(line.beijingTime(TIME)));
    }

    private static Optional<Money> fee(BillColumns columns, BillLine line) throws QrException {
        return columns.first(FEE).isPresent() ? Optional.of(line.money(FEE, CNY).negated()) : Optional.empty();
    }
}

package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * WeChat Pay's trade bill, as APIv3 ({@code /v3/bill/tradebill}) and v2 ({@code /pay/downloadbill}) give it: types ALL,
 * SUCCESS and REFUND, of a merchant or of a service provider, plain or compressed by GZIP.
 *
 * <p>Text in UTF-8, with a byte order mark or without: a line with the names of the columns; a line for each movement, a
 * grave accent before each cell; a line with the names of the totals; a line with the totals. Amounts in yuan, times of
 * Beijing. The totals are compared with the rows (but for that of the fees, of which no source shows how they are
 * rounded), so that a cut or changed bill is refused.
 *
 * <ul>
 *   <li>交易状态 SUCCESS is a payment of 订单金额 (before vouchers; in bills of merchants who stayed with the layout before
 *       2018: of 总金额).
 *   <li>REFUND is a refund of 申请退款金额 (early layout: 退款金额). It is in the bill of the day on which WeChat Pay accepted
 *       it, whatever 退款状态 said when the bill was made; the state is not brought up to date, and the row does not come
 *       again. So a refund that was still PROCESSING is a movement too: left out here, it would be missing for ever. A
 *       refund that failed later shows as a difference to our books, which know that from the refund query.
 *   <li>REVOKED is a {@linkplain EntryKind#REVERSAL reversal}: the order had been paid and was taken back. The payment has
 *       its row too.
 * </ul>
 *
 * <p>Sources: WeChat Pay's 交易账单详细说明 (pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html, of
 * 2024-11-25) for columns and totals of the three types, the grave accents, REFUND and PROCESSING, the early layout; its
 * 下载交易账单 (pay.weixin.qq.com/doc/v2/merchant/4011987833, of 2024-11-14) for v2 and GZIP; its sample of a service
 * provider's bill (developers.weixin.qq.com/minigame/dev/wxcloudrun/src/development/pay/order/bill.html, of 2022-03-21);
 * WxJava's samples of the three types (Wechat-Group/weixin-java-tools,
 * weixin-java-pay/src/test/java/com/github/binarywang/wxpay/bean/result/WxPayBillResultTest.java, of 2019-07); a bill with
 * refunds and the byte order mark (dromara/dax-pay, daxpay-single/daxpay-single-service,
 * cn.bootx.platform.daxpay.service.core.channel.wechat.service.WechatPayReconcileService, of 2024-01-17).
 *
 * <p>Open, for no source shows it: a whole REVOKED row. That its order amounts are 0.00 is WeChat Pay's word (the column
 * 订单金额 of its bills for B2b payments); that the refund columns hold what went back is concluded from it.
 */
public final class WeChatPayBill implements BillReader {
    private static final String ROW = "`";
    private static final String ORDER = "商户订单号";
    private static final String TRANSACTION = "微信订单号";
    private static final String STATE = "交易状态";
    private static final String TIME = "交易时间";
    private static final String CURRENCY = "货币种类";
    private static final String REFUND = "商户退款单号";
    private static final String FEE = "手续费";
    private static final String COUNT = "总交易单数";

    private final int maximumRows;
    private final long maximumBytes;

    /** A reader; it keeps nothing between two bills. */
    public WeChatPayBill() {
        this(MAXIMUM_ROWS, MAXIMUM_BYTES);
    }

    WeChatPayBill(int maximumRows, long maximumBytes) {
        this.maximumRows = maximumRows;
        this.maximumBytes = maximumBytes;
    }

    @Override
    public List<BillRow> read(InputStream bill) throws IOException, QrException {
        return BillLines.guarded(() -> {
            PushbackInputStream in = BillBytes.of(bill);
            if (!BillBytes.beginsWith(in, 0x1F, 0x8B)) {
                return rows(new BillBytes(in, maximumBytes));
            }
            try (GZIPInputStream unpacked = new GZIPInputStream(in)) {
                return rows(new BillBytes(unpacked, maximumBytes));
            }
        });
    }

    private List<BillRow> rows(BillBytes bytes) throws IOException, QrException {
        BillLines lines = new BillLines(bytes, StandardCharsets.UTF_8);
        BillColumns columns = BillColumns.of(
                BillColumns.split(lines.next().orElse(""), ","), TIME, TRANSACTION, ORDER, STATE, CURRENCY);
        WeChatPayTotals totals = new WeChatPayTotals(columns);
        List<BillRow> rows = new ArrayList<>();
        Optional<String> line = lines.nextFilled();
        for (; line.isPresent() && line.get().startsWith(ROW); line = lines.nextFilled()) {
            if (rows.size() == maximumRows) {
                throw new QrException("BILL_TOO_LONG", "more than " + maximumRows + " rows");
            }
            BillLine cells = columns.line(lines.number(), cells(line.get()));
            rows.add(row(columns, cells));
            totals.add(cells);
        }
        if (!line.isPresent()) {
            throw cut("no totals");
        }
        BillColumns names = BillColumns.of(BillColumns.split(line.get(), ","), COUNT);
        line = lines.nextFilled();
        if (!line.isPresent() || !line.get().startsWith(ROW)) {
            throw cut("the names of the totals, but no totals");
        }
        totals.compare(names, names.line(lines.number(), cells(line.get())));
        if (lines.nextFilled().isPresent()) {
            throw new QrException("BILL_ROW", "line " + lines.number() + " stands after the totals");
        }
        return rows;
    }

    private static QrException cut(String found) {
        return new QrException("BILL_CUT", "the bill ends with " + found);
    }

    private static List<String> cells(String line) {
        return BillColumns.split(line.substring(ROW.length()), "," + ROW);
    }

    private static BillRow row(BillColumns columns, BillLine line) throws QrException {
        String state = line.text(STATE);
        EntryKind kind = switch (state) {
            case "SUCCESS" -> EntryKind.PAYMENT;
            case "REFUND" -> EntryKind.REFUND;
            case "REVOKED" -> EntryKind.REVERSAL;
            default -> throw line.wrong(STATE, "expected SUCCESS, REFUND or REVOKED");
        };
        String amount = kind == EntryKind.PAYMENT
                ? columns.first("订单金额", "总金额").orElse("订单金额")
                : columns.first("申请退款金额", "退款金额").orElse("申请退款金额");
        CurrencyUnit currency = line.read(CURRENCY, CurrencyUnit::of);
        return new BillRow(
                line.number(),
                kind,
                line.read(ORDER, OrderNumber::of),
                kind == EntryKind.REFUND ? Optional.of(line.read(REFUND, RefundNumber::of)) : Optional.empty(),
                Optional.of(line.read(TRANSACTION, TransactionId::new)),
                line.positive(amount, currency),
                fee(columns, line, currency),
                Optional.of(line.beijingTime(TIME)));
    }

    /** Bills write fees with five decimals, the last three being zeros. */
    private static Optional<Money> fee(BillColumns columns, BillLine line, CurrencyUnit currency) throws QrException {
        if (!columns.first(FEE).isPresent()) {
            return Optional.empty();
        }
        BigDecimal fee = line.decimal(FEE);
        return Optional.of(Money.of(currency, fee, RoundingMode.HALF_UP));
    }
}

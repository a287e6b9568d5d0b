package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number and sum of the payments and of the refunds in Alipay's bill, and the lines that say what they should be. */
final class AlipayTotals {
    private static final String PAYMENTS = "#交易合计";
    private static final String REFUNDS = "#退款合计";

    /** The sum is that of 商家实收, in some bills that of 订单金额 under the name 交易金额 or 交易退款金额. */
    private static final Pattern LINE = Pattern.compile(
            "#(?:交易|退款)合计[:：]([0-9]{1,9})笔[,，]" + "(商家实收退款|商家实收|交易退款金额|交易金额)共(-?[0-9]{1,15}(?:\\.[0-9]{1,8})?)元.*");

    /** Of one of the two kinds. */
    private static final class Total {
        private int count;
        private BigDecimal amount = BigDecimal.ZERO;
        private BigDecimal received = BigDecimal.ZERO;
        private boolean compared;
    }

    private final Total payments = new Total();
    private final Total refunds = new Total();

    void add(boolean payment, BigDecimal amount, BigDecimal received) {
        Total total = payment ? payments : refunds;
        total.count++;
        total.amount = total.amount.add(amount);
        total.received = total.received.add(received);
    }

    /** Compares, if the line is one of the two; others say other things. */
    void compare(String line) throws QrException {
        boolean ofPayments = line.startsWith(PAYMENTS);
        if (!ofPayments && !line.startsWith(REFUNDS)) {
            return;
        }
        String name = ofPayments ? PAYMENTS : REFUNDS;
        Matcher said = LINE.matcher(line);
        if (!said.matches()) {
            throw new QrException("BILL_CUT", "the line " + name + " is not whole");
        }
        Total total = ofPayments ? payments : refunds;
        BigDecimal sum = String.valueOf(said.group(2)).startsWith("商家实收") ? total.received : total.amount;
        boolean sameCount = Integer.parseInt(said.group(1)) == total.count;
        if (!sameCount || new BigDecimal(said.group(3)).compareTo(sum) != 0) {
            throw new QrException(
                    "BILL_TOTALS",
                    name + " says " + said.group(1) + " and " + said.group(3) + ", and the rows are " + total.count
                            + " and " + sum);
        }
        total.compared = true;
    }

    void requireBoth() throws QrException {
        if (!payments.compared || !refunds.compared) {
            throw new QrException(
                    "BILL_CUT", "the bill ends without " + (payments.compared ? REFUNDS : PAYMENTS) + " at its end");
        }
    }
}

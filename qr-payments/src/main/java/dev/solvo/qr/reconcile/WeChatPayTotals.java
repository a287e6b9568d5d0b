package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rows of WeChat Pay's bill add up to, and what the bill says that they do. */
final class WeChatPayTotals {
    /** Each total's name with its column's; the last two are those of the early layout. */
    private static final Map<String, String> COLUMNS = Map.of(
            "应结订单总金额", "应结订单金额",
            "退款总金额", "退款金额",
            "充值券退款总金额", "充值券退款金额",
            "订单总金额", "订单金额",
            "申请退款总金额", "申请退款金额",
            "总交易额", "总金额",
            "总退款金额", "退款金额");

    private final List<String> added = new ArrayList<>();
    private final Map<String, BigDecimal> sums = new HashMap<>();
    private int count;

    WeChatPayTotals(BillColumns columns) {
        for (String column : COLUMNS.values()) {
            if (columns.first(column).isPresent() && sums.put(column, BigDecimal.ZERO) == null) {
                added.add(column);
            }
        }
    }

    void add(BillLine row) throws QrException {
        count++;
        for (String column : added) {
            sums.merge(column, row.decimal(column), BigDecimal::add);
        }
    }

    /** A bill of one type can have totals of the other's columns: those are zero. */
    void compare(BillColumns names, BillLine totals) throws QrException {
        compare("总交易单数", totals.decimal("总交易单数"), BigDecimal.valueOf(count));
        for (Map.Entry<String, String> total : COLUMNS.entrySet()) {
            if (names.first(total.getKey()).isPresent()) {
                BigDecimal sum = sums.getOrDefault(total.getValue(), BigDecimal.ZERO);
                compare(total.getKey(), totals.decimal(total.getKey()), sum);
            }
        }
    }

    private static void compare(String name, BigDecimal said, BigDecimal found) throws QrException {
        if (said.compareTo(found) != 0) {
            throw new QrException("BILL_TOTALS", name + " is " + said + ", and the rows add up to " + found);
        }
    }
}

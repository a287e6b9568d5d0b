package dev.solvo.simulator.wallet.wechat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.UnitAmounts;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The bill of a day, made from the books: a line an order and a line a refund, amounts in yuan, each value behind a
 * backtick, and the sums. The download has no signature.
 */
final class WeChatBills {
    static final String DOWNLOAD = "/v3/billdownload/file";

    private static final JsonMapper JSON = new JsonMapper();
    private static final LocalTime READY = LocalTime.of(10, 0);
    private static final String HEAD = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
            + "交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,"
            + "退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
    private static final String SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

    private final WeChatPayMerchant merchant;

    WeChatBills(WeChatPayMerchant merchant) {
        this.merchant = merchant;
    }

    /** Where the bill lies, and its SHA-1. */
    ObjectNode ask(Map<String, String> query, String host, WalletDesk desk) throws WeChatRefusal {
        LocalDate day = day(query.getOrDefault("bill_date", ""));
        String type = query.getOrDefault("bill_type", "ALL");
        String packed = query.getOrDefault("tar_type", "");
        if (!type.matches("ALL|SUCCESS|REFUND") || !packed.matches("|GZIP")) {
            throw WeChatRefusal.parameter("bill_type or tar_type");
        }
        LocalDate today = desk.now().atOffset(WeChatFields.BEIJING).toLocalDate();
        LocalTime time = desk.now().atOffset(WeChatFields.BEIJING).toLocalTime();
        if (!day.isBefore(today)) {
            throw WeChatRefusal.parameter("bill_date");
        }
        if (day.plusDays(1).equals(today) && time.isBefore(READY)) {
            throw new WeChatRefusal(400, "STATEMENT_CREATING", "", "对账单正在生成中，请稍后再试");
        }
        String bill = bill(day, type, desk);
        if (bill.isEmpty()) {
            throw new WeChatRefusal(400, "NO_STATEMENT_EXIST", "", "对账单文件不存在");
        }
        return JSON.createObjectNode()
                .put("hash_type", "SHA1")
                .put("hash_value", sha1(bill))
                .put("download_url", "http://" + host + DOWNLOAD + "?token=" + day + "." + type + "." + packed);
    }

    private static LocalDate day(String text) throws WeChatRefusal {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw WeChatRefusal.parameter("bill_date");
        }
    }

    WalletAnswer download(Map<String, String> query, WalletDesk desk) throws WeChatRefusal {
        String[] token = query.getOrDefault("token", "").split("\\.", -1);
        if (token.length != 3) {
            throw WeChatRefusal.parameter("token");
        }
        byte[] bill = bill(day(token[0]), token[1], desk).getBytes(StandardCharsets.UTF_8);
        boolean packed = token[2].equals("GZIP");
        String type = packed ? "application/gzip" : "text/plain";
        return new WalletAnswer(200, Map.of("Content-Type", type), Bytes.of(packed ? gzip(bill) : bill));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    /** Empty if nothing happened that day. */
    private String bill(LocalDate day, String type, WalletDesk desk) {
        List<String> lines = new ArrayList<>();
        long taken = 0;
        long given = 0;
        for (WalletOrder order : desk.book().orders()) {
            if (!type.equals("REFUND")
                    && order.paidAt().filter(at -> isOn(at, day)).isPresent()) {
                lines.add(line(order, order.paidAt().orElseThrow()));
                taken += order.amountMinor();
            }
            for (WalletRefund refund : desk.book().refundsOf(order.number())) {
                if (!type.equals("SUCCESS") && isOn(refund.requestedAt(), day)) {
                    lines.add(line(order, refund));
                    given += refund.amountMinor();
                }
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        String sums = values(List.of(
                Integer.toString(lines.size()),
                UnitAmounts.yuan(taken),
                UnitAmounts.yuan(given),
                "0.00",
                "0.00000",
                UnitAmounts.yuan(taken),
                UnitAmounts.yuan(given)));
        return HEAD + "\r\n" + String.join("\r\n", lines) + "\r\n" + SUMS + "\r\n" + sums + "\r\n";
    }

    private static boolean isOn(Instant time, LocalDate day) {
        return time.atOffset(WeChatFields.BEIJING).toLocalDate().equals(day);
    }

    private String line(WalletOrder order, Instant at) {
        String amount = UnitAmounts.yuan(order.amountMinor());
        return line(order, at, "SUCCESS", List.of(amount, "0.00", "0", "0", "0.00", "0.00", "", ""), amount, "0.00");
    }

    private String line(WalletOrder order, WalletRefund refund) {
        String amount = UnitAmounts.yuan(refund.amountMinor());
        List<String> middle =
                List.of("0.00", "0.00", refund.refundId(), refund.number(), amount, "0.00", "ORIGINAL", "SUCCESS");
        return line(order, refund.requestedAt(), "REFUND", middle, "0.00", amount);
    }

    private String line(
            WalletOrder order, Instant at, String state, List<String> middle, String ordered, String returned) {
        List<String> values = new ArrayList<>(List.of(
                WeChatFields.TIME.format(at).substring(0, 19).replace('T', ' '),
                merchant.appId(),
                merchant.merchantId(),
                merchant.subMerchantId().orElse("0"),
                "",
                order.transactionId(),
                order.number(),
                "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
                order.detail("trade_type"),
                state,
                "OTHERS",
                order.currency()));
        values.addAll(middle);
        values.addAll(List.of(
                order.detail("description").replaceAll("[,`\r\n]", " "),
                order.detail("attach").replaceAll("[,`\r\n]", " "),
                "0.00000",
                "0.00%",
                ordered,
                returned,
                ""));
        return values(values);
    }

    private static String values(List<String> values) {
        return "`" + String.join(",`", values);
    }
}

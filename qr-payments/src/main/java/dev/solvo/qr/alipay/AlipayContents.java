package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What each call says, the same for both protocols; what Alipay would refuse by its form is refused here. */
final class AlipayContents {
    private static final String PRODUCT = "FACE_TO_FACE_PAYMENT";
    private static final BigDecimal HIGHEST_AMOUNT = BigDecimal.valueOf(100_000_000);
    private static final int LONGEST_SUBJECT = 256;
    private static final int LONGEST_STORE_ID = 32;
    private static final int LONGEST_OPERATOR_ID = 28;
    private static final int LONGEST_TERMINAL_ID = 32;
    private static final int LONGEST_REASON = 256;
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

    private final AlipayConfig config;

    AlipayContents(AlipayConfig config) {
        this.config = config;
    }

    ObjectNode pay(Order order, PaymentCode code) {
        ObjectNode content = order(order);
        content.put("auth_code", code.secretText());
        content.put("scene", scene(code));
        content.put("timeout_express", minutes(order.expiresAfter()));
        askFor(content, "fund_bill_list", "voucher_detail_list");
        return content;
    }

    /** A code of the wallet, whatever numbers Alipay lets it begin with, or one of a face recognition. */
    private static String scene(PaymentCode code) {
        if (code.secretText().matches("[0-9]{16,24}")) {
            return "bar_code";
        }
        if (code.secretText().matches("fp[0-9A-Za-z]{33}")) {
            return "security_code";
        }
        throw new IllegalArgumentException("no payment code of Alipay: 16 to 24 digits, or 35 characters from fp");
    }

    ObjectNode precreate(Order order) {
        ObjectNode content = order(order);
        content.put("timeout_express", minutes(order.expiresAfter()));
        content.put("qr_code_timeout_express", minutes(order.expiresAfter()));
        return content;
    }

    private ObjectNode order(Order order) {
        ObjectNode content = AlipayJson.object();
        content.put("out_trade_no", number(order.number().text()));
        content.put("total_amount", amount(order.amount()));
        if (!order.amount().getCurrencyUnit().equals(CNY)) {
            content.put("trans_currency", order.amount().getCurrencyUnit().getCode());
        }
        content.put("subject", subject(order.description()));
        content.put("product_code", PRODUCT);
        PointOfSale place = order.pointOfSale();
        putId(content, "store_id", place.storeId(), LONGEST_STORE_ID);
        putId(content, "operator_id", place.operatorId(), LONGEST_OPERATOR_ID);
        putId(content, "terminal_id", place.terminalId(), LONGEST_TERMINAL_ID);
        channels(content, order);
        extendParams(content, order);
        return content;
    }

    private static void channels(ObjectNode content, Order order) {
        Optional<AlipayOption.EnableChannels> enabled = only(order, AlipayOption.EnableChannels.class);
        Optional<AlipayOption.DisableChannels> disabled = only(order, AlipayOption.DisableChannels.class);
        if (enabled.isPresent() && disabled.isPresent()) {
            throw new IllegalArgumentException("channels are either enabled or disabled");
        }
        enabled.ifPresent(wish -> content.put("enable_pay_channels", joined(wish.channels())));
        disabled.ifPresent(wish -> content.put("disable_pay_channels", joined(wish.channels())));
    }

    private void extendParams(ObjectNode content, Order order) {
        ObjectNode extended = AlipayJson.object();
        config.serviceProviderId().ifPresent(id -> extended.put("sys_service_provider_id", id));
        only(order, AlipayOption.HuabeiInstalments.class).ifPresent(wish -> {
            extended.put("hb_fq_num", Integer.toString(wish.instalments()));
            extended.put("hb_fq_seller_percent", Integer.toString(wish.sellerPercent()));
        });
        if (!extended.isEmpty()) {
            content.set("extend_params", extended);
        }
    }

    private static <T extends AlipayOption> Optional<T> only(Order order, Class<T> kind) {
        List<T> wishes = order.options(kind);
        if (wishes.size() > 1) {
            throw new IllegalArgumentException("the same kind of option twice: " + wishes);
        }
        return wishes.isEmpty() ? Optional.empty() : Optional.of(wishes.get(0));
    }

    private static String joined(List<AlipayChannel> channels) {
        StringBuilder names = new StringBuilder();
        for (AlipayChannel channel : channels) {
            names.append(names.length() == 0 ? "" : ",").append(channel.name());
        }
        return names.toString();
    }

    ObjectNode query(OrderReference order) {
        ObjectNode content = reference(order);
        askFor(content, "fund_bill_list", "voucher_detail_list");
        return content;
    }

    /** The number alone: Alipay would look at a trade_no first, and the order is the merchant's number. */
    ObjectNode reference(OrderReference order) {
        return AlipayJson.object().put("out_trade_no", number(order.number().text()));
    }

    ObjectNode refund(Refund refund) {
        ObjectNode content = reference(refund.order());
        content.put("refund_amount", amount(refund.amount()));
        if (!refund.amount().getCurrencyUnit().equals(CNY)) {
            content.put("refund_currency", refund.amount().getCurrencyUnit().getCode());
        }
        content.put("out_request_no", number(refund.number().text()));
        refund.reason().ifPresent(reason -> {
            if (reason.isEmpty() || reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
                throw new IllegalArgumentException(
                        "a reason (refund_reason) has 1 to " + LONGEST_REASON + " characters, not " + reason.length());
            }
            content.put("refund_reason", reason);
        });
        return content;
    }

    ObjectNode refundQuery(Refund refund) {
        return reference(refund.order())
                .put("out_request_no", number(refund.number().text()));
    }

    ObjectNode bill(LocalDate day, AlipayBillType type) {
        return AlipayJson.object().put("bill_type", type.wireName()).put("bill_date", day.toString());
    }

    private static void askFor(ObjectNode content, String... fields) {
        for (String field : fields) {
            content.withArray("query_options").add(field);
        }
    }

    private static String number(String number) {
        if (!number.matches("[0-9A-Za-z_]{1,64}")) {
            throw new IllegalArgumentException(
                    "Alipay takes numbers of 1 to 64 letters, digits and underscores, not " + number);
        }
        return number;
    }

    private String amount(Money amount) {
        if (!config.currencies().contains(amount.getCurrencyUnit())) {
            throw new IllegalArgumentException(
                    "this Alipay account takes " + config.currencies() + ", not " + amount.getCurrencyUnit());
        }
        if (amount.getAmount().compareTo(HIGHEST_AMOUNT) > 0) {
            throw new IllegalArgumentException("Alipay takes amounts of up to " + HIGHEST_AMOUNT + ", not " + amount);
        }
        return amount.getAmount().toPlainString();
    }

    private static String subject(String text) {
        if (text.codePointCount(0, text.length()) > LONGEST_SUBJECT || text.matches("(?s).*[/=&].*")) {
            throw new IllegalArgumentException(
                    "a description (subject) has up to " + LONGEST_SUBJECT + " characters and none of / = &");
        }
        return text;
    }

    private static void putId(ObjectNode content, String name, Optional<String> id, int longest) {
        id.ifPresent(text -> {
            if (text.isEmpty() || text.length() > longest) {
                throw new IllegalArgumentException(name + " has 1 to " + longest + " characters, not " + text.length());
            }
            content.put(name, text);
        });
    }

    /** Whole minutes, rather one too many. */
    private static String minutes(Duration duration) {
        return duration.plusSeconds(59).toMinutes() + "m";
    }
}

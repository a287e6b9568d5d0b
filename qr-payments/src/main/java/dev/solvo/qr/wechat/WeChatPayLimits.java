package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.RefundNumber;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What WeChat Pay would refuse by its form is refused before a request is made: IllegalArgumentException. */
final class WeChatPayLimits {
    private WeChatPayLimits() {}

    static String text(String name, String value, int maximum) {
        int length = value.codePointCount(0, value.length());
        if (length == 0 || length > maximum) {
            throw new IllegalArgumentException(
                    name + " of " + length + " characters; WeChat Pay takes 1 to " + maximum);
        }
        return value;
    }

    static Optional<String> text(String name, Optional<String> value, int maximum) {
        return value.map(text -> text(name, text, maximum));
    }

    /** out_trade_no: 6 to 32 characters; OrderNumber has seen to the characters. */
    static String number(OrderNumber number) {
        int length = number.text().length();
        if (length < 6 || length > 32) {
            throw new IllegalArgumentException("WeChat Pay takes order numbers of 6 to 32 characters, not " + number);
        }
        return number.text();
    }

    /** The out_trade_no of a payment code in APIv3, which cannot have a vertical bar. */
    static String codePayNumber(OrderNumber number) {
        if (number.text().indexOf('|') >= 0) {
            throw new IllegalArgumentException(
                    "WeChat Pay takes no | in the number of a payment code, as in " + number);
        }
        return number(number);
    }

    /** out_refund_no: what RefundNumber takes, WeChat Pay takes too. */
    static String number(RefundNumber number) {
        return number.text();
    }

    /** The payment code of APIv3: 18 digits that begin with 10 to 15. */
    static String code(PaymentCode code) {
        if (!code.secretText().matches("1[0-5][0-9]{16}")) {
            throw new IllegalArgumentException(
                    "this is no WeChat Pay code, which is of 18 digits and begins with 10 to 15");
        }
        return code.secretText();
    }

    static String codeV2(PaymentCode code) {
        return text("auth_code", code.secretText(), 128);
    }

    /** The till's address, which a payment by code has to name. */
    static String ipAddress(Order order, String field) {
        return order.pointOfSale()
                .ipAddress()
                .map(WeChatPayLimits::ipAddress)
                .orElseThrow(() -> new IllegalArgumentException("WeChat Pay asks for the till's IP address (" + field
                        + "): order " + order.number() + " has none in its PointOfSale"));
    }

    static String ipAddress(String address) {
        if (!address.matches("[0-9A-Fa-f:.]{2,45}")) {
            throw new IllegalArgumentException("the till's address is neither IPv4 nor IPv6");
        }
        return address;
    }

    static URI notifyUrl(URI url) {
        if (!"https".equals(url.getScheme())
                || url.getRawQuery() != null
                || url.toString().length() > 255) {
            throw new IllegalArgumentException(
                    "WeChat Pay reports to https addresses of at most 255 characters without a query");
        }
        return url;
    }

    static long minor(Money amount, Set<CurrencyUnit> currencies) {
        if (!currencies.contains(amount.getCurrencyUnit())) {
            throw new IllegalArgumentException(
                    "this WeChat Pay account takes " + currencies + ", not " + amount.getCurrencyUnit());
        }
        long minor = amount.getAmountMinorLong();
        if (minor > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("WeChat Pay cannot take an amount of " + amount);
        }
        return minor;
    }

    static <T extends WeChatPayOption> Optional<T> option(Order order, Class<T> type) {
        List<T> wished = order.options(type);
        if (wished.size() > 1) {
            throw new IllegalArgumentException(
                    "order " + order.number() + " has the option " + type.getSimpleName() + " twice");
        }
        return wished.stream().findFirst();
    }
}

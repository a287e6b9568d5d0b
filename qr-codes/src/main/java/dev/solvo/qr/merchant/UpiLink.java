package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.io.UnsupportedEncodingException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A UPI payment link, {@code upi://pay?pa=…}, which Indian apps take from a code as well as BharatQR.
 *
 * @param payeeAddress pa, the virtual payment address
 * @param payeeName pn
 * @param merchantCategory mc, four digits
 * @param transactionId tid
 * @param reference tr, the merchant's reference
 * @param note tn, what the payer reads
 * @param amount am and cu
 * @param url an address with details of the payment
 */
public record UpiLink(
        String payeeAddress,
        String payeeName,
        Optional<String> merchantCategory,
        Optional<String> transactionId,
        Optional<String> reference,
        Optional<String> note,
        Optional<Money> amount,
        Optional<String> url) {
    /** The longest link that is read, in characters. */
    public static final int MAXIMUM_LENGTH = 1024;

    private static final String START = "upi://pay?";

    /** A payment to that address. */
    public static UpiLink to(String payeeAddress, String payeeName) {
        Optional<String> none = Optional.empty();
        return new UpiLink(payeeAddress, payeeName, none, none, none, none, Optional.empty(), none);
    }

    /** The same with an amount. */
    public UpiLink of(Money money) {
        return new UpiLink(
                payeeAddress, payeeName, merchantCategory, transactionId, reference, note, Optional.of(money), url);
    }

    /** The same with the merchant's category, four digits. */
    public UpiLink withMerchantCategory(String code) {
        return new UpiLink(payeeAddress, payeeName, Optional.of(code), transactionId, reference, note, amount, url);
    }

    /** The same with a transaction id of the payer's bank. */
    public UpiLink withTransactionId(String id) {
        return new UpiLink(payeeAddress, payeeName, merchantCategory, Optional.of(id), reference, note, amount, url);
    }

    /** The same with the merchant's reference. */
    public UpiLink withReference(String text) {
        return new UpiLink(
                payeeAddress, payeeName, merchantCategory, transactionId, Optional.of(text), note, amount, url);
    }

    /** The same with a note for the payer. */
    public UpiLink withNote(String text) {
        return new UpiLink(
                payeeAddress, payeeName, merchantCategory, transactionId, reference, Optional.of(text), amount, url);
    }

    /** The same with an address where the details of the payment stand. */
    public UpiLink withUrl(String address) {
        return new UpiLink(
                payeeAddress,
                payeeName,
                merchantCategory,
                transactionId,
                reference,
                note,
                amount,
                Optional.of(address));
    }

    /** The text to put into a symbol. */
    public String toText() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("pa", payeeAddress);
        parameters.put("pn", payeeName);
        merchantCategory.ifPresent(text -> parameters.put("mc", text));
        transactionId.ifPresent(text -> parameters.put("tid", text));
        reference.ifPresent(text -> parameters.put("tr", text));
        note.ifPresent(text -> parameters.put("tn", text));
        amount.ifPresent(money -> {
            parameters.put("am", money.getAmount().toPlainString());
            parameters.put("cu", money.getCurrencyUnit().getCode());
        });
        url.ifPresent(text -> parameters.put("url", text));
        StringBuilder text = new StringBuilder(START);
        parameters.forEach((name, value) -> text.append(text.length() == START.length() ? "" : "&")
                .append(name)
                .append('=')
                .append(encode(value)));
        return text.toString();
    }

    /**
     * Reads a link; parameters that are not known are left out.
     *
     * @throws QrException MALFORMED_UPI_LINK if it is none, has no address, or has a parameter twice
     */
    public static UpiLink parse(String text) throws QrException {
        if (text.length() > MAXIMUM_LENGTH || !text.regionMatches(true, 0, START, 0, START.length())) {
            throw new QrException("MALFORMED_UPI_LINK", 0, "does not begin with " + START + " or is too long");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : text.substring(START.length()).split("&", -1)) {
            int equals = part.indexOf('=');
            boolean twice =
                    equals > 0 && parameters.put(part.substring(0, equals), decode(part.substring(equals + 1))) != null;
            if (twice) {
                throw new QrException(
                        "MALFORMED_UPI_LINK", "the same parameter twice: apps may differ on which counts");
            }
        }
        String address = parameters.getOrDefault("pa", "");
        if (address.isEmpty()) {
            throw new QrException("MALFORMED_UPI_LINK", "there is no address (pa)");
        }
        return new UpiLink(
                address,
                parameters.getOrDefault("pn", ""),
                Optional.ofNullable(parameters.get("mc")),
                Optional.ofNullable(parameters.get("tid")),
                Optional.ofNullable(parameters.get("tr")),
                Optional.ofNullable(parameters.get("tn")),
                amount(parameters),
                Optional.ofNullable(parameters.get("url")));
    }

    private static Optional<Money> amount(Map<String, String> parameters) throws QrException {
        String amount = parameters.getOrDefault("am", "");
        if (amount.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!amount.matches("[0-9]{1,12}(\\.[0-9]{0,2})?")) {
                throw new QrException("MALFORMED_UPI_LINK", "the amount (am) is not a decimal number");
            }
            String currency = parameters.getOrDefault("cu", "INR");
            return Optional.of(Money.of(org.joda.money.CurrencyUnit.of(currency), new BigDecimal(amount)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new QrException("MALFORMED_UPI_LINK", "amount (am) and currency (cu) do not go together");
        }
    }

    private static String encode(String value) {
        try {
            return URLEncoder.encode(value, "UTF-8").replace("+", "%20").replace("%40", "@");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("every Java has UTF-8", e);
        }
    }

    private static String decode(String value) throws QrException {
        try {
            return URLDecoder.decode(value, "UTF-8");
        } catch (UnsupportedEncodingException | IllegalArgumentException e) {
            throw new QrException("MALFORMED_UPI_LINK", "a wrong escape");
        }
    }
}

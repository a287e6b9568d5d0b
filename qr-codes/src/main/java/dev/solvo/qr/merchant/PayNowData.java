package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * PayNow, Singapore.
 *
 * @param template the ID of the account template
 * @param proxyType how the receiver is named
 * @param proxy a mobile number with +65, or a firm's UEN
 * @param amountEditable whether the payer may change the amount
 * @param expiry until when it can be paid: yyyyMMdd or yyyyMMddHHmmss
 * @param billNumber the receiver's reference (62-01)
 */
public record PayNowData(
        String template,
        ProxyType proxyType,
        String proxy,
        boolean amountEditable,
        Optional<String> expiry,
        Optional<String> billNumber)
        implements NationalData {
    private static final String OWNER = "SG.PAYNOW";

    /** How the receiver is named. */
    public enum ProxyType {
        /** A mobile number with +65. */
        MOBILE("0"),
        /** A firm's unique entity number. */
        UEN("2");

        private final String code;

        ProxyType(String code) {
            this.code = code;
        }
    }

    /** A mobile number with +65. */
    public static PayNowData ofMobile(String number) {
        if (!number.matches("\\+65[0-9]{8}")) {
            throw new IllegalArgumentException("a PayNow mobile number is +65 and eight digits");
        }
        return new PayNowData("26", ProxyType.MOBILE, number, true, Optional.empty(), Optional.empty());
    }

    /** A firm's unique entity number. */
    public static PayNowData ofUen(String number) {
        if (!number.matches("[0-9A-Z]{9,13}")) {
            throw new IllegalArgumentException("a UEN has 9 or 10 capital letters and digits, and up to 3 of a suffix");
        }
        return new PayNowData("26", ProxyType.UEN, number, true, Optional.empty(), Optional.empty());
    }

    /** The same; the payer cannot change the amount. */
    public PayNowData withFixedAmount() {
        return new PayNowData(template, proxyType, proxy, false, expiry, billNumber);
    }

    /** The same, until that day, yyyyMMdd. */
    public PayNowData until(String day) {
        if (!day.matches("[0-9]{8}([0-9]{6})?")) {
            throw new IllegalArgumentException("a PayNow expiry is yyyyMMdd or yyyyMMddHHmmss");
        }
        return new PayNowData(template, proxyType, proxy, amountEditable, Optional.of(day), billNumber);
    }

    /** The same with the receiver's reference. */
    public PayNowData withBillNumber(String number) {
        return new PayNowData(template, proxyType, proxy, amountEditable, expiry, Optional.of(number));
    }

    static Optional<PayNowData> of(MerchantCode code) {
        return code.template(26, 51, OWNER).flatMap(account -> {
            Optional<String> proxy = account.find(2);
            String type = account.find(1).orElse("");
            if (!proxy.isPresent() || !type.equals("0") && !type.equals("2")) {
                return Optional.empty();
            }
            return Optional.of(new PayNowData(
                    account.idText(),
                    type.equals("0") ? ProxyType.MOBILE : ProxyType.UEN,
                    proxy.get(),
                    account.find(3).filter("1"::equals).isPresent(),
                    account.find(4),
                    code.additionalData(1)));
        });
    }

    @Override
    public Profile profile() {
        return Profile.PAYNOW;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.merchantCategory("0000")
                .inTemplate(id, 0, OWNER)
                .inTemplate(id, 1, proxyType.code)
                .inTemplate(id, 2, proxy)
                .inTemplate(id, 3, amountEditable ? "1" : "0");
        expiry.ifPresent(day -> builder.inTemplate(id, 4, day));
        billNumber.ifPresent(number -> builder.additionalData(1, number));
    }
}

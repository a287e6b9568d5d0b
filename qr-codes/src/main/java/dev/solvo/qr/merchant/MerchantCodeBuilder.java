package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Puts a merchant-presented code together: the objects in the order of their IDs, the checksum last.
 *
 * <p>{@link #build} checks the finished code by the rules of the profile and refuses what {@link MerchantCode#validate}
 * would find; so a value of a wrong form is refused there, with its ID.
 */
public final class MerchantCodeBuilder {
    /** Few codes are longer. */
    private static final int COMMON_LENGTH = 256;

    private static final int LONGEST_VALUE = 99;

    private final Profile profile;
    private final @Nullable String[] values = new @Nullable String[100];
    private final Map<Integer, Map<Integer, String>> templates = new TreeMap<>();

    MerchantCodeBuilder(Profile profile) {
        this.profile = profile;
        values[0] = profile == Profile.DUITNOW ? "02" : "01";
        if (profile != Profile.EMVCO) {
            values[53] = profile.defaultCurrency();
            values[58] = profile.country();
        }
    }

    /** A code for many payments (11), the amount given by the customer or fixed. */
    public MerchantCodeBuilder reusable() {
        return value(1, "11");
    }

    /** A code for one payment (12). */
    public MerchantCodeBuilder once() {
        return value(1, "12");
    }

    /** The merchant's account at a card scheme, 02 to 25, in the scheme's own form. */
    public MerchantCodeBuilder account(int id, String value) {
        if (id < 2 || id > 25) {
            throw new IllegalArgumentException("accounts of card schemes have the IDs 02 to 25, not " + id);
        }
        return value(id, value);
    }

    /** The country's data of this builder's profile. */
    public MerchantCodeBuilder national(NationalData data) {
        if (data.profile() != profile) {
            throw new IllegalArgumentException("data of " + data.profile() + " in a code of " + profile);
        }
        data.writeTo(this);
        return this;
    }

    /** The merchant category code (52), four digits. */
    public MerchantCodeBuilder merchantCategory(String code) {
        return value(52, code);
    }

    /** Currency and amount (53, 54), in the currency's own number of digits. */
    public MerchantCodeBuilder amount(Money amount) {
        currency(amount);
        return value(54, amount.getAmount().toPlainString());
    }

    /** The customer is asked for a tip (55 = 01). */
    public MerchantCodeBuilder tipPrompt() {
        return value(55, "01");
    }

    /** A fee is added (55 = 02, 56), in the currency of the amount. */
    public MerchantCodeBuilder fixedFee(Money fee) {
        currency(fee);
        return value(55, "02").value(56, fee.getAmount().toPlainString());
    }

    /** A fee in percent is added (55 = 03, 57), 0.01 to 99.99. */
    public MerchantCodeBuilder percentageFee(BigDecimal percentage) {
        String text = percentage.toPlainString();
        // Two digits before the point, as EMVCo writes the bounds.
        return value(55, "03").value(57, percentage.compareTo(BigDecimal.TEN) < 0 ? "0" + text : text);
    }

    /** The country (58), two capital letters. */
    public MerchantCodeBuilder country(String code) {
        return value(58, code);
    }

    /** The merchant's name (59). */
    public MerchantCodeBuilder merchantName(String name) {
        return value(59, name);
    }

    /** The merchant's city (60). */
    public MerchantCodeBuilder merchantCity(String city) {
        return value(60, city);
    }

    /** The postal code (61). */
    public MerchantCodeBuilder postalCode(String code) {
        return value(61, code);
    }

    /** One object of the additional data (62). */
    public MerchantCodeBuilder additionalData(int id, String value) {
        return inTemplate(62, id, value);
    }

    /** The merchant's name in another language (64). */
    public MerchantCodeBuilder inLanguage(String language, String name) {
        return inTemplate(64, 0, language).inTemplate(64, 1, name);
    }

    /** The merchant's name and city in another language (64). */
    public MerchantCodeBuilder inLanguage(String language, String name, String city) {
        return inLanguage(language, name).inTemplate(64, 2, city);
    }

    /** One object of a template: 26 to 51, 62, 64, 80 to 99. */
    public MerchantCodeBuilder inTemplate(int template, int id, String value) {
        if (!FieldReader.isTemplate(template)) {
            throw new IllegalArgumentException("ID " + template + " is not a template");
        }
        values[template] = null;
        templates.computeIfAbsent(template, t -> new TreeMap<>()).put(id, value);
        return this;
    }

    /** Any other object as it is; the checksum is not to be given. */
    public MerchantCodeBuilder value(int id, String value) {
        if (id < 0 || id > 99 || id == 63) {
            throw new IllegalArgumentException("ID " + id + " cannot be set; expected 00 to 99 without 63");
        }
        templates.remove(id);
        values[id] = Objects.requireNonNull(value, "value");
        return this;
    }

    private void currency(Money amount) {
        String numeric = Integer.toString(1000 + amount.getCurrencyUnit().getNumericCode());
        String currency = numeric.substring(1);
        boolean clash = (values[54] != null || values[56] != null) && !currency.equals(values[53]);
        if (clash) {
            throw new IllegalArgumentException("amount and fee are in different currencies");
        }
        values[53] = currency;
    }

    /**
     * The finished code.
     *
     * @throws IllegalArgumentException if it breaks a rule of the profile, or a value is longer than 99
     */
    public MerchantCode build() {
        String text = write() + "6304";
        try {
            MerchantCode code = MerchantCode.parse(text + Crc16.of(text), profile.lengthUnit());
            List<String> broken = new ArrayList<>();
            for (Finding finding : code.validate(profile)) {
                broken.add(finding.code() + " (" + finding.text() + ")");
            }
            if (!broken.isEmpty()) {
                throw new IllegalArgumentException(
                        "the code breaks rules of " + profile + ": " + String.join(", ", broken));
            }
            return code;
        } catch (QrException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private String write() {
        StringBuilder text = new StringBuilder(COMMON_LENGTH);
        for (int id = 0; id < values.length; id++) {
            String value = values[id];
            Map<Integer, String> children = value == null ? templates.get(id) : null;
            if (children != null) {
                StringBuilder template = new StringBuilder(LONGEST_VALUE);
                children.forEach((child, inside) -> write(template, child, inside));
                value = template.toString();
            }
            if (value != null) {
                write(text, id, value);
            }
        }
        return text.toString();
    }

    private void write(StringBuilder text, int id, String value) {
        int length = length(value);
        if (length > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "the value of ID " + id + " has a length of " + length + "; at most " + LONGEST_VALUE);
        }
        twoDigits(text, id);
        twoDigits(text, length);
        text.append(value);
    }

    private int length(String value) {
        if (profile.lengthUnit() == LengthUnit.CHARACTERS) {
            return value.codePointCount(0, value.length());
        }
        return value.codePoints().map(FieldReader::utf8Length).sum();
    }

    private static void twoDigits(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}

package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * PromptPay, Thailand: a transfer to a person or firm (template 29), or a bill (template 30).
 *
 * @param template the ID of the account template
 * @param aid the application identifier that names the service
 * @param type what the value is
 * @param value the receiver of a transfer; empty for a bill
 * @param billerId the biller of a bill, 15 digits
 * @param ref1 the bill's first reference
 * @param ref2 the bill's second reference
 * @param ref3 the bill's third reference (62-07)
 */
public record PromptPayData(
        String template,
        String aid,
        Type type,
        Optional<String> value,
        Optional<String> billerId,
        Optional<String> ref1,
        Optional<String> ref2,
        Optional<String> ref3)
        implements NationalData {
    private static final String TRANSFER = "A000000677010111";
    private static final String BILL = "A000000677010112";

    /** How the receiver is named. */
    public enum Type {
        /** A telephone number, {@code 0066} and nine digits. */
        PHONE(1),
        /** A person's or a firm's tax number, 13 digits. */
        NATIONAL_OR_TAX_ID(2),
        /** A wallet, 15 digits. */
        E_WALLET(3),
        /** A bank account. */
        BANK_ACCOUNT(4),
        /** A bill. */
        BILL_PAYMENT(1);

        private final int id;

        Type(int id) {
            this.id = id;
        }
    }

    /** A transfer to a telephone number as it is dialled in Thailand, such as 0801234567. */
    public static PromptPayData ofPhone(String number) {
        if (!number.matches("0[0-9]{9}")) {
            throw new IllegalArgumentException("a Thai telephone number has ten digits and begins with 0");
        }
        return transfer(Type.PHONE, "0066" + number.substring(1));
    }

    /** A transfer to a tax number of 13 digits. */
    public static PromptPayData ofTaxId(String number) {
        if (!number.matches("[0-9]{13}")) {
            throw new IllegalArgumentException("a Thai tax number has 13 digits");
        }
        return transfer(Type.NATIONAL_OR_TAX_ID, number);
    }

    /** A transfer to a wallet of 15 digits. */
    public static PromptPayData ofWallet(String number) {
        if (!number.matches("[0-9]{15}")) {
            throw new IllegalArgumentException("a Thai wallet number has 15 digits");
        }
        return transfer(Type.E_WALLET, number);
    }

    /** A transfer to a bank account: the bank's digits and the account's, 1 to 43 digits. */
    public static PromptPayData ofBankAccount(String number) {
        if (!number.matches("[0-9]{1,43}")) {
            throw new IllegalArgumentException("a Thai bank account has 1 to 43 digits");
        }
        return transfer(Type.BANK_ACCOUNT, number);
    }

    /** A bill of a biller with 13 to 15 digits, two of them a suffix, and its first reference. */
    public static PromptPayData ofBill(String biller, String reference) {
        if (!biller.matches("[0-9]{13,15}")) {
            throw new IllegalArgumentException("a Thai biller has 13 to 15 digits");
        }
        return new PromptPayData(
                "30",
                BILL,
                Type.BILL_PAYMENT,
                Optional.empty(),
                Optional.of(biller),
                Optional.of(reference),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with a second reference. */
    public PromptPayData withSecondReference(String reference) {
        return new PromptPayData(template, aid, type, value, billerId, ref1, Optional.of(reference), ref3);
    }

    /** The same with a third reference. */
    public PromptPayData withThirdReference(String reference) {
        return new PromptPayData(template, aid, type, value, billerId, ref1, ref2, Optional.of(reference));
    }

    private static PromptPayData transfer(Type type, String value) {
        return new PromptPayData(
                "29",
                TRANSFER,
                type,
                Optional.of(value),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Optional<PromptPayData> of(MerchantCode code) {
        Optional<MerchantField> bill = code.template(30, 30, BILL);
        if (bill.isPresent()) {
            MerchantField account = bill.get();
            return Optional.of(new PromptPayData(
                    "30",
                    BILL,
                    Type.BILL_PAYMENT,
                    Optional.empty(),
                    account.find(1),
                    account.find(2),
                    account.find(3),
                    code.additionalData(7)));
        }
        return code.template(29, 29, TRANSFER).flatMap(account -> {
            for (Type type : Type.values()) {
                Optional<String> value = account.find(type.id);
                if (value.isPresent()) {
                    return Optional.of(transfer(type, value.get()));
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public Profile profile() {
        return Profile.PROMPTPAY;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, aid);
        value.ifPresent(text -> builder.inTemplate(id, type.id, text));
        billerId.ifPresent(text -> builder.inTemplate(id, 1, text));
        ref1.ifPresent(text -> builder.inTemplate(id, 2, text));
        ref2.ifPresent(text -> builder.inTemplate(id, 3, text));
        ref3.ifPresent(text -> builder.additionalData(7, text));
    }
}

package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.util.List;
import java.util.Optional;

/**
 * Vietnam: NAPAS transfers (template 38) and VNPay merchants (template 26).
 *
 * @param template the ID of the account template
 * @param guid the scheme: A000000727 NAPAS, A000000775 VNPay
 * @param bankBin the bank's number, 6 digits, of a transfer
 * @param account the account or card of a transfer
 * @param service QRIBFTTA to an account, QRIBFTTC to a card
 * @param purpose what the receiver reads (62-08)
 * @param merchantId the merchant's number at VNPay
 */
public record VietQrData(
        String template,
        String guid,
        Optional<String> bankBin,
        Optional<String> account,
        Optional<String> service,
        Optional<String> purpose,
        Optional<String> merchantId)
        implements NationalData {
    private static final String NAPAS = "A000000727";
    private static final String VNPAY = "A000000775";

    /** A transfer to an account. */
    public static VietQrData ofAccount(String bankBin, String account) {
        return transfer(bankBin, account, "QRIBFTTA");
    }

    /** A transfer to a card. */
    public static VietQrData ofCard(String bankBin, String card) {
        return transfer(bankBin, card, "QRIBFTTC");
    }

    /** A merchant of VNPay, by his number there. */
    public static VietQrData ofVnPay(String merchantId) {
        return new VietQrData(
                "26",
                VNPAY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(merchantId));
    }

    /** The same with a purpose. */
    public VietQrData withPurpose(String text) {
        return new VietQrData(template, guid, bankBin, account, service, Optional.of(text), merchantId);
    }

    private static VietQrData transfer(String bankBin, String account, String service) {
        if (!bankBin.matches("[0-9]{6}") || !account.matches("[0-9A-Za-z]{1,19}")) {
            throw new IllegalArgumentException("a bank has 6 digits, and an account up to 19 letters and digits");
        }
        return new VietQrData(
                "38",
                NAPAS,
                Optional.of(bankBin),
                Optional.of(account),
                Optional.of(service),
                Optional.empty(),
                Optional.empty());
    }

    static Optional<VietQrData> of(MerchantCode code) {
        Optional<MerchantField> napas = code.template(38, 38, NAPAS);
        if (napas.isPresent()) {
            List<MerchantField> beneficiary = beneficiary(napas.get().find(1).orElse(""));
            return Optional.of(new VietQrData(
                    "38",
                    NAPAS,
                    find(beneficiary, 0),
                    find(beneficiary, 1),
                    napas.get().find(2),
                    code.additionalData(8),
                    Optional.empty()));
        }
        return code.template(26, 51, VNPAY)
                .map(account -> new VietQrData(
                        account.idText(),
                        VNPAY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        code.additionalData(8),
                        account.find(1)));
    }

    /** Bank and account stand in a template of their own, one level deeper than EMVCo's. */
    private static List<MerchantField> beneficiary(String value) {
        try {
            return FieldReader.readPayload(value, LengthUnit.CHARACTERS);
        } catch (QrException e) {
            return List.of();
        }
    }

    private static Optional<String> find(List<MerchantField> fields, int id) {
        for (MerchantField field : fields) {
            if (field.id() == id) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    @Override
    public Profile profile() {
        return Profile.VIETQR;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, guid);
        if (bankBin.isPresent() && account.isPresent()) {
            String length = Integer.toString(100 + account.get().length()).substring(1);
            builder.inTemplate(id, 1, "0006" + bankBin.get() + "01" + length + account.get());
        }
        service.ifPresent(text -> builder.inTemplate(id, 2, text));
        merchantId.ifPresent(text -> builder.inTemplate(id, 1, text));
        purpose.ifPresent(text -> builder.additionalData(8, text));
    }
}

package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * QR Ph, the Philippines: to merchants (28, {@code ph.ppmi.p2m}) and between persons (27, {@code com.p2pqrpay}).
 *
 * @param template the ID of the account template
 * @param guid the service
 * @param acquirerBic the receiver's bank, 11 characters
 * @param merchantId the receiver's number at the bank
 */
public record QrPhData(String template, String guid, String acquirerBic, String merchantId) implements NationalData {
    private static final String MERCHANTS = "ph.ppmi.p2m";
    private static final String PERSONS = "com.p2pqrpay";

    /** A merchant. */
    public static QrPhData ofMerchant(String acquirerBic, String merchantId) {
        return new QrPhData("28", MERCHANTS, bic(acquirerBic), merchantId);
    }

    /** A person. */
    public static QrPhData ofPerson(String bankBic, String account) {
        return new QrPhData("27", PERSONS, bic(bankBic), account);
    }

    private static String bic(String code) {
        if (!code.matches("[A-Z]{6}[0-9A-Z]{5}")) {
            throw new IllegalArgumentException("a bank (BIC) has 11 capital letters and digits");
        }
        return code;
    }

    static Optional<QrPhData> of(MerchantCode code) {
        Optional<QrPhData> merchant = read(code.template(28, 28, MERCHANTS), MERCHANTS, 3);
        return merchant.isPresent() ? merchant : read(code.template(27, 27, PERSONS), PERSONS, 4);
    }

    private static Optional<QrPhData> read(Optional<MerchantField> template, String guid, int numberId) {
        return template.filter(account ->
                        account.find(1).isPresent() && account.find(numberId).isPresent())
                .map(account -> new QrPhData(
                        account.idText(),
                        guid,
                        account.find(1).orElse(""),
                        account.find(numberId).orElse("")));
    }

    @Override
    public Profile profile() {
        return Profile.QRPH;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, guid)
                .inTemplate(id, 1, acquirerBic)
                .inTemplate(id, guid.equals(MERCHANTS) ? 3 : 4, merchantId);
    }
}

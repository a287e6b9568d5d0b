package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * QRIS, Indonesia: the acquirer's account (26 to 45) and the national merchant number (51).
 *
 * @param template the ID of the acquirer's template
 * @param guid the acquirer's domain, reversed
 * @param merchantPan the merchant's number, beginning with 9360 and the bank's digits
 * @param merchantId the merchant's number at the acquirer
 * @param criteria the merchant's size: UMI, UKE, UME, UBE or URE
 * @param nmid the national merchant number
 * @param postalCode 61
 * @param terminal 62-07
 */
public record QrisData(
        String template,
        String guid,
        String merchantPan,
        Optional<String> merchantId,
        Optional<String> criteria,
        Optional<String> nmid,
        Optional<String> postalCode,
        Optional<String> terminal)
        implements NationalData {
    private static final String NATIONAL = "ID.CO.QRIS.WWW";

    /** A merchant of an acquirer. */
    public static QrisData of(
            String guid, String merchantPan, String merchantId, String criteria, String nmid, String postalCode) {
        if (!merchantPan.matches("9360[0-9]{8,15}")) {
            throw new IllegalArgumentException("a merchant's PAN begins with 9360 and has 12 to 19 digits");
        }
        if (!criteria.matches("UMI|UKE|UME|UBE|URE")) {
            throw new IllegalArgumentException("a merchant's size is UMI, UKE, UME, UBE or URE");
        }
        return new QrisData(
                "26",
                guid,
                merchantPan,
                Optional.of(merchantId),
                Optional.of(criteria),
                Optional.of(nmid),
                Optional.of(postalCode),
                Optional.empty());
    }

    /** The same at this till. */
    public QrisData atTerminal(String label) {
        return new QrisData(template, guid, merchantPan, merchantId, criteria, nmid, postalCode, Optional.of(label));
    }

    static Optional<QrisData> of(MerchantCode code) {
        for (MerchantField field : code.fields()) {
            boolean acquirer =
                    field.id() >= 26 && field.id() <= 45 && field.find(0).isPresent();
            Optional<String> pan = field.find(1).filter(value -> value.startsWith("9360"));
            if (acquirer && pan.isPresent()) {
                return Optional.of(new QrisData(
                        field.idText(),
                        field.find(0).orElse(""),
                        pan.get(),
                        field.find(2),
                        field.find(3),
                        code.template(51, 51, NATIONAL).flatMap(national -> national.find(2)),
                        code.find(61),
                        code.additionalData(7)));
            }
        }
        return Optional.empty();
    }

    @Override
    public Profile profile() {
        return Profile.QRIS;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, guid).inTemplate(id, 1, merchantPan);
        merchantId.ifPresent(text -> builder.inTemplate(id, 2, text));
        criteria.ifPresent(text -> builder.inTemplate(id, 3, text));
        nmid.ifPresent(text -> builder.inTemplate(51, 0, NATIONAL).inTemplate(51, 2, text));
        criteria.filter(text -> nmid.isPresent()).ifPresent(text -> builder.inTemplate(51, 3, text));
        postalCode.ifPresent(builder::postalCode);
        terminal.ifPresent(text -> builder.additionalData(7, text));
    }
}

package dev.solvo.qr.merchant;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * BharatQR with UPI, India: the virtual payment address (26) and the reference of a payment (27). Lengths count bytes.
 *
 * @param template the ID of the account template
 * @param vpa the virtual payment address, such as {@code shop@bank}
 * @param minimumAmount the least amount, if the payer gives it
 * @param reference the merchant's reference of the payment, 4 to 35 characters
 * @param url an address with details of the payment
 */
public record BharatQrData(
        String template, String vpa, Optional<String> minimumAmount, Optional<String> reference, Optional<String> url)
        implements NationalData {
    private static final String OWNER = "A000000524";

    /** Checks the length of the reference. */
    public BharatQrData {
        if (reference.filter(text -> text.length() < 4 || text.length() > 35).isPresent()) {
            throw new IllegalArgumentException("a UPI reference has 4 to 35 characters");
        }
    }

    /** A payment to that address. */
    public static BharatQrData ofVpa(String vpa) {
        if (!vpa.matches("[0-9A-Za-z.\\-_]{2,256}@[0-9A-Za-z.\\-]{2,64}")) {
            throw new IllegalArgumentException("a virtual payment address is name@bank");
        }
        return new BharatQrData("26", vpa, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with the merchant's reference. */
    public BharatQrData withReference(String text) {
        return new BharatQrData(template, vpa, minimumAmount, Optional.of(text), url);
    }

    /** The same; the payer gives the amount, and at least this one. */
    public BharatQrData withMinimumAmount(BigDecimal amount) {
        return new BharatQrData(template, vpa, Optional.of(amount.toPlainString()), reference, url);
    }

    /** The same with an address where the details of the payment stand. */
    public BharatQrData withUrl(String address) {
        return new BharatQrData(template, vpa, minimumAmount, reference, Optional.of(address));
    }

    static Optional<BharatQrData> of(MerchantCode code) {
        Optional<MerchantField> reference = code.template(27, 27, OWNER);
        try {
            return code.template(26, 26, OWNER)
                    .filter(account -> account.find(1).isPresent())
                    .map(account -> new BharatQrData(
                            account.idText(),
                            account.find(1).orElse(""),
                            account.find(2),
                            reference.flatMap(template -> template.find(1)),
                            reference.flatMap(template -> template.find(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Profile profile() {
        return Profile.BHARATQR;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, OWNER).inTemplate(id, 1, vpa);
        minimumAmount.ifPresent(text -> builder.inTemplate(id, 2, text));
        reference.ifPresent(text -> builder.inTemplate(27, 0, OWNER).inTemplate(27, 1, text));
        url.ifPresent(text -> builder.inTemplate(27, 0, OWNER).inTemplate(27, 2, text));
    }
}

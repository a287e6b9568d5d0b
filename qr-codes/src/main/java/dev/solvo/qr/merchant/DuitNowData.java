package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * DuitNow, Malaysia; its payload format is 02.
 *
 * @param template the ID of the account template
 * @param acquirer the acquirer's number, 6 digits
 * @param qrId the number of the code
 * @param reference what stands as plain text in 82
 */
public record DuitNowData(String template, String acquirer, String qrId, Optional<String> reference)
        implements NationalData {
    private static final String OWNER = "A0000006150001";

    /** A code of an acquirer. */
    public static DuitNowData of(String acquirer, String qrId) {
        if (!acquirer.matches("[0-9]{6}")) {
            throw new IllegalArgumentException("an acquirer has 6 digits");
        }
        return new DuitNowData("26", acquirer, qrId, Optional.empty());
    }

    /** The same with a reference. */
    public DuitNowData withReference(String text) {
        return new DuitNowData(template, acquirer, qrId, Optional.of(text));
    }

    static Optional<DuitNowData> of(MerchantCode code) {
        return code.template(26, 51, OWNER)
                .filter(account ->
                        account.find(1).isPresent() && account.find(2).isPresent())
                .map(account -> new DuitNowData(
                        account.idText(),
                        account.find(1).orElse(""),
                        account.find(2).orElse(""),
                        code.find(82)));
    }

    @Override
    public Profile profile() {
        return Profile.DUITNOW;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.inTemplate(id, 0, OWNER).inTemplate(id, 1, acquirer).inTemplate(id, 2, qrId);
        reference.ifPresent(text -> builder.value(82, text));
    }
}

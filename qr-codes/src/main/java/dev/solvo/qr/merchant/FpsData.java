package dev.solvo.qr.merchant;

import java.util.Optional;

/**
 * FPS, Hong Kong: the receiver by FPS identifier, mobile number or e-mail address, one of them.
 *
 * @param template the ID of the account template
 * @param clearingCode the receiver's bank, 3 digits
 * @param fpsId the receiver's FPS identifier, 7 or 9 digits
 * @param mobile the receiver's mobile number, such as {@code +852-12345678}
 * @param email the receiver's e-mail address
 * @param reference the receiver's reference (62-05)
 */
public record FpsData(
        String template,
        Optional<String> clearingCode,
        Optional<String> fpsId,
        Optional<String> mobile,
        Optional<String> email,
        Optional<String> reference)
        implements NationalData {
    private static final String OWNER = "hk.com.hkicl";

    /** A receiver by FPS identifier. */
    public static FpsData ofFpsId(String id) {
        if (!id.matches("[0-9]{7}([0-9]{2})?")) {
            throw new IllegalArgumentException("an FPS identifier has 7 or 9 digits");
        }
        return new FpsData(
                "26", Optional.empty(), Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A receiver by mobile number, such as {@code +852-12345678}. */
    public static FpsData ofMobile(String number) {
        if (!number.matches("\\+[0-9]{1,3}-[0-9]{4,15}")) {
            throw new IllegalArgumentException("an FPS mobile number is written as +852-12345678");
        }
        return new FpsData(
                "26", Optional.empty(), Optional.empty(), Optional.of(number), Optional.empty(), Optional.empty());
    }

    /** A receiver by e-mail address. */
    public static FpsData ofEmail(String address) {
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException("an e-mail address has an @ between two parts");
        }
        return new FpsData(
                "26", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(address), Optional.empty());
    }

    /** The same at the receiver's bank, its clearing code of 3 digits. */
    public FpsData withClearingCode(String code) {
        if (!code.matches("[0-9]{3}")) {
            throw new IllegalArgumentException("a clearing code has 3 digits");
        }
        return new FpsData(template, Optional.of(code), fpsId, mobile, email, reference);
    }

    /** The same with a reference. */
    public FpsData withReference(String text) {
        return new FpsData(template, clearingCode, fpsId, mobile, email, Optional.of(text));
    }

    static Optional<FpsData> of(MerchantCode code) {
        return code.template(26, 51, OWNER)
                .map(account -> new FpsData(
                        account.idText(),
                        account.find(1),
                        account.find(2),
                        account.find(3),
                        account.find(4),
                        code.additionalData(5)));
    }

    @Override
    public Profile profile() {
        return Profile.FPS_HK;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.merchantCategory("0000").merchantName("NA").merchantCity("HK").inTemplate(id, 0, OWNER);
        clearingCode.ifPresent(text -> builder.inTemplate(id, 1, text));
        fpsId.ifPresent(text -> builder.inTemplate(id, 2, text));
        mobile.ifPresent(text -> builder.inTemplate(id, 3, text));
        email.ifPresent(text -> builder.inTemplate(id, 4, text));
        reference.ifPresent(text -> builder.additionalData(5, text));
    }
}

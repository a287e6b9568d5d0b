package dev.solvo.qr.merchant;

import java.util.List;
import java.util.Optional;

/**
 * Whose rules hold. A national profile tolerates what its country's codes do against EMVCo's rules, and asks for its own
 * account, currency and country.
 *
 * <p>The national rules are known from public libraries and examples, not from the schemes' own documents; what no
 * example shows is left open.
 */
public enum Profile {
    /** EMVCo's rules to the letter. */
    EMVCO("", ""),
    /** Brazil. */
    PIX("986", "BR", "MISSING_60"),
    /** Thailand. */
    PROMPTPAY("764", "TH", "MISSING_52", "MISSING_59", "MISSING_60", "TEMPLATE_MALFORMED_81"),
    /** Singapore: PayNow in an SGQR code. */
    PAYNOW("702", "SG", "ZERO_54", "EMPTY_VALUE_59"),
    /** Vietnam: NAPAS accounts and cards, and VNPay merchants. */
    VIETQR("704", "VN", "MISSING_52", "MISSING_59", "MISSING_60", "CRC_LOWERCASE", "TEMPLATE_MALFORMED_80"),
    /** Cambodia. */
    KHQR("116 840", "KH"),
    /** Indonesia. */
    QRIS("360", "ID", "FORMAT_52", "LENGTH_59", "TEMPLATE_MALFORMED_62_*", "NO_GUID_62_*"),
    /** Malaysia. */
    DUITNOW("458", "MY", "PFI_UNSUPPORTED", "TEMPLATE_MALFORMED_82"),
    /** India; lengths count bytes in UTF-8. */
    BHARATQR("356", "IN"),
    /** Hong Kong. */
    FPS_HK("344 156", "HK"),
    /** The Philippines. */
    QRPH("608", "PH");

    private final String currencies;
    private final String country;
    private final String tolerated;

    Profile(String currencies, String country, String... tolerated) {
        this.currencies = currencies;
        this.country = country;
        this.tolerated = " " + String.join(" ", tolerated) + " ";
    }

    /** What the lengths of its codes count. */
    public LengthUnit lengthUnit() {
        return this == BHARATQR ? LengthUnit.UTF8_BYTES : LengthUnit.CHARACTERS;
    }

    /** Whether codes of this profile may break that rule of EMVCo's. */
    public boolean tolerates(String findingCode) {
        if (tolerated.contains(" " + findingCode + " ")) {
            return true;
        }
        int last = findingCode.lastIndexOf('_');
        return last > 0 && tolerated.contains(" " + findingCode.substring(0, last) + "_* ");
    }

    /** The country's data in a code; empty for EMVCo, and if the code has none. */
    public Optional<? extends NationalData> read(MerchantCode code) {
        return switch (this) {
            case EMVCO -> Optional.empty();
            case PIX -> PixData.of(code);
            case PROMPTPAY -> PromptPayData.of(code);
            case PAYNOW -> PayNowData.of(code);
            case VIETQR -> VietQrData.of(code);
            case KHQR -> KhqrData.of(code);
            case QRIS -> QrisData.of(code);
            case DUITNOW -> DuitNowData.of(code);
            case BHARATQR -> BharatQrData.of(code);
            case FPS_HK -> FpsData.of(code);
            case QRPH -> QrPhData.of(code);
        };
    }

    /** The profile whose country and account a code has; {@link #EMVCO} if it has none of them. */
    public static Profile detect(MerchantCode code) {
        for (Profile profile : values()) {
            boolean country = code.find(58).filter(profile.country::equals).isPresent();
            if (profile != EMVCO && country && profile.read(code).isPresent()) {
                return profile;
            }
        }
        return EMVCO;
    }

    String country() {
        return country;
    }

    String defaultCurrency() {
        return currencies.isEmpty() ? "" : currencies.substring(0, 3);
    }

    void check(MerchantCode code, List<Finding> findings) {
        if (this == EMVCO) {
            return;
        }
        int end = code.payload().length();
        if (!read(code).isPresent()) {
            findings.add(new Finding("PROFILE_NO_ACCOUNT", end, "no account of " + this));
        }
        code.field(53)
                .filter(field ->
                        !currencies.contains(field.value()) || field.value().length() != 3)
                .ifPresent(field -> findings.add(
                        new Finding("PROFILE_CURRENCY", field.offset(), this + " is paid in " + currencies)));
        code.field(58)
                .filter(field -> !field.value().equals(country))
                .ifPresent(field -> findings.add(
                        new Finding("PROFILE_COUNTRY", field.offset(), this + " codes are of " + country)));
    }
}

package dev.solvo.cli.qr;

import dev.solvo.qr.merchant.Profile;

/** The profiles by the names of the command line, with the currency of an amount that names none. */
enum NamedProfile {
    emvco(Profile.EMVCO, "CNY"),
    pix(Profile.PIX, "BRL"),
    promptpay(Profile.PROMPTPAY, "THB"),
    paynow(Profile.PAYNOW, "SGD"),
    vietqr(Profile.VIETQR, "VND"),
    khqr(Profile.KHQR, "KHR"),
    qris(Profile.QRIS, "IDR"),
    duitnow(Profile.DUITNOW, "MYR"),
    bharatqr(Profile.BHARATQR, "INR"),
    fps(Profile.FPS_HK, "HKD"),
    qrph(Profile.QRPH, "PHP");

    final Profile profile;
    final String currency;

    NamedProfile(Profile profile, String currency) {
        this.profile = profile;
        this.currency = currency;
    }

    static NamedProfile of(Profile profile) {
        for (NamedProfile named : values()) {
            if (named.profile == profile) {
                return named;
            }
        }
        throw new IllegalStateException(profile + " has no name");
    }
}

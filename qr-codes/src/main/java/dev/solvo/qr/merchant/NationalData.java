package dev.solvo.qr.merchant;

/** What a country's scheme keeps in a code: read by {@link Profile#read}, built by {@link MerchantCodeBuilder#national}. */
public sealed interface NationalData
        permits PixData,
                PromptPayData,
                PayNowData,
                VietQrData,
                KhqrData,
                QrisData,
                DuitNowData,
                BharatQrData,
                FpsData,
                QrPhData {
    /** The ID of the merchant account template that holds it, in two digits. */
    String template();

    /** Whose rules it follows. */
    Profile profile();

    /** Puts it into a code that is being built. */
    void writeTo(MerchantCodeBuilder builder);
}

package dev.solvo.qr.merchant;

/** What the two digits of a length count. */
public enum LengthUnit {
    /** Characters (Unicode code points), as EMVCo says. */
    CHARACTERS,
    /** Bytes in UTF-8, as BharatQR does. */
    UTF8_BYTES,
}

package dev.solvo.prepaid.account;

/** What a capture does with what it leaves of the hold. */
public enum CaptureRest {
    /** It stays held for further captures. */
    KEEP,
    /** It is released: this was the last capture. */
    RELEASE
}

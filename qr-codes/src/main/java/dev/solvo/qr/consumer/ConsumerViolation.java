package dev.solvo.qr.consumer;

/** What a code that can be read lacks to be charged. EMVCo QRCPS Consumer-Presented Mode 1.1, 3. */
public enum ConsumerViolation {
    /** There is no application template 61. */
    NO_APPLICATION,
    /** An application has neither a PAN (5A) nor track 2 data (57), in its own template or in the common one. */
    NO_PAN,
    /** The PAN or the track 2 data is not of the form that EMV demands. */
    BAD_PAN,
}

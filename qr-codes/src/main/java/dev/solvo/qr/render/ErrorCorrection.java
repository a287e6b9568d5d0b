package dev.solvo.qr.render;

/** How much of a symbol may be damaged (ISO/IEC 18004). */
public enum ErrorCorrection {
    /** About 7 %: for screens. */
    LOW,
    /** About 15 %: the usual choice, and EMVCo's advice. */
    MEDIUM,
    /** About 25 %: for printed codes that wear off. */
    QUARTILE,
    /** About 30 %. */
    HIGH,
}

package dev.solvo.emv.config;

/** How a terminal hands over what is to be cleared. EMV 4.4 Book 4, 12.1. */
public enum DataCapture {
    /** The authorised request is the capture. */
    ONLINE,
    /** Records are kept and sent later. */
    BATCH
}

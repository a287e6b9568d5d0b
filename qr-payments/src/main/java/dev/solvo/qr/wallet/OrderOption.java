package dev.solvo.qr.wallet;

/** A wish about an order that only one wallet knows; the other ones leave it alone. */
public interface OrderOption {
    /** The wallet that understands it. */
    Wallet wallet();
}

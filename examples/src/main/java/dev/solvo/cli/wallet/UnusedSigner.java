package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.RequestSigner;

/** Stands where a configuration has no key, so that its other settings can be checked; it signs nothing. */
enum UnusedSigner implements RequestSigner {
    INSTANCE;

    @Override
    public String keyId() {
        return "";
    }

    @Override
    public byte[] sign(byte[] message) {
        throw new IllegalStateException("there is no key");
    }
}

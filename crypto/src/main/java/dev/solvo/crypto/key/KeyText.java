package dev.solvo.crypto.key;

/** What a key shows of itself: its kind, its cipher and its check value. */
final class KeyText {
    private KeyText() {}

    static String of(String kind, SymmetricKey key, boolean closed) {
        String shown = closed
                ? "closed"
                : key.algorithm()
                        + " KCV "
                        + key.keyCheckValue(
                                key.algorithm() == KeyAlgorithm.AES
                                        ? KeyCheckValue.Method.CMAC
                                        : KeyCheckValue.Method.LEGACY,
                                KeyCheckValue.DEFAULT_LENGTH_BYTES);
        return kind + "[" + shown + "]";
    }
}

package dev.solvo.crypto.key;

/**
 * What an EMV key is for, as a type: keys of different purposes cannot stand in for each other, the compiler refuses.
 *
 * <p>The purposes have no instances.
 */
public sealed interface KeyPurpose {
    /** Application cryptograms and the issuer's answer to them (EMV 4.4 Book 2, 8). */
    final class Cryptogram implements KeyPurpose {
        private Cryptogram() {}
    }

    /** Message authentication codes of issuer scripts (EMV 4.4 Book 2, 9.2). */
    final class ScriptMac implements KeyPurpose {
        private ScriptMac() {}
    }

    /** Encipherment of the data of issuer scripts (EMV 4.4 Book 2, 9.3). */
    final class ScriptEncipherment implements KeyPurpose {
        private ScriptEncipherment() {}
    }
}

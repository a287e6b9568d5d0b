package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Takes PIN blocks from one key to another, as between acquirer and issuer, within the rules of ISO 9564-1 and of PCI PIN
 * Security Requirement 3.
 *
 * <p>A block that is bound to an account number stays bound, and to the same one: there is one account number for both
 * sides and no way to give two. The PIN exists in clear inside one call only.
 */
public final class PinTranslation {
    /** A rule that forbids a translation. */
    public enum Rule {
        /** A block with an account number may not become one without. */
        KEEPS_ACCOUNT_NUMBER("a block that is bound to an account number may not become one that is not"),
        /** Format 2 is made for a chip card and comes from nowhere else. */
        FORMAT_2_TO_CHIP_ONLY("format 2 is for submission to a chip card only"),
        /** Formats 0, 1 and 3 are enciphered under triple DES, format 4 under AES. */
        KEY_FITS_FORMAT("formats 0, 1 and 3 take triple DES keys, format 4 takes AES keys"),
        /** A block that is bound to an account number needs one. */
        ACCOUNT_NUMBER_GIVEN("a block that is bound to an account number needs that number");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        private CryptoException broken() {
            return new CryptoException(
                    CryptoException.Reason.NOT_PERMITTED, "ISO 9564-1, PCI PIN requirement 3: " + text);
        }
    }

    private final SecureRandom random;

    /**
     * Makes a translator.
     *
     * @param random source of the filling of formats 1, 3 and 4
     */
    public PinTranslation(SecureRandom random) {
        this.random = random;
    }

    /**
     * Names the rule that forbids a translation.
     *
     * @param from format of the block that comes in
     * @param to format of the block that goes out
     * @return the rule, or empty if the formats are allowed
     */
    public static Optional<Rule> forbids(PinBlockFormat from, PinBlockFormat to) {
        if (from == PinBlockFormat.FORMAT_2 || to == PinBlockFormat.FORMAT_2) {
            return Optional.of(Rule.FORMAT_2_TO_CHIP_ONLY);
        }
        return from.isBoundToPan() && !to.isBoundToPan() ? Optional.of(Rule.KEEPS_ACCOUNT_NUMBER) : Optional.empty();
    }

    /**
     * Translates a block that is or becomes bound to an account number.
     *
     * @param block what came in
     * @param from the key it came under
     * @param pan the account number, the same for both blocks
     * @param to the key it goes out under
     * @param format the format it goes out in
     * @return what goes out
     * @throws CryptoException if a rule forbids it, or if the block holds no PIN with this account number
     */
    public EncipheredPinBlock translate(
            EncipheredPinBlock block, PinKey from, Pan pan, PinKey to, PinBlockFormat format) throws CryptoException {
        requirePermitted(block.format(), from, to, format);
        try (Pin pin = read(block, from, pan)) {
            return switch (format) {
                case FORMAT_0 -> PinBlockFormat0.encipher(to, pin, pan);
                case FORMAT_1 -> PinBlockFormat1.encipher(to, pin, random);
                case FORMAT_2 -> throw Rule.FORMAT_2_TO_CHIP_ONLY.broken();
                case FORMAT_3 -> PinBlockFormat3.encipher(to, pin, pan, random);
                case FORMAT_4 -> PinBlockFormat4.encipher(to, pin, pan, random);
            };
        }
    }

    /**
     * Translates a block of format 1 to format 1, where no account number is known.
     *
     * @param block what came in
     * @param from the key it came under
     * @param to the key it goes out under
     * @return what goes out
     * @throws CryptoException if the block is bound to an account number, a rule forbids the keys, or the block holds no
     *     PIN
     */
    public EncipheredPinBlock translate(EncipheredPinBlock block, PinKey from, PinKey to) throws CryptoException {
        if (block.format().isBoundToPan()) {
            throw Rule.ACCOUNT_NUMBER_GIVEN.broken();
        }
        requirePermitted(block.format(), from, to, PinBlockFormat.FORMAT_1);
        try (Pin pin = PinBlockFormat1.decipher(from, block)) {
            return PinBlockFormat1.encipher(to, pin, random);
        }
    }

    /**
     * Makes the block that a chip card compares, of a block that came in.
     *
     * @param block what came in
     * @param from the key it came under
     * @param pan the account number
     * @return a block in format 2 for VERIFY, to be closed by the caller
     * @throws CryptoException if a rule forbids the key, or the block holds no PIN with this account number
     */
    public PinBlock translateForChip(EncipheredPinBlock block, PinKey from, Pan pan) throws CryptoException {
        requireKey(block.format(), from);
        try (Pin pin = read(block, from, pan)) {
            return PinBlockFormat2.encode(pin);
        }
    }

    private static Pin read(EncipheredPinBlock block, PinKey key, Pan pan) throws CryptoException {
        return switch (block.format()) {
            case FORMAT_0 -> PinBlockFormat0.decipher(key, block, pan);
            case FORMAT_1 -> PinBlockFormat1.decipher(key, block);
            case FORMAT_2 -> throw Rule.FORMAT_2_TO_CHIP_ONLY.broken();
            case FORMAT_3 -> PinBlockFormat3.decipher(key, block, pan);
            case FORMAT_4 -> PinBlockFormat4.decipher(key, block, pan);
        };
    }

    private static void requirePermitted(PinBlockFormat from, PinKey fromKey, PinKey toKey, PinBlockFormat to)
            throws CryptoException {
        Optional<Rule> rule = forbids(from, to);
        if (rule.isPresent()) {
            throw rule.get().broken();
        }
        requireKey(from, fromKey);
        requireKey(to, toKey);
    }

    private static void requireKey(PinBlockFormat format, PinKey key) throws CryptoException {
        if (key.algorithm() != format.algorithm()) {
            throw Rule.KEY_FITS_FORMAT.broken();
        }
    }
}

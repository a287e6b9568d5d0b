package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of the header that says more about the key (ANSI X9.143:2021, 6.3.6). Authenticated, not enciphered. The file is long
 * because it names every block that the standard defines, each a small record.
 */
public sealed interface OptionalBlock {
    /**
     * Which block it is.
     *
     * @return two characters
     */
    String id();

    /**
     * What stands in the block, as text.
     *
     * @return printable characters
     */
    String data();

    /**
     * Whether an asymmetric key is kept (AL).
     *
     * @param permanent false for a key that is used once
     */
    record AsymmetricKeyLife(boolean permanent) implements OptionalBlock {
        @Override
        public String id() {
            return "AL";
        }

        @Override
        public String data() {
            return permanent ? "0101" : "0100";
        }
    }

    /**
     * Which base derivation key it is (BI).
     *
     * @param value 5 bytes for triple DES, the key set identifier; 4 bytes for AES
     */
    record BdkId(Bytes value) implements OptionalBlock {
        /** Checks the length. */
        public BdkId {
            requireLength(value, 4, 5);
        }

        @Override
        public String id() {
            return "BI";
        }

        @Override
        public String data() {
            return (value.length() == 5 ? "00" : "01") + value.toHex();
        }
    }

    /**
     * The certificate of a public key (CT).
     *
     * @param format X.509 or EMV
     * @param text the certificate in base 64 (X.509) or hexadecimal digits (EMV)
     */
    record Certificate(Format format, String text) implements OptionalBlock {
        /** How a certificate is written. */
        public enum Format {
            /** X.509. */
            X509("00"),
            /** EMV. */
            EMV("01");

            private final String code;

            Format(String code) {
                this.code = code;
            }
        }

        /** Checks the characters. */
        public Certificate {
            requirePrintable(text);
        }

        @Override
        public String id() {
            return "CT";
        }

        @Override
        public String data() {
            return format.code + text;
        }
    }

    /**
     * The certificate of a public key and those above it (CT).
     *
     * @param certificates the key's own first
     */
    record CertificateChain(List<Certificate> certificates) implements OptionalBlock {
        /** Copies the list. */
        public CertificateChain {
            certificates = Collections.unmodifiableList(new ArrayList<>(certificates));
        }

        @Override
        public String id() {
            return "CT";
        }

        @Override
        public String data() {
            StringBuilder text = new StringBuilder("02");
            for (Certificate certificate : certificates) {
                text.append(certificate.format().code)
                        .append(Characters.hex(certificate.text().length(), 4))
                        .append(certificate.text());
            }
            return text.toString();
        }
    }

    /**
     * Which keys may be derived (DA).
     *
     * @param derivations one or more
     */
    record DerivationsAllowed(List<Derivation> derivations) implements OptionalBlock {
        /**
         * What a derived key may be.
         *
         * @param usage what it is for
         * @param algorithm what kind it is
         * @param mode which operations
         * @param exportability whether it may leave
         */
        public record Derivation(
                KeyUsage usage, WrappedAlgorithm algorithm, ModeOfUse mode, Exportability exportability) {}

        /** Copies the list. */
        public DerivationsAllowed {
            derivations = Collections.unmodifiableList(new ArrayList<>(derivations));
        }

        @Override
        public String id() {
            return "DA";
        }

        @Override
        public String data() {
            StringBuilder text = new StringBuilder("01");
            for (Derivation derivation : derivations) {
                text.append(derivation.usage())
                        .append(derivation.algorithm())
                        .append(derivation.mode())
                        .append(derivation.exportability());
            }
            return text.toString();
        }
    }

    /**
     * Which hash an HMAC key is for (HM).
     *
     * @param hash the hash function
     */
    record HmacHash(Hash hash) implements OptionalBlock {
        /** The hash function. */
        public enum Hash {
            /** SHA-1. */
            SHA_1(0x10),
            /** SHA-224. */
            SHA_224(0x20),
            /** SHA-256. */
            SHA_256(0x21),
            /** SHA-384. */
            SHA_384(0x22),
            /** SHA-512. */
            SHA_512(0x23),
            /** SHA-512/224. */
            SHA_512_224(0x24),
            /** SHA-512/256. */
            SHA_512_256(0x25),
            /** SHA3-224. */
            SHA3_224(0x30),
            /** SHA3-256. */
            SHA3_256(0x31),
            /** SHA3-384. */
            SHA3_384(0x32),
            /** SHA3-512. */
            SHA3_512(0x33),
            /** SHAKE128. */
            SHAKE128(0x40),
            /** SHAKE256. */
            SHAKE256(0x41);

            private final String code;

            Hash(int code) {
                this.code = Characters.hex(code, 2);
            }
        }

        @Override
        public String id() {
            return "HM";
        }

        @Override
        public String data() {
            return hash.code;
        }
    }

    /**
     * Which initial key of AES DUKPT it is (IK).
     *
     * @param value 8 bytes
     */
    record InitialKeyId(Bytes value) implements OptionalBlock {
        /** Checks the length. */
        public InitialKeyId {
            requireLength(value, 8, 8);
        }

        @Override
        public String id() {
            return "IK";
        }

        @Override
        public String data() {
            return value.toHex();
        }
    }

    /**
     * The check value of the wrapped key (KC). A reader compares it.
     *
     * @param value 3 bytes in the legacy way or 3 to 5 by CMAC
     */
    record WrappedKeyCheck(KeyCheckValue value) implements OptionalBlock {
        /** Checks the length. */
        public WrappedKeyCheck {
            requireCheckValue(value);
        }

        /**
         * Of a key.
         *
         * @param key the key that will be wrapped
         * @return 3 bytes in the legacy way for triple DES, 5 by CMAC for AES
         */
        public static WrappedKeyCheck of(SymmetricKey key) {
            return new WrappedKeyCheck(checkValue(key));
        }

        @Override
        public String id() {
            return "KC";
        }

        @Override
        public String data() {
            return text(value);
        }
    }

    /**
     * The check value of the protection key (KP). A reader compares it.
     *
     * @param value 3 bytes in the legacy way or 3 to 5 by CMAC
     */
    record ProtectionKeyCheck(KeyCheckValue value) implements OptionalBlock {
        /** Checks the length. */
        public ProtectionKeyCheck {
            requireCheckValue(value);
        }

        /**
         * Of a protection key.
         *
         * @param key the key that will protect the block
         * @return 3 bytes in the legacy way for triple DES, 5 by CMAC for AES
         */
        public static ProtectionKeyCheck of(KeyBlockProtectionKey key) {
            return new ProtectionKeyCheck(checkValue(key.symmetricKey()));
        }

        @Override
        public String id() {
            return "KP";
        }

        @Override
        public String data() {
            return text(value);
        }
    }

    /**
     * The check value of the protection key that this key was exported under (PK).
     *
     * @param value 3 bytes in the legacy way or 3 to 5 by CMAC
     */
    record ExportProtectionKeyCheck(KeyCheckValue value) implements OptionalBlock {
        /** Checks the length. */
        public ExportProtectionKeyCheck {
            requireCheckValue(value);
        }

        @Override
        public String id() {
            return "PK";
        }

        @Override
        public String data() {
            return text(value);
        }
    }

    /**
     * Which initial key of triple DES DUKPT it is (KS).
     *
     * @param value 10 bytes; 8 in older blocks
     */
    record InitialKeySerialNumber(Bytes value) implements OptionalBlock {
        /** Checks the length. */
        public InitialKeySerialNumber {
            if (value.length() != 8 && value.length() != 10) {
                throw new IllegalArgumentException("there should be 8 or 10 bytes, not " + value.length());
            }
        }

        @Override
        public String id() {
            return "KS";
        }

        @Override
        public String data() {
            return value.toHex();
        }
    }

    /**
     * Under which rules the fields of the header are to be read (KV), no longer used.
     *
     * @param text 4 characters
     */
    record KeyBlockValues(String text) implements OptionalBlock {
        /** Checks the characters. */
        public KeyBlockValues {
            Characters.requireAlphanumeric(text, 4);
        }

        @Override
        public String id() {
            return "KV";
        }

        @Override
        public String data() {
            return text;
        }
    }

    /**
     * A name that somebody gave the key (LB).
     *
     * @param text printable characters
     */
    record Label(String text) implements OptionalBlock {
        /** Checks the characters. */
        public Label {
            requirePrintable(text);
        }

        @Override
        public String id() {
            return "LB";
        }

        @Override
        public String data() {
            return text;
        }
    }

    /**
     * Filling (PB). A writer makes its own.
     *
     * @param text printable characters without meaning
     */
    record Padding(String text) implements OptionalBlock {
        static final String ID = "PB";

        /** Checks the characters. */
        public Padding {
            requirePrintable(text);
        }

        @Override
        public String id() {
            return ID;
        }

        @Override
        public String data() {
            return text;
        }
    }

    /**
     * When the key was made (TC).
     *
     * @param text ISO 8601 in universal time: {@code 20200818221218Z}, {@code 2020-08-18T22:12:18Z}, or with hundredths
     */
    record TimeOfCreation(String text) implements OptionalBlock {
        /** Checks the form. */
        public TimeOfCreation {
            requireTime(text);
        }

        @Override
        public String id() {
            return "TC";
        }

        @Override
        public String data() {
            return text;
        }
    }

    /**
     * When the block was made (TS).
     *
     * @param text ISO 8601 in universal time, as in {@link TimeOfCreation}
     */
    record TimeStamp(String text) implements OptionalBlock {
        /** Checks the form. */
        public TimeStamp {
            requireTime(text);
        }

        @Override
        public String id() {
            return "TS";
        }

        @Override
        public String data() {
            return text;
        }
    }

    /**
     * Whether the key was ever wrapped under a weaker one (WP).
     *
     * @param pedigree 0 never, 1 under a weaker key, 2 under an asymmetric key that a quantum computer may break, 3 both
     */
    record WrappingPedigree(int pedigree) implements OptionalBlock {
        /** Checks the number. */
        public WrappingPedigree {
            if (pedigree < 0 || pedigree > 3) {
                throw new IllegalArgumentException("a wrapping pedigree is 0 to 3");
            }
        }

        @Override
        public String id() {
            return "WP";
        }

        @Override
        public String data() {
            return "00" + pedigree;
        }
    }

    /**
     * Any other block: flags (FL), a manufacturer's, or one whose content a reader was told to let pass.
     *
     * @param id two characters
     * @param data printable characters
     */
    record Other(String id, String data) implements OptionalBlock {
        private static final Set<String> NAMED = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
                "AL", "BI", "CT", "DA", "FL", "HM", "IK", "KC", "KP", "KS", "KV", "LB", "PB", "PK", "TC", "TS", "WP")));

        /** Checks the characters. */
        public Other {
            Characters.requireAlphanumeric(id, 2);
            requirePrintable(data);
        }

        static boolean isNamed(String id) {
            return NAMED.contains(id);
        }
    }

    /**
     * Reads the content of a block.
     *
     * @param id two characters
     * @param data printable characters
     * @return the block by its type, or {@link Other} for an identifier without one
     * @throws CryptoException if the content is not as the identifier demands
     */
    static OptionalBlock parse(String id, String data) throws CryptoException {
        try {
            return switch (id) {
                case "AL" -> new AsymmetricKeyLife(choice(data, "0100", "0101") == 1);
                case "BI" -> new BdkId(hex(choice(data.substring(0, 2), "00", "01") == 0 ? 5 : 4, data));
                case "CT" -> certificates(data);
                case "DA" -> derivations(data);
                case "HM" -> hash(data);
                case "IK" -> new InitialKeyId(hex(data));
                case "KC" -> new WrappedKeyCheck(checkValue(data));
                case "KP" -> new ProtectionKeyCheck(checkValue(data));
                case "PK" -> new ExportProtectionKeyCheck(checkValue(data));
                case "KS" -> new InitialKeySerialNumber(hex(data));
                case "KV" -> new KeyBlockValues(data);
                case "LB" -> new Label(data);
                case Padding.ID -> new Padding(data);
                case "TC" -> new TimeOfCreation(data);
                case "TS" -> new TimeStamp(data);
                case "WP" -> new WrappingPedigree(choice(data, "000", "001", "002", "003"));
                default -> new Other(id, data);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the content of an optional block is not as its identifier demands");
        }
    }

    private static int choice(String data, String... choices) {
        int index = Arrays.asList(choices).indexOf(data);
        if (index < 0) {
            throw new IllegalArgumentException("no such value");
        }
        return index;
    }

    private static Bytes hex(String data) {
        if (!Characters.isHex(data)) {
            throw new IllegalArgumentException("no hexadecimal number");
        }
        return Bytes.fromHex(data);
    }

    private static Bytes hex(int length, String data) {
        Bytes value = hex(data.substring(2));
        requireLength(value, length, length);
        return value;
    }

    private static OptionalBlock hash(String data) {
        for (HmacHash.Hash hash : HmacHash.Hash.values()) {
            if (hash.code.equals(data)) {
                return new HmacHash(hash);
            }
        }
        throw new IllegalArgumentException("no such hash");
    }

    private static OptionalBlock certificates(String data) {
        if (!data.startsWith("02")) {
            return new Certificate(format(data.substring(0, 2)), data.substring(2));
        }
        List<Certificate> chain = new ArrayList<>();
        for (int at = 2; at < data.length(); ) {
            String length = data.substring(at + 2, at + 6);
            requireHex(length);
            int end = at + 6 + Integer.parseInt(length, 16);
            chain.add(new Certificate(format(data.substring(at, at + 2)), data.substring(at + 6, end)));
            at = end;
        }
        return new CertificateChain(chain);
    }

    private static Certificate.Format format(String code) {
        return choice(code, "00", "01") == 0 ? Certificate.Format.X509 : Certificate.Format.EMV;
    }

    private static OptionalBlock derivations(String data) {
        choice(data.substring(0, 2), "01");
        if ((data.length() - 2) % 5 != 0) {
            throw new IllegalArgumentException("a part of a derivation");
        }
        List<DerivationsAllowed.Derivation> derivations = new ArrayList<>();
        for (int at = 2; at < data.length(); at += 5) {
            derivations.add(new DerivationsAllowed.Derivation(
                    new KeyUsage(data.substring(at, at + 2)),
                    new WrappedAlgorithm(data.substring(at + 2, at + 3)),
                    new ModeOfUse(data.substring(at + 3, at + 4)),
                    new Exportability(data.substring(at + 4, at + 5))));
        }
        return new DerivationsAllowed(derivations);
    }

    private static KeyCheckValue checkValue(String data) {
        Bytes value = hex(data.substring(2));
        return choice(data.substring(0, 2), "00", "01") == 0 ? KeyCheckValue.legacy(value) : KeyCheckValue.cmac(value);
    }

    private static KeyCheckValue checkValue(SymmetricKey key) {
        return key.algorithm() == KeyAlgorithm.AES
                ? key.keyCheckValue(KeyCheckValue.Method.CMAC, 5)
                : key.keyCheckValue(KeyCheckValue.Method.LEGACY, 3);
    }

    private static String text(KeyCheckValue value) {
        return (value.method() == KeyCheckValue.Method.LEGACY ? "00" : "01")
                + value.value().toHex();
    }

    private static void requireCheckValue(KeyCheckValue value) {
        requireLength(value.value(), 3, value.method() == KeyCheckValue.Method.LEGACY ? 3 : 5);
    }

    private static void requireLength(Bytes value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw new IllegalArgumentException(
                    "there should be " + least + " to " + most + " bytes, not " + value.length());
        }
    }

    private static void requireHex(String text) {
        if (!Characters.isHex(text)) {
            throw new IllegalArgumentException("no hexadecimal number");
        }
    }

    private static void requirePrintable(String text) {
        if (!Characters.isPrintable(text)) {
            throw new IllegalArgumentException("a character cannot be printed");
        }
    }

    private static void requireTime(String text) {
        String form = digitsAsZeros(text);
        choice(form, "00000000000000Z", "0000000000000000Z", "0000-00-00T00:00:00Z", "0000-00-00T00:00:00.00Z");
    }

    private static String digitsAsZeros(String text) {
        StringBuilder form = new StringBuilder(text);
        for (int i = 0; i < form.length(); i++) {
            if (form.charAt(i) >= '0' && form.charAt(i) <= '9') {
                form.setCharAt(i, '0');
            }
        }
        return form.toString();
    }
}

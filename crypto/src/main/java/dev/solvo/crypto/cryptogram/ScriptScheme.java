package dev.solvo.crypto.cryptogram;

/**
 * The rules by which a payment system protects issuer scripts (EMV 4.4 Book 2, 9).
 *
 * @param keys where the session keys come from
 * @param macInput what is authenticated beside the command
 * @param encipherment how data are enciphered
 * @param pinBlock in which block a new PIN travels
 */
public record ScriptScheme(SessionKeys keys, MacInput macInput, Encipherment encipherment, PinChangeBlock pinBlock) {
    /** Where the session keys of scripts come from. */
    public enum SessionKeys {
        /** The transaction counter, by Visa's scheme. */
        VISA_COUNTER,
        /** The application cryptogram, by the EMV common scheme; the same keys for all commands. */
        EMV_COMMON,
        /**
         * The application cryptogram by the EMV common scheme, counted up by one for each further command.
         *
         * <p>NOTE: printed values cover the first command only; the counting is M/Chip's as generally described.
         */
        EMV_COMMON_COUNTED
    }

    /** What the MAC of a command covers beside header and data. */
    public enum MacInput {
        /** Nothing. */
        COMMAND,
        /** Transaction counter and application cryptogram, between header and data. */
        COUNTER_AND_CRYPTOGRAM,
        /**
         * Before the header, the application cryptogram for the first command and the preceding MAC for each further
         * one (EMV 4.4 Book 2, 9.2.3.1).
         *
         * <p>NOTE: no printed value was at hand for chaining.
         */
        CHAINED
    }

    /** How data are enciphered. */
    public enum Encipherment {
        /** A length byte before the data, padding method 2, block by block (ECB). */
        VISA,
        /**
         * Padding method 2 where the data are no whole blocks, none where they are; chained (CBC).
         *
         * <p>NOTE: printed values have one block, where CBC and ECB agree.
         */
        MASTERCARD,
        /** Padding method 2, chained (CBC); EMV's own. */
        COMMON
    }

    /** In which block a new PIN travels. */
    public enum PinChangeBlock {
        /** Visa's block, bound to the card's key. */
        VIS,
        /** ISO 9564-1 format 2. */
        ISO_FORMAT_2
    }

    /** Visa, cryptogram versions 10 and 18. */
    public static final ScriptScheme VISA = new ScriptScheme(
            SessionKeys.VISA_COUNTER, MacInput.COUNTER_AND_CRYPTOGRAM, Encipherment.VISA, PinChangeBlock.VIS);

    /** Visa, cryptogram version 22. */
    public static final ScriptScheme VISA_COMMON = new ScriptScheme(
            SessionKeys.EMV_COMMON, MacInput.COUNTER_AND_CRYPTOGRAM, Encipherment.VISA, PinChangeBlock.ISO_FORMAT_2);

    /** Mastercard M/Chip. */
    public static final ScriptScheme MASTERCARD = new ScriptScheme(
            SessionKeys.EMV_COMMON_COUNTED,
            MacInput.COUNTER_AND_CRYPTOGRAM,
            Encipherment.MASTERCARD,
            PinChangeBlock.ISO_FORMAT_2);

    /** EMV's common core definitions. */
    public static final ScriptScheme COMMON_CORE = new ScriptScheme(
            SessionKeys.EMV_COMMON, MacInput.CHAINED, Encipherment.COMMON, PinChangeBlock.ISO_FORMAT_2);
}

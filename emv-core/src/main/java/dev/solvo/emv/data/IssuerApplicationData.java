package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import java.util.OptionalInt;

/**
 * Issuer Application Data, tag 9F10: what the card tells its issuer. EMV leaves the content to payment systems (EMV 4.4
 * Book 3, Annex C7 for the Common Core Definitions); the usual forms are recognised, everything else is kept as it is.
 * Immutable.
 */
public final class IssuerApplicationData {
    private static final int MAX_LENGTH = 32;

    private final Form form;
    private final Bytes bytes;

    private IssuerApplicationData(Form form, Bytes bytes) {
        this.form = form;
        this.bytes = bytes;
    }

    /** How the content is laid out. Bytes count from 0. */
    public enum Form {
        /** Visa: 06, key index, cryptogram version, card verification results of 4 bytes from their length 03 on. */
        VISA(1, 2, 3, 4),
        /** Visa in 32 bytes: 1F, cryptogram version 22 (hexadecimal), key index, card verification results of 5 bytes. */
        VISA_LONG(2, 1, 3, 5),
        /** UnionPay: as Visa, one byte longer for the algorithm. */
        UNIONPAY(1, 2, 3, 4),
        /** M/Chip: key index, cryptogram version, card verification results of 6 bytes, counters. */
        M_CHIP(0, 1, 2, 6),
        /** Common Core Definitions: 0F, common core identifier, key index, card verification results of 5 bytes. */
        COMMON_CORE_DEFINITIONS(2, 1, 3, 5),
        /** Any other. */
        OPAQUE(-1, -1, -1, 0);

        private final int derivationKeyIndexAt;
        private final int cryptogramVersionAt;
        private final int resultsAt;
        private final int resultsLength;

        Form(int derivationKeyIndexAt, int cryptogramVersionAt, int resultsAt, int resultsLength) {
            this.derivationKeyIndexAt = derivationKeyIndexAt;
            this.cryptogramVersionAt = cryptogramVersionAt;
            this.resultsAt = resultsAt;
            this.resultsLength = resultsLength;
        }
    }

    /**
     * Reads the value field: {@code 06010A03A4B000} is Visa's form, key index 1, cryptogram version 10.
     *
     * @param bytes 1 to 32 bytes
     * @return the data
     * @throws EmvDataException if the length is another
     */
    public static IssuerApplicationData parse(Bytes bytes) throws EmvDataException {
        if (bytes.isEmpty() || bytes.length() > MAX_LENGTH) {
            throw EmvDataException.length(EmvTag.ISSUER_APPLICATION_DATA, bytes.length(), "1 to 32");
        }
        return new IssuerApplicationData(formOf(bytes), bytes);
    }

    // NOTE: nothing in the element names its form. We go by length and by the length bytes inside; a form that only
    // looks
    // like another can be mistaken, which harms nothing but the text.
    private static Form formOf(Bytes bytes) {
        int length = bytes.length();
        int first = bytes.unsigned(0);
        if (length == MAX_LENGTH && first == 0x0F && bytes.unsigned(16) == 0x0F) {
            return Form.COMMON_CORE_DEFINITIONS;
        }
        // Others with 1F, as phones send them, are known by their length and the kind of the cryptogram only.
        if (length == MAX_LENGTH && first == MAX_LENGTH - 1 && bytes.unsigned(1) == 0x22) {
            return Form.VISA_LONG;
        }
        if (length >= 7 && first == 0x06 && bytes.unsigned(3) == 0x03) {
            return Form.VISA;
        }
        if (length >= 8 && first == 0x07 && bytes.unsigned(3) == 0x03) {
            return Form.UNIONPAY;
        }
        if (length == 18 || length == 20 || length == 26 || length == 28) {
            return Form.M_CHIP;
        }
        return Form.OPAQUE;
    }

    /**
     * The form that was recognised.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * The value field.
     *
     * @return 1 to 32 bytes
     */
    public Bytes toBytes() {
        return bytes;
    }

    /**
     * Which of the issuer's master keys the card's key comes from.
     *
     * @return 0 to 255, or nothing in an unknown form
     */
    public OptionalInt derivationKeyIndex() {
        return at(form.derivationKeyIndexAt);
    }

    /**
     * How the cryptogram is computed: the cryptogram version number, or the common core identifier.
     *
     * @return 0 to 255, 10 for Visa's CVN 10, 18 for CVN 18 and 34 (hexadecimal 22) for CVN 22, or nothing in an
     *     unknown form
     */
    public OptionalInt cryptogramVersion() {
        return at(form.cryptogramVersionAt);
    }

    private OptionalInt at(int index) {
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(bytes.unsigned(index));
    }

    /**
     * The card's own account of the transaction.
     *
     * @return 4, 5 or 6 bytes by form; none in an unknown form
     */
    public Bytes cardVerificationResults() {
        return form == Form.OPAQUE ? Bytes.EMPTY : bytes.slice(form.resultsAt, form.resultsAt + form.resultsLength);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IssuerApplicationData that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The form, key index and cryptogram version. */
    @Override
    public String toString() {
        return form == Form.OPAQUE
                ? bytes + " in an unknown form"
                : form + ", derivation key index " + bytes.unsigned(form.derivationKeyIndexAt) + ", cryptogram version "
                        + bytes.unsigned(form.cryptogramVersionAt);
    }
}

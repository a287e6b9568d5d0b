package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.function.ToIntFunction;

/**
 * Error Indication, tag DF8115: what went wrong at which level. 6 bytes. Kernel 8 has the same layout under 9F8204 and
 * further codes of level 2.
 *
 * @param level1 errors of the connection with the card
 * @param level2 errors of the application
 * @param level3 errors of the terminal's side
 * @param statusWord the status word of the card's last answer where it is the reason, else 0
 * @param messageIdentifier the identifier of the message that the cardholder sees; FF where there is none
 */
public record ErrorIndication(Level1 level1, Level2 level2, Level3 level3, int statusWord, int messageIdentifier) {
    /** No error. */
    public static final ErrorIndication NONE = new ErrorIndication(Level1.OK, Level2.OK, Level3.OK, 0, 0xFF);

    private static final int LENGTH = 6;

    /** Errors of the connection. */
    public enum Level1 {
        /** 00. */
        OK(0x00),
        /** 01: the card did not answer in time. */
        TIME_OUT_ERROR(0x01),
        /** 02: the answer was damaged. */
        TRANSMISSION_ERROR(0x02),
        /** 03: the protocol was violated. */
        PROTOCOL_ERROR(0x03);

        private final int code;

        Level1(int code) {
            this.code = code;
        }

        /**
         * The code on the wire.
         *
         * @return the value of the byte
         */
        public int code() {
            return code;
        }
    }

    /** Errors of the application. */
    public enum Level2 {
        /** 00. */
        OK(0x00),
        /** 01: mandatory data of the card are missing. */
        CARD_DATA_MISSING(0x01),
        /** 02: the card's signature is wrong. */
        CAM_FAILED(0x02),
        /** 03: a status word that ends the transaction. */
        STATUS_BYTES(0x03),
        /** 04: data that do not parse. */
        PARSING_ERROR(0x04),
        /** 05: the amount exceeds the reader's limit. */
        MAX_LIMIT_EXCEEDED(0x05),
        /** 06: data of the card contradict each other or the request. */
        CARD_DATA_ERROR(0x06),
        /** 07: the card works in mag-stripe mode only, the terminal not at all in it. */
        MAGSTRIPE_NOT_SUPPORTED(0x07),
        /** 08: no PPSE. */
        NO_PPSE(0x08),
        /** 09: a faulty PPSE. */
        PPSE_FAULT(0x09),
        /** 0A: no application in common. */
        EMPTY_CANDIDATE_LIST(0x0A),
        /** 0B: data storage could not be read. */
        IDS_READ_ERROR(0x0B),
        /** 0C: data storage could not be written. */
        IDS_WRITE_ERROR(0x0C),
        /** 0D: data for data storage are inconsistent. */
        IDS_DATA_ERROR(0x0D),
        /** 0E: the card's cryptogram is not the one that data storage needs. */
        IDS_NO_MATCHING_AC(0x0E),
        /** 0F: data of the terminal are missing or wrong. */
        TERMINAL_DATA_ERROR(0x0F),
        /** 10, kernel 8 only: what the card enciphered cannot be deciphered. */
        DECRYPTION_FAILED(0x10),
        /** 11: reserved. */
        RESERVED_11(0x11),
        /** 12, kernel 8 only: there is no place for the MAC in the issuer's data. */
        IAD_MAC_OFFSET(0x12),
        /** 13, kernel 8 only: the card's MAC is wrong. */
        EDA_MAC_FAILED(0x13);

        private final int code;

        Level2(int code) {
            this.code = code;
        }

        /**
         * The code on the wire.
         *
         * @return the value of the byte
         */
        public int code() {
            return code;
        }
    }

    /** Errors of the terminal's side. */
    public enum Level3 {
        /** 00. */
        OK(0x00),
        /** 01: the terminal did not answer in time. */
        TIME_OUT(0x01),
        /** 02: the terminal stopped the transaction. */
        STOP(0x02),
        /** 03: there is no amount. */
        AMOUNT_NOT_PRESENT(0x03);

        private final int code;

        Level3(int code) {
            this.code = code;
        }

        /**
         * The code on the wire.
         *
         * @return the value of the byte
         */
        public int code() {
            return code;
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the status word does not fit two bytes or the identifier one
     */
    public ErrorIndication {
        if ((statusWord & ~0xFFFF) != 0 || (messageIdentifier & ~0xFF) != 0) {
            throw new IllegalArgumentException("a status word has two bytes, a message identifier one");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 6 bytes
     * @return the element
     * @throws EmvDataException if the length is another or a level has a code without meaning
     */
    public static ErrorIndication parse(Bytes bytes) throws EmvDataException {
        ElementLength.require(Kernel2Tag.ERROR_INDICATION, bytes, LENGTH);
        return new ErrorIndication(
                of(Level1.values(), Level1::code, bytes, 0),
                of(Level2.values(), Level2::code, bytes, 1),
                of(Level3.values(), Level3::code, bytes, 2),
                (int) bytes.slice(3, 5).toUnsignedLong(),
                bytes.unsigned(5));
    }

    private static <E> E of(E[] errors, ToIntFunction<E> code, Bytes bytes, int at) throws EmvDataException {
        for (E error : errors) {
            if (code.applyAsInt(error) == bytes.unsigned(at)) {
                return error;
            }
        }
        throw new EmvDataException(
                EmvDataException.Reason.FORMAT, Kernel2Tag.ERROR_INDICATION, at, "a code without meaning");
    }

    /**
     * The value field.
     *
     * @return 6 bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(
                level1.code(), level2.code(), level3.code(), statusWord >> 8, statusWord & 0xFF, messageIdentifier);
    }
}

package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What the reader shows and signals. EMV Book A, user interface request. Immutable.
 *
 * @param message which message; nothing where the display stays as it is
 * @param status what lights and sounds say
 * @param holdTimeTenths how long the message stays at least, in units of 100 ms, 0 for no minimum
 * @param languagePreference tag 5F2D as the card gave it, 2 to 8 bytes, or empty where the terminal's language counts
 * @param value an amount to be shown beside the message, with its currency
 * @param valueQualifier what that amount is
 */
public record UserInterfaceRequest(
        Optional<ContactlessMessage> message,
        Status status,
        int holdTimeTenths,
        Bytes languagePreference,
        Optional<Money> value,
        ValueQualifier valueQualifier) {
    /** What lights and sounds say. */
    public enum Status {
        /** Not ready. */
        NOT_READY(0x00),
        /** Idle. */
        IDLE(0x01),
        /** Ready to read a card. */
        READY_TO_READ(0x02),
        /** Processing; the card stays in the field. */
        PROCESSING(0x03),
        /** The card was read and may be taken away. */
        CARD_READ_SUCCESSFULLY(0x04),
        /** Processing error. */
        PROCESSING_ERROR(0x05),
        /** Nothing is said. */
        NOT_APPLICABLE(0xFF);

        private final int code;

        Status(int code) {
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

    /** What an amount beside the message is. */
    public enum ValueQualifier {
        /** There is no amount. */
        NONE,
        /** The transaction's amount. */
        AMOUNT,
        /** What the card has left to spend. */
        BALANCE
    }

    /**
     * Checks that amount and qualifier go together.
     *
     * @throws IllegalArgumentException if one is there without the other, or the hold time is negative
     */
    public UserInterfaceRequest {
        if (value.isPresent() == (valueQualifier == ValueQualifier.NONE)) {
            throw new IllegalArgumentException("an amount and its meaning come together");
        }
        if (holdTimeTenths < 0) {
            throw new IllegalArgumentException("a negative hold time");
        }
    }

    /**
     * A message and a status.
     *
     * @param message which message
     * @param status what lights and sounds say
     * @return the request, without hold time, language and amount
     */
    public static UserInterfaceRequest of(ContactlessMessage message, Status status) {
        return new UserInterfaceRequest(
                Optional.of(message), status, 0, Bytes.EMPTY, Optional.empty(), ValueQualifier.NONE);
    }

    /**
     * The same request with a hold time.
     *
     * @param tenths units of 100 ms
     * @return the request
     */
    public UserInterfaceRequest heldFor(int tenths) {
        return new UserInterfaceRequest(message, status, tenths, languagePreference, value, valueQualifier);
    }

    /**
     * The same request in the cardholder's languages.
     *
     * @param preference tag 5F2D
     * @return the request
     */
    public UserInterfaceRequest inLanguage(Bytes preference) {
        return new UserInterfaceRequest(message, status, holdTimeTenths, preference, value, valueQualifier);
    }

    /**
     * The same request with an amount beside it.
     *
     * @param qualifier what the amount is
     * @param amount how much
     * @return the request
     */
    public UserInterfaceRequest showing(ValueQualifier qualifier, Money amount) {
        return new UserInterfaceRequest(
                message, status, holdTimeTenths, languagePreference, Optional.of(amount), qualifier);
    }
}

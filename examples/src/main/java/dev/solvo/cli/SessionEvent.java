package dev.solvo.cli;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;
import java.util.Optional;

/** One answer that the kernel was given in a recorded session. */
sealed interface SessionEvent {
    /** The instruction byte of VERIFY. */
    int VERIFY = 0x20;

    /** Bytes before the body of a command of short length. */
    int HEADER_AND_LC = 5;

    /** Bytes before the body of a command of extended length. */
    int HEADER_AND_EXTENDED_LC = 7;

    /** An exchange with the card, whether it answered or not. The body of VERIFY is all zeros. */
    sealed interface Exchange extends SessionEvent {
        Bytes command();
    }

    /**
     * The card answered.
     *
     * @param intact whether command and response are those that were recorded
     */
    record Answered(Bytes command, ResponseApdu response, long elapsedNanos, boolean intact) implements Exchange {}

    /** The card did not answer. */
    record NotAnswered(Bytes command, CardTransportException.Kind kind) implements Exchange {}

    /** The cardholder chose a candidate; {@link #NOTHING} for none. */
    record Chosen(int index) implements SessionEvent {
        static final int NOTHING = -1;
    }

    /** What the PIN pad answered, without what was entered. */
    sealed interface PinAnswer extends SessionEvent {
        /** A body of VERIFY of this length, in bytes. */
        record VerifyData(int length) implements PinAnswer {}

        /** The PIN pad sent VERIFY itself. */
        record Verified(StatusWord statusWord) implements PinAnswer {}

        /** The PIN pad sent VERIFY itself, and no answer came. */
        record CardFailed(CardTransportException.Kind kind) implements PinAnswer {}

        /** An answer that is only its kind. */
        enum Plain implements PinAnswer {
            CAPTURED,
            BYPASSED,
            CANCELLED,
            TIMED_OUT,
            PIN_PAD_FAILED
        }
    }

    /** What a biometric device answered, without what it captured. */
    sealed interface BiometricAnswer extends SessionEvent {
        /** A command for the card; the body of VERIFY is all zeros. */
        record Sent(Bytes command) implements BiometricAnswer {}

        /** The last answer. */
        record Given(VerifyBiometric.Answer answer) implements BiometricAnswer {}
    }

    /** What the attendant keyed in after calling the issuer. */
    record Referred(boolean approved) implements SessionEvent {}

    /** What came of asking the issuer. */
    record Authorised(Acquirer.Answer answer) implements SessionEvent {}

    /** The amount of earlier sales, in minor units. */
    record EarlierSales(long amountMinor) implements SessionEvent {}

    /** What the exception file said. */
    record ExceptionFile(LookUpExceptionFile.Answer answer) implements SessionEvent {}

    /** What came of waiting for a card at a contactless reader. */
    record Waited(PresentCard.Answer answer) implements SessionEvent {}

    /** What the log of torn transactions held of the card. */
    record TornTransaction(Optional<Bytes> content) implements SessionEvent {}

    /** What the terminal supplied to a contactless card that asked for it. */
    record Supplied(Map<Tag, Bytes> data) implements SessionEvent {
        public Supplied {
            data = Map.copyOf(data);
        }
    }

    /**
     * The command with zeros in place of what the cardholder entered or showed: of VERIFY only the header and the body's
     * length may be kept.
     *
     * @param command what the kernel sends
     * @return what may be stored and compared
     */
    static Bytes withoutSecret(CommandApdu command) {
        Bytes bytes = command.toBytes();
        if (command.ins() != VERIFY || command.data().isEmpty()) {
            return bytes;
        }
        int length = command.data().length();
        int body = command.extended() ? HEADER_AND_EXTENDED_LC : HEADER_AND_LC;
        return bytes.slice(0, body).plus(Bytes.repeat(0, length)).plus(bytes.slice(body + length));
    }
}

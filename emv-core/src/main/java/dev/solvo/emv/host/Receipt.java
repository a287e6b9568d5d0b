package dev.solvo.emv.host;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What a receipt says. EMV 4.4 Book 4, 11.4. Immutable; layout and language are the terminal's.
 *
 * @param disposition how the transaction ended, in the words of the receipt's kind
 * @param transaction type, amount and cashback
 * @param applicationIdentifier the application's name on the card, tag 84, 5 to 16 bytes
 * @param applicationName the preferred name or the label, as the cardholder saw it
 * @param truncatedPan the card's number, all digits but the last four replaced by {@code *}
 * @param at date and time at the terminal, tags 9A and 9F21
 * @param terminalIdentification tag 9F1C
 * @param merchantIdentifier tag 9F16
 * @param merchantNameAndLocation tag 9F4E
 * @param sequenceCounter tag 9F41
 * @param authorisationCode tag 89
 * @param authorisationResponseCode tag 8A
 * @param cryptogram the last one, 8 bytes; optional on a receipt
 * @param signatureLine whether the cardholder is to sign
 */
public record Receipt(
        Disposition disposition,
        TransactionRequest transaction,
        Optional<Bytes> applicationIdentifier,
        Optional<String> applicationName,
        Optional<String> truncatedPan,
        Optional<LocalDateTime> at,
        Optional<String> terminalIdentification,
        Optional<String> merchantIdentifier,
        Optional<String> merchantNameAndLocation,
        Optional<Long> sequenceCounter,
        Optional<String> authorisationCode,
        Optional<String> authorisationResponseCode,
        Optional<Bytes> cryptogram,
        boolean signatureLine) {
    private static final int DIGITS_SHOWN = 4;

    /** How the transaction ended. */
    public enum Disposition {
        /** Approved. */
        APPROVED,
        /** Declined. */
        DECLINED,
        /** A refund that was accepted. */
        REFUND_ACCEPTED,
        /** Ended before a decision. */
        NOT_COMPLETED
    }

    /**
     * The receipt of a transaction.
     *
     * @param outcome how it ended
     * @return what the receipt says
     */
    public static Receipt of(Outcome outcome) {
        TransactionResult result = outcome.result();
        ChipData data = result.chipData();
        Disposition disposition = disposition(outcome);
        return new Receipt(
                disposition,
                result.request(),
                result.application().map(TransactionResult.Application::dfName),
                result.application().map(TransactionResult.Application::displayName),
                result.pan().map(Receipt::truncate),
                at(data),
                text(data, EmvTag.TERMINAL_IDENTIFICATION),
                text(data, EmvTag.MERCHANT_IDENTIFIER),
                text(data, EmvTag.MERCHANT_NAME_AND_LOCATION),
                number(data, EmvTag.TRANSACTION_SEQUENCE_COUNTER),
                text(data, EmvTag.AUTHORISATION_CODE),
                text(data, EmvTag.AUTHORISATION_RESPONSE_CODE),
                result.finalCryptogram().flatMap(TransactionResult.Cryptogram::value),
                disposition == Disposition.APPROVED && result.signatureRequired());
    }

    private static Disposition disposition(Outcome outcome) {
        if (outcome instanceof Outcome.Approved) {
            return Disposition.APPROVED;
        }
        if (outcome instanceof Outcome.RefundAccepted) {
            return Disposition.REFUND_ACCEPTED;
        }
        return outcome instanceof Outcome.Declined ? Disposition.DECLINED : Disposition.NOT_COMPLETED;
    }

    private static String truncate(Pan pan) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pan.length() - DIGITS_SHOWN; i++) {
            text.append('*');
        }
        return text.append(pan.digits(), pan.length() - DIGITS_SHOWN, pan.length())
                .toString();
    }

    private static Optional<LocalDateTime> at(ChipData data) {
        Optional<Bytes> date = data.get(EmvTag.TRANSACTION_DATE);
        Optional<Long> time = number(data, EmvTag.TRANSACTION_TIME);
        if (!date.isPresent() || !time.isPresent()) {
            return Optional.empty();
        }
        try {
            EmvDate day = EmvDate.parse(EmvTag.TRANSACTION_DATE, date.get());
            int clock = time.get().intValue();
            return Optional.of(LocalDateTime.of(
                    day.year(), day.month(), day.day(), clock / 10_000, clock / 100 % 100, clock % 100));
        } catch (EmvDataException broken) {
            throw new IllegalStateException("the terminal's own date", broken);
        }
    }

    private static Optional<Long> number(ChipData data, Tag tag) {
        Optional<Bytes> value = data.get(tag);
        if (!value.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(BcdNumber.parse(tag, value.get()));
        } catch (EmvDataException broken) {
            throw new IllegalStateException("the terminal's own number", broken);
        }
    }

    private static Optional<String> text(ChipData data, Tag tag) {
        return data.get(tag).map(value -> new String(value.toByteArray(), StandardCharsets.ISO_8859_1));
    }
}

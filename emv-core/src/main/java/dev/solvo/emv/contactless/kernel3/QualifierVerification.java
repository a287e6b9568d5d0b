package dev.solvo.emv.contactless.kernel3;

import dev.solvo.emv.contactless.kernel3.FastProfile.Verification;
import dev.solvo.emv.data.CardTransactionQualifiers;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** Chooses the cardholder verification method by the qualifiers of reader and card. EMV Book C-3, 5.7.1. */
final class QualifierVerification {
    /** Where the copy of the card's qualifiers stands in tag 9F69: after version and unpredictable number. */
    private static final int COPY_OFFSET = 5;

    private static final int COPY_END = 7;

    private QualifierVerification() {}

    /**
     * Decides.
     *
     * @param reader this transaction's copy of 9F66
     * @param card tag 9F6C, where the card sent it
     * @param relatedData tag 9F69, where the card sent it
     * @param approvedOffline whether the card gave a TC, not an ARQC
     */
    static Verification decide(
            TerminalTransactionQualifiers reader,
            Optional<CardTransactionQualifiers> card,
            Optional<Bytes> relatedData,
            boolean approvedOffline) {
        boolean required = reader.contains(TerminalTransactionQualifiers.Bit.CVM_REQUIRED);
        Verification chosen = card.isPresent()
                ? byCard(reader, card.get(), relatedData, approvedOffline)
                : required ? byReader(reader) : Verification.NO_CVM;
        return chosen == Verification.NO_CVM && required ? Verification.DECLINE : chosen;
    }

    /** 5.7.1.1: the reader wants verification, and the card says nothing. */
    private static Verification byReader(TerminalTransactionQualifiers reader) {
        if (reader.contains(TerminalTransactionQualifiers.Bit.SIGNATURE_SUPPORTED)) {
            return Verification.SIGNATURE;
        }
        // NOTE: what follows for a reader that supports the online PIN, but neither signature nor verification by the
        // cardholder's device, is not established. It is refused.
        return reader.contains(TerminalTransactionQualifiers.Bit.ONLINE_PIN_SUPPORTED)
                        && reader.contains(TerminalTransactionQualifiers.Bit.CONSUMER_DEVICE_CVM_SUPPORTED)
                ? Verification.ONLINE_PIN
                : Verification.DECLINE;
    }

    /** 5.7.1.2: the card says what it wants. */
    private static Verification byCard(
            TerminalTransactionQualifiers reader,
            CardTransactionQualifiers card,
            Optional<Bytes> relatedData,
            boolean approvedOffline) {
        if (card.contains(CardTransactionQualifiers.Bit.ONLINE_PIN_REQUIRED)
                && reader.contains(TerminalTransactionQualifiers.Bit.ONLINE_PIN_SUPPORTED)) {
            return Verification.ONLINE_PIN;
        }
        if (card.contains(CardTransactionQualifiers.Bit.CONSUMER_DEVICE_CVM_PERFORMED)) {
            boolean believed = relatedData.isPresent() ? isCopied(card, relatedData.get()) : !approvedOffline;
            return believed ? Verification.CONSUMER_DEVICE_CVM : Verification.DECLINE;
        }
        return card.contains(CardTransactionQualifiers.Bit.SIGNATURE_REQUIRED)
                        && reader.contains(TerminalTransactionQualifiers.Bit.SIGNATURE_SUPPORTED)
                ? Verification.SIGNATURE
                : Verification.NO_CVM;
    }

    private static boolean isCopied(CardTransactionQualifiers card, Bytes relatedData) {
        return relatedData.length() >= COPY_END
                && relatedData.slice(COPY_OFFSET, COPY_END).equals(card.toBytes());
    }
}

package dev.solvo.emv.host;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a terminal keeps of a transaction until it is cleared. EMV 4.4 Book 4, 12.1. Immutable; prints no card data.
 *
 * <p>The cryptogram and its data are those of the last GENERATE AC, TVR and TSI those of the end. Track data and PIN are
 * left out; the account number stands only in its own component.
 *
 * @param capture how the transaction came to be captured
 * @param transaction what was paid
 * @param pan the card's number
 * @param panSequenceNumber the card's sequence number, where it has one
 * @param cryptogram the last one: a TC, or the AAC of a refund or of a forced acceptance
 * @param chipData the elements of the list {@code generic|batch} that are known
 */
public record BatchRecord(
        Capture capture,
        TransactionRequest transaction,
        Pan pan,
        Optional<PanSequenceNumber> panSequenceNumber,
        TransactionResult.Cryptogram cryptogram,
        ChipData chipData) {
    private static final Field55Profile ELEMENTS = PublishedProfiles.read("generic", "batch");

    /** How a transaction came to be captured. */
    public enum Capture {
        /** Card and terminal approved between themselves. */
        APPROVED_OFFLINE,
        /** The issuer approved. */
        APPROVED_ONLINE,
        /** The issuer could not be asked, and the default action codes did not decline. */
        APPROVED_UNABLE_TO_GO_ONLINE,
        /** A refund, whose AAC is no decline. */
        REFUND,
        /** The attendant accepted what had been declined. EMV 4.4 Book 4, 6.5.4. */
        FORCED_ACCEPTANCE
    }

    /**
     * The record of a transaction.
     *
     * @param outcome how it ended
     * @return the record, or nothing where nothing is to be cleared: declined, terminated, or an inquiry
     */
    public static Optional<BatchRecord> of(Outcome outcome) {
        if (outcome.result().request().type().isInquiry()) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.RefundAccepted) {
            return Optional.of(record(Capture.REFUND, outcome.result()));
        }
        return outcome instanceof Outcome.Approved
                ? Optional.of(record(captureOf(outcome), outcome.result()))
                : Optional.empty();
    }

    /**
     * The record of a declined transaction that the attendant accepts nevertheless, at the merchant's risk. Response code,
     * TVR and cryptogram stay as they are: it is the AAC that is captured. EMV 4.4 Book 4, 6.5.4.
     *
     * @param declined the transaction; a reversal that its host state owes is owed still
     * @return the record
     * @throws IllegalArgumentException if the transaction is an inquiry, or declined without a cryptogram
     */
    public static BatchRecord forcedAcceptance(Outcome.Declined declined) {
        TransactionResult result = declined.result();
        if (result.request().type().isInquiry() || !result.finalCryptogram().isPresent()) {
            throw new IllegalArgumentException("nothing to accept in this transaction");
        }
        return record(Capture.FORCED_ACCEPTANCE, result);
    }

    private static Capture captureOf(Outcome approved) {
        if (approved.hostState() instanceof HostState.Confirmed) {
            return Capture.APPROVED_ONLINE;
        }
        Optional<Bytes> code = approved.result().authorisationResponseCode();
        boolean tried = code.isPresent() && code.get().equals(Bytes.ofUnsigned('Y', '3'));
        return tried ? Capture.APPROVED_UNABLE_TO_GO_ONLINE : Capture.APPROVED_OFFLINE;
    }

    private static BatchRecord record(Capture capture, TransactionResult result) {
        Map<Tag, Bytes> elements = new HashMap<>();
        for (Tag tag : ELEMENTS.tags()) {
            result.chipData().get(tag).ifPresent(value -> elements.put(tag, value));
        }
        return new BatchRecord(
                capture,
                result.request(),
                result.pan().orElseThrow(() -> new IllegalArgumentException("a transaction without account number")),
                sequenceNumber(result.chipData()),
                result.finalCryptogram()
                        .orElseThrow(() -> new IllegalArgumentException("a transaction without cryptogram")),
                ChipData.of(elements));
    }

    private static Optional<PanSequenceNumber> sequenceNumber(ChipData data) {
        Optional<Bytes> value = data.get(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER);
        if (!value.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PanSequenceNumber.parse(value.get()));
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    /**
     * The authorisation code, tag 89.
     *
     * @return 6 bytes, where the issuer sent one
     */
    public Optional<Bytes> authorisationCode() {
        return chipData.get(EmvTag.AUTHORISATION_CODE);
    }

    /**
     * The final Authorisation Response Code, tag 8A.
     *
     * @return 2 bytes: the issuer's, or Y1, Z1, Y3 or Z3
     */
    public Optional<Bytes> authorisationResponseCode() {
        return chipData.get(EmvTag.AUTHORISATION_RESPONSE_CODE);
    }

    /**
     * What became of the issuer's scripts, tag 9F5B.
     *
     * @return 5 bytes a script; empty where there were none
     */
    public Bytes issuerScriptResults() {
        return chipData.get(EmvTag.ISSUER_SCRIPT_RESULTS).orElse(Bytes.EMPTY);
    }
}

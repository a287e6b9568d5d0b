package dev.solvo.emv.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthorisationResponse.Decision;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch record, advice, reversal and receipt. EMV 4.4 Book 4, 6.3.7, 6.5.4, 11.4 and 12.1. */
final class AfterTransactionTest {
    private static final String PAN = "4761739001010119";
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));
    private static final HostState CONFIRMED =
            new HostState.Confirmed(AuthorisationResponse.of(Decision.APPROVE, Bytes.fromHex("3030")));

    private static Map<Tag, Bytes> elements() {
        Map<Tag, Bytes> elements = new HashMap<>();
        elements.put(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, Bytes.fromHex(PAN));
        elements.put(EmvTag.TRACK_2_EQUIVALENT_DATA, Bytes.fromHex(PAN + "D49122010000000000000F"));
        elements.put(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER, Bytes.fromHex("01"));
        elements.put(EmvTag.APPLICATION_CRYPTOGRAM, Bytes.fromHex("1122334455667788"));
        elements.put(EmvTag.CRYPTOGRAM_INFORMATION_DATA, Bytes.fromHex("40"));
        elements.put(EmvTag.APPLICATION_TRANSACTION_COUNTER, Bytes.fromHex("0007"));
        elements.put(EmvTag.ISSUER_APPLICATION_DATA, Bytes.fromHex("06011203A00000"));
        elements.put(EmvTag.TERMINAL_VERIFICATION_RESULTS, Bytes.fromHex("0000008000"));
        elements.put(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
        elements.put(EmvTag.AUTHORISATION_CODE, Bytes.fromHex("414243313233"));
        elements.put(EmvTag.ISSUER_SCRIPT_RESULTS, Bytes.fromHex("2001020304"));
        elements.put(EmvTag.TRANSACTION_DATE, Bytes.fromHex("261130"));
        elements.put(EmvTag.TRANSACTION_TIME, Bytes.fromHex("235958"));
        elements.put(EmvTag.TRANSACTION_SEQUENCE_COUNTER, Bytes.fromHex("00000042"));
        elements.put(EmvTag.TERMINAL_IDENTIFICATION, Bytes.fromHex("5445535430303031"));
        elements.put(EmvTag.MERCHANT_NAME_AND_LOCATION, Bytes.fromHex("43616EE9"));
        elements.put(EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE, Bytes.repeat(0x6A, 144));
        return elements;
    }

    private static TransactionResult result(
            TransactionRequest request, String information, String code, boolean signature, List<Bytes> scripts) {
        Map<Tag, Bytes> elements = elements();
        elements.put(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex(code));
        TransactionResult.Cryptogram cryptogram = new TransactionResult.Cryptogram(
                new CryptogramInformationData(Integer.parseInt(information, 16)),
                Optional.of(Bytes.fromHex("1122334455667788")));
        return new TransactionResult(
                request,
                Optional.of(new TransactionResult.Application(Bytes.fromHex("A0000000031010"), "VISA CRÉDIT")),
                Optional.of(Pan.of(PAN)),
                new TransactionResult.OfflineDataAuthentication(
                        TransactionResult.OfflineDataAuthentication.Method.NONE,
                        TransactionResult.OfflineDataAuthentication.Status.NOT_PERFORMED),
                Optional.empty(),
                signature,
                TerminalVerificationResults.NONE,
                TransactionStatusInformation.NONE,
                Optional.of(cryptogram),
                Optional.of(cryptogram),
                Optional.of(Bytes.fromHex(code)),
                TransactionResult.IssuerAuthentication.NOT_PERFORMED,
                scripts,
                ChipData.of(elements));
    }

    private static TransactionResult result(TransactionRequest request, String information, String code) {
        return result(request, information, code, false, List.of());
    }

    private static TransactionResult nothingRead() {
        return new TransactionResult(
                PURCHASE,
                Optional.empty(),
                Optional.empty(),
                new TransactionResult.OfflineDataAuthentication(
                        TransactionResult.OfflineDataAuthentication.Method.NONE,
                        TransactionResult.OfflineDataAuthentication.Status.NOT_PERFORMED),
                Optional.empty(),
                false,
                TerminalVerificationResults.NONE,
                TransactionStatusInformation.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TransactionResult.IssuerAuthentication.NOT_PERFORMED,
                List.of(),
                ChipData.EMPTY);
    }

    private static Outcome.Declined declined(TransactionResult result) {
        return new Outcome.Declined(result, new HostState.NotAsked());
    }

    @Nested
    final class Batch {
        @Test
        void book4_12_1_approvedOnline_keepsTheFinalDataWithoutTracksAndCertificates() {
            BatchRecord record = BatchRecord.of(new Outcome.Approved(result(PURCHASE, "40", "3030"), CONFIRMED))
                    .orElseThrow();
            assertEquals(BatchRecord.Capture.APPROVED_ONLINE, record.capture());
            assertEquals(Pan.of(PAN), record.pan());
            assertEquals(
                    "01", record.panSequenceNumber().orElseThrow().toBytes().toHex());
            assertEquals(PURCHASE, record.transaction());
            assertEquals(
                    CryptogramInformationData.Type.TC,
                    record.cryptogram().information().type());
            assertEquals(
                    "414243313233", record.authorisationCode().orElseThrow().toHex());
            assertEquals(
                    "3030", record.authorisationResponseCode().orElseThrow().toHex());
            assertEquals("2001020304", record.issuerScriptResults().toHex());
            assertEquals(
                    "[89, 8A, 95, 9A, 5F34, 9F10, 9F1C, 9F21, 9F26, 9F27, 9F36, 9F41, 9F5B]",
                    record.chipData().elements().keySet().toString());
            assertFalse(record.toString().contains(PAN));
        }

        @Test
        void book4_12_1_approvedOffline() {
            assertEquals(
                    BatchRecord.Capture.APPROVED_OFFLINE,
                    BatchRecord.of(new Outcome.Approved(result(PURCHASE, "40", "5931"), new HostState.NotAsked()))
                            .orElseThrow()
                            .capture());
        }

        @Test
        void book4_6_3_8_unableToGoOnline() {
            for (HostState state : List.of(
                    new HostState.NotAsked(), new HostState.ReversalOwed(new Reversal(PURCHASE, ChipData.EMPTY)))) {
                assertEquals(
                        BatchRecord.Capture.APPROVED_UNABLE_TO_GO_ONLINE,
                        BatchRecord.of(new Outcome.Approved(result(PURCHASE, "40", "5933"), state))
                                .orElseThrow()
                                .capture());
            }
        }

        @Test
        void refund() {
            assertEquals(
                    BatchRecord.Capture.REFUND,
                    BatchRecord.of(new Outcome.RefundAccepted(
                                    result(TransactionRequest.refund(Money.parse("EUR 1")), "00", "5A31"),
                                    new HostState.NotAsked()))
                            .orElseThrow()
                            .capture());
        }

        @Test
        void nothingToClear() {
            assertEquals(Optional.empty(), BatchRecord.of(declined(result(PURCHASE, "00", "5A31"))));
            assertEquals(
                    Optional.empty(),
                    BatchRecord.of(new Outcome.Terminated(
                            nothingRead(), new HostState.NotAsked(), TerminationReason.CARD_ERROR, "")));
            assertEquals(
                    Optional.empty(),
                    BatchRecord.of(new Outcome.Approved(
                            result(TransactionRequest.balanceInquiry(CurrencyUnit.EUR), "40", "3030"), CONFIRMED)));
        }

        @Test
        void book4_6_5_4_forcedAcceptance_capturesTheAacAsItIs() {
            BatchRecord record = BatchRecord.forcedAcceptance(declined(result(PURCHASE, "00", "3035")));
            assertEquals(BatchRecord.Capture.FORCED_ACCEPTANCE, record.capture());
            assertEquals(
                    CryptogramInformationData.Type.AAC,
                    record.cryptogram().information().type());
            assertEquals(
                    "3035", record.authorisationResponseCode().orElseThrow().toHex());
            assertEquals(
                    "0000008000",
                    record.chipData()
                            .get(EmvTag.TERMINAL_VERIFICATION_RESULTS)
                            .orElseThrow()
                            .toHex());
        }

        @Test
        void book4_6_5_4_nothingToAccept() {
            Outcome.Declined withoutCryptogram = declined(nothingRead());
            assertThrows(IllegalArgumentException.class, () -> BatchRecord.forcedAcceptance(withoutCryptogram));
            Outcome.Declined inquiry =
                    declined(result(TransactionRequest.statusInquiry(CurrencyUnit.EUR), "00", "5A33"));
            assertThrows(IllegalArgumentException.class, () -> BatchRecord.forcedAcceptance(inquiry));
        }
    }

    @Nested
    final class Advices {
        @ParameterizedTest(name = "CID {0}, scripts {1}")
        @CsvSource({
            "00, '', ''",
            "08, '', REQUESTED_BY_CARD",
            "48, '', REQUESTED_BY_CARD",
            "00, 2001020304, ISSUER_SCRIPTS_PROCESSED",
            "08, 1101020304, REQUESTED_BY_CARD ISSUER_SCRIPTS_PROCESSED"
        })
        void book4_6_3_7_andBook3_10_10_reasons(String information, String script, String reasons) {
            List<Bytes> scripts = script.isEmpty() ? List.of() : List.of(Bytes.fromHex(script));
            Optional<Advice> advice = Advice.of(declined(result(PURCHASE, information, "5A31", false, scripts)));
            Set<String> expected = reasons.isEmpty() ? Set.of() : Set.of(reasons.split(" "));
            assertEquals(
                    expected,
                    advice.map(given -> given.reasons().stream()
                                    .map(Enum::name)
                                    .collect(java.util.stream.Collectors.toSet()))
                            .orElse(Set.of()));
        }

        @Test
        void book4_12_1_field55HasTheFinalDataAndTheScriptResults() {
            Advice advice = Advice.of(declined(result(PURCHASE, "08", "5A31"))).orElseThrow();
            assertEquals(
                    "5F340101" + "8A025A31" + "95050000008000" + "9A03261130" + "9F100706011203A00000"
                            + "9F26081122334455667788" + "9F270140" + "9F36020007" + "9F410400000042"
                            + "9F5B052001020304",
                    advice.field55(HostProfile.VISA).toHex());
            assertFalse(advice.toString().contains(PAN));
        }

        @Test
        void withoutReason_isNone() {
            Set<Advice.Reason> none = Set.of();
            assertThrows(
                    IllegalArgumentException.class, () -> new Advice(none, PURCHASE, Optional.empty(), ChipData.EMPTY));
        }
    }

    @Test
    void book4_12_1_reversalCarriesWhatIsKnownOfTheCard() {
        Reversal reversal = new Reversal(PURCHASE, ChipData.of(elements()), Reversal.Reason.DECLINED_BY_CARD);
        assertEquals(
                "95050000008000" + "9F100706011203A00000" + "9F36020007" + "9F410400000042" + "9F5B052001020304",
                HostProfile.GENERIC.reversal().build(reversal.chipData()).toHex());
    }

    @Nested
    final class Receipts {
        @Test
        void book4_11_4_approvedWithSignature() {
            Receipt receipt =
                    Receipt.of(new Outcome.Approved(result(PURCHASE, "40", "3030", true, List.of()), CONFIRMED));
            assertEquals(
                    new Receipt(
                            Receipt.Disposition.APPROVED,
                            PURCHASE,
                            Optional.of(Bytes.fromHex("A0000000031010")),
                            Optional.of("VISA CRÉDIT"),
                            Optional.of("************0119"),
                            Optional.of(LocalDateTime.of(2026, 11, 30, 23, 59, 58)),
                            Optional.of("TEST0001"),
                            Optional.empty(),
                            Optional.of("Cané"),
                            Optional.of(42L),
                            Optional.of("ABC123"),
                            Optional.of("00"),
                            Optional.of(Bytes.fromHex("1122334455667788")),
                            true),
                    receipt);
            assertFalse(receipt.toString().contains("476173"));
        }

        @Test
        void book4_11_4_declined_needsNoSignature() {
            Receipt receipt = Receipt.of(declined(result(PURCHASE, "00", "5A31", true, List.of())));
            assertEquals(Receipt.Disposition.DECLINED, receipt.disposition());
            assertFalse(receipt.signatureLine());
        }

        @Test
        void refund() {
            assertEquals(
                    Receipt.Disposition.REFUND_ACCEPTED,
                    Receipt.of(new Outcome.RefundAccepted(result(PURCHASE, "00", "5A31"), new HostState.NotAsked()))
                            .disposition());
        }

        @Test
        void endedBeforeAnythingWasRead() {
            Receipt receipt = Receipt.of(new Outcome.Terminated(
                    nothingRead(), new HostState.NotAsked(), TerminationReason.NO_COMMON_APPLICATION, ""));
            assertEquals(Receipt.Disposition.NOT_COMPLETED, receipt.disposition());
            assertEquals(Optional.empty(), receipt.truncatedPan());
            assertEquals(Optional.empty(), receipt.at());
        }
    }
}

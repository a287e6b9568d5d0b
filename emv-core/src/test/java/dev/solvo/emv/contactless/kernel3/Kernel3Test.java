package dev.solvo.emv.contactless.kernel3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.ContactlessSale;
import dev.solvo.emv.contactless.ScriptedField;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel 3 with the recorded dialogue of a Visa test card, and with what a card may change in it. */
final class Kernel3Test {
    private static final OfflineDataAuthentication GENUINE = new OfflineDataAuthentication(
            OfflineDataAuthentication.Method.FAST_DDA, OfflineDataAuthentication.Status.OK);
    private static final OfflineDataAuthentication FAILED = new OfflineDataAuthentication(
            OfflineDataAuthentication.Method.FAST_DDA, OfflineDataAuthentication.Status.FAILED);

    /** 9F10 with another decision of the card: ARQC. */
    private static final String ASKS = "9F1007060111" + "03A00000";

    private static final String DECLINES = "9F1007060111" + "03800000";
    private static final String TC = "9F1007060111" + "03900000";
    private static final String TRACK_2 = "57104761739001010010D191220111438825";
    private static final String NO_QUALIFIERS = "9F6C020000";

    private static ContactlessOutcome parameters(Outcome outcome) {
        return ContactlessSale.contactless(outcome);
    }

    private static VisaCard asking() {
        return new VisaCard().with(VisaCard.PROCESSING_OPTIONS, TC, ASKS);
    }

    private static VisaCard broken() {
        return new VisaCard().with(VisaCard.PROCESSING_OPTIONS, "9F4B7007C8", "9F4B7007C9");
    }

    @Nested
    final class TheRecording {
        @Test
        void verifiesFullyAndEveryCommandIsTheRecordedOne() {
            ContactlessSale sale = VisaCard.sale();
            ScriptedField field = new VisaCard().field();
            Outcome outcome = sale.run(field);
            assertTrue(
                    outcome instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
            assertEquals(GENUINE, outcome.result().offlineDataAuthentication());
            List<String> recorded = new ArrayList<>(List.of("card awaited"));
            for (JsonNode step : VisaCard.trace().required("steps")) {
                recorded.add(step.required("command").textValue());
            }
            assertEquals(recorded, field.log());
            assertEquals(Cvm.NO_CVM, parameters(outcome).cvm());
            assertEquals(List.of("15 READY_TO_READ", "03 CARD_READ_SUCCESSFULLY"), sale.log());
        }

        @Test
        void verifiesAlsoWithAnIssuerSeenBefore() {
            RsaIssuerKeyCache cache = RsaIssuerKeyCache.of(1);
            for (int i = 0; i < 3; i++) {
                Outcome outcome = VisaCard.sale().with(cache).run(new VisaCard().field());
                assertEquals(GENUINE, outcome.result().offlineDataAuthentication());
                assertEquals(1, cache.size());
            }
        }

        @Test
        void hasTheDataRecordOfAnApproval() {
            ChipData record = parameters(VisaCard.sale().run(new VisaCard().field()))
                    .dataRecord()
                    .orElseThrow();
            assertEquals(
                    List.of(
                            "57", "5F2A", "5F34", "82", "95", "9A", "9C", "9F02", "9F03", "9F10", "9F1A", "9F26",
                            "9F33", "9F36", "9F37", "9F39"),
                    record.elements().keySet().stream()
                            .map(tag -> tag.toBytes().toHex())
                            .sorted()
                            .toList());
            assertEquals(Optional.of(Bytes.fromHex("0000000000")), record.get(EmvTag.TERMINAL_VERIFICATION_RESULTS));
            assertEquals(Optional.of(Bytes.fromHex("ABABABAB")), record.get(EmvTag.UNPREDICTABLE_NUMBER));
        }

        /** The cryptogram is not covered: a changed one is not noticed, and only the issuer can. */
        @Test
        void doesNotProveTheCryptogram() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .with(VisaCard.PROCESSING_OPTIONS, "9F260820261203C3", "9F260820261203C4")
                            .field());
            assertTrue(outcome instanceof Outcome.Approved);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ABABABAC", "00000000"})
        void provesThisUnpredictableNumber(String other) {
            Outcome outcome = VisaCard.sale().unpredictableNumber(other).run(new VisaCard().field());
            assertFalse(outcome instanceof Outcome.Approved);
        }

        @Test
        void provesThisAmountAndCurrency() {
            for (Money another : List.of(Money.ofMinor(CurrencyUnit.USD, 201), Money.ofMinor(CurrencyUnit.EUR, 200))) {
                VisaCard card = new VisaCard();
                String answer = VisaCard.trace()
                        .required("steps")
                        .get(2)
                        .required("response")
                        .textValue();
                Outcome outcome = VisaCard.sale()
                        .request(TransactionRequest.purchase(another))
                        .run(card.answering(VisaCard.PROCESSING_OPTIONS, answer).field());
                assertTrue(outcome instanceof Outcome.Declined);
                assertEquals(FAILED, outcome.result().offlineDataAuthentication());
            }
        }
    }

    @Nested
    final class ProcessingOptions {
        @Test
        void sendToTheContactChip() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .answering(VisaCard.PROCESSING_OPTIONS, "6984")
                            .field());
            assertTrue(outcome instanceof Outcome.TryAnotherInterface);
            assertEquals(
                    Optional.of(ContactlessOutcome.AlternateInterface.CONTACT_CHIP),
                    parameters(outcome).alternateInterfacePreference());
            assertEquals(
                    0x1D,
                    parameters(outcome)
                            .userInterfaceOnOutcome()
                            .orElseThrow()
                            .message()
                            .orElseThrow()
                            .identifier());
        }

        @Test
        void sendToTheNextApplication() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .answering(VisaCard.PROCESSING_OPTIONS, "6985")
                            .field());
            assertTrue(outcome instanceof Outcome.Terminated);
            assertEquals(
                    dev.solvo.emv.TerminationReason.NO_COMMON_APPLICATION, ((Outcome.Terminated) outcome).reason());
        }

        @Test
        void sendToThePhone() {
            ContactlessSale sale = VisaCard.sale();
            String good = VisaCard.trace()
                    .required("steps")
                    .get(2)
                    .required("response")
                    .textValue();
            ScriptedField field = new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, "6986")
                    .field()
                    .on(VisaCard.PROCESSING_OPTIONS, "6986", good);
            assertTrue(sale.run(field) instanceof Outcome.Approved);
            assertEquals(
                    List.of("15 READY_TO_READ", "20 PROCESSING_ERROR", "21 READY_TO_READ", "03 CARD_READ_SUCCESSFULLY"),
                    sale.log());
            assertTrue(field.log().contains("field off 1300 ms"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A81", "6283", "6700"})
        void endTheApplicationOtherwise(String status) {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .answering(VisaCard.PROCESSING_OPTIONS, status)
                            .field());
            assertTrue(outcome instanceof Outcome.Terminated);
        }

        /** Without 9F26, 82, 9F36, 9F10 or 57, in another template, or with an element twice: the application ends. */
        @Test
        void thatLackOrRepeatDataEndTheApplication() {
            List<String> mandatory =
                    List.of("9F26081122334455667788", "82020000", "9F36020001", "9F1007060111" + "03A00000", TRACK_2);
            String whole = String.join("", mandatory);
            assertTrue(end(whole).equals(ContactlessOutcome.Kind.APPROVED));
            for (String left : mandatory) {
                assertEquals(ContactlessOutcome.Kind.END_APPLICATION, end(whole.replace(left, "")), left);
                assertEquals(ContactlessOutcome.Kind.END_APPLICATION, end(whole + left), left);
            }
        }

        private ContactlessOutcome.Kind end(String body) {
            return parameters(VisaCard.sale()
                            .issuer(approval())
                            .run(new VisaCard()
                                    .answering(VisaCard.PROCESSING_OPTIONS, template(body))
                                    .field()))
                    .kind();
        }

        @Test
        void inFormat1EndTheApplication() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .answering(VisaCard.PROCESSING_OPTIONS, "800600001801010090" + "00")
                            .field());
            assertTrue(outcome instanceof Outcome.Terminated);
        }

        /** The locator is optional: an online transaction needs no record. */
        @Test
        void withoutLocatorNeedNoRecords() {
            String body = "9F26081122334455667788" + "82020040" + "9F36020001" + "9F1007060111" + "03A00000" + TRACK_2;
            ContactlessSale sale = VisaCard.sale().issuer(approval());
            ScriptedField field = new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, template(body))
                    .field();
            assertTrue(
                    sale.run(field) instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
            assertFalse(field.log().contains(VisaCard.RECORD_PAN));
        }

        @Test
        void withTwoNumbersEndTheApplication() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .with(VisaCard.RECORD_PAN, "5A084761739001010010", "5A084761739001010028")
                            .field());
            assertTrue(outcome instanceof Outcome.Terminated);
        }

        /** A phone's issuer data of 31 bytes have their decision at the same place. */
        @Test
        void ofAPhoneSayWhatItDecided() {
            String body = "9F26081122334455667788" + "82020040" + "9F36020001"
                    + "9F10201F4A6331A0000000001003027300000000400000000000000000000000000000"
                    + TRACK_2 + "9F6C020080" + "9F6E0423880000";
            ContactlessSale sale = VisaCard.sale(
                            VisaCard.combination("24004000").cvmRequiredLimitMinor(1))
                    .issuer(approval());
            Outcome outcome = sale.run(new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, template(body))
                    .field());
            assertTrue(
                    outcome instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
            assertEquals(Cvm.CONFIRMATION_CODE_VERIFIED, parameters(outcome).cvm());
        }

        @Test
        void keepTheLowBitsOfTheFormFactorInside() {
            String body = "9F26081122334455667788" + "82020040" + "9F36020001" + "9F1007060111" + "03A00000" + TRACK_2
                    + "9F6E0423880007";
            ContactlessSale sale = VisaCard.sale().issuer(approval());
            Outcome outcome = sale.run(new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, template(body))
                    .field());
            assertEquals(
                    Optional.of(Bytes.fromHex("23880000")),
                    parameters(outcome).dataRecord().orElseThrow().get(Tag.of(0x9F6E)));
        }
    }

    @Nested
    final class Decisions {
        @Test
        void theCardMayDecline() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .with(VisaCard.PROCESSING_OPTIONS, TC, DECLINES)
                            .field());
            assertTrue(outcome instanceof Outcome.Declined);
            assertEquals(Optional.empty(), parameters(outcome).dataRecord());
            assertEquals(
                    0x07,
                    parameters(outcome)
                            .userInterfaceOnOutcome()
                            .orElseThrow()
                            .message()
                            .orElseThrow()
                            .identifier());
        }

        @Test
        void theCardMayAskForTheIssuer() {
            ContactlessSale sale = VisaCard.sale().issuer(approval());
            Outcome outcome = sale.run(asking().field());
            assertTrue(outcome instanceof Outcome.Approved);
            assertEquals(1, sale.asked().size());
            assertEquals(
                    OfflineDataAuthentication.Status.NOT_PERFORMED,
                    outcome.result().offlineDataAuthentication().status());
        }

        @Test
        void aReaderAboveItsFloorLimitGoesOnlineWithATc() {
            ContactlessSale sale = VisaCard.sale(
                            VisaCard.combination("24004000").floorLimitMinor(199))
                    .issuer(approval());
            String good = VisaCard.trace()
                    .required("steps")
                    .get(2)
                    .required("response")
                    .textValue();
            sale.run(new VisaCard().answering(VisaCard.PROCESSING_OPTIONS, good).field());
            assertEquals(1, sale.asked().size());
        }

        @Test
        void anExpiredCardDeclinesOrGoesOnlineByItsQualifiers() {
            ContactlessSale strict = VisaCard.sale().at("2020-01-01T10:00:00Z");
            assertTrue(strict.run(new VisaCard().field()) instanceof Outcome.Declined);
            ContactlessSale lenient = VisaCard.sale().at("2020-01-01T10:00:00Z").issuer(approval());
            Outcome outcome = lenient.run(new VisaCard()
                    .with(VisaCard.PROCESSING_OPTIONS, NO_QUALIFIERS, "9F6C020800")
                    .field());
            assertTrue(outcome instanceof Outcome.Approved);
            assertEquals(1, lenient.asked().size());
        }

        @Test
        void theLastDayOfTheCardStillCounts() {
            assertTrue(
                    VisaCard.sale().at("2019-12-31T10:00:00Z").run(new VisaCard().field()) instanceof Outcome.Approved);
        }

        @ParameterizedTest
        @CsvSource({"LISTED,DECLINED", "NOT_LISTED,APPROVED", "UNAVAILABLE,APPROVED"})
        void theExceptionFileIsAskedBeforeAnOfflineApproval(
                LookUpExceptionFile.Answer answer, ContactlessOutcome.Kind kind) {
            ContactlessSale sale = VisaCard.sale(
                            VisaCard.combination("24004000").kernelOption(KernelOption.EXCEPTION_FILE))
                    .exceptionFile(answer);
            assertEquals(kind, parameters(sale.run(new VisaCard().field())).kind());
            assertTrue(sale.log().contains("exception file"));
        }

        @Test
        void withoutOptionNoExceptionFileIsAsked() {
            ContactlessSale sale = VisaCard.sale();
            sale.run(new VisaCard().field());
            assertFalse(sale.log().contains("exception file"));
        }

        /** Cash and cashback, where the reader checks them: the card gives neither 5F28 nor 9F07. */
        @ParameterizedTest
        @CsvSource({
            "cash,0000,DECLINED", "cash,0400,TRY_ANOTHER_INTERFACE", "cash,0200,DECLINED",
            "cashback,0000,DECLINED", "cashback,0200,TRY_ANOTHER_INTERFACE", "cashback,0400,DECLINED"
        })
        void usageIsCheckedWhereTheReaderWantsIt(String use, String qualifiers, ContactlessOutcome.Kind kind) {
            ContactlessSale sale = VisaCard.sale(VisaCard.combination("24004000")
                            .kernelOption(KernelOption.CASH_USAGE_CHECK)
                            .kernelOption(KernelOption.CASHBACK_USAGE_CHECK))
                    .request(
                            use.equals("cash")
                                    ? TransactionRequest.cash(Money.ofMinor(CurrencyUnit.USD, 200))
                                    : TransactionRequest.purchaseWithCashback(
                                            Money.ofMinor(CurrencyUnit.USD, 100),
                                            Money.ofMinor(CurrencyUnit.USD, 100)));
            Outcome outcome = sale.run(new VisaCard()
                    .with(VisaCard.PROCESSING_OPTIONS, NO_QUALIFIERS, "9F6C02" + qualifiers)
                    .field());
            assertEquals(kind, parameters(outcome).kind());
        }

        /** Domestic and international cash: 9F07 has the bits 80 and 40, the issuer's country is in 5F28. */
        @ParameterizedTest
        @CsvSource({"840,8000,true", "840,4000,false", "978,8000,false", "978,4000,true"})
        void usageIsThatOfTheTerminalsCountry(int terminalCountry, String control, boolean allowed) {
            ContactlessSale sale = VisaCard.sale(
                            VisaCard.combination("24004000").kernelOption(KernelOption.CASH_USAGE_CHECK))
                    .country(terminalCountry)
                    .request(TransactionRequest.cash(Money.ofMinor(CurrencyUnit.USD, 200)));
            // The added elements stand in the last, unsigned record.
            String record = VisaCard.trace()
                    .required("steps")
                    .get(5)
                    .required("response")
                    .textValue();
            String body = record.substring(6, record.length() - 4) + "5F28020840" + "9F0702" + control;
            String length = String.format("%02X", body.length() / 2);
            Outcome outcome = sale.run(new VisaCard()
                    .answering(VisaCard.RECORD_ICC, "7081" + length + body + "9000")
                    .field());
            assertEquals(
                    allowed,
                    outcome instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
        }
    }

    @Nested
    final class Authentication {
        /** CTQ byte 1: 20 online, 10 contact; the reader is online capable or not, has a contact chip or not. */
        @ParameterizedTest
        @CsvSource({
            "0000,24004000,DECLINED,0",
            "2000,24004000,APPROVED,1",
            "2000,2C004000,DECLINED,0",
            "1000,34004000,TRY_ANOTHER_INTERFACE,0",
            "1000,24004000,DECLINED,0",
            "3000,34004000,APPROVED,1",
            "3000,3C004000,TRY_ANOTHER_INTERFACE,0"
        })
        void failureFollowsTheQualifiers(String card, String reader, ContactlessOutcome.Kind kind, int asked) {
            ContactlessSale sale = VisaCard.sale(VisaCard.combination(reader)).issuer(approval());
            String answer = VisaCard.trace()
                    .required("steps")
                    .get(2)
                    .required("response")
                    .textValue()
                    .replace("9F4B7007C8", "9F4B7007C9")
                    .replace(NO_QUALIFIERS, "9F6C02" + card);
            Outcome outcome = sale.run(new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, answer)
                    .field());
            assertEquals(kind, parameters(outcome).kind());
            assertEquals(asked, sale.asked().size());
            assertFalse(GENUINE.equals(outcome.result().offlineDataAuthentication()));
        }

        @Test
        void needsTheAuthoritysKey() {
            ContactlessSale sale = new ContactlessSale()
                    .with(VisaCard.combination("24004000"))
                    .with(new Kernel3())
                    .country(840)
                    .request(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.USD, 200)));
            Outcome outcome = sale.run(new VisaCard().field());
            assertTrue(outcome instanceof Outcome.Declined);
            assertEquals(FAILED, outcome.result().offlineDataAuthentication());
        }

        /** Version 00 signs the unpredictable number alone. */
        @Test
        void refusesVersion00() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .with(VisaCard.RECORD_ICC, "9F690501", "9F690500")
                            .field());
            assertTrue(outcome instanceof Outcome.Declined);
        }

        @Test
        void coversTheSignedRecord() {
            Outcome outcome = VisaCard.sale()
                    .run(new VisaCard()
                            .with(VisaCard.RECORD_PAN, "5F2403191231", "5F2403201231")
                            .field());
            assertTrue(outcome instanceof Outcome.Declined);
        }

        @Test
        void failsWithEachDamagedSignature() {
            assertTrue(VisaCard.sale().run(broken().field()) instanceof Outcome.Declined);
        }
    }

    @Nested
    final class Display {
        @Test
        void showsWhatTheCardHasLeft() {
            String record = VisaCard.trace()
                    .required("steps")
                    .get(5)
                    .required("response")
                    .textValue();
            String body = record.substring(6, record.length() - 4) + "9F5D06000000005000";
            String length = String.format("%02X", body.length() / 2);
            ContactlessSale sale =
                    VisaCard.sale(VisaCard.combination("24004000").kernelOption(KernelOption.DISPLAY_AVAILABLE_AMOUNT));
            Outcome outcome = sale.run(new VisaCard()
                    .answering(VisaCard.RECORD_ICC, "7081" + length + body + "9000")
                    .field());
            assertEquals(
                    "03 CARD_READ_SUCCESSFULLY BALANCE USD 50.00",
                    sale.log().get(sale.log().size() - 1));
            assertEquals(
                    Optional.of(Bytes.fromHex("000000005000")),
                    parameters(outcome).discretionaryData().orElseThrow().get(Tag.of(0x9F5D)));
        }
    }

    @Nested
    final class Update {
        private static final String AUTHENTICATE = "008200000A" + "00112233445566778899";

        private ContactlessSale updating(AuthorisationResponse response) {
            return VisaCard.sale(VisaCard.combination("24008000")).issuer(new Acquirer.Answer.Answered(response));
        }

        private VisaCard card() {
            String answer = VisaCard.trace()
                    .required("steps")
                    .get(2)
                    .required("response")
                    .textValue()
                    .replace(TC, ASKS)
                    .replace(NO_QUALIFIERS, "9F6C020040");
            return new VisaCard().answering(VisaCard.PROCESSING_OPTIONS, answer);
        }

        private AuthorisationResponse response() {
            return AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030"))
                    .withIssuerAuthenticationData(Bytes.fromHex("00112233445566778899"))
                    .withScripts(List.of(
                            Bytes.fromHex("72129F18040000000186098424000004AABBCCDD"),
                            Bytes.fromHex("710B86098418000004AABBCCDD")));
        }

        @Test
        void bringsAuthenticationAndScriptsToTheCard() {
            ContactlessSale sale = updating(response());
            ScriptedField field = card().answering(AUTHENTICATE, "9000")
                    .answering("8424000004", "9000")
                    .answering("8418000004", "6985")
                    .field();
            Outcome outcome = sale.run(field);
            assertTrue(
                    outcome instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
            assertEquals(
                    List.of(VisaCard.SELECT, AUTHENTICATE, "8424000004AABBCCDD", "8418000004AABBCCDD"),
                    field.log().subList(field.log().size() - 4, field.log().size()));
            assertEquals(IssuerAuthentication.SUCCESSFUL, outcome.result().issuerAuthentication());
            assertEquals(
                    List.of(Bytes.fromHex("2000000001"), Bytes.fromHex("1100000000")),
                    outcome.result().scriptResults());
        }

        @Test
        void theOutcomeAsksForIt() {
            ContactlessSale sale = updating(response());
            ScriptedField field = card().answering(AUTHENTICATE, "6300").field();
            Outcome outcome = sale.run(field);
            assertEquals(IssuerAuthentication.FAILED, outcome.result().issuerAuthentication());
            assertTrue(outcome instanceof Outcome.Approved);
            assertTrue(sale.explanations().stream()
                    .anyMatch(explanation -> explanation.rule().equals("Outcome")
                            && explanation.result().contains("start " + Start.B)));
        }

        /** A card taken away in the middle leaves what was done and what was not. */
        @Test
        void survivesACardThatLeaves() {
            for (String leaves : List.of(AUTHENTICATE, "8424000004")) {
                ContactlessSale sale = updating(response());
                Outcome outcome = sale.run(card().answering(AUTHENTICATE, "9000")
                        .answering("8424000004", "9000")
                        .answering(leaves, "CARD_REMOVED")
                        .field());
                assertTrue(outcome instanceof Outcome.Approved, leaves);
            }
        }

        @Test
        void isNotWantedByAReaderWithoutIt() {
            ContactlessSale sale =
                    VisaCard.sale(VisaCard.combination("24000000")).issuer(new Acquirer.Answer.Answered(response()));
            String answer = VisaCard.trace()
                    .required("steps")
                    .get(2)
                    .required("response")
                    .textValue()
                    .replace(TC, ASKS)
                    .replace(NO_QUALIFIERS, "9F6C020040");
            ScriptedField field = new VisaCard()
                    .answering(VisaCard.PROCESSING_OPTIONS, answer)
                    .field();
            sale.run(field);
            assertEquals(1, field.log().stream().filter(VisaCard.SELECT::equals).count());
        }
    }

    private static Acquirer.Answer approval() {
        return new Acquirer.Answer.Answered(
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030")));
    }

    private static String template(String body) {
        return "77" + (body.length() / 2 < 0x80 ? "" : "81") + String.format("%02X", body.length() / 2) + body + "9000";
    }
}

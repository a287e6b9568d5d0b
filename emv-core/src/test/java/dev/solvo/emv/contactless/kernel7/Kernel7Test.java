package dev.solvo.emv.contactless.kernel7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.ContactlessSale;
import dev.solvo.emv.contactless.ContactlessVectors;
import dev.solvo.emv.contactless.ScriptedField;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernel 7: a published dialogue of a test card, and the fast transaction with UnionPay's rules. */
final class Kernel7Test {
    private static final String PPSE = "00A404000E325041592E5359532E444446303100";
    private static final String SELECT = "00A4040008A00000033301010100";
    private static final String GPO = "80A80000";

    private static CombinationConfig.Builder combination(String qualifiers) {
        return CombinationConfig.builder(Bytes.fromHex("A000000333"), KernelIdentifier.KERNEL_7)
                .terminalTransactionQualifiers(ContactlessSale.qualifiers(qualifiers));
    }

    private static Acquirer.Answer approval() {
        return new Acquirer.Answer.Answered(
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030")));
    }

    @Nested
    final class ThePublishedDialogue {
        private JsonNode step(int index) {
            return ContactlessVectors.cases("traces_unionpay_qpboc.json", "traces")
                    .get(0)
                    .required("steps")
                    .get(index);
        }

        private ScriptedField field() {
            return new ScriptedField()
                    .on(PPSE, step(0).required("response").textValue())
                    .on(SELECT, step(1).required("response").textValue())
                    .on(GPO, step(2).required("response").textValue())
                    .on("00B2", "70009000")
                    .on("00B2030C", "70065F24033012319000");
        }

        private ContactlessSale sale(String qualifiers) {
            return new ContactlessSale()
                    .with(combination(qualifiers))
                    .with(new Kernel7())
                    .country(156)
                    .at("2013-03-22T10:00:00Z")
                    .unpredictableNumber("11223344")
                    .issuer(approval())
                    .request(TransactionRequest.cash(Money.ofMinor(CurrencyUnit.of("CNY"), 100)));
        }

        /** The published command has a TVR of its own; all else is the same byte for byte. */
        @Test
        void asksForTheProcessingOptionsAsPublished() {
            ScriptedField field = field();
            sale("27000000").run(field);
            String published = step(2).required("command").textValue();
            assertEquals(
                    published.replace("0000000800", "0000000000") + "00",
                    field.log().get(3));
        }

        /** The decision is a TC; certificates and signature were not published, so that it cannot be approved offline. */
        @Test
        void isAnOfflineApprovalThatCannotBeProven() {
            ContactlessSale sale = sale("27000000");
            ScriptedField field = field();
            Outcome outcome = sale.run(field);
            assertTrue(outcome instanceof Outcome.Declined);
            assertEquals(
                    List.of(
                            "00B2030C00",
                            "00B2051400",
                            "00B2061400",
                            "00B2071400",
                            "00B2081400",
                            "00B2011C00",
                            "00B2021C00",
                            "00B2041C00"),
                    field.log().subList(4, field.log().size()));
            assertTrue(sale.explanations().stream()
                    .anyMatch(explanation -> explanation.rule().equals("The card's decision")
                            && explanation.result().equals("TC")));
        }

        /** The same answer at a reader above its floor limit goes online. */
        @Test
        void goesOnlineAboveTheFloorLimit() {
            ContactlessSale sale = new ContactlessSale()
                    .with(combination("27000000").floorLimitMinor(99))
                    .with(new Kernel7())
                    .country(156)
                    .issuer(approval())
                    .request(TransactionRequest.cash(Money.ofMinor(CurrencyUnit.of("CNY"), 100)));
            Outcome outcome = sale.run(field());
            assertTrue(outcome instanceof Outcome.Approved);
            assertEquals("6231200100000000217", sale.asked().get(0).pan().digits());
        }
    }

    /** The recorded Visa card under UnionPay's name: both systems sign the same data. */
    @Nested
    final class FastAuthentication {
        private final JsonNode trace = ContactlessVectors.file("trace_visa_test_card.json")
                .required("traces")
                .get(0);

        private String answer(int step) {
            return trace.required("steps").get(step).required("response").textValue();
        }

        private ScriptedField field(String processingOptions, String lastRecord) {
            return new ScriptedField()
                    .on(PPSE, "6F24840E325041592E5359532E4444463031A512BF0C0F610D4F08A0000003330101018701019000")
                    .on(
                            SELECT,
                            "6F1A8408A000000333010101A50E9F380C9F66049F02065F2A029F37049000"
                                    .replace("6F1A", "6F1B")
                                    .replace("A50E", "A50F"))
                    .on(GPO, processingOptions)
                    .on("00B2011C00", answer(3))
                    .on("00B2011400", answer(4))
                    .on("00B2031400", lastRecord);
        }

        private ContactlessSale sale(CombinationConfig.Builder combination) {
            JsonNode key = trace.required("oda").required("caKey");
            return new ContactlessSale()
                    .with(combination)
                    .with(new Kernel7())
                    .with(RsaCaPublicKey.withoutChecksum(
                            Bytes.fromHex("A000000333"),
                            0x92,
                            Bytes.fromHex(key.required("modulus").textValue()),
                            Bytes.fromHex("03")))
                    .country(840)
                    .issuer(approval())
                    .request(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.USD, 200)));
        }

        @Test
        void approvesOffline() {
            ContactlessSale sale = sale(combination("26000080"));
            Outcome outcome = sale.run(field(answer(2), answer(5)));
            assertTrue(
                    outcome instanceof Outcome.Approved,
                    () -> sale.explanations().toString());
            assertEquals(
                    new OfflineDataAuthentication(
                            OfflineDataAuthentication.Method.FAST_DDA, OfflineDataAuthentication.Status.OK),
                    outcome.result().offlineDataAuthentication());
        }

        /** No way out by the card's qualifiers: bits that mean something to Visa mean nothing here. */
        @ParameterizedTest
        @CsvSource({"0000", "2000", "1000", "0800"})
        void declinesWhenItFails(String qualifiers) {
            ContactlessSale sale = sale(combination("36000080"));
            Outcome outcome = sale.run(field(
                    answer(2).replace("9F4B7007C8", "9F4B7007C9").replace("9F6C020000", "9F6C02" + qualifiers),
                    answer(5)));
            assertTrue(outcome instanceof Outcome.Declined);
            assertEquals(List.of(), sale.asked());
        }

        @Test
        void declinesVersion00() {
            Outcome outcome =
                    sale(combination("26000080")).run(field(answer(2), answer(5).replace("9F690501", "9F690500")));
            assertTrue(outcome instanceof Outcome.Declined);
        }

        @Test
        void declinesAnExpiredCard() {
            Outcome outcome = sale(combination("26000080"))
                    .at("2020-01-01T10:00:00Z")
                    .run(field(answer(2).replace("9F6C020000", "9F6C020800"), answer(5)));
            assertTrue(outcome instanceof Outcome.Declined);
        }

        @Test
        void tellsWhatTheElectronicCashHolds() {
            String record = answer(5);
            String body = record.substring(6, record.length() - 4) + "9F7906000000012345" + "9F7406454343303031";
            ContactlessSale sale = sale(combination("26000080").kernelOption(KernelOption.DISPLAY_AVAILABLE_AMOUNT));
            Outcome outcome =
                    sale.run(field(answer(2), "7081" + String.format("%02X", body.length() / 2) + body + "9000"));
            assertEquals(
                    "03 CARD_READ_SUCCESSFULLY BALANCE USD 123.45",
                    sale.log().get(sale.log().size() - 1));
            assertEquals(
                    Optional.of(Bytes.fromHex("454343303031")),
                    ContactlessSale.contactless(outcome)
                            .discretionaryData()
                            .orElseThrow()
                            .get(Tag.of(0x9F74)));
        }

        /** Reader: 04 online PIN, 02 signature, second byte 40 CVM required by the limit. Card: 80 PIN, 40 signature, 0080 device. */
        @ParameterizedTest
        @CsvSource({
            "26000000,false,-,ONLINE_REQUEST,NO_CVM",
            "26000000,true,-,ONLINE_REQUEST,SIGNATURE",
            "24000000,true,-,DECLINED,NOT_APPLICABLE",
            "26000000,true,8000,ONLINE_REQUEST,ONLINE_PIN",
            "22000000,true,8000,DECLINED,NOT_APPLICABLE",
            "22000000,true,C000,ONLINE_REQUEST,SIGNATURE",
            "26000000,true,0080,ONLINE_REQUEST,CONFIRMATION_CODE_VERIFIED",
            "26000000,true,0000,DECLINED,NOT_APPLICABLE",
            "26000000,false,0000,ONLINE_REQUEST,NO_CVM",
            "26000000,false,4000,ONLINE_REQUEST,SIGNATURE"
        })
        void theCardholderIsVerifiedByQualifiers(
                String reader, boolean required, String card, ContactlessOutcome.Kind kind, Cvm cvm) {
            CombinationConfig.Builder combination = combination(reader);
            if (required) {
                combination.cvmRequiredLimitMinor(200);
            }
            String online = answer(2)
                    .replace("9F100706011103900000", "9F100706011103A00000")
                    .replace("9F6C020000", card.equals("-") ? "9F7C020000" : "9F6C02" + card);
            // A card that goes online brings no signed copy of its qualifiers.
            String last = answer(5).replace("9F690501", "9F750501");
            ContactlessSale sale = sale(combination);
            Outcome outcome = sale.run(field(online, last));
            boolean asked = kind == ContactlessOutcome.Kind.ONLINE_REQUEST;
            assertEquals(asked ? 1 : 0, sale.asked().size());
            assertEquals(cvm, ContactlessSale.contactless(outcome).cvm());
            assertEquals(asked, outcome instanceof Outcome.Approved);
            assertEquals(cvm == Cvm.ONLINE_PIN, sale.log().contains("PIN"));
        }

        /** A full debit and credit application has no cryptogram in its answer; it is not supported. */
        @Test
        void anAnswerWithoutCryptogramEndsTheApplication() {
            Outcome outcome = sale(combination("66000080"))
                    .run(field(answer(2).replace("9F260820261203C3", "9F750820261203C3"), answer(5)));
            assertTrue(outcome instanceof Outcome.Terminated);
            assertFalse(outcome instanceof Outcome.Approved);
        }
    }
}

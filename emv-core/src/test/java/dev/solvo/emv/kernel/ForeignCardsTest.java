package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Offline data authentication of cards that this project did not make. {@code oda-cards.json}: scheme test cards recorded by
 * others; {@code emv44-ecc-derived.json}: a chain on a curve that two other programs computed after the text of Book 2.
 */
final class ForeignCardsTest {
    private static JsonNode vector(String file, String id) {
        try (InputStream in = ForeignCardsTest.class.getResourceAsStream("/vectors/" + file)) {
            for (JsonNode vector : new ObjectMapper()
                    .readTree(Objects.requireNonNull(in, file))
                    .required("vectors")) {
                if (vector.required("id").asText().equals(id)) {
                    return vector;
                }
            }
            throw new AssertionError("no vector " + id);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Bytes hex(JsonNode node, String field) {
        return Bytes.fromHex(node.required(field).asText());
    }

    /** Gives the fixture all objects of the records. */
    private static void records(TransactionFixture fixture, Bytes records) {
        try {
            TlvReader reader = TlvReader.of(records);
            while (reader.next()) {
                fixture.card(
                        Integer.toHexString(reader.tag()).toUpperCase(Locale.ROOT),
                        reader.value().toHex());
            }
        } catch (TlvException broken) {
            throw new AssertionError(broken);
        }
    }

    @Nested
    final class RsaCards {
        private final TransactionFixture fixture = new TransactionFixture();

        /** The card, while its issuer's certificate was good. */
        private Transaction transaction(String id, String capabilities) {
            JsonNode card = vector("oda-cards.json", id);
            JsonNode capk = card.required("capk");
            String expiry = card.required("issuerExpiryMMYY").asText();
            LocalDate day = YearMonth.of(
                            2000 + Integer.parseInt(expiry.substring(2)), Integer.parseInt(expiry.substring(0, 2)))
                    .atEndOfMonth();
            Map<String, String> elements = new HashMap<>();
            JsonNode given = card.required("elements");
            given.fieldNames()
                    .forEachRemaining(
                            tag -> elements.put(tag, given.required(tag).asText()));
            records(fixture, hex(card, "signedRecords"));
            elements.forEach(fixture::card);
            Transaction transaction = fixture.card("82", card.required("aip").asText())
                    .terminalCapabilities(capabilities)
                    .date(day)
                    .terminal(config -> config.caPublicKeys(CaPublicKeys.of(RsaCaPublicKey.withoutChecksum(
                            hex(capk, "rid"),
                            Integer.parseInt(capk.required("index").asText(), 16),
                            hex(capk, "modulus"),
                            hex(capk, "exponent")))))
                    .build();
            transaction.staticData.add(hex(card, "signedRecords"));
            transaction
                    .data()
                    .putApplication(
                            EmvTag.APPLICATION_IDENTIFIER_TERMINAL,
                            hex(capk, "rid").plus(Bytes.fromHex("1010")));
            return transaction;
        }

        @ParameterizedTest
        @CsvSource({"bertlv-mc-contact-sda, DAC0", "bertlv-amex-sda-cda, DAC1"})
        void areAuthenticatedStatically(String id, String code) {
            FunctionRun run = FunctionRun.of(new OfflineDataAuthentication(), transaction(id, "E0F980"))
                    .proceeds();
            run.tvr("0200000000").tsi("8000");
            assertEquals(
                    code,
                    run.transaction()
                            .get(EmvTag.DATA_AUTHENTICATION_CODE)
                            .orElseThrow()
                            .toHex());
        }

        @Test
        void whoseIssuerIdentifierDoesNotBeginThePan_isRefused() {
            FunctionRun run =
                    FunctionRun.of(new OfflineDataAuthentication(), transaction("javaemvreader-mock-sda", "E0F980"));
            run.proceeds().tvr("4200000000").tsi("8000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bertlv-mc-contact-sda", "bertlv-amex-sda-cda"})
        void haveTheirKeyForCdaRecovered(String id) {
            FunctionRun run = FunctionRun.of(new OfflineDataAuthentication(), transaction(id, "E0F9C8"))
                    .proceeds();
            run.tvr("0000000000").tsi("0000");
            assertEquals(
                    id.equals("bertlv-mc-contact-sda") ? 144 : 112,
                    run.transaction()
                            .cardAuthentication
                            .cdaKey()
                            .orElseThrow()
                            .publicKey()
                            .modulusLength());
        }

        /** The whole exchange to the byte, with a TVR that later functions of that terminal had set. */
        @Test
        void signTheirCryptogram() throws EmvDataException {
            JsonNode cda = vector("oda-cards.json", "bertlv-amex-sda-cda").required("cda");
            fixture.amount(12_000).terminalElement("9F1A", "0036");
            Transaction transaction = onThatDay(transaction("bertlv-amex-sda-cda", "E0F9C8"));
            FunctionRun.of(new OfflineDataAuthentication(), transaction).proceeds();
            transaction.data().putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, Bytes.fromHex("0000048000"));
            transaction.pdolData = hex(cda, "pdolData");
            transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.ARQC);
            FunctionRun run = FunctionRun.of(new CardActionAnalysis(), transaction)
                    .card(
                            cda.required("command").asText(),
                            withStatus(cda.required("response").asText()))
                    .proceeds()
                    .tvr("0000048000")
                    .tsi("A000");
            assertEquals(Transaction.Course.ONLINE, transaction.course);
            assertEquals(
                    cda.required("applicationCryptogram").asText(),
                    transaction.get(EmvTag.APPLICATION_CRYPTOGRAM).orElseThrow().toHex());
            assertEquals(
                    cda.required("iccDynamicNumber").asText(),
                    run.transaction()
                            .get(EmvTag.ICC_DYNAMIC_NUMBER)
                            .orElseThrow()
                            .toHex());
        }

        @Test
        void signTheirCryptogram_andAnotherAnswerIsRefused() throws EmvDataException {
            JsonNode cda = vector("oda-cards.json", "bertlv-amex-sda-cda").required("cda");
            fixture.amount(12_000).terminalElement("9F1A", "0036");
            Transaction transaction = onThatDay(transaction("bertlv-amex-sda-cda", "E0F9C8"));
            FunctionRun.of(new OfflineDataAuthentication(), transaction).proceeds();
            transaction.data().putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, Bytes.fromHex("0000048000"));
            transaction.pdolData = hex(cda, "pdolData");
            transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.ARQC);
            String response = cda.required("response").asText().replace("9F36020006", "9F36020007");
            FunctionRun.of(new CardActionAnalysis(), transaction)
                    .card(cda.required("command").asText(), withStatus(response))
                    .proceeds()
                    .tvr("0400048000")
                    .tsi("A000");
            assertEquals(Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM, transaction.course);
        }

        private Transaction onThatDay(Transaction transaction) {
            transaction.data().putTerminal(EmvTag.TRANSACTION_DATE, Bytes.fromHex("141031"));
            transaction.data().putTerminal(EmvTag.TRANSACTION_CURRENCY_CODE, Bytes.fromHex("0036"));
            transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, Bytes.fromHex("327273B9"));
            return transaction;
        }
    }

    private static String withStatus(String response) {
        return response.endsWith("9000") ? response : response + "9000";
    }

    /** Book 2, 12.3 to 12.5, with the command bytes of both GENERATE AC. */
    @Nested
    final class CardOnACurve {
        private final JsonNode card = vector("emv44-ecc-derived.json", "derived-emv44-P-256");
        private final JsonNode xda = card.required("xda");

        private Transaction transaction(String issuerCertificate, String iccCertificate) throws EmvDataException {
            JsonNode iccd = card.required("iccd");
            TransactionFixture fixture = new TransactionFixture();
            records(fixture, hex(iccd, "record1Value"));
            records(fixture, hex(iccd, "record2Value"));
            Transaction transaction = fixture.card("82", "9000")
                    .card("90", issuerCertificate)
                    .card("9F46", iccCertificate)
                    .amount(12_345)
                    .terminalElement("9F1A", "0826")
                    .terminalCapabilities("E0F8CC")
                    .date(LocalDate.of(2030, 1, 15))
                    .terminal(config -> config.caPublicKeys(
                            CaPublicKeys.of(EccOda.recoverCaKey(hex(card.required("ca"), "selfSignedCertificate"))
                                    .verified()
                                    .orElseThrow())))
                    .build();
            transaction.staticData.add(hex(iccd, "record1Value"));
            transaction.staticData.add(hex(iccd, "record2Value"));
            transaction.pdolData = hex(xda, "pdolValues");
            transaction.data().putFromFci(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, Bytes.fromHex("9F3303"));
            transaction.data().putApplication(EmvTag.APPLICATION_IDENTIFIER_TERMINAL, Bytes.fromHex("A0000009991010"));
            transaction.data().putTerminal(EmvTag.TRANSACTION_CURRENCY_CODE, Bytes.fromHex("0826"));
            transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, Bytes.fromHex("11223344"));
            FunctionRun.of(new OfflineDataAuthentication(), transaction)
                    .proceeds()
                    .tvr("0100000000")
                    .tsi("0000");
            return transaction;
        }

        private Transaction transaction() throws EmvDataException {
            return transaction(
                    card.required("issuer").required("tag90").asText(),
                    card.required("icc").required("tag9F46").asText());
        }

        private FunctionRun first(Transaction transaction, String response) {
            transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.ARQC);
            String command = "80AE" + xda.required("p1FirstGenAc").asText() + "0020"
                    + xda.required("cdol1Values").asText() + "00";
            return FunctionRun.of(new CardActionAnalysis(), transaction)
                    .card(command, response)
                    .proceeds();
        }

        private String firstResponse() {
            return xda.required("first").required("response").asText();
        }

        @Test
        void signsBothCryptograms() throws EmvDataException {
            Transaction transaction = transaction();
            first(transaction, firstResponse()).tvr("0100000000").tsi("A000");
            assertEquals(Transaction.Course.ONLINE, transaction.course);
            transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.TC);
            transaction.hostContact = Transaction.HostContact.ANSWERED;
            transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
            transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, Bytes.fromHex("55667788"));
            FunctionRun.of(new Completion(), transaction)
                    .card(
                            "80AE48001F" + xda.required("cdol2Values").asText() + "00",
                            xda.required("second").required("response").asText())
                    .proceeds()
                    .tvr("0100000000")
                    .tsi("A000");
            assertEquals(Transaction.Course.APPROVED, transaction.course);
        }

        @Test
        void aChangedCryptogram_failsTheSignature() throws EmvDataException {
            first(transaction(), negative("XDA signature with AC changed", "response"))
                    .tvr("0100000100")
                    .tsi("A000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"9F4B format byte 05", "s = 0", "s = n"})
        void aSignatureThatIsNone_fails(String name) throws EmvDataException {
            String good = xda.required("first").required("tag9F4B").asText();
            String response = firstResponse().replace(good, negative(name, "tag9F4B"));
            first(transaction(), response).tvr("0100000100").tsi("A000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"issuer cert last byte flipped", "issuer cert too short", "issuer cert format 02"})
        void aBadIssuerCertificate_isNotedAfterTheCryptogram(String name) throws EmvDataException {
            Transaction transaction = transaction(
                    negative(name, "tag90"),
                    card.required("icc").required("tag9F46").asText());
            first(transaction, firstResponse()).tvr("0100000002").tsi("A000");
            assertFalse(transaction.cardAuthentication.xdaKey().isPresent());
        }

        @Test
        void aBadIccCertificate_isNotedAfterTheCryptogram() throws EmvDataException {
            Transaction transaction = transaction(
                    card.required("issuer").required("tag90").asText(),
                    negative("icc cert hash encoding 01 (Book E/C-8 style) in a Book 2 context", "tag9F46"));
            first(transaction, firstResponse()).tvr("0100000002").tsi("A000");
        }

        private String negative(String name, String field) {
            for (JsonNode negative : card.required("negative")) {
                if (negative.required("name").asText().equals(name)) {
                    return negative.required(field).asText();
                }
            }
            throw new AssertionError("no negative vector " + name);
        }
    }
}

package dev.solvo.emv.contactless.kernel3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.contactless.ContactlessSale;
import dev.solvo.emv.contactless.ContactlessVectors;
import dev.solvo.emv.contactless.kernel3.FastProfile.Verification;
import dev.solvo.emv.data.CardTransactionQualifiers;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cardholder verification by qualifiers: a table computed by another program from the rules of 5.7.1. */
final class QualifierVerificationTest {
    static Stream<JsonNode> cases() {
        return ContactlessVectors.cases("kernel3_cvm_cases.json", "cases").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void table(JsonNode given) throws EmvDataException {
        Optional<CardTransactionQualifiers> card = given.required("ctq").isNull()
                ? Optional.empty()
                : Optional.of(CardTransactionQualifiers.parse(
                        Bytes.fromHex(given.get("ctq").textValue())));
        Verification decided = QualifierVerification.decide(
                ContactlessSale.qualifiers(given.required("ttq").textValue()),
                card,
                relatedData(given),
                given.required("cardAc").textValue().equals("TC"));
        assertEquals(
                expected(given.required("expected").textValue()),
                decided,
                given.required("id").textValue());
    }

    /** What the table calls unclear is refused here: a reader with the online PIN alone and a card without qualifiers. */
    private static Verification expected(String outcome) {
        return switch (outcome) {
            case "NO_CVM" -> Verification.NO_CVM;
            case "SIGNATURE" -> Verification.SIGNATURE;
            case "ONLINE_PIN", "ONLINE_PIN+ONLINE" -> Verification.ONLINE_PIN;
            case "CDCVM" -> Verification.CONSUMER_DEVICE_CVM;
            case "DECLINE", "UNCLEAR" -> Verification.DECLINE;
            default -> throw new AssertionError(outcome);
        };
    }

    private static Optional<Bytes> relatedData(JsonNode given) {
        if (given.required("ctqIn9F69").isNull()) {
            return Optional.empty();
        }
        Bytes qualifiers = Bytes.fromHex(given.required("ctq").textValue());
        Bytes copy = given.get("ctqIn9F69").textValue().equals("match")
                ? qualifiers
                : Bytes.ofUnsigned(qualifiers.unsigned(0) ^ 0x01, qualifiers.unsigned(1));
        return Optional.of(Bytes.concat(Bytes.fromHex("0111223344"), copy, Bytes.fromHex("00")));
    }

    @Test
    void theTableIsWhole() {
        assertEquals(118, cases().count());
    }

    /** Version and unpredictable number alone hold no copy of the qualifiers. */
    @Test
    void relatedDataWithoutCopyDeny() throws EmvDataException {
        assertEquals(
                Verification.DECLINE,
                QualifierVerification.decide(
                        ContactlessSale.qualifiers("20000000"),
                        Optional.of(CardTransactionQualifiers.parse(Bytes.fromHex("0080"))),
                        Optional.of(Bytes.fromHex("0111223344")),
                        false));
    }
}

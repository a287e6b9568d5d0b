package dev.solvo.emv.contactless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pre-processing of one combination: an oracle computed from the rules by another program. */
final class PreProcessingTest {
    private static final Bytes AID = Bytes.fromHex("A000000003");

    static Stream<JsonNode> cases() {
        return ContactlessVectors.cases("entry_point_cases.json", "preProcessing").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oracle(JsonNode given) {
        JsonNode config = given.required("config");
        CombinationConfig.Builder builder = CombinationConfig.builder(AID, KernelIdentifier.KERNEL_3);
        if (config.has("ttq")) {
            builder.terminalTransactionQualifiers(
                    ContactlessSale.qualifiers(config.get("ttq").textValue()));
        }
        if (config.has("txnLimit")) {
            builder.transactionLimitMinor(config.get("txnLimit").longValue());
        }
        if (config.has("cvmLimit")) {
            builder.cvmRequiredLimitMinor(config.get("cvmLimit").longValue());
        }
        if (config.has("floorLimit")) {
            builder.floorLimitMinor(config.get("floorLimit").longValue());
        }
        if (config.has("terminalFloorLimit")) {
            builder.terminalFloorLimitMinor(config.get("terminalFloorLimit").longValue());
        }
        if (config.has("statusCheck")) {
            builder.statusCheckSupport(config.get("statusCheck").booleanValue());
        }
        if (config.has("zeroAmountAllowed")) {
            builder.zeroAmountAllowed(config.get("zeroAmountAllowed").booleanValue());
        }
        PreProcessingIndicators found = PreProcessing.of(
                builder.build(),
                given.required("amountMinor").longValue(),
                given.required("unitOfCurrencyMinor").longValue());
        JsonNode expected = given.required("expected");
        String id = given.required("id").textValue();
        assertEquals(expected.required("contactlessNotAllowed").booleanValue(), found.contactlessNotAllowed(), id);
        assertEquals(expected.required("statusCheckRequested").booleanValue(), found.statusCheckRequested(), id);
        assertEquals(expected.required("zeroAmount").booleanValue(), found.zeroAmount(), id);
        assertEquals(
                expected.required("cvmRequiredLimitExceeded").booleanValue(),
                found.readerCvmRequiredLimitExceeded(),
                id);
        assertEquals(
                expected.required("floorLimitExceeded").booleanValue(),
                found.readerContactlessFloorLimitExceeded(),
                id);
        assertEquals(
                expected.required("ttqCopy").textValue(),
                found.terminalTransactionQualifiers().orElseThrow().toBytes().toHex(),
                id);
    }

    @Test
    void theOracleIsWhole() {
        assertEquals(18, cases().count());
    }

    /** A kernel that does without 9F66 gets none. */
    @Test
    void withoutQualifiersThereIsNoCopy() {
        CombinationConfig config = CombinationConfig.builder(AID, KernelIdentifier.KERNEL_2)
                .cvmRequiredLimitMinor(100)
                .build();
        PreProcessingIndicators found = PreProcessing.of(config, 100, 100);
        assertEquals(
                List.of(true, false),
                List.of(
                        found.readerCvmRequiredLimitExceeded(),
                        found.terminalTransactionQualifiers().isPresent()));
    }
}

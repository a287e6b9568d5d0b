package dev.solvo.emv.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loader and the published schema, on the same files. */
final class ContactlessConfigJsonTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ContactlessConfigJson.schema());

    private static Set<ValidationMessage> schemaErrors(String json) throws JsonProcessingException {
        return SCHEMA.validate(new ObjectMapper().readTree(json));
    }

    private static TerminalConfig terminal() throws EmvDataException {
        return TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
    }

    private static ContactlessConfig parse(String json) throws EmvDataException {
        return ContactlessConfigJson.parse(json, terminal());
    }

    @Test
    void theDemonstrationIsValidAndWhatItsDescriptionSays() throws EmvDataException, JsonProcessingException {
        assertEquals(Set.of(), schemaErrors(ContactlessConfigJson.demonstration()));
        ContactlessConfig config = parse(ContactlessConfigJson.demonstration());
        assertEquals(
                List.of("03", "02", "07"),
                config.combinations().stream()
                        .map(combination -> combination.kernel().toString())
                        .toList());
        for (CombinationConfig combination : config.combinations()) {
            assertEquals(OptionalLong.of(2500), combination.floorLimitMinor());
            assertEquals(OptionalLong.of(5000), combination.cvmRequiredLimitMinor());
            assertEquals(OptionalLong.of(50_000), combination.transactionLimitMinor());
        }
    }

    /** Absent is not zero. */
    @Test
    void whatIsNotThereIsAbsent() throws EmvDataException, JsonProcessingException {
        String json = "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\"}]}";
        assertEquals(Set.of(), schemaErrors(json));
        CombinationConfig combination = parse(json).combinations().get(0);
        assertEquals(
                List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                List.of(
                        combination.transactionLimitMinor(),
                        combination.floorLimitMinor(),
                        combination.terminalFloorLimitMinor(),
                        combination.cvmRequiredLimitMinor()));
        assertEquals(
                List.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(
                        combination.statusCheckSupport(),
                        combination.zeroAmountAllowed(),
                        combination.extendedSelectionSupport(),
                        combination.terminalTransactionQualifiers()));
    }

    @Test
    void everyKeyReachesItsParameter() throws EmvDataException, JsonProcessingException {
        String json =
                "{\"combinations\":[{\"aid\":\"A0000000031010\",\"kernel\":\"810840\",\"transactionTypes\":[\"00\",\"09\"],"
                        + "\"statusCheckSupport\":true,\"zeroAmountAllowed\":false,\"extendedSelectionSupport\":true,"
                        + "\"transactionLimitMinor\":4,\"floorLimitMinor\":0,\"terminalFloorLimitMinor\":2,\"cvmRequiredLimitMinor\":3,"
                        + "\"terminalTransactionQualifiers\":\"36004000\",\"kernelData\":{\"DF8117\":\"20\",\"9F1A\":\"0056\"},"
                        + "\"kernelOptions\":[\"cashUsageCheck\",\"exceptionFile\"]}]}";
        assertEquals(Set.of(), schemaErrors(json));
        CombinationConfig combination = parse(json).combinations().get(0);
        assertEquals("A0000000031010", combination.aid().toHex());
        assertEquals("810840", combination.kernel().toString());
        assertEquals(
                Set.of(TransactionType.PURCHASE, TransactionType.PURCHASE_WITH_CASHBACK),
                combination.transactionTypes());
        assertEquals(
                List.of(true, false, true),
                List.of(
                        combination.statusCheckSupport().orElseThrow(),
                        combination.zeroAmountAllowed().orElseThrow(),
                        combination.extendedSelectionSupport().orElseThrow()));
        assertEquals(
                List.of(OptionalLong.of(4), OptionalLong.of(0), OptionalLong.of(2), OptionalLong.of(3)),
                List.of(
                        combination.transactionLimitMinor(),
                        combination.floorLimitMinor(),
                        combination.terminalFloorLimitMinor(),
                        combination.cvmRequiredLimitMinor()));
        assertEquals(
                "36004000",
                combination
                        .terminalTransactionQualifiers()
                        .orElseThrow()
                        .toBytes()
                        .toHex());
        assertEquals(
                Map.of(Tag.of(0xDF8117), Bytes.fromHex("20"), Tag.of(0x9F1A), Bytes.fromHex("0056")),
                combination.kernelData());
        assertTrue(combination.has(KernelOption.CASH_USAGE_CHECK) && combination.has(KernelOption.EXCEPTION_FILE));
        assertFalse(combination.has(KernelOption.CASHBACK_USAGE_CHECK));
    }

    /** Both refuse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"combinations\":[{\"aid\":\"A0000000\",\"kernel\":\"03\"}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\"}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"floorLimitMinor\":-1}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"floorLimit\":1}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"terminalTransactionQualifiers\":\"3600\"}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"transactionTypes\":[\"purchase\"]}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"kernelData\":{\"amount\":\"00\"}}]}"
            })
    void faultsAreRefused(String json) throws JsonProcessingException {
        assertFalse(schemaErrors(json).isEmpty());
        EmvDataException refused = assertThrows(EmvDataException.class, () -> parse(json));
        assertEquals(Reason.CONFIGURATION, refused.reason());
    }

    /** The loader alone knows these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\"},{\"aid\":\"A000000003\",\"kernel\":\"03\"}]}",
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"kernelOptions\":[\"fast\"]}]}"
            })
    void contradictionsAreRefused(String json) {
        assertThrows(EmvDataException.class, () -> parse(json));
    }

    @Test
    void aTypeOfItsOwnComesBeforeTheGeneralOne() throws EmvDataException {
        ContactlessConfig config = parse(
                "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\",\"floorLimitMinor\":1},"
                        + "{\"aid\":\"A000000003\",\"kernel\":\"03\",\"transactionTypes\":[\"20\"],\"floorLimitMinor\":2}]}");
        assertEquals(
                OptionalLong.of(1),
                config.combinationsFor(TransactionType.PURCHASE).get(0).floorLimitMinor());
        assertEquals(
                List.of(OptionalLong.of(2)),
                config.combinationsFor(TransactionType.REFUND).stream()
                        .map(CombinationConfig::floorLimitMinor)
                        .toList());
    }
}

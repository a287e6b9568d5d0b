package dev.solvo.emv.contactless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which applications are tried, in which order, with which command: an oracle computed from the rules by another program. */
final class CombinationSelectionTest {
    private static final String SELECT = "00A40400";
    private static final String SELECT_PPSE = "00A404000E325041592E5359532E444446303100";

    static Stream<JsonNode> cases() {
        return ContactlessVectors.cases("entry_point_cases.json", "combinationSelection").stream();
    }

    /** No application can be selected, so that the reader tries them all. */
    @ParameterizedTest
    @MethodSource("cases")
    void oracle(JsonNode given) {
        ContactlessSale sale = new ContactlessSale();
        Set<String> installed = new HashSet<>();
        for (JsonNode combination : given.required("combinations")) {
            String kernel = combination.required("kernel").textValue();
            CombinationConfig.Builder builder = CombinationConfig.builder(
                    Bytes.fromHex(combination.required("aid").textValue()),
                    new KernelIdentifier(Bytes.fromHex(kernel)));
            if (combination.path("notAllowed").asBoolean()) {
                builder.transactionLimitMinor(0);
            }
            if (combination.path("extendedSelection").asBoolean()) {
                builder.extendedSelectionSupport(true);
            }
            sale.with(builder);
            if (installed.add(kernel)) {
                sale.with(new StubKernel(kernel));
            }
        }
        ScriptedField field = new ScriptedField()
                .on(SELECT_PPSE, given.required("ppseResponse").textValue());
        Outcome outcome = sale.run(field);
        List<String> expected = new ArrayList<>(List.of("card awaited", SELECT_PPSE));
        for (JsonNode candidate : given.required("expectedOrder")) {
            Bytes data = Bytes.fromHex(candidate.required("selectCommandData").textValue());
            expected.add(SELECT + Bytes.ofUnsigned(data.length()).toHex() + data.toHex() + "00");
        }
        assertEquals(expected, field.log(), given.required("id").textValue());
        assertTrue(outcome instanceof Outcome.Terminated);
        assertEquals(
                Optional.of(UserInterfaceRequest.of(
                        ContactlessMessage.INSERT_SWIPE_OR_TRY_ANOTHER_CARD,
                        UserInterfaceRequest.Status.READY_TO_READ)),
                ContactlessSale.contactless(outcome).userInterfaceOnOutcome());
        assertEquals(Optional.empty(), ContactlessSale.contactless(outcome).start());
        assertEquals(
                ContactlessOutcome.Kind.END_APPLICATION,
                ContactlessSale.contactless(outcome).kind());
    }

    @Test
    void theOracleIsWhole() {
        assertEquals(20, cases().count());
    }

    /** An entry for a kernel that is configured but not installed is no candidate. */
    @Test
    void aKernelThatIsNotInstalledIsNeverChosen() {
        ContactlessSale sale = new ContactlessSale()
                .with(CombinationConfig.builder(Bytes.fromHex("A0000000031010"), KernelIdentifier.KERNEL_3))
                .with(CombinationConfig.builder(Bytes.fromHex("A0000000041010"), KernelIdentifier.KERNEL_2))
                .with(new StubKernel("02"));
        ScriptedField field = new ScriptedField()
                .on(
                        SELECT_PPSE,
                        "6F31840E325041592E5359532E4444463031A51FBF0C1C610C4F07A0000000031010870101"
                                + "610C4F07A00000000410108701029000");
        sale.run(field);
        assertEquals(List.of("card awaited", SELECT_PPSE, "00A4040007A000000004101000"), field.log());
    }
}

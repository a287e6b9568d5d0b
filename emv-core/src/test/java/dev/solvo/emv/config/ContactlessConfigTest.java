package dev.solvo.emv.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a contactless reader cannot be configured with. */
final class ContactlessConfigTest {
    private static final Bytes AID = Bytes.fromHex("A000000003");

    private final TerminalConfig terminal;

    ContactlessConfigTest() throws EmvDataException {
        terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
    }

    private static CombinationConfig.Builder combination() {
        return CombinationConfig.builder(AID, KernelIdentifier.KERNEL_3);
    }

    private String refusal(CombinationConfig... combinations) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> new ContactlessConfig(terminal, List.of(combinations)))
                .getMessage());
    }

    @Test
    void twoForTheSameTypesOfTransactions_areRefused_andNamed() {
        CombinationConfig all = combination().build();
        CombinationConfig refunds =
                combination().transactionType(TransactionType.REFUND).build();
        CombinationConfig refundsAndCash = combination()
                .transactionType(TransactionType.CASH)
                .transactionType(TransactionType.REFUND)
                .build();
        assertEquals(
                "two configurations for A000000003 with kernel 03 and all types of transactions", refusal(all, all));
        assertTrue(refusal(refunds, refundsAndCash).contains("and transaction type 20"));
        assertTrue(refusal(all, refunds, refunds).contains("and transaction type 20"));
    }

    @Test
    void theSameAidWithAnotherKernel_orAnotherType_isAllowed() {
        ContactlessConfig config = new ContactlessConfig(
                terminal,
                List.of(
                        combination().build(),
                        combination().transactionType(TransactionType.REFUND).build(),
                        CombinationConfig.builder(AID, KernelIdentifier.KERNEL_2)
                                .build()));
        assertEquals(2, config.combinationsFor(TransactionType.PURCHASE).size());
        assertEquals(2, config.combinationsFor(TransactionType.REFUND).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 17})
    void anAidOfAnotherLength_isRefused(int length) {
        Bytes aid = Bytes.repeat(0xA0, length);
        assertThrows(IllegalArgumentException.class, () -> CombinationConfig.builder(aid, KernelIdentifier.KERNEL_3));
    }

    @Test
    void aNegativeLimit_isRefused() {
        List<Consumer<CombinationConfig.Builder>> limits = List.of(
                builder -> builder.transactionLimitMinor(-1),
                builder -> builder.floorLimitMinor(-1),
                builder -> builder.terminalFloorLimitMinor(-1),
                builder -> builder.cvmRequiredLimitMinor(-1));
        for (Consumer<CombinationConfig.Builder> limit : limits) {
            CombinationConfig.Builder builder = combination();
            assertThrows(IllegalArgumentException.class, () -> limit.accept(builder));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "aid, A0000000, /combinations/1/aid",
        "aid, xyz, /combinations/1/aid",
        "kernel, 030303030303030303, /combinations/1/kernel",
        "terminalTransactionQualifiers, 3600, /combinations/1/terminalTransactionQualifiers",
    })
    void aFaultOfAFile_isNamedByItsPlace(String key, String value, String place) {
        String file = "{\"combinations\":[{\"aid\":\"A000000003\",\"kernel\":\"03\"},{\"" + key + "\":\"" + value + "\""
                + (key.equals("aid") ? "" : ",\"aid\":\"A000000004\"")
                + (key.equals("kernel") ? "" : ",\"kernel\":\"02\"") + "}]}";
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> ContactlessConfigJson.parse(file, terminal));
        assertTrue(String.valueOf(refused.getMessage()).contains(place), refused.getMessage());
    }

    @Test
    void allFaultsOfAFile_areToldTogether() {
        EmvDataException refused = assertThrows(
                EmvDataException.class,
                () -> ContactlessConfigJson.parse(
                        "{\"combinations\":[{\"aid\":\"A0\",\"kernel\":\"03\",\"floorLimitMinor\":-1,\"colour\":1},"
                                + "{\"kernel\":\"02\"}],\"other\":true}",
                        terminal));
        for (String place : List.of(
                "/combinations/0/aid",
                "/combinations/0/floorLimitMinor",
                "/combinations/0/colour",
                "/combinations/1",
                "/other")) {
            assertTrue(String.valueOf(refused.getMessage()).contains(place), place + " in " + refused.getMessage());
        }
    }
}

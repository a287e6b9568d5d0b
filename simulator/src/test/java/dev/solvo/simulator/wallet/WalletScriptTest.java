package dev.solvo.simulator.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalletScriptTest {
    static Stream<JsonNode> scenarios() {
        return WalletVectors.records("outcome-scenarios.json").stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void understandsEveryStep(JsonNode scenario) {
        List<String> texts = WalletVectors.texts(scenario.get("steps"));
        long ofTheTill =
                texts.stream().filter(text -> text.contains("requested by")).count();
        assertEquals(texts.size() - ofTheTill, WalletScript.of(texts).steps().size());
    }

    private static ScriptStep step(String text) {
        return WalletScript.of(List.of(text)).steps().get(0);
    }

    @Test
    void readsTheParts() {
        ScriptStep cancel = step("cancel:10000 retry_flag=N (no action)");
        assertEquals(List.of("10000"), cancel.words());
        assertEquals(Map.of("retry_flag", "N"), cancel.values());
        assertEquals(Optional.of(1), cancel.times());
        assertEquals(Optional.empty(), step("query:ACQ.TRADE_NOT_EXIST x max").times());
        assertEquals(Optional.of(3), step("query:NOTPAY x 3").times());
        assertTrue(step("query:timeout x max").isLost());
        assertEquals(SigningMode.WRONG, step("pay:10000 bad signature").signing());
        ScriptStep differs = step("query:TRADE_SUCCESS amount differs");
        assertTrue(differs.amountDiffers());
        assertEquals(List.of("TRADE_SUCCESS"), differs.words());
        assertFalse(step("query:TRADE_SUCCESS before cancel").amountDiffers());
        assertEquals("TRADE_SUCCESS", step("query:TRADE_SUCCESS before cancel").lastWord());
        assertEquals("ORDER_NOT_EXIST", step("query:404 ORDER_NOT_EXIST x max").lastWord());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pay", "pay:", "pay: ", ":x", "PAY:x", "pay:a  b", "pay:ä", "pay:a x 0", "a requested"})
    void refusesOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> WalletScript.of(List.of(text)));
    }

    @Test
    void repeatsWhileUndecidedAndThenAsksTheBooks() {
        ScriptPlayer player = new ScriptPlayer(
                WalletScript.of(List.of("pay:10003", "query:WAIT_BUYER_PAY x 2", "query:A x max", "cancel:10000")));
        assertEquals("10003", word(player.next(List.of("pay"), false)));
        assertEquals("10003", word(player.next(List.of("pay"), false)));
        assertEquals("", word(player.next(List.of("refund"), false)));
        assertEquals("WAIT_BUYER_PAY", word(player.next(List.of("query"), false)));
        assertEquals("WAIT_BUYER_PAY", word(player.next(List.of("query"), false)));
        assertEquals("A", word(player.next(List.of("query"), false)));
        assertEquals("A", word(player.next(List.of("query"), false)));
        assertEquals("10000", word(player.next(List.of("cancel"), false)));
        assertEquals("A", word(player.next(List.of("query"), false)));
        assertEquals("", word(player.next(List.of("query"), true)));
    }

    private static String word(Optional<ScriptStep> step) {
        return step.map(found -> found.word(0)).orElse("");
    }
}

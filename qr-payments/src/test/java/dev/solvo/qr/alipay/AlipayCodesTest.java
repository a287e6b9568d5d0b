package dev.solvo.qr.alipay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Refusal.NextStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AlipayCodesTest {
    static List<JsonNode> codes() {
        return QrVectors.records("error-codes.json").stream()
                .filter(v -> v.get("wallet").asText().equals("ALIPAY"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeIsClassifiedForItsCall(JsonNode vector) {
        String code = vector.get("code").asText();
        CodeTable.Entry entry =
                AlipayCodes.table().find(vector.get("call").asText(), code).orElseThrow();
        assertEquals(vector.get("outcome").asText(), entry.outcome().name());
        assertEquals(code, entry.refusal().walletCode());
        readable(code, entry.refusal().cashier());
        readable(code, entry.refusal().customer());
    }

    /** In words of its language, and not the code again. */
    private static void readable(String code, BilingualText text) {
        assertTrue(text.chinese().chars().anyMatch(Character::isIdeographic), text.chinese());
        assertTrue(text.english().matches("[A-Z][ -~]{8,120}"), text.english());
        String name = code.substring(code.lastIndexOf('.') + 1);
        assertFalse(text.english().contains(name), name);
    }

    @Test
    void thereAreCodes() {
        assertEquals(197, codes().size());
    }

    @ParameterizedTest
    @CsvSource({
        "trade.pay, ACQ.PAYMENT_AUTH_CODE_INVALID, FRESH_CODE",
        "trade.pay, ACQ.BUYER_BALANCE_NOT_ENOUGH, OTHER_MEANS",
        "trade.pay, ACQ.CONTEXT_INCONSISTENT, NEW_ORDER_NUMBER",
        "trade.pay, ACQ.TRADE_HAS_CLOSE, NEW_ORDER_NUMBER",
        "trade.pay, ACQ.MERCHANT_AGREEMENT_INVALID, MERCHANT_SETUP",
        "trade.pay, ACQ.INVALID_PARAMETER, TILL_SOFTWARE",
        "trade.refund, ACQ.SELLER_BALANCE_NOT_ENOUGH, MERCHANT_SETUP",
        "trade.cancel, ACQ.TRADE_CANCEL_TIME_OUT, ASK_CASHIER"
    })
    void aRefusalSaysWhatHelps(String call, String code, NextStep step) {
        assertEquals(
                step,
                AlipayCodes.table()
                        .find(call, "40004+" + code)
                        .orElseThrow()
                        .refusal()
                        .nextStep());
    }

    @Test
    void theSameCodeMeansAnotherThingForAnotherCall() {
        CodeTable table = AlipayCodes.table();
        assertFalse(table.find("trade.query", "10003").isPresent());
        assertFalse(table.find("trade.pay", "40004+ACQ.NEW_CODE").isPresent());
        assertEquals(
                "NOT_FOUND",
                table.find("trade.query", "40004+ACQ.TRADE_NOT_EXIST")
                        .orElseThrow()
                        .outcome()
                        .name());
        assertEquals(
                "FAILED",
                table.find("trade.refund", "40004+ACQ.TRADE_NOT_EXIST")
                        .orElseThrow()
                        .outcome()
                        .name());
    }
}

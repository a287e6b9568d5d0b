package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.Till;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QrRefundCommandTest {
    @TempDir
    Path folder;

    private CommandRun solvo(String command, Object... options) {
        List<Object> all = new ArrayList<>(List.of("qr", command, "--store", folder));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray());
    }

    private static JsonNode json(CommandRun run, int exitCode) {
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        return run.json();
    }

    private long refunded(SimulatedProtocol protocol) throws Exception {
        try (Till till = Till.simulated(protocol, folder, false, Clock.systemUTC(), new Random(1))) {
            return till.simulated().orElseThrow().book().refunded("CNY");
        }
    }

    private String collected(String wallet) {
        CommandRun run = solvo("collect", "--wallet", wallet, "--amount", "12.50", "--order", "ORDER0001", "--json");
        return json(run, 0).path("transactionId").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "alipay, ALIPAY_V2, v2",
        "alipay, ALIPAY_V3, v3",
        "wechat, WECHAT_PAY_V2, v2",
        "wechat, WECHAT_PAY_V3, v3",
        "unionpay, UNIONPAY,"
    })
    void refundsWhatAnotherCommandCollected(String wallet, SimulatedProtocol protocol, String version)
            throws Exception {
        String transaction = collected(wallet);
        List<Object> options = new ArrayList<>(List.of(
                "--wallet",
                wallet,
                "--order",
                "ORDER0001",
                "--refund",
                "REFUND001",
                "--amount",
                "4.50",
                "--yes",
                "--reason",
                "cold soup",
                "--json"));
        if (version != null) {
            options.addAll(List.of("--protocol", version));
        }
        JsonNode report = json(solvo("refund", options.toArray()), 0);
        assertEquals("REFUNDED", report.path("outcome").asText());
        assertEquals(protocol.wallet().name(), report.path("wallet").asText());
        assertEquals("ORDER0001", report.path("orderNumber").asText());
        assertEquals("REFUND001", report.path("refundNumber").asText());
        assertEquals(transaction, report.path("transactionId").asText());
        assertEquals(450, report.at("/amount/minorUnits").asInt());
        assertEquals(1250, report.at("/confirmed/paid/minorUnits").asInt());
        assertEquals(1250, report.at("/confirmed/left/minorUnits").asInt());
        assertEquals("saved: CHECKING", report.at("/steps/0/event").asText());
        assertEquals("the operator says yes", report.at("/steps/1/conclusion").asText());
        assertEquals(450, refunded(protocol));

        JsonNode again = json(solvo("refund", options.toArray()), 0);
        assertEquals("REFUNDED", again.path("outcome").asText());
        assertEquals(0, again.path("steps").size());
        assertEquals(450, refunded(protocol));
    }

    @Test
    void tellsTheOperatorWhatTheWalletConfirms() {
        String transaction = collected("wechat");
        String[] options = {
            "--wallet", "wechat", "--order", "ORDER0001", "--refund", "REFUND001", "--amount", "12.50", "--yes"
        };
        CommandRun run = solvo("refund", (Object[]) options);
        assertEquals(0, run.exitCode(), run.err());
        for (String line : List.of(
                "WeChat Pay (simulator) order ORDER0001 of CNY 12.50: refund CNY 12.50",
                "(transaction " + transaction + "); CNY 12.50 can be refunded",
                "the operator says yes",
                "REFUNDED CNY 12.50 went back to the customer")) {
            assertTrue(run.out().contains(line), run.out());
        }
        assertTrue(
                solvo("refund", (Object[]) options).out().contains("refund REFUND001 is known: it is not sent again"));
    }

    @Test
    void refundsNoMoreThanIsLeft() throws Exception {
        collected("alipay");
        String[] first = {"--wallet", "alipay", "--order", "ORDER0001", "--yes", "--json", "--amount", "12.00"};
        assertEquals(0, with(first, "REFUND001").exitCode());
        JsonNode second = json(with(first, "REFUND002"), 1);
        assertEquals("REFUSED", second.path("outcome").asText());
        assertEquals("AMOUNT_LEFT", second.at("/refusal/walletCode").asText());
        assertEquals(1200, refunded(SimulatedProtocol.ALIPAY_V2));
    }

    private CommandRun with(String[] options, String refund) {
        List<Object> all = new ArrayList<>(List.of((Object[]) options));
        all.addAll(List.of("--refund", refund));
        return solvo("refund", all.toArray());
    }

    @Test
    void refundsNothingThatWasNotPaid() throws Exception {
        assertEquals(
                1,
                solvo("collect", "--script", "outcome-scenarios-008", "--order", "ORDER0001")
                        .exitCode());
        CommandRun run = with(
                new String[] {"--wallet", "alipay", "--order", "ORDER0001", "--amount", "1", "--yes"}, "REFUND001");
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.out().contains("REFUSED"), run.out());
        assertEquals(0, refunded(SimulatedProtocol.ALIPAY_V2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--wallet alipay --order ORDER0001 --refund R --amount 1|64|nobody can be asked here",
                "--wallet alipay --order ORDER0001 --refund a/b --amount 1 --yes|64|--refund: expected 1 to 64",
                "--wallet alipay --order ORDER0001 --refund R --amount 0 --yes|64|--amount is not more than zero",
                "--wallet alipay --order ORDER0001 --refund R --amount 1.234 --yes|64|--amount has more decimals",
                "--wallet alipay --order ORDER0001 --refund R --amount 12.51 --yes|65|is more than the order's CNY 12.50",
                "--wallet wechat --order ORDER0001 --refund REFUND001 --amount 1 --yes|65|there is no WeChat Pay order",
                "--wallet alipay --order ORDER0001 --refund R --yes|64|Missing required option: '--amount=12.50'",
                "--order ORDER0001 --refund R --amount 1 --yes|64|--wallet is missing",
                "--wallet alipay --order ORDER0001 --refund R --amount 1 --force|64|unknown option --force"
            })
    void whatCannotBeRefundedIsExplained(String options, int exitCode, String message) throws Exception {
        collected("alipay");
        CommandRun run = solvo("refund", (Object[]) options.split(" ", -1));
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(0, refunded(SimulatedProtocol.ALIPAY_V2));
    }

    @Test
    void aNumberThatWasUsedForAnotherAmountIsRefused() {
        collected("alipay");
        String[] options = {"--wallet", "alipay", "--order", "ORDER0001", "--yes", "--amount"};
        List<Object> first = new ArrayList<>(List.of((Object[]) options));
        first.addAll(List.of("1", "--refund", "REFUND001"));
        assertEquals(0, solvo("refund", first.toArray()).exitCode());
        first.set(first.indexOf("1"), "2");
        CommandRun other = solvo("refund", first.toArray());
        assertEquals(65, other.exitCode());
        assertTrue(other.err().contains("refund number REFUND001 was used before, for CNY 1.00"), other.err());
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.Till;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class QrCollectCommandTest {
    private static final Map<String, String> CODES =
            Map.of("alipay", "28763443825664394", "wechat", "134567890123456789", "unionpay", "6281234567890123456");
    private static final Map<String, Integer> EXIT_CODES =
            Map.of("APPROVED", 0, "DECLINED", 1, "REVERSED", 2, "UNKNOWN", 3, "CONFLICT", 3);

    @TempDir
    Path folder;

    private final List<CommandRun> runs = new ArrayList<>();

    private CommandRun collect(Object... options) {
        List<Object> all = new ArrayList<>(List.of("qr", "collect", "--store", folder));
        all.addAll(List.of(options));
        CommandRun run = CommandRun.of(all.toArray());
        runs.add(run);
        return run;
    }

    /** Whatever a test does, no payment code is seen or kept. */
    @AfterEach
    void noPaymentCodeIsSeenOrKept() throws IOException {
        StringBuilder everything = new StringBuilder();
        runs.forEach(run -> everything.append(run.out()).append(run.err()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                everything.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        CODES.values().forEach(code -> assertFalse(everything.indexOf(code) >= 0, code + " in " + everything));
    }

    private static String code(String wallet) {
        return CODES.getOrDefault(wallet, "");
    }

    private static JsonNode json(CommandRun run, int exitCode) {
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        return run.json();
    }

    private long moneyTaken(SimulatedProtocol protocol) throws Exception {
        try (Till till = Till.simulated(protocol, folder, false, Clock.systemUTC(), new Random(1))) {
            return till.simulated().orElseThrow().book().moneyTaken("CNY");
        }
    }

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScriptEndsInItsState(Scenario scenario) {
        String wallet = scenario.wallet().startsWith("WECHAT")
                ? "wechat"
                : scenario.wallet().toLowerCase(Locale.ROOT);
        CommandRun run = collect(
                "--wallet", wallet, "--amount", "88.88", "--code", code(wallet), "--script", scenario.id(), "--json");
        JsonNode report = json(run, EXIT_CODES.getOrDefault(scenario.finalState(), -1));
        assertEquals(scenario.finalState(), report.path("outcome").asText());
        assertEquals(8888, report.at("/amount/minorUnits").asInt());
        assertTrue(report.path("steps").size() >= 1, run.out());
    }

    @Test
    void aScriptAloneIsEnough() {
        CommandRun run = collect("--script", "outcome-scenarios-028");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("UnionPay (simulator) order "), run.out());
        assertTrue(run.out().contains("APPROVED CNY 88.88"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"alipay, v2", "alipay, v3", "wechat, v2", "wechat, v3", "unionpay,"})
    void takesMoneyByTheCustomersCodeAndByAShownOne(String wallet, String protocol) {
        List<Object> options = new ArrayList<>(List.of("--wallet", wallet, "--amount", "12.50", "--json"));
        if (protocol != null) {
            options.addAll(List.of("--protocol", protocol));
        }
        CommandRun shown = collect(options.toArray());
        assertEquals("APPROVED", json(shown, 0).path("outcome").asText());
        assertTrue(shown.err().contains("█"), "no code was drawn");
        options.addAll(List.of("--code", code(wallet)));
        CommandRun scanned = collect(options.toArray());
        assertEquals("APPROVED", json(scanned, 0).path("outcome").asText());
        assertEquals("", scanned.err());
    }

    @Test
    void reportsOneObject() {
        JsonNode report = json(
                collect(
                        "--wallet",
                        "alipay",
                        "--amount",
                        "12.50",
                        "--order",
                        "ORDER0001",
                        "--json",
                        "--code",
                        code("alipay")),
                0);
        List<String> keys = new ArrayList<>();
        report.fieldNames().forEachRemaining(keys::add);
        assertEquals(
                List.of(
                        "outcome",
                        "wallet",
                        "orderNumber",
                        "transactionId",
                        "amount",
                        "orderAmount",
                        "payerAmount",
                        "settlementAmount",
                        "paidAt",
                        "recordSaved",
                        "readiness",
                        "steps"),
                keys);
        assertEquals("ALIPAY", report.path("wallet").asText());
        assertEquals("ORDER0001", report.path("orderNumber").asText());
        assertEquals("CNY", report.at("/amount/currency").asText());
        assertEquals(1250, report.at("/amount/minorUnits").asInt());
        assertTrue(report.path("transactionId").asText().matches("[0-9]{28}"));
        assertEquals("READY", report.at("/readiness/state").asText());
        assertEquals("pay: Waiting (10003)", report.at("/steps/0/event").asText());
        assertEquals(10_000, report.at("/steps/2/elapsedMillis").asInt());
        assertEquals("the end: Approved", report.at("/steps/2/conclusion").asText());
    }

    @Test
    void tellsTheCashierEachDecision() {
        CommandRun run =
                collect("--wallet", "alipay", "--amount", "12.50", "--order", "ORDER0001", "--code", code("alipay"));
        assertEquals(0, run.exitCode(), run.err());
        for (String line : List.of(
                "Alipay (simulator) order ORDER0001: CNY 12.50, payment code 28*************94",
                "records in " + folder.toAbsolutePath(),
                "network  The network is fine; payments can be collected",
                "    0.0 s  pay: Waiting (10003)             ask",
                "   10.0 s  query: Paid                      the end: Approved",
                "--order ORDER0001 --refund ORDER0001R1 --amount 12.50")) {
            assertTrue(run.out().contains(line), run.out());
        }
    }

    @Test
    void theSameOrderAgainIsNotPaidTwice() throws Exception {
        Object[] options = {
            "--wallet", "alipay", "--amount", "12.50", "--order", "ORDER0001", "--json", "--code", code("alipay")
        };
        String first = json(collect(options), 0).path("transactionId").asText();
        JsonNode second = json(collect(options), 0);
        assertEquals(first, second.path("transactionId").asText());
        assertEquals("do not send it again", second.at("/steps/0/conclusion").asText());
        assertEquals(1250, moneyTaken(SimulatedProtocol.ALIPAY_V2));
        CommandRun other =
                collect("--wallet", "alipay", "--amount", "12.51", "--order", "ORDER0001", "--code", code("alipay"));
        assertEquals(65, other.exitCode());
        assertTrue(other.err().contains("order number ORDER0001 was used before, for CNY 12.50"), other.err());
    }

    /** Nobody at a prompt has a phone that makes fresh codes. */
    @Test
    void theNextCommandMayUseTheSameCode() throws Exception {
        for (String order : List.of("ORDER0001", "ORDER0002")) {
            json(
                    collect(
                            "--wallet",
                            "alipay",
                            "--amount",
                            "12.50",
                            "--order",
                            order,
                            "--json",
                            "--code",
                            code("alipay")),
                    0);
        }
        assertEquals(2500, moneyTaken(SimulatedProtocol.ALIPAY_V2));
    }

    @Test
    void aSaleThatIsOpenOrPaidIsNotCollectedForAgain() throws Exception {
        Object[] unresolved = {"--script", "outcome-scenarios-007", "--sale", "bill-7", "--order", "ORDER0001"};
        assertEquals(3, collect(unresolved).exitCode());
        JsonNode blocked = json(
                collect(
                        "--wallet",
                        "wechat",
                        "--amount",
                        "88.88",
                        "--sale",
                        "bill-7",
                        "--order",
                        "ORDER0002",
                        "--json"),
                3);
        assertEquals("UNKNOWN", blocked.path("outcome").asText());
        assertEquals("ORDER0001", blocked.path("orderNumber").asText());
        assertEquals("ORDER0002", blocked.path("nothingSentFor").asText());
        CommandRun otherAmount =
                collect("--wallet", "wechat", "--amount", "1.00", "--sale", "bill-7", "--order", "ORDER0003");
        assertEquals(65, otherAmount.exitCode());
        assertTrue(otherAmount.err().contains("nothing was sent: order ORDER0001"), otherAmount.err());
        assertEquals(0, moneyTaken(SimulatedProtocol.WECHAT_PAY_V2));
    }

    @Test
    void whatIsOpenIsResumedInTheWholeStoreOrByItsNumber() {
        assertEquals(
                3,
                collect("--script", "outcome-scenarios-007", "--order", "ORDER0001")
                        .exitCode());
        assertEquals(
                3,
                collect("--script", "outcome-scenarios-007", "--order", "ORDER0002")
                        .exitCode());
        JsonNode one = json(collect("--resume", "--order", "ORDER0001", "--json"), 2);
        assertEquals("REVERSED", one.path("outcome").asText());
        JsonNode all = json(collect("--resume", "--json"), 2);
        assertEquals(1, all.path("collections").size());
        assertEquals("ORDER0002", all.at("/collections/0/orderNumber").asText());
        assertEquals(
                0, json(collect("--resume", "--json"), 0).path("collections").size());
        CommandRun none = collect("--resume");
        assertEquals(0, none.exitCode());
        assertTrue(none.out().startsWith("nothing is open in "), none.out());
        assertEquals(65, collect("--resume", "--order", "ORDER0009").exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "alipay, 134567890123456789, 'a payment code of WeChat Pay (18 characters that begin with 13), not of Alipay'",
        "wechat, 28763443825664394, 'a payment code of Alipay (17 characters that begin with 28), not of WeChat Pay'",
        "alipay, ２８７６３４４３８２５６６４３９４, FOREIGN_DIGITS: character 1 is a digit of another script",
        "alipay, 99763443825664394, UNKNOWN_DIGITS: 17 digits",
        "alipay, '', EMPTY: nothing was read",
        "alipay, hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=, an EMVCo consumer code",
        "alipay, https://qr.alipay.com/bax0123, 'a merchant''s code, which customers scan'"
    })
    void aCodeOfAnotherWalletOrOfNoneIsRefusedWithTheReason(String wallet, String code, String reason)
            throws IOException {
        CommandRun run = collect("--wallet", wallet, "--amount", "1", "--code", code);
        assertEquals(65, run.exitCode(), run.out());
        assertTrue(run.err().contains(reason), run.err());
        assertTrue(code.isEmpty() || !(run.out() + run.err()).contains(code), "the code is repeated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--amount 1|--wallet is missing",
                "--wallet alipay|--amount is missing",
                "--wallet alipay --amount 0|--amount is not more than zero",
                "--wallet alipay --amount 1.234|--amount has more decimals than CNY",
                "--wallet alipay --amount 1e400000000|--amount has more than 12 digits before the point",
                "--wallet alipay --amount 1e-400000000|--amount has more decimals than CNY",
                "--wallet alipay --amount 1 --currency XXXX|--currency is no ISO 4217 code",
                "--wallet 28763443825664394 --amount 1|expected alipay, wechat or unionpay",
                "--wallet alipay --amount 1 --cod 28763443825664394|unknown option --cod",
                "--wallet alipay --amount 1 --cod=28763443825664394|unknown option --cod",
                "--wallet alipay --amount 1 28763443825664394|an argument of 17 characters belongs to no option",
                "--wallet alipay --amount 1 --protocol v4|--protocol is v2 or v3",
                "--wallet unionpay --amount 1 --protocol v3|UnionPay has one protocol",
                "--wallet alipay --amount 1 --order a/b|--order: expected 1 to 64",
                "--script outcome-scenarios-999|--script is none of outcome-scenarios-001",
                "--script outcome-scenarios-014 --wallet alipay|--script outcome-scenarios-014 is WeChat Pay's",
                "--script outcome-scenarios-014 --protocol v3|is not written for --protocol v3",
                "--resume --amount 1|--resume goes with --order only"
            })
    void aWrongCommandLineIsExplainedWithoutRepeatingValues(String options, String message) {
        CommandRun run = collect((Object[]) options.split(" ", -1));
        assertEquals(64, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    @Test
    void whatTheWalletWouldRefuseByItsFormLeavesNoRecord() {
        CommandRun run = collect("--wallet", "alipay", "--amount", "1", "--currency", "EUR");
        assertEquals(65, run.exitCode());
        CommandRun number = collect("--wallet", "unionpay", "--amount", "1", "--order", "A_1");
        assertEquals(65, number.exitCode());
        assertTrue(collect("--resume").out().startsWith("nothing is open"));
    }

    @Test
    void aStoreThatAnotherTillUsesIsRefused() throws Exception {
        try (Till till = Till.simulated(SimulatedProtocol.UNIONPAY, folder, false, Clock.systemUTC(), new Random(1))) {
            CommandRun run = collect("--wallet", till.gateway().wallet().name(), "--amount", "1");
            assertEquals(65, run.exitCode());
            assertTrue(run.err().contains("in use"), run.err());
        }
    }

    @Test
    void recordsAreKeptInTheHomeDirectoryForTheirOwnerOnly() throws IOException {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            CommandRun run = CommandRun.of("qr", "collect", "--script", "outcome-scenarios-001");
            Path store = folder.resolve(".solvo/qr/simulator");
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.out().contains("records in " + store), run.out());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
        } finally {
            System.setProperty("user.home", home);
        }
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.wallet.MerchantAccount;
import dev.solvo.cli.wallet.MerchantConfig;
import dev.solvo.cli.wallet.MerchantFiles;
import dev.solvo.cli.wallet.SimulatedAccount;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.collect.CollectionMachine;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configured merchant, whose wallet is a simulated one behind a socket. */
final class QrMerchantCommandTest {
    @TempDir
    Path folder;

    private MerchantFiles files;

    @BeforeEach
    void writeKeys() throws Exception {
        files = new MerchantFiles(folder);
    }

    private ObjectNode config(String kind, URI host) {
        return switch (kind) {
            case "alipay" -> files.alipay(host, "v2");
            case "alipay v3" -> files.alipay(host, "v3");
            case "alipay certificates" -> files.alipayWithCertificates(host, "v2");
            case "alipay v3 certificates" -> files.alipayWithCertificates(host, "v3");
            case "wechat v2" -> files.weChatPay(host, "v2");
            case "wechat v3" -> files.weChatPay(host, "v3");
            default -> files.unionPay(host);
        };
    }

    private CommandRun collect(Path config, String code, Object... more) {
        Object[] options = {
            "qr",
            "collect",
            "--config",
            config,
            "--store",
            folder.resolve("store"),
            "--amount",
            "12.50",
            "--order",
            "ORDER0001",
            "--code",
            code,
            "--json"
        };
        Object[] all =
                Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray();
        return CommandRun.of(all);
    }

    @ParameterizedTest
    @CsvSource({
        "alipay, ALIPAY_V2",
        "alipay v3, ALIPAY_V3",
        "alipay certificates, ALIPAY_V2",
        "alipay v3 certificates, ALIPAY_V3",
        "wechat v2, WECHAT_PAY_V2",
        "wechat v3, WECHAT_PAY_V3",
        "unionpay, UNIONPAY"
    })
    void collectsByTheConfiguredAccount(String kind, SimulatedProtocol protocol) throws Exception {
        SimulatedWallet wallet =
                new SimulatedWallet(SimulatedAccount.serverSide(protocol), Clock.systemUTC(), new Random(1));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), time -> {})) {
            Path config = files.write(config(kind, server.uri()));
            CommandRun run = collect(config, protocol.testCode());
            assertEquals(0, run.exitCode(), run.out() + run.err());
            JsonNode report = run.json();
            assertEquals("APPROVED", report.path("outcome").asText());
            assertEquals("READY", report.at("/readiness/state").asText());
            assertEquals(1250, wallet.book().moneyTaken("CNY"));
            assertFalse((run.out() + run.err()).contains(protocol.testCode()), run.out());
        }
    }

    @Test
    void refundsByTheConfiguredAccount() throws Exception {
        SimulatedProtocol protocol = SimulatedProtocol.ALIPAY_V2;
        SimulatedWallet wallet =
                new SimulatedWallet(SimulatedAccount.serverSide(protocol), Clock.systemUTC(), new Random(1));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), time -> {})) {
            Path config = files.write(config("alipay", server.uri()));
            assertEquals(0, collect(config, protocol.testCode()).exitCode());
            CommandRun run = CommandRun.of(
                    "qr",
                    "refund",
                    "--config",
                    config,
                    "--store",
                    folder.resolve("store"),
                    "--order",
                    "ORDER0001",
                    "--refund",
                    "REFUND001",
                    "--amount",
                    "2.50",
                    "--yes",
                    "--json");
            assertEquals(0, run.exitCode(), run.out() + run.err());
            assertEquals("REFUNDED", run.json().path("outcome").asText());
            assertEquals(250, wallet.book().refunded("CNY"));
        }
    }

    @Test
    void anUnreachableWalletIsNotCollectedFrom() throws Exception {
        URI nobody;
        try (WalletServer server = WalletServer.start(0, List.of(), time -> {})) {
            nobody = server.uri();
        }
        Path config = files.write(files.alipay(nobody, "v2"));
        CommandRun run = collect(config, "28763443825664394");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        JsonNode report = run.json();
        assertEquals("DECLINED", report.path("outcome").asText());
        assertEquals("OFFLINE", report.at("/refusal/walletCode").asText());
        assertEquals("RESTORE_NETWORK", report.at("/refusal/nextStep").asText());
        assertTrue(report.at("/refusal/cashier/chinese").asText().contains("网络不通"), run.out());
        assertFalse(report.path("recordSaved").asBoolean());
        assertEquals(0, report.path("steps").size());
        CommandRun open =
                CommandRun.of("qr", "collect", "--resume", "--config", config, "--store", folder.resolve("store"));
        assertTrue(open.out().startsWith("nothing is open in "), open.out());
    }

    /** Nothing is sent now, but something may have been before: that is no refusal. */
    @Test
    void anOrderThatWasBegunStaysOpenWhileTheWalletCannotBeReached() throws Exception {
        URI nobody;
        try (WalletServer server = WalletServer.start(0, List.of(), time -> {})) {
            nobody = server.uri();
        }
        Path config = files.write(files.alipay(nobody, "v2"));
        MerchantAccount account = MerchantConfig.read(config, Clock.systemUTC(), new Random(1));
        try (Till till = Till.merchant(account, folder.resolve("store"), Clock.systemUTC())) {
            CollectionMachine machine =
                    new CollectionMachine(till.gateway(), till.pace().clock());
            Money amount = Money.of(CurrencyUnit.of("CNY"), 12.50);
            Order order = Order.of(OrderNumber.of("ORDER0001"), amount, "Solvo").at(till.place());
            CollectionStep.LookUp lookUp = (CollectionStep.LookUp)
                    machine.charge(SaleReference.of("ORDER0001"), order, PaymentCode.of("28763443825664394"));
            CollectionStep.Save save = (CollectionStep.Save)
                    lookUp.resume(new CollectionStep.LookUp.Found(Optional.empty(), Optional.empty()));
            assertEquals(Saved.SAVED, till.collections().save(save.record()));
        }
        CommandRun run = collect(config, "28763443825664394");
        assertEquals(3, run.exitCode(), run.out() + run.err());
        assertEquals("UNKNOWN", run.json().path("outcome").asText());
        assertEquals("OFFLINE", run.json().at("/readiness/state").asText());
        CommandRun other = CommandRun.of(
                "qr",
                "collect",
                "--config",
                config,
                "--store",
                folder.resolve("store"),
                "--amount",
                "1",
                "--order",
                "ORDER0001");
        assertEquals(65, other.exitCode(), other.out() + other.err());
    }

    @Test
    void warnsOfKeysThatOthersCanRead() throws Exception {
        SimulatedProtocol protocol = SimulatedProtocol.ALIPAY_V2;
        SimulatedWallet wallet =
                new SimulatedWallet(SimulatedAccount.serverSide(protocol), Clock.systemUTC(), new Random(1));
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), time -> {})) {
            CommandRun run = collect(files.write(files.alipay(server.uri(), "v2")), protocol.testCode());
            assertEquals(0, run.exitCode());
            assertTrue(
                    run.err().contains("warning: ") && run.err().contains("/privateKeyFile: others can read"),
                    run.err());
        }
    }

    @Test
    void optionsOfTheSimulatorAreRefused() throws Exception {
        Path config = files.write(files.alipay(URI.create("http://127.0.0.1:9"), "v2"));
        assertEquals(
                64, collect(config, "28763443825664394", "--protocol", "v3").exitCode());
        assertEquals(
                64,
                collect(config, "28763443825664394", "--script", "outcome-scenarios-001")
                        .exitCode());
        assertEquals(
                64, collect(config, "28763443825664394", "--wallet", "wechat").exitCode());
    }

    @Test
    void aWrongConfigurationNamesFileAndField() throws Exception {
        Path config =
                files.write(files.alipay(URI.create("http://127.0.0.1:9"), "v2").put("privateKeyFile", "v3.txt"));
        CommandRun run = collect(config, "28763443825664394");
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains(config + " /privateKeyFile: "), run.err());
    }
}

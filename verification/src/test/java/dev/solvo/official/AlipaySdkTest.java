package dev.solvo.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.alipay.AlipayProtocol;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alipay's own client runs in a JVM of its own, for it changes settings of the whole JVM. */
class AlipaySdkTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final long MOST_SECONDS = 120;

    @TempDir
    private Path directory;

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(ROOT.resolve("target/alipay-sdk"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Path source = ROOT.resolve("src/official/java/AlipaySdkRun.java");
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-encoding",
                    "UTF-8",
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    classPath());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, messages::toString);
        }
    }

    private List<String> run(WalletServer server) throws IOException, InterruptedException {
        WalletTestKeys keys = new WalletTestKeys();
        Base64.Encoder base64 = Base64.getEncoder();
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        directory + File.pathSeparator + classPath(),
                        "AlipaySdkRun",
                        server.uri() + "/gateway.do",
                        AlipayMerchant.testOnly().appId(),
                        base64.encodeToString(keys.merchantPrivateKey().getEncoded()),
                        base64.encodeToString(keys.platformPublicKey().getEncoded()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(0, process.waitFor(), text);
        return text.lines().filter(line -> line.startsWith("told: ")).toList();
    }

    @Test
    void takesTheAnswersAndRefusesAWrongSignature() throws IOException, InterruptedException {
        compile();
        SimulatedWallet wallet =
                new SimulatedWallet(new AlipayProtocol(AlipayMerchant.testOnly()), Clock.systemUTC(), new Random(1));
        wallet.faults(request -> request.query().contains("alipay.trade.cancel")
                ? WalletFault.of(WalletFault.Kind.WRONG_SIGNATURE)
                : WalletFault.none());
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            assertEquals(
                    List.of(
                            "told: pay 10000 88.88",
                            "told: query TRADE_SUCCESS",
                            "told: refund Y",
                            "told: refund query REFUND_SUCCESS",
                            "told: precreate https://qr.alipay.com/",
                            "told: cancel answer refused"),
                    run(server));
        }
        assertEquals(8888, wallet.book().orders().get(0).amountMinor());
        assertEquals(888, wallet.book().refundsOf("SDK0001").get(0).amountMinor());
    }
}

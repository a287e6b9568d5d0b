package dev.solvo.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.alipay.AlipayProtocol;
import dev.solvo.tlv.Bytes;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alipay's own client runs in a JVM of its own, for it changes settings of the whole JVM. */
class AlipaySdkTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final long MOST_SECONDS = 120;
    private static final String CONTENT_KEY = "aa4BtZ4tspm2wnXLb1ThQA==";

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
        Files.writeString(directory.resolve("app.crt"), keys.alipayAppCertificate());
        Files.writeString(directory.resolve("alipay.crt"), keys.alipayCertificate());
        Files.writeString(directory.resolve("root.crt"), keys.alipayRootCertificates());
        Exchange ours = exchange(keys);
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
                        base64.encodeToString(keys.platformPublicKey().getEncoded()),
                        directory.toString(),
                        CONTENT_KEY,
                        ours.notification(),
                        ours.request(),
                        base64.encodeToString(keys.merchantPublicKey().getEncoded()))
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

    /** What Solvo's gateway sends, and what the simulated Alipay reports of it; both are forms. */
    private record Exchange(String request, String notification) {}

    private static Exchange exchange(WalletTestKeys keys) {
        Clock clock = Clock.systemUTC();
        AlipayGateway gateway = new AlipayGateway(
                AlipayConfig.builder(
                                AlipayMerchant.testOnly().appId(),
                                SigningKey.of(RequestSigner.software("", keys.merchantPrivateKey())),
                                VerificationKeys.of("", keys.platformPublicKey()))
                        .build(),
                clock,
                new Random(2));
        SignedRequest pay = gateway.pay(
                        Order.of(
                                        OrderNumber.of("OURS0001"),
                                        Money.ofMinor(CurrencyUnit.of("CNY"), 8888),
                                        "咖啡 + 蛋糕 100% 😀")
                                .notifying(URI.create("https://pos.example/ali?shop=1&till=2")),
                        PaymentCode.of("28763443825664394"))
                .request();
        SimulatedWallet wallet =
                new SimulatedWallet(new AlipayProtocol(AlipayMerchant.testOnly()), clock, new Random(1));
        List<String> told = new ArrayList<>();
        wallet.notifying(notification -> {
            told.add(notification.request().text());
            return WalletAnswer.of(200, "text/plain", "success");
        });
        Map<String, String> headers = new HashMap<>();
        pay.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        String query = pay.uri().getRawQuery();
        wallet.handle(new WalletRequest("POST", "/gateway.do?" + query, headers, pay.body()));
        wallet.pushNotifications();
        String body = new String(pay.body().toByteArray(), StandardCharsets.US_ASCII);
        return new Exchange(query + "&" + body, told.get(0));
    }

    @Test
    void takesTheAnswersAndRefusesAWrongSignature() throws IOException, InterruptedException {
        compile();
        SimulatedWallet wallet = new SimulatedWallet(
                new AlipayProtocol(AlipayMerchant.testOnly()
                        .withContentKey(Bytes.of(Base64.getDecoder().decode(CONTENT_KEY)))),
                Clock.systemUTC(),
                new Random(1));
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
                            "told: cancel answer refused",
                            "told: certificates 10000",
                            "told: encrypted SDK0004",
                            "told: notification true",
                            "told: changed notification false",
                            "told: our request true"),
                    run(server));
        }
        assertEquals(8888, wallet.book().orders().get(0).amountMinor());
        assertEquals(888, wallet.book().refundsOf("SDK0001").get(0).amountMinor());
    }
}

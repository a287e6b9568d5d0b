package dev.solvo.simulator.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import dev.solvo.simulator.wallet.unionpay.UnionPayTill;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.HttpEntities;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WalletServerTest {
    private static final String TIME = "20231115061320";

    private final TestClock clock = new TestClock(Instant.parse("2023-11-14T22:13:20Z"));
    private final SimulatedWallet wallet =
            new SimulatedWallet(new UnionPayProtocol(UnionPayMerchant.testOnly()), clock, new Random(1));
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final HttpRequester client = RequesterBootstrap.bootstrap()
            .setSocketConfig(SocketConfig.custom()
                    .setSoTimeout(org.apache.hc.core5.util.Timeout.ofSeconds(2))
                    .build())
            .create();
    private WalletServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = WalletServer.start(0, List.of(wallet), pauses::add);
        proxy = FaultProxy.before(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
        client.close();
    }

    private record Answer(int statusCode, String body) {}

    private Answer send(URI host, WalletRequest request) throws IOException, HttpException {
        ClassicHttpRequest sent = ClassicRequestBuilder.post(host.resolve(request.target()))
                // A kept connection would hide what the proxy does with new ones.
                .addHeader("Connection", "close")
                .setEntity(HttpEntities.create(
                        request.body().toByteArray(), ContentType.parse(request.header("Content-Type"))))
                .build();
        return client.execute(
                new HttpHost("http", host.getHost(), host.getPort()),
                sent,
                org.apache.hc.core5.util.Timeout.ofSeconds(2),
                HttpCoreContext.create(),
                answer -> new Answer(answer.getCode(), String.valueOf(EntityUtils.toString(answer.getEntity()))));
    }

    private static WalletRequest consume(String number) {
        return UnionPayTill.signed(UnionPayTill.consume(number, TIME, "100", "62" + "0".repeat(9) + number));
    }

    @Test
    void answersOverHttp() throws Exception {
        Answer answer = send(server.uri(), consume("ORDER001"));
        assertEquals(200, answer.statusCode());
        assertEquals("00", UnionPayTill.read(answer.body()).get("respCode"));
        WalletRequest elsewhere = new WalletRequest("POST", "/elsewhere", Map.of("Content-Type", "a/b"), Bytes.EMPTY);
        assertEquals(404, send(server.uri(), elsewhere).statusCode());
        WalletRequest huge = new WalletRequest(
                "POST", "/gateway/api/queryTrans.do", Map.of("Content-Type", "a/b"), Bytes.of(new byte[(1 << 20) + 1]));
        assertEquals(413, send(server.uri(), huge).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"LOSE_REQUEST,0", "LOSE_ANSWER,100", "CUT_ANSWER,100"})
    void breaksTheConnection(WalletFault.Kind kind, long taken) {
        wallet.faults(request -> WalletFault.of(kind));
        assertThrows(IOException.class, () -> send(server.uri(), consume("ORDER001")));
        assertEquals(taken, wallet.book().moneyTaken("CNY"));
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR_BEFORE,0", "SERVER_ERROR_AFTER,100"})
    void answersWithAnError(WalletFault.Kind kind, long taken) throws Exception {
        wallet.faults(request -> WalletFault.of(kind));
        assertEquals(502, send(server.uri(), consume("ORDER001")).statusCode());
        assertEquals(taken, wallet.book().moneyTaken("CNY"));
    }

    @Test
    void waitsByTheGivenPauser() throws Exception {
        wallet.faults(FaultPlan.sequence(List.of(WalletFault.delay(Duration.ofSeconds(40)))));
        send(server.uri(), consume("ORDER001"));
        assertEquals(List.of(Duration.ofSeconds(40)), pauses);
    }

    @Test
    void pushesNotificationsToTheTill() throws Exception {
        BlockingQueue<WalletRequest> pushed = new ArrayBlockingQueue<>(10);
        SimulatedWallet till = new SimulatedWallet(new RecordingProtocol(pushed), clock, new Random(1));
        try (WalletServer tillServer = WalletServer.start(0, List.of(till), Pauser.real())) {
            wallet.notifying(new HttpNotificationTarget(Duration.ofSeconds(2)));
            wallet.notificationFaults(FaultPlan.sequence(List.of(WalletFault.of(WalletFault.Kind.DUPLICATE))));
            SortedMap<String, String> fields = UnionPayTill.consume("ORDER001", TIME, "100", "6220001234567890123");
            fields.put("backUrl", tillServer.uri() + "/pushed");
            send(server.uri(), UnionPayTill.signed(fields));
            for (int i = 0; i < 2; i++) {
                WalletRequest one = pushed.poll(20, TimeUnit.SECONDS);
                assertTrue(one != null && UnionPayTill.isSigned(HttpForm.parse(one.text())));
            }
        }
    }

    /** A till that takes every push. */
    private record RecordingProtocol(BlockingQueue<WalletRequest> pushed) implements WalletProtocol {
        @Override
        public boolean serves(String path) {
            return path.equals("/pushed");
        }

        @Override
        public WalletAnswer answer(WalletRequest request, WalletDesk desk) {
            pushed.add(request);
            return WalletAnswer.of(200, "text/plain", "ok");
        }

        @Override
        public java.util.Optional<WalletNotification> notification(
                WalletOrder order, java.util.Optional<WalletRefund> refund, WalletDesk desk) {
            return java.util.Optional.empty();
        }

        @Override
        public boolean isAcknowledged(WalletAnswer answer) {
            return true;
        }

        @Override
        public void check(ScriptStep step) {
            throw new IllegalArgumentException("no scripts");
        }
    }

    @Test
    void pushesToThisMachineOnly() {
        HttpNotificationTarget target = new HttpNotificationTarget(Duration.ofSeconds(1));
        for (String url : List.of(
                "https://pos.example/up",
                "http://pos.example/up",
                "http://192.0.2.1/up",
                "http://127.0.0.1.example/up",
                "https://127.0.0.1/up",
                "http://localhost.example/")) {
            WalletNotification notification = WalletNotification.of(url, Map.of(), Bytes.EMPTY);
            assertThrows(IllegalArgumentException.class, () -> target.deliver(notification), url);
        }
    }

    @Test
    void passesAndBreaksInTheProxy() throws Exception {
        assertEquals(200, send(proxy.uri(), consume("ORDER001")).statusCode());
        proxy.set(new ProxyFault(ProxyFault.Kind.REFUSE, 0));
        // A ConnectException, but on a busy machine the reset can come after the connection stands.
        assertThrows(SocketException.class, () -> send(proxy.uri(), consume("ORDER002")));
        proxy.set(new ProxyFault(ProxyFault.Kind.CLOSE, 0));
        assertThrows(IOException.class, () -> send(proxy.uri(), consume("ORDER003")));
        proxy.set(new ProxyFault(ProxyFault.Kind.CUT_REQUEST, 40));
        assertThrows(IOException.class, () -> send(proxy.uri(), consume("ORDER004")));
        assertEquals(100, wallet.book().moneyTaken("CNY"));
        // The answer to the client's "Expect", the head of the answer, and a part of its body.
        proxy.set(new ProxyFault(ProxyFault.Kind.CUT_ANSWER, 500));
        assertThrows(IOException.class, () -> send(proxy.uri(), consume("ORDER005")));
        assertEquals(200, wallet.book().moneyTaken("CNY"));
        proxy.set(new ProxyFault(ProxyFault.Kind.STALL, 500));
        assertThrows(SocketTimeoutException.class, () -> send(proxy.uri(), consume("ORDER006")));
        assertEquals(300, wallet.book().moneyTaken("CNY"));
        proxy.set(ProxyFault.pass());
        assertEquals(200, send(proxy.uri(), consume("ORDER007")).statusCode());
    }
}

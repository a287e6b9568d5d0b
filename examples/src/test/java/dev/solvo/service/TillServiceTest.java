package dev.solvo.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TillServiceTest {
    private static final TenantId TENANT = new TenantId("shop");
    private static final TerminalId TILL = new TerminalId("till-1");
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private volatile Optional<LedgerException> failure = Optional.empty();

    private CardCodeKeys keys;
    private PrepaidAccounts accounts;
    private TillTokens tokens;
    private TillService service;
    private String code;

    @BeforeEach
    void start() throws Exception {
        SecretBytes secret = SecretBytes.of(new byte[32]);
        keys = CardCodeKeys.builder().codeKey(1, secret).pinKey(1, secret).build();
        accounts = PrepaidAccounts.builder(failing(new MemoryLedger()), keys, Clock.systemUTC(), new Random(1))
                .policy(TenantPolicy.builder(TENANT)
                        .product(ProductRules.builder("gift", CNY)
                                .partialApproval(true)
                                .build())
                        .build())
                .build();
        OperatorDesk operator = accounts.operator(TENANT, "test");
        try (CardCode card = operator.newCode()) {
            code = new String(card.toCharacters(InsecureSecretKeyAccess.get()));
            operator.issueActive(card, "gift", OperationKey.of("issue"));
            operator.load(card, Money.ofMinor(CNY, 10_000), OperationKey.of("load"));
        }
        tokens = new TillTokens(SecretBytes.of(new byte[32]), TENANT, Map.of(TILL, 1));
        service = TillService.start(accounts, TENANT, tokens, settings(8, 300, 900), this::answered);
    }

    private static TillServiceSettings settings(int connections, long silence, long longest) {
        return new TillServiceSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                connections,
                Duration.ofMillis(silence),
                Duration.ofMillis(longest));
    }

    private void answered(String till, String path, String key, int status, String outcome, Duration taken) {
        log.add(till + " " + path + " " + key + " " + status + " " + outcome);
    }

    @AfterEach
    void stop() {
        service.close();
        tokens.close();
        keys.close();
    }

    /** The same ledger, which fails when a test says so. */
    private Ledger failing(Ledger ledger) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    boolean writes = method.getName().equals("execute")
                            || method.getName().equals("debit");
                    Optional<LedgerException> now = failure;
                    if (writes && now.isPresent() && !now.get().outcomeUnknown()) {
                        throw now.get();
                    }
                    Object result;
                    try {
                        result = method.invoke(ledger, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (writes && now.isPresent()) {
                        throw now.get();
                    }
                    return result;
                });
    }

    private record Reply(int status, String head, JsonNode json) {}

    private Reply post(String operation, String body) throws IOException {
        return post(operation, tokens.token(TILL), body);
    }

    private Reply post(String operation, String token, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                "POST /v1/" + operation + " HTTP/1.1\r\nHost: till\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n",
                bytes);
    }

    private Reply send(String head, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static Reply read(Socket socket) throws IOException {
        String all = new String(rest(socket.getInputStream()), StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        assertTrue(end > 0, "no answer: " + all);
        String head = all.substring(0, end);
        return new Reply(
                Integer.parseInt(head.split(" ", 3)[1]), head, new ObjectMapper().readTree(all.substring(end + 4)));
    }

    /** What comes until the connection ends; a reset ends it too. */
    private static byte[] rest(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.write(next);
            }
        } catch (SocketException reset) {
            // Nothing more comes.
        }
        return all.toByteArray();
    }

    private String debit(String key, long minor) {
        return "{\"key\":\"" + key + "\",\"card\":\"" + code + "\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":"
                + minor + "}}";
    }

    private String card(String key, String more) {
        return "{\"key\":\"" + key + "\",\"card\":\"" + code + "\"" + more + "}";
    }

    private long available() throws IOException {
        return post("balance", "{\"card\":\"" + code + "\"}")
                .json()
                .at("/available/minorUnits")
                .asLong();
    }

    @Test
    void aTillPays() throws Exception {
        Reply paid = post("debit", debit("K1", 1250));
        assertEquals(200, paid.status());
        assertEquals(
                "{\"outcome\":\"DONE\",\"key\":\"K1\",\"approved\":{\"currency\":\"CNY\",\"minorUnits\":1250},"
                        + "\"ledger\":{\"currency\":\"CNY\",\"minorUnits\":8750},"
                        + "\"held\":{\"currency\":\"CNY\",\"minorUnits\":0},"
                        + "\"available\":{\"currency\":\"CNY\",\"minorUnits\":8750},\"journal\":3,\"replayed\":false}",
                paid.json().toString());
        assertTrue(paid.head().contains("Cache-Control: no-store"), paid.head());
        assertTrue(paid.head().toLowerCase(java.util.Locale.ROOT).contains("connection: close"), paid.head());
        assertEquals(List.of("till-1 /v1/debit K1 200 DONE"), log);
    }

    @Test
    void theSameKeyAgainPaysOnce() throws Exception {
        String first = post("debit", debit("K1", 1250)).json().toString();
        post("debit", debit("K2", 100));
        Reply again = post("debit", debit("K1", 1250));
        assertEquals(200, again.status());
        assertEquals(
                first.replace("\"replayed\":false", "\"replayed\":true"),
                again.json().toString());
        Reply other = post("debit", debit("K1", 1251));
        assertEquals(409, other.status());
        assertEquals("{\"outcome\":\"CONFLICT\",\"key\":\"K1\"}", other.json().toString());
        assertEquals(8650, available());
    }

    @Test
    void aTillThatWasCutOffAsksAgain() throws Exception {
        try (Socket socket = connect()) {
            byte[] body = debit("K1", 1250).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("POST /v1/debit HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + tokens.token(TILL)
                                    + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            // The till loses power before the answer comes.
        }
        Reply again = post("debit", debit("K1", 1250));
        assertEquals("DONE", again.json().path("outcome").asText());
        assertEquals(8750, available());
    }

    @Test
    void halfARequestDoesNothing() throws Exception {
        byte[] body = debit("K1", 1250).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/debit HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + tokens.token(TILL)
                                    + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body, 0, body.length - 1);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            rest(socket.getInputStream());
        }
        assertEquals(10_000, available());
        assertFalse(log.toString().contains("K1"), log.toString());
    }

    @Test
    void aTillThatFallsSilentIsCutOff() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("POST /v1/debit HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            // The service ends the connection; the test's own limit is far longer.
            rest(socket.getInputStream());
        }
        assertEquals(10_000, available());
    }

    @Test
    void aTillThatSendsAByteNowAndThenIsCutOff() throws Exception {
        long begin = System.nanoTime();
        try (Socket socket = connect()) {
            socket.setSoTimeout(50);
            boolean open = true;
            socket.getOutputStream().write("POST /v1/debit HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            while (open) {
                try {
                    socket.getOutputStream().write("X".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    open = socket.getInputStream().read() >= 0;
                } catch (java.net.SocketTimeoutException stillOpen) {
                    assertTrue(System.nanoTime() - begin < 60_000_000_000L, "never cut off");
                } catch (SocketException reset) {
                    open = false;
                }
            }
        }
        assertEquals(10_000, available());
    }

    @Test
    void stalledTillsDoNotKeepOthersOutForLong() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                stalled.add(connect());
            }
            // More than the service has places for; it cuts the stalled ones off, and the till asks until it is served.
            boolean served = false;
            for (int attempts = 0; !served && attempts < 100_000; attempts++) {
                try {
                    served = post("debit", debit("K1", 1250)).status() == 200;
                } catch (IOException | AssertionError full) {
                    served = false;
                }
            }
            assertTrue(served);
            assertEquals(8750, available());
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "till-1",
                "till-1~1",
                "till-1~1~",
                "till-1~1~AAAA",
                "till-1~1~!!!!",
                "till-2~1~AAAA",
                "~~",
                "till-1~99999999999~AAAA",
                "till-1~-1~AAAA",
                "ti ll~1~AAAA"
            })
    void aWrongTokenDoesNothing(String token) throws Exception {
        Reply refused = post("debit", token, debit("K1", 1250));
        assertEquals(401, refused.status());
        assertEquals("{\"error\":\"the token is not known\"}", refused.json().toString());
        assertEquals(10_000, available());
    }

    @Test
    void everyChangedCharacterOfATokenIsNoticed() {
        String token = tokens.token(TILL);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertEquals(Optional.empty(), tokens.terminal(changed), changed);
        }
        assertEquals(Optional.of(TILL), tokens.terminal(token));
        try (TillTokens others = new TillTokens(SecretBytes.of(new byte[32]), new TenantId("other"), Map.of(TILL, 1))) {
            assertNotEquals(token, others.token(TILL));
            assertEquals(Optional.empty(), others.terminal(token));
        }
        tokens.allowOnly(Map.of(TILL, 2));
        assertEquals(Optional.empty(), tokens.terminal(token));
        tokens.allowOnly(Map.of());
        assertEquals(Optional.empty(), tokens.terminal(token));
    }

    @Test
    void aTillWithoutATokenOrWithTwoDoesNothing() throws Exception {
        byte[] body = debit("K1", 1250).getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/debit HTTP/1.1\r\nHost: t\r\nContent-Length: " + body.length + "\r\n";
        String authorisation = "Authorization: Bearer " + tokens.token(TILL) + "\r\n";
        assertEquals(401, send(head + "\r\n", body).status());
        assertEquals(
                401, send(head + authorisation + authorisation + "\r\n", body).status());
        assertEquals(
                401,
                send(head + authorisation.replace("Bearer", "Basic") + "\r\n", body)
                        .status());
        assertEquals(10_000, available());
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        String padded = debit("K1", 1250) + " ".repeat(TillRequest.LONGEST);
        Reply refused = post("debit", padded);
        assertEquals(413, refused.status());
        byte[] chunk = " ".repeat(3000).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            chunks.write("BB8\r\n".getBytes(StandardCharsets.US_ASCII));
            chunks.write(chunk);
            chunks.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Reply chunked = send(
                "POST /v1/debit HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + tokens.token(TILL)
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunks.toByteArray());
        assertEquals(413, chunked.status());
        assertEquals(10_000, available());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"debit\"",
                "{",
                "{\"key\":\"K1\"",
                "{\"key\":\"K1\"}{\"key\":\"K2\"}",
                "{\"key\":\"K1\",\"key\":\"K2\"}",
                "{\"key\":\"K1\",\"kard\":\"ABCDEFGHJ\"}",
                "{\"key\":1,\"card\":\"ABCDEFGHJ\"}",
                "{\"key\":\"K ~1\",\"card\":\"ABCDEFGHJ\"}",
                "{\"key\":\"K1\",\"card\":\"?\"}",
                "{\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":0}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":-5}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1.5}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1e2}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":99999999999999999999}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":111111111111111111111111}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":{\"currency\":\"XXQ\",\"minorUnits\":1}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":1}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"amount\":[[[[[[[[[[1]]]]]]]]]]}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"pin\":\"12\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"orLess\":\"yes\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1}}",
                "{\"key\":\"K1\",\"card\":\"ABCDEFGHJ\",\"batch\":0,\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1}}"
            })
    void hostileJsonDoesNothingAndIsNotQuoted(String body) throws Exception {
        Reply refused = post("debit", body);
        assertEquals(400, refused.status(), refused.json().toString());
        assertFalse(
                refused.json().toString().contains("ABCDEFGHJ"), refused.json().toString());
        assertEquals(10_000, available());
    }

    @Test
    void brokenUtf8IsRefused() throws Exception {
        byte[] body = debit("K1", 1250).getBytes(StandardCharsets.UTF_8);
        body[8] = (byte) 0xFF;
        Reply refused = send(
                "POST /v1/debit HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + tokens.token(TILL)
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n",
                body);
        assertEquals(400, refused.status());
    }

    @Test
    void onlyTheseOperationsAreThereAndOnlyByPost() throws Exception {
        assertEquals(404, post("adjust", debit("K1", 1250)).status());
        assertEquals(404, post("debit/", debit("K1", 1250)).status());
        Reply got = send(
                "GET /v1/debit HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + tokens.token(TILL) + "\r\n\r\n",
                new byte[0]);
        assertEquals(405, got.status());
        assertTrue(got.head().contains("Allow: POST"), got.head());
    }

    @Test
    void whatWasNotLearnedIsAskedAgainWithTheSameKey() throws Exception {
        failure = Optional.of(new LedgerException(LedgerException.Cause.OUTCOME_UNKNOWN, "lost"));
        Reply unknown = post("debit", debit("K1", 1250));
        assertEquals(504, unknown.status());
        assertEquals("{\"outcome\":\"UNKNOWN\",\"key\":\"K1\"}", unknown.json().toString());
        assertTrue(unknown.head().contains("Retry-After: 1"), unknown.head());
        failure = Optional.empty();
        Reply again = post("debit", debit("K1", 1250));
        assertEquals("DONE", again.json().path("outcome").asText());
        assertEquals(8750, available());
    }

    @Test
    void booksThatCannotBeUsedSayThatNothingWasDone() throws Exception {
        failure = Optional.of(new LedgerException(LedgerException.Cause.STORAGE, "full, /var/lib/secret-place"));
        Reply failed = post("debit", debit("K1", 1250));
        assertEquals(503, failed.status());
        assertEquals(
                "{\"outcome\":\"NOT_DONE\",\"key\":\"K1\",\"reason\":\"STORAGE\"}",
                failed.json().toString());
        failure = Optional.empty();
        assertEquals(200, post("debit", debit("K1", 1250)).status());
    }

    @Test
    void allOperationsOfATill() throws Exception {
        OperatorDesk operator = accounts.operator(TENANT, "test");
        String other;
        try (CardCode card = operator.newCode();
                Pin pin = Pin.of("4711")) {
            other = new String(card.toCharacters(InsecureSecretKeyAccess.get()));
            operator.issueInactive(card, "gift", OperationKey.of("issue-2"));
            operator.setPin(card, pin, OperationKey.of("pin-2"));
        }
        String cny = ",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":";
        done("authorise", card("A1", cny + "3000},\"holdSeconds\":60"), 3000);
        done("capture", card("C1", cny + "1000},\"original\":\"A1\",\"keepRest\":true"), 1000);
        done("release", card("R1", ",\"original\":\"A1\""), 2000);
        done("debit", card("D1", cny + "99999},\"orLess\":true,\"batch\":3"), 9000);
        done("refund", card("F1", cny + "500},\"original\":\"D1\""), 500);
        done("load", card("L1", cny + "700}"), 700);
        done("reverse", card("V1", ",\"original\":\"L1\""), 700);
        done("activate", "{\"key\":\"T0\",\"card\":\"" + other + "\"}", 0);
        done("transfer", card("T1", cny + "100},\"to\":\"" + other + "\""), 100);
        done("pin", "{\"key\":\"P1\",\"card\":\"" + other + "\",\"pin\":\"4711\",\"newPin\":\"0815\"}", 0);
        Reply wrong = post("balance", "{\"card\":\"" + other + "\",\"pin\":\"4711\"}");
        assertEquals(
                "{\"outcome\":\"REFUSED\",\"reason\":\"NOT_ACCEPTED\"}",
                wrong.json().toString());
        Reply right = post("balance", "{\"card\":\"" + other + "\",\"pin\":\"0815\"}");
        assertEquals(100, right.json().at("/available/minorUnits").asLong());
        Reply batch = post(
                "batch",
                "{\"key\":\"B1\",\"batch\":3,\"totals\":[{\"operation\":\"DEBIT\",\"count\":1,\"amount\":"
                        + "{\"currency\":\"CNY\",\"minorUnits\":9000}}]}");
        assertEquals("MATCHED", batch.json().path("outcome").asText());
        Reply different = post("batch", "{\"key\":\"B2\",\"batch\":3,\"totals\":[]}");
        assertEquals("DIFFERENT", different.json().path("outcome").asText());
        assertEquals(
                9000,
                different.json().at("/differences/0/ledgerAmount/minorUnits").asLong());
        Reply offline = post("offline", card("O1", cny + "600},\"spent\":\"2026-11-30T08:00:00Z\",\"sequence\":7"));
        assertEquals("BOOKED", offline.json().path("outcome").asText());
        assertEquals(400, offline.json().at("/debited/minorUnits").asLong());
        assertEquals(200, offline.json().at("/suspense/minorUnits").asLong());
    }

    private void done(String operation, String body, long approved) throws IOException {
        Reply reply = post(operation, body);
        assertEquals("DONE", reply.json().path("outcome").asText(), operation + " " + reply.json());
        assertEquals(approved, reply.json().at("/approved/minorUnits").asLong(), operation);
    }

    @Test
    void nothingThatIsLoggedIsSecret() throws Exception {
        post("debit", card("K1", ",\"pin\":\"47110815\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1}"));
        post(code, debit("K2", 1250));
        post("debit", "x" + code, debit("K3", 1250));
        assertEquals(List.of("till-1 /v1/debit K1 200 DONE", "till-1 -  404 WRONG", "- /v1/debit  401 WRONG"), log);
    }
}

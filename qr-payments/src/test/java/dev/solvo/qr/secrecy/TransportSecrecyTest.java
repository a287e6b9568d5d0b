package dev.solvo.qr.secrecy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.HttpUrlConnectionTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the HTTP adapters throw when a request with secrets in its address, headers and body goes wrong. */
@Timeout(60)
final class TransportSecrecyTest {
    private static final String SECRET = "c2VjcmV0c2lnbmF0dXJl";
    private static final Secrets SECRETS = new Secrets().add("signature", SECRET);

    static List<HttpTransport> transports() {
        return List.of(JdkHttpTransport.direct(), HttpUrlConnectionTransport.direct());
    }

    private static SignedRequest request(String uri, String header) {
        return new SignedRequest(
                "POST",
                URI.create(uri),
                HttpHeaders.NONE.with("Authorization", header),
                Bytes.of(("sign=" + SECRET).getBytes(StandardCharsets.US_ASCII)));
    }

    private static void assertSecret(HttpTransport transport, SignedRequest request) {
        TransportException error =
                assertThrows(TransportException.class, () -> transport.send(request, Duration.ofSeconds(20)));
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        assertEquals(Map.of(), SECRETS.foundIn(trace + request.toString()), trace::toString);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHeaderThatCannotBeSentIsNotQuoted(HttpTransport transport) {
        assertSecret(transport, request("http://127.0.0.1:1/gateway.do", SECRET + "\nX: y"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anAddressThatCannotBeUsedIsNotQuoted(HttpTransport transport) {
        assertSecret(transport, request("ftp://127.0.0.1/gateway.do?sign=" + SECRET, "token"));
        assertSecret(transport, request("http:///gateway.do?sign=" + SECRET, "token"));
        assertSecret(transport, request("http://user:" + SECRET + "@127.0.0.1:1/gateway.do", "token"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aServerThatSendsTheRequestBackIsNotQuoted(HttpTransport transport) throws IOException {
        for (String before : List.of("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 ", "HTTP/1.1 200 OK\r\nContent-Length: ")) {
            try (ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
                Thread echo = new Thread(() -> sendBack(server, before));
                echo.start();
                SignedRequest request = request(
                        "http://127.0.0.1:" + server.getLocalPort() + "/gateway.do?sign=" + SECRET, SECRET + "==");
                try {
                    assertEquals(Map.of(), SECRETS.foundIn(transport.send(request, Duration.ofSeconds(20)) + ""));
                } catch (TransportException error) {
                    StringWriter trace = new StringWriter();
                    error.printStackTrace(new PrintWriter(trace, true));
                    assertEquals(Map.of(), SECRETS.foundIn(trace.toString()), trace::toString);
                }
            }
        }
    }

    private static void sendBack(ServerSocket server, String before) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            byte[] received = new byte[4096];
            int length = in.read(received);
            out.write((before + SECRET + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(received, 0, Math.max(0, length));
        } catch (IOException e) {
            // The transport gave up before: as good as sent back.
            assertEquals(false, server.isClosed() && e.getMessage() == null);
        }
    }

    @Test
    void whatWentWrongIsStillTold() {
        List<String> kinds = new ArrayList<>();
        for (HttpTransport transport : transports()) {
            TransportException error = assertThrows(
                    TransportException.class,
                    () -> transport.send(request("http://127.0.0.1:1/", "token"), Duration.ofSeconds(20)));
            kinds.add(error.kind() + " " + (error.getCause() instanceof java.net.ConnectException));
        }
        assertEquals(List.of("NOT_SENT true", "NOT_SENT true"), kinds);
    }
}

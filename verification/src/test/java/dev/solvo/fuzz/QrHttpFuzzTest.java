package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.HttpUrlConnectionTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Any bytes as what a server sends back: an answer or a {@link TransportException}, and never a wait for ever. */
final class QrHttpFuzzTest {
    private static final HttpTransport JDK = JdkHttpTransport.direct().withMaximumAnswerLength(4096);
    private static final HttpTransport URL_CONNECTION =
            HttpUrlConnectionTransport.direct().withMaximumAnswerLength(4096);
    private static final byte[] HEAD = "HTTP/1.1 200 OK\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @FuzzTest
    void jdk(byte[] data) throws IOException {
        answers(JDK, data);
    }

    @FuzzTest
    void urlConnection(byte[] data) throws IOException {
        answers(URL_CONNECTION, data);
    }

    private static void answers(HttpTransport transport, byte[] data) throws IOException {
        answer(transport, data);
        byte[] behind = new byte[HEAD.length + data.length];
        System.arraycopy(HEAD, 0, behind, 0, HEAD.length);
        System.arraycopy(data, 0, behind, HEAD.length, data.length);
        answer(transport, behind);
    }

    private static void answer(HttpTransport transport, byte[] data) throws IOException {
        ExecutorService server = Executors.newSingleThreadExecutor();
        try (ServerSocket socket = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            server.execute(() -> serve(socket, data));
            SignedRequest request = new SignedRequest(
                    "GET",
                    URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v3/pay"),
                    HttpHeaders.NONE.with("Authorization", "a secret"),
                    Bytes.EMPTY);
            HttpAnswer answer = transport.send(request, Duration.ofSeconds(2));
            assertTrue(answer.body().length() <= 4096);
        } catch (TransportException e) {
            assertFalse(String.valueOf(e.getMessage()).contains("a secret"));
        } finally {
            server.shutdownNow();
        }
    }

    /** Sends the bytes to whoever connects, and closes; a GET may come twice. */
    private static void serve(ServerSocket socket, byte[] data) {
        try {
            while (true) {
                try (Socket one = socket.accept()) {
                    readHead(one.getInputStream());
                    one.getOutputStream().write(data);
                    one.shutdownOutput();
                }
            }
        } catch (IOException e) {
            // The socket was closed: the end.
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0;
        for (int b = in.read(); b >= 0 && ends < 4; b = ends == 4 ? -1 : in.read()) {
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }
}

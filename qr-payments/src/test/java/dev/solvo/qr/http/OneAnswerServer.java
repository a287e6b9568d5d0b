package dev.solvo.qr.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Gives the same bytes to whoever connects, and keeps what it was sent. */
public final class OneAnswerServer implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] answer;
    private final boolean stalls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private OneAnswerServer(ServerSocket socket, String answer, boolean stalls) {
        this.socket = socket;
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.stalls = stalls;
        Thread thread = new Thread(this::serve, "one-answer-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers, and closes the connection. */
    public static OneAnswerServer answering(String answer) throws IOException {
        return answering(newSocket(), answer);
    }

    /** Answers on that socket. */
    public static OneAnswerServer answering(ServerSocket socket, String answer) {
        return new OneAnswerServer(socket, answer, false);
    }

    /** Sends the bytes, and then nothing until it is closed. */
    public static OneAnswerServer stallingAfter(String answer) throws IOException {
        return new OneAnswerServer(newSocket(), answer, true);
    }

    private static ServerSocket newSocket() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** An address on this server. */
    public URI uri(String scheme, String pathAndQuery) {
        return URI.create(scheme + "://127.0.0.1:" + port() + pathAndQuery);
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Whatever was sent to it, one text a connection. */
    public List<String> requests() {
        return requests;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = socket.accept();
                try (client) {
                    requests.add(readRequest(client.getInputStream()));
                    OutputStream out = client.getOutputStream();
                    out.write(answer);
                    out.flush();
                    if (stalls) {
                        closed.await();
                    }
                } catch (IOException e) {
                    // The client gave up, which is what some tests are about.
                    requests.add("");
                }
            }
        } catch (IOException | InterruptedException e) {
            closed.countDown();
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return head.toString();
            }
            head.append((char) c);
        }
        int length = 0;
        for (String line : head.toString().split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

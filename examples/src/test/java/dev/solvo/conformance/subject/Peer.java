package dev.solvo.conformance.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The other end of the line, which does on each connection what a test says. */
final class Peer implements AutoCloseable {
    static final String HELLO_KERNEL = """
            {"type":"hello","protocol":"solvo-conformance","version":1,"subject":"kernel","name":"peer"}
            """;
    static final String HELLO_CARD = """
            {"type":"hello","protocol":"solvo-conformance","version":1,"subject":"card","name":"peer"}
            """;

    /** What is done on one connection; number counts from 0. */
    interface Behaviour {
        void on(int number, Line line) throws IOException;
    }

    /** One connection. */
    static final class Line {
        private final BufferedReader in;
        private final OutputStream out;

        Line(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        }

        String hear() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the harness has gone");
            }
            return line;
        }

        /** Hears something and says something. */
        void answer(String text) throws IOException {
            hear();
            say(text);
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Says nothing more until the harness gives up. */
        void stayOpen() throws IOException {
            while (in.readLine() != null) {
                // Whatever it is.
            }
        }
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Peer(Behaviour behaviour) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(() -> accept(behaviour)).start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = connections.getAndIncrement();
                daemon(() -> serve(behaviour, number, socket)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Behaviour behaviour, int number, Socket socket) {
        try (socket) {
            behaviour.on(number, new Line(socket));
        } catch (IOException gone) {
            // The harness closed.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

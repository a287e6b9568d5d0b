package dev.solvo.simulator.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands on the loopback address in front of a server on the same and breaks connections. A connection keeps the fault that
 * was set when it was made.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 64;

    private final int targetPort;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ProxyFault fault = ProxyFault.pass();
    private volatile ServerSocket listener;

    private FaultProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        listener = listen(0);
        port = listener.getLocalPort();
    }

    /** Starts a proxy in front of that port, on a port of its own. */
    public static FaultProxy before(int targetPort) throws IOException {
        FaultProxy proxy = new FaultProxy(targetPort);
        proxy.startAccepting(proxy.listener);
        return proxy;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Its address, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Sets what happens to connections from now on; those that are open are closed. */
    public synchronized void set(ProxyFault next) throws IOException {
        fault = next;
        open.forEach(FaultProxy::close);
        if (next.kind() == ProxyFault.Kind.REFUSE) {
            listener.close();
        } else if (listener.isClosed()) {
            listener = listen(port);
            startAccepting(listener);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        return socket;
    }

    private void startAccepting(ServerSocket socket) {
        start("fault-proxy", () -> {
            while (true) {
                take(socket.accept());
            }
        });
    }

    private void take(Socket client) {
        ProxyFault chosen = fault;
        open.removeIf(Socket::isClosed);
        boolean full = open.size() >= 2 * MOST_CONNECTIONS;
        if (full || chosen.kind() == ProxyFault.Kind.CLOSE || chosen.kind() == ProxyFault.Kind.REFUSE) {
            close(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), 1000);
        } catch (IOException e) {
            close(client);
            close(server);
            return;
        }
        open.add(client);
        open.add(server);
        boolean cutsRequest = chosen.kind() == ProxyFault.Kind.CUT_REQUEST;
        boolean cutsAnswer = chosen.kind() == ProxyFault.Kind.CUT_ANSWER || chosen.kind() == ProxyFault.Kind.STALL;
        boolean stalls = chosen.kind() == ProxyFault.Kind.STALL;
        int requestBytes = cutsRequest ? chosen.bytes() : Integer.MAX_VALUE;
        int answerBytes = cutsAnswer ? chosen.bytes() : Integer.MAX_VALUE;
        start("fault-proxy-up", () -> pump(client, server, requestBytes, false));
        start("fault-proxy-down", () -> pump(server, client, answerBytes, stalls));
    }

    /** Passes bytes on until one side closes or the limit is reached; then closes both, or swallows the rest. */
    private static void pump(Socket from, Socket to, int limit, boolean swallows) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int left = limit;
            while (left > 0) {
                int count = in.read(buffer, 0, Math.min(buffer.length, left));
                if (count < 0) {
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
                left = limit == Integer.MAX_VALUE ? left : left - count;
            }
            while (swallows && in.read(buffer) >= 0) {
                // Held back until the server closes, which it does only when the client has gone.
            }
            if (swallows) {
                awaitEnd(to);
            }
        }
    }

    /** The other direction reads from this socket; it is closed there once the client gives up. */
    private static void awaitEnd(Socket client) throws IOException {
        while (!client.isClosed()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two sockets was closed, which ends this work.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is of no use any more either way.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        listener.close();
        open.forEach(FaultProxy::close);
    }
}

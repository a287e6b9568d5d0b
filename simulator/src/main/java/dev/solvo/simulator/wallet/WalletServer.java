package dev.solvo.simulator.wallet;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Simulated wallets behind one loopback port, over plain HTTP/1.1, and the pushing of their notifications. Header names are
 * sent in the case they are documented in, which the wallets' own clients need.
 *
 * <p>WeChat Pay's {@code /secapi} addresses want a client's TLS certificate in the real world; over plain HTTP nobody asks
 * for one.
 */
public final class WalletServer implements AutoCloseable {
    /** More than any request of a till. */
    private static final int LARGEST_BODY = 1 << 20;

    private static final int MOST_CONNECTIONS = 128;

    private final List<SimulatedWallet> wallets;
    private final Pauser pauser;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WalletServer(int port, List<SimulatedWallet> wallets, Pauser pauser) throws IOException {
        this.wallets = List.copyOf(wallets);
        this.pauser = pauser;
        server = ServerBootstrap.bootstrap()
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .setListenerPort(port)
                .setSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.ofSeconds(30))
                        .setTcpNoDelay(true)
                        .build())
                .setConnectionFactory(new BoundedConnections())
                .setRequestRouter((head, outer) -> (request, response, context) -> answer(request, response))
                .create();
        server.start();
        Thread pusher = new Thread(this::pushUntilClosed, "wallet-notifications");
        pusher.setDaemon(true);
        pusher.start();
    }

    /** When something is due the wallets' own clock says; this only looks often. */
    private void pushUntilClosed() {
        try {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                wallets.forEach(SimulatedWallet::pushNotifications);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any that is free
     * @param wallets whichever serves a path first, answers it
     * @param pauser waits when an answer is to be late
     */
    public static WalletServer start(int port, List<SimulatedWallet> wallets, Pauser pauser) throws IOException {
        return new WalletServer(port, wallets, pauser);
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Its address, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    private void answer(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        Optional<WalletRequest> read = read(request);
        if (read.isEmpty()) {
            fill(response, WalletAnswer.of(413, "text/plain", "too large"));
            return;
        }
        for (SimulatedWallet wallet : wallets) {
            if (wallet.serves(read.get().path())) {
                fill(response, wallet.handle(read.get()));
                return;
            }
        }
        fill(response, WalletAnswer.of(404, "text/plain", "no wallet serves this"));
    }

    private static Optional<WalletRequest> read(ClassicHttpRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.headerIterator()
                .forEachRemaining(header -> headers.merge(
                        header.getName(), String.valueOf(header.getValue()), (first, second) -> first + ", " + second));
        byte[] body = {};
        HttpEntity entity = request.getEntity();
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                body = in.readNBytes(LARGEST_BODY + 1);
            }
        }
        String target = request.getPath();
        return body.length > LARGEST_BODY || target == null || !target.startsWith("/")
                ? Optional.empty()
                : Optional.of(new WalletRequest(request.getMethod(), target, headers, Bytes.of(body)));
    }

    private void fill(ClassicHttpResponse response, WalletResult result) throws IOException {
        pause(result.delay());
        if (result instanceof WalletResult.Answered answered) {
            fill(response, answered.answer());
        } else if (result instanceof WalletResult.Cut cut) {
            fill(response, cut.answer());
            byte[] body = cut.answer().body().toByteArray();
            response.setEntity(new EntityTemplate(body.length, null, null, out -> {
                out.write(body, 0, Math.min(body.length, cut.bodyBytes()));
                out.flush();
                throw new ConnectionClosedException("cut by the fault plan");
            }));
        } else {
            throw new ConnectionClosedException("lost by the fault plan");
        }
    }

    private static void fill(ClassicHttpResponse response, WalletAnswer answer) {
        response.setCode(answer.status());
        answer.headers().forEach(response::addHeader);
        if (!answer.body().isEmpty()) {
            response.setEntity(new ByteArrayEntity(answer.body().toByteArray(), null));
        }
    }

    private void pause(Duration delay) throws IOException {
        if (delay.isZero()) {
            return;
        }
        try {
            pauser.pause(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server closes");
        }
    }

    /** Stops at once; answers on their way are lost. */
    @Override
    public void close() {
        closed.countDown();
        server.close(CloseMode.IMMEDIATE);
    }

    /** Closes connections beyond the limit as soon as they are made: each one has a thread. */
    private static final class BoundedConnections implements HttpConnectionFactory<DefaultBHttpServerConnection> {
        private final HttpConnectionFactory<DefaultBHttpServerConnection> plain =
                DefaultBHttpServerConnectionFactory.builder().build();
        private final Set<DefaultBHttpServerConnection> open = ConcurrentHashMap.newKeySet();

        @Override
        public DefaultBHttpServerConnection createConnection(Socket socket) throws IOException {
            open.removeIf(connection -> !connection.isOpen());
            DefaultBHttpServerConnection connection = plain.createConnection(socket);
            if (open.size() >= MOST_CONNECTIONS) {
                connection.close(CloseMode.IMMEDIATE);
            } else {
                open.add(connection);
            }
            return connection;
        }
    }
}

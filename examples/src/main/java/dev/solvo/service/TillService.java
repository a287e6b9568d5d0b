package dev.solvo.service;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.PrepaidAccounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A merchant's tills pay here: {@code POST /v1/debit} and so on, JSON in and out, a token in {@code Authorization: Bearer}. Each
 * connection is for one request. Tills know nothing of the books' store, and learn of a card what {@link
 * dev.solvo.prepaid.account.TerminalDesk} tells a terminal.
 *
 * <p>Closing the accounts' ledger and keys stays with the caller.
 */
public final class TillService implements AutoCloseable {
    private static final String BEARER = "Bearer ";
    private static final int UNAUTHORISED = 401;
    private static final int NO_SUCH_PATH = 404;
    private static final int NOT_POSTED = 405;
    private static final int TOO_LARGE = 413;
    private static final long CHECKS_EACH_MILLIS = 250;
    private static final Timeout LAST_ANSWERS = Timeout.ofSeconds(15);

    private final TillTokens tokens;
    private final TillCounter counter;
    private final TillLog log;
    private final HttpServer server;
    private final TillConnections connections;
    private final ScheduledExecutorService watch;
    private final ScheduledFuture<?> watching;

    private TillService(
            PrepaidAccounts accounts, TenantId tenant, TillTokens tokens, TillServiceSettings settings, TillLog log)
            throws IOException {
        this.tokens = tokens;
        this.counter = new TillCounter(accounts, tenant);
        this.log = log;
        connections = new TillConnections(settings.mostConnections(), settings.longest());
        ServerBootstrap bootstrap = ServerBootstrap.bootstrap()
                .setLocalAddress(settings.address().getAddress())
                .setListenerPort(settings.address().getPort())
                .setSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.of(settings.silence()))
                        .setTcpNoDelay(true)
                        .build())
                .setConnectionFactory(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setRequestRouter((head, outer) -> (request, response, context) -> answer(request, response));
        settings.tls().ifPresent(bootstrap::setSslContext);
        server = bootstrap.create();
        server.start();
        watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "till-connections");
            thread.setDaemon(true);
            return thread;
        });
        watching = watch.scheduleWithFixedDelay(
                connections::cutOverdue, CHECKS_EACH_MILLIS, CHECKS_EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Starts to listen. */
    public static TillService start(
            PrepaidAccounts accounts, TenantId tenant, TillTokens tokens, TillServiceSettings settings, TillLog log)
            throws IOException {
        return new TillService(accounts, tenant, tokens, settings, log);
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Takes no more requests, waits a while for those on their way, and stops. */
    @Override
    public void close() {
        watching.cancel(false);
        watch.shutdownNow();
        server.initiateShutdown();
        try {
            server.awaitTermination(LAST_ANSWERS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        server.close(CloseMode.IMMEDIATE);
    }

    private void answer(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        long begin = System.nanoTime();
        String path = String.valueOf(request.getPath());
        Optional<TillOperation> operation = TillOperation.at(path);
        Optional<TerminalId> till = till(request);
        Optional<OperationKey> key = Optional.empty();
        // Also if it is refused: a connection that is closed with something unread loses the answer.
        byte[] body = body(request);
        TillReply reply;
        if (till.isEmpty()) {
            reply = TillReply.wrong(UNAUTHORISED, "the token is not known");
            response.addHeader("WWW-Authenticate", "Bearer");
        } else if (operation.isEmpty()) {
            reply = TillReply.wrong(NO_SUCH_PATH, "there is no such operation");
        } else if (!"POST".equals(request.getMethod())) {
            reply = TillReply.wrong(NOT_POSTED, "an operation is posted");
            response.addHeader("Allow", "POST");
        } else {
            try {
                if (body.length > TillRequest.LONGEST) {
                    reply = TillReply.wrong(TOO_LARGE, "a request has at most " + TillRequest.LONGEST + " bytes");
                } else {
                    TillRequest read = TillRequest.parse(body);
                    key = keyOf(read);
                    reply = counter.serve(till.get(), operation.get(), read);
                }
            } catch (TillRequestException wrong) {
                reply = TillReply.wrong(TillReply.WRONG, String.valueOf(wrong.getMessage()));
            } catch (RuntimeException unforeseen) {
                reply = TillReply.unforeseen(key);
            }
        }
        Arrays.fill(body, (byte) 0);
        response.setCode(reply.status());
        response.addHeader("Connection", "close");
        response.addHeader("Cache-Control", "no-store");
        if (reply.status() == TillReply.NOT_DONE || reply.status() == TillReply.UNKNOWN) {
            response.addHeader("Retry-After", "1");
        }
        response.setEntity(new ByteArrayEntity(
                reply.body().toString().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        log.answered(
                till.map(TerminalId::value).orElse("-"),
                operation.map(TillOperation::path).orElse("-"),
                key.map(OperationKey::value).orElse(""),
                reply.status(),
                reply.outcome(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private Optional<TerminalId> till(ClassicHttpRequest request) {
        Header[] headers = request.getHeaders("Authorization");
        String value = headers.length == 1 ? String.valueOf(headers[0].getValue()) : "";
        return value.startsWith(BEARER) ? tokens.terminal(value.substring(BEARER.length())) : Optional.empty();
    }

    private static Optional<OperationKey> keyOf(TillRequest request) {
        try {
            return Optional.of(request.key());
        } catch (TillRequestException none) {
            return Optional.empty();
        }
    }

    /** One byte more than may be, of a body that is too long; the rest is read over, for as long as a request may take. */
    private static byte[] body(ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            return in.readNBytes(TillRequest.LONGEST + 1);
        }
    }
}

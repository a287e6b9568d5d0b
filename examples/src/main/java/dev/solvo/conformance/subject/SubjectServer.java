package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The remote end: takes connections, greets, and hands each message that begins something to the subject. One thread a
 * connection, and not more than {@value #MOST_CONNECTIONS} of them; what goes wrong in one ends that one.
 */
public final class SubjectServer implements AutoCloseable {
    static final int MOST_CONNECTIONS = 64;

    private static final Duration BETWEEN_CASES = Duration.ofMinutes(30);

    /** What waits at the remote end. */
    interface Subject {
        /** Which side of the protocol. */
        RemoteProtocol.Subject kind();

        /** Adds what it says of itself to the hello. */
        void introduce(ObjectNode hello);

        /** One connection's part. */
        Session session(Conversation harness);
    }

    /** One connection. */
    interface Session extends AutoCloseable {
        /** Does what a message asks for. */
        ObjectNode answer(Message message);

        @Override
        void close();
    }

    private final ServerSocketChannel server;
    private final Subject subject;
    private final Duration patience;
    private final Consumer<String> log;
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private final Set<JsonLines> open = ConcurrentHashMap.newKeySet();

    private SubjectServer(ServerSocketChannel server, Subject subject, Duration patience, Consumer<String> log) {
        this.server = server;
        this.subject = subject;
        this.patience = patience;
        this.log = log;
    }

    /**
     * Begins to wait for connections.
     *
     * @param address where; port 0 takes one that is free
     * @param subject what waits here
     * @param patience how long the harness may be silent in the middle of a case
     * @param log told of connections and failures, in a line each, from any thread
     * @throws IOException if the port is taken
     */
    static SubjectServer start(InetSocketAddress address, Subject subject, Duration patience, Consumer<String> log)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(address);
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        SubjectServer started = new SubjectServer(server, subject, patience, log);
        daemon(started::accept, "remote subject").start();
        return started;
    }

    /**
     * Where it waits.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.socket().getLocalSocketAddress();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                JsonLines lines = new JsonLines(channel);
                if (!free.tryAcquire()) {
                    refuse(lines, "there are " + MOST_CONNECTIONS + " connections already");
                    continue;
                }
                open.add(lines);
                daemon(() -> serve(lines), "remote subject, a connection").start();
            } catch (IOException closed) {
                // Stopped, or a connection that broke before it began.
            }
        }
    }

    private void serve(JsonLines lines) {
        try (lines) {
            log.accept("connected");
            converse(lines);
            log.accept("disconnected");
        } catch (RemoteSubjectException broken) {
            // Whoever stopped this server closed the connection himself.
            log.accept(server.isOpen() ? "the harness " + broken.getMessage() : "disconnected");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(lines);
            free.release();
        }
    }

    private void converse(JsonLines lines) throws InterruptedException {
        try {
            RemoteProtocol.accept(lines.receive(RemoteProtocol.HELLO), subject.kind());
        } catch (RemoteSubjectException refused) {
            refuse(
                    lines,
                    "this side speaks " + RemoteProtocol.NAME + ", version " + RemoteProtocol.VERSION + ", as a "
                            + subject.kind() + "; the other side " + refused.getMessage());
            throw refused;
        }
        ObjectNode hello = RemoteProtocol.hello(subject.kind());
        subject.introduce(hello);
        lines.send(hello);
        try (Session session = subject.session(new Conversation(lines, patience))) {
            while (true) {
                Optional<ObjectNode> message = lines.receiveOrEnd(BETWEEN_CASES);
                if (message.isEmpty()) {
                    return;
                }
                answer(lines, session, new Message(message.get()));
            }
        }
    }

    private void answer(JsonLines lines, Session session, Message message) throws InterruptedException {
        ObjectNode answer;
        try {
            answer = session.answer(message);
        } catch (RemoteSubjectException broken) {
            refuse(lines, "the harness " + broken.getMessage());
            throw broken;
        } catch (RuntimeException crash) {
            String where = crash.getStackTrace().length == 0 ? "" : " at " + crash.getStackTrace()[0];
            log.accept("crashed: " + crash.getClass().getName() + where);
            refuse(lines, "it crashed: " + crash.getClass().getName() + where);
            throw new RemoteSubjectException("was told of a crash", crash);
        }
        lines.send(answer);
    }

    /** Says why, if anybody still listens, and ends the connection. */
    private static void refuse(JsonLines lines, String reason) {
        try (lines) {
            lines.send(RemoteProtocol.error(reason));
        } catch (RemoteSubjectException gone) {
            // Nobody listens.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It waits no longer in any case.
        }
        open.forEach(JsonLines::close);
    }
}

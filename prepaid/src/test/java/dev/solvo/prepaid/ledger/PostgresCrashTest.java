package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of a till's process, and of the whole server while tills are at work, and the question what is left. */
final class PostgresCrashTest {
    /** Of the server. Of tills there are more in scripts/crash-test, for each takes a process of its own. */
    private static final int KILLS = 10;

    private static final int KILLED_TILLS = 3;
    private static final int THREADS = 8;

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingIfAClientIsKilled() throws Exception {
        String database = PostgresServer.emptyBooks(false);
        String url = PostgresServer.url(database);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLED_TILLS; kill++) {
            String run = "run" + kill;
            List<String> printed = SqliteCrashTest.killedAfter("database", url, run, 50 + 21 * kill);
            acknowledged.addAll(printed);
            try (Ledger ledger = LedgerCrashWork.open("database", url)) {
                assertEquals(List.of(), LedgerCrashWork.check(ledger, acknowledged));
                assertEquals(List.of(), LedgerCrashWork.askAgain(ledger, run, THREADS, printed));
            }
        }
        PostgresServer.giveBack(database, false);
    }

    @Test
    void losesAndDoublesNothingIfTheServerIsKilled() throws Exception {
        try (MortalServer server = new MortalServer(directory.resolve("data"))) {
            String url = server.url();
            // Whoever finds the server gone waits until it is there again.
            try (LedgerDatabase ledger =
                    LedgerDatabase.open(url, THREADS, JdbcSettings.ONE_DATABASE, time -> server.awaitUp())) {
                LedgerCrashWork.prepare(ledger);
                List<String> acknowledged = new ArrayList<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    List<String> printed = workUntilKilled(server, ledger, "run" + kill, 60 + 13 * kill);
                    acknowledged.addAll(printed);
                    assertEquals(List.of(), LedgerCrashWork.check(ledger, acknowledged));
                    assertEquals(List.of(), LedgerCrashWork.askAgain(ledger, "run" + kill, THREADS, printed));
                }
                ledger.seal();
                assertEquals(List.of(), ledger.audit().findings());
            }
        }
    }

    /** All threads work; the one that has the last acknowledgement before the kill kills, and all go on for a while. */
    private static List<String> workUntilKilled(MortalServer server, Ledger ledger, String run, int count)
            throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<String> acknowledged = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(() -> {
                    List<String> own = new ArrayList<>();
                    for (int number = 0; done.get() < count + 4 * THREADS; number++) {
                        LedgerResult result = patiently(server, ledger, run, thread, number);
                        own.add(LedgerCrashWork.acknowledgement(
                                LedgerCrashWork.key(run, thread, number), LedgerStress.operation(result)));
                        if (done.incrementAndGet() == count) {
                            server.killAndStart();
                        }
                    }
                    return own;
                });
            }
            for (Future<List<String>> task : executor.invokeAll(tasks)) {
                acknowledged.addAll(task.get());
            }
        } finally {
            executor.shutdownNow();
        }
        return acknowledged;
    }

    private static LedgerResult patiently(MortalServer server, Ledger ledger, String run, int thread, int number)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return LedgerCrashWork.perform(ledger, run, thread, number);
            } catch (LedgerException e) {
                boolean canPass = e.outcomeUnknown()
                        || e.reason() == LedgerException.Cause.UNAVAILABLE
                        || e.reason() == LedgerException.Cause.CONTENTION;
                if (!canPass || attempt == 100) {
                    throw e;
                }
                server.awaitUp();
            }
        }
    }

    /** A PostgreSQL that can be killed at once, with all its processes, and started again on its files. */
    private static final class MortalServer implements AutoCloseable {
        private final Path data;
        private EmbeddedPostgres server;
        private boolean up = true;

        MortalServer(Path data) throws IOException {
            this.data = data;
            server = start(0);
        }

        private EmbeddedPostgres start(int port) throws IOException {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(Duration.ofMinutes(2));
            if (port > 0) {
                builder.setPort(port);
            }
            return builder.start();
        }

        String url() {
            return server.getJdbcUrl("postgres", "postgres");
        }

        void killAndStart() throws IOException {
            synchronized (this) {
                up = false;
            }
            int port = server.getPort();
            long pid = postmaster();
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
            all.add(0, postmaster);
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle process : all) {
                process.onExit().join();
            }
            server.close();
            server = start(port);
            if (postmaster() == pid) {
                throw new IOException("the server was not killed");
            }
            synchronized (this) {
                up = true;
                notifyAll();
            }
        }

        private long postmaster() throws IOException {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        }

        synchronized void awaitUp() throws InterruptedException {
            while (!up) {
                wait();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

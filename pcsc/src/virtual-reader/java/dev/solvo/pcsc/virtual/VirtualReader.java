package dev.solvo.pcsc.virtual;

import dev.solvo.apdu.CardTransport;
import dev.solvo.pcsc.vpcd.VirtualCard;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PC/SC daemon with vpcd's virtual reader, into which {@link InsertedCard}s are put.
 *
 * <p>Start it once a JVM, before the first use of PC/SC, and do not start it again there: the JDK does not find back to
 * a daemon that was restarted. There is one daemon a machine; where one runs already, or pcscd, vpcd or the right to
 * start them is missing, {@link #start} skips the test with the reason, or fails it under
 * {@code -Dpcsc.required=true}.
 */
public final class VirtualReader implements AutoCloseable {
    /** Answer to reset of the plainest T=0 payment card. */
    public static final Bytes T0_CARD = VirtualCard.T0_ANSWER;

    /** Answer to reset of a plain T=1 payment card. */
    public static final Bytes T1_CARD = VirtualCard.T1_ANSWER;

    private static final Path DAEMON = Path.of("/usr/sbin/pcscd");
    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    private static final Path RUN = Path.of("/run/pcscd");
    private static final Path SOCKET = RUN.resolve("pcscd.comm");
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Process daemon;
    private final Path configuration;
    private final int port;

    private VirtualReader(Process daemon, Path configuration, int port) {
        this.daemon = daemon;
        this.configuration = configuration;
        this.port = port;
    }

    /** Skips or fails the test, as the class says, if the daemon cannot be started here. */
    public static void requireStartable() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            String reason = "no virtual PC/SC reader: " + obstacle.get();
            if (Boolean.getBoolean("pcsc.required")) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
    }

    /** Starts the daemon; returns when both of its readers can take a card. */
    public static VirtualReader start() throws IOException, InterruptedException {
        requireStartable();
        Files.createDirectories(RUN);
        Path configuration = Files.createTempDirectory("solvo-pcscd");
        int port = freePortPair();
        Files.writeString(
                configuration.resolve("emv"),
                "FRIENDLYNAME \"Solvo\"\nDEVICENAME /dev/null:" + port + "\nLIBPATH " + DRIVER + "\nCHANNELID " + port
                        + "\n");
        Process daemon = new ProcessBuilder(
                        DAEMON.toString(), "--foreground", "--error", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolve("log").toFile())
                .start();
        VirtualReader reader = new VirtualReader(daemon, configuration, port);
        try {
            reader.awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            reader.close();
            throw e;
        }
        return reader;
    }

    /**
     * Name of a reader.
     *
     * @param slot 0 or 1
     */
    public String name(int slot) {
        return "Solvo 00 0" + slot;
    }

    /** Puts a card into the first reader; the PC/SC service sees it up to half a second later. */
    public InsertedCard insert(Bytes answerToReset, CardTransport card) {
        return insert(0, answerToReset, card);
    }

    /** Puts a card into a reader, 0 or 1. */
    public InsertedCard insert(int slot, Bytes answerToReset, CardTransport card) {
        try {
            return new InsertedCard(address(slot), answerToReset, card);
        } catch (IOException e) {
            throw new UncheckedIOException("no empty virtual reader on port " + (port + slot), e);
        }
    }

    /** Where a reader, 0 or 1, waits for cards. */
    public InetSocketAddress address(int slot) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + slot);
    }

    /** Stops the daemon. */
    @Override
    public void close() throws IOException, InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
            Files.deleteIfExists(SOCKET);
        }
        try (Stream<Path> files = Files.walk(configuration)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Optional<String> obstacle() {
        if (!Files.isExecutable(DAEMON)) {
            return Optional.of(DAEMON + " is missing (scripts/verify-real installs it)");
        }
        if (!Files.exists(DRIVER)) {
            return Optional.of(DRIVER + " is missing (scripts/verify-real installs it)");
        }
        if (!Files.isWritable(Files.exists(RUN) ? RUN : RUN.getParent())) {
            return Optional.of("no right to write to " + RUN + " (run as root)");
        }
        if (Files.exists(SOCKET)) {
            return Optional.of("another pcscd is running: " + SOCKET + " exists");
        }
        return Optional.empty();
    }

    /** vpcd listens on two ports in a row, one a reader. */
    private static int freePortPair() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket first = new ServerSocket(0)) {
                int port = first.getLocalPort();
                if (port < 65_535) {
                    try (ServerSocket second = new ServerSocket(port + 1)) {
                        return second.getLocalPort() - 1;
                    } catch (IOException taken) {
                        // The next attempt gets another first port.
                    }
                }
            }
        }
        throw new IOException("no two free ports in a row");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!Files.exists(SOCKET) || isFree(port) || isFree(port + 1)) {
            if (!daemon.isAlive() || System.nanoTime() - start > START_NANOS) {
                throw new IOException("pcscd did not start: " + Files.readString(configuration.resolve("log")));
            }
            // Polls a foreign process: there is nothing to wait on.
            Thread.sleep(10);
        }
    }

    /** Binds instead of connecting, for a connection would be a card. */
    private static boolean isFree(int port) {
        try (ServerSocket bound = new ServerSocket(port)) {
            return bound.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

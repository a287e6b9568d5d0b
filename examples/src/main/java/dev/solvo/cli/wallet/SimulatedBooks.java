package dev.solvo.cli.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletBookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The books of a simulated wallet beside the till's records, so that one command finds the payment of another.
 *
 * <p>Virtual time goes on where the last command left it, or else a payment could be older than its order. Payment codes
 * can be used again in the next command: nobody at a prompt has a phone that makes fresh ones.
 */
final class SimulatedBooks {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Path clock;
    private final WalletBook book;
    private final Instant begin;

    private SimulatedBooks(Path file, Path clock, WalletBook book, Instant begin) {
        this.file = file;
        this.clock = clock;
        this.book = book;
        this.begin = begin;
    }

    /**
     * Opens or begins the books of a wallet.
     *
     * @param now what the wall clock shows
     * @throws IOException if a file is there and cannot be read
     */
    static SimulatedBooks open(Path directory, Wallet wallet, Instant now) throws IOException {
        Path file = directory.resolve("simulated-" + wallet.name().toLowerCase(Locale.ROOT) + ".json");
        Path clock = directory.resolve("simulated-clock.txt");
        WalletBook book = new WalletBook();
        if (Files.exists(file)) {
            forgetCodes(file);
            book = WalletBookFile.load(file);
        }
        Instant begin = Files.exists(clock) ? later(now, clock) : now;
        return new SimulatedBooks(file, clock, book, begin.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void forgetCodes(Path file) throws IOException {
        JsonNode books = JSON.readTree(Files.readAllBytes(file));
        if (books instanceof ObjectNode object && !object.path("usedCodes").isEmpty()) {
            object.putArray("usedCodes");
            Files.write(file, JSON.writeValueAsBytes(object));
        }
    }

    private static Instant later(Instant now, Path clock) throws IOException {
        try {
            Instant left = Instant.parse(Files.readString(clock).trim());
            return left.isAfter(now) ? left : now;
        } catch (DateTimeException damaged) {
            throw new IOException("not an instant: " + clock, damaged);
        }
    }

    /** What the wallet knows. */
    WalletBook book() {
        return book;
    }

    /** When virtual time goes on. */
    Instant begin() {
        return begin;
    }

    /** Writes the books as they are, and the time, which never goes back. */
    void save(Instant now) throws IOException {
        WalletBookFile.save(book, file);
        Files.writeString(clock, (now.isBefore(begin) ? begin : now) + "\n");
    }
}

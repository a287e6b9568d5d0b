package dev.solvo.qr.wallet;

import dev.solvo.qr.wallet.Refusal.NextStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each code of a wallet means for the call that got it, with the texts for cashier and customer.
 *
 * <p>The table is a resource of tab-separated lines: call, code, {@link CallOutcome}, {@link NextStep}, then the texts
 * for the cashier in Chinese and English and for the customer in Chinese and English. A call {@code *} serves all calls
 * that have no line of their own. Lines that begin with {@code #} are remarks.
 */
public final class CodeTable {
    /**
     * One code.
     *
     * @param call the call that got it, or {@code *}
     */
    public record Entry(String call, CallOutcome outcome, Refusal refusal) {}

    private static final int COLUMNS = 8;

    private final Map<String, Entry> entries;

    private CodeTable(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /**
     * Reads the resource beside {@code owner}.
     *
     * @throws IllegalStateException if the resource is missing, a line is wrong, or a code stands twice
     */
    public static CodeTable load(Class<?> owner, String resource) {
        Map<String, Entry> entries = new HashMap<>();
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + owner.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                if (cells.length != COLUMNS) {
                    throw new IllegalStateException(
                            resource + " line " + number + " has " + cells.length + " columns instead of " + COLUMNS);
                }
                Refusal refusal = new Refusal(
                        cells[1],
                        NextStep.valueOf(cells[3]),
                        new BilingualText(cells[4], cells[5]),
                        new BilingualText(cells[6], cells[7]));
                Entry entry = new Entry(cells[0], CallOutcome.valueOf(cells[2]), refusal);
                if (entries.put(key(cells[0], cells[1]), entry) != null) {
                    throw new IllegalStateException(resource + " line " + number + " repeats " + cells[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CodeTable(entries);
    }

    /** What the code means for that call; empty if it is not listed, which is to be taken as unknown. */
    public Optional<Entry> find(String call, String code) {
        Entry own = entries.get(key(call, code));
        return Optional.ofNullable(own != null ? own : entries.get(key("*", code)));
    }

    private static String key(String call, String code) {
        return call + "\t" + code;
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code solvo prepaid} on the books of one directory; remembers everything that was printed. */
final class PrepaidRun {
    private final Path store;
    private final StringBuilder printed = new StringBuilder();

    PrepaidRun(Path store) {
        this.store = store;
    }

    CommandRun solvo(String command, Object... options) {
        List<Object> all = new ArrayList<>(List.of("prepaid", command, "--store", store));
        all.addAll(List.of(options));
        CommandRun run = CommandRun.of(all.toArray());
        printed.append(run.out()).append(run.err());
        return run;
    }

    JsonNode json(int exitCode, String command, Object... options) {
        List<Object> all = new ArrayList<>(List.of(options));
        all.add("--json");
        CommandRun run = solvo(command, all.toArray());
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        return run.json();
    }

    /** The code of a new card with so much on it. */
    String card(String amount) {
        JsonNode issued = json(0, "issue");
        String code = issued.path("card").asText();
        if (!amount.equals("0")) {
            json(0, "load", "--card", code, "--amount", amount);
        }
        printed.setLength(0);
        return code;
    }

    long available(String code) {
        return json(0, "balance", "--card", code).at("/available/minorUnits").asLong();
    }

    /** Looks for a secret in all that was printed since the last card was issued. */
    void assertNeverPrinted(String secret) {
        assertFalse(printed.toString().contains(secret), () -> "printed: " + printed);
    }
}

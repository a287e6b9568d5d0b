package dev.solvo.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.pcsc.PcscException;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the person at the reader is asked. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ConsoleOperatorTest {
    private final StringWriter err = new StringWriter();
    private final Deque<Boolean> cards = new ArrayDeque<>();

    @Test
    void enter_meansThatTheCardIsIn_ifTheReaderSeesIt() throws Exception {
        cards.addAll(List.of(false, true));
        ConsoleOperator operator = operator(new StringReader("\n\n"));
        assertTrue(operator.insert("log"));
        assertEquals(2, err.toString().split("Put the card log into R and press Enter", -1).length - 1);
        assertTrue(err.toString().contains("The reader sees no card."), err::toString);
    }

    @Test
    void skip_andTheEndOfTheInput_meanThatThereIsNone() throws Exception {
        ConsoleOperator operator = operator(new StringReader("Skip\n"));
        assertFalse(operator.insert("log"));
        assertFalse(operator.insert("pdol"));
        operator.unlock();
        assertFalse(operator.insert("silent"));
    }

    @Test
    void whoGivesUpWaiting_isNotHeldBackByTheInput() throws Exception {
        try (PipedWriter keyboard = new PipedWriter();
                PipedReader piped = new PipedReader(keyboard)) {
            ConsoleOperator operator = operator(piped);
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread waiting = new Thread(
                    () -> thrown.complete(assertThrows(InterruptedException.class, () -> operator.insert("log"))));
            waiting.start();
            waiting.interrupt();
            assertEquals(
                    InterruptedException.class, thrown.get(20, TimeUnit.SECONDS).getClass());
            cards.add(true);
            keyboard.write("\n");
            keyboard.flush();
            assertTrue(operator.insert("log"));
        }
    }

    private ConsoleOperator operator(Reader keyboard) {
        ConsoleOperator.Slot slot = new ConsoleOperator.Slot() {
            @Override
            public String name() {
                return "R";
            }

            @Override
            public boolean awaitCard(Duration limit) throws PcscException {
                return cards.remove();
            }
        };
        return new ConsoleOperator(slot, new PrintWriter(err), new BufferedReader(keyboard));
    }
}

package dev.solvo.cli.qr;

import dev.solvo.qr.QrException;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.TerminalDrawing;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** What the cashier sees of a collection: a line a decision, and on a terminal how long there is to wait. */
final class CollectionScreen implements CashierScreen, CollectionObserver {
    /** Back to the start of the line, and nothing on it. */
    private static final String AFRESH = "\r\u001b[K";

    private final CashierTerminal terminal;
    private final Clock clock;
    private final Instant begin;
    private final BooleanSupplier givesUp;
    private final List<Decision> decisions = new ArrayList<>();
    private String waitingFor = "";
    private Instant waitingUntil;

    /**
     * A screen.
     *
     * @param clock the collection's
     * @param givesUp whether the cashier does not want to wait any longer
     */
    CollectionScreen(CashierTerminal terminal, Clock clock, BooleanSupplier givesUp) {
        this.terminal = terminal;
        this.clock = clock;
        this.begin = clock.instant();
        this.givesUp = givesUp;
        this.waitingUntil = begin;
    }

    @Override
    public void decided(Decision decision) {
        decisions.add(decision);
        line(String.format(
                Locale.ROOT, "%7.1f s  %-32s %s", seconds(elapsed(decision)), decision.event(), decision.conclusion()));
    }

    @Override
    public void show(String codeText, Instant until) {
        clear();
        try {
            QrSymbol symbol = QrSymbol.of(codeText, ErrorCorrection.MEDIUM);
            terminal.codes()
                    .print(
                            terminal.lightBackground()
                                    ? TerminalDrawing.onLightBackground(symbol)
                                    : TerminalDrawing.onDarkBackground(symbol));
        } catch (QrException tooLong) {
            terminal.codes().println("too long to draw: " + tooLong.getMessage());
        }
        terminal.codes().println(codeText);
        terminal.codes().flush();
        line("           the customer has "
                + Duration.between(clock.instant(), until).toSeconds() + " s to scan it");
    }

    @Override
    public void waiting(PaymentState state, Instant until) {
        waitingFor = state instanceof PaymentState.Pending ? "the customer is paying" : "nobody knows yet";
        waitingUntil = until;
        tick();
    }

    @Override
    public boolean givesUp() {
        tick();
        return givesUp.getAsBoolean();
    }

    private void tick() {
        if (terminal.live()) {
            Instant now = clock.instant();
            terminal.lines()
                    .print(String.format(
                            Locale.ROOT,
                            AFRESH + "%7.1f s  %s; asking again in %.0f s, Enter gives up",
                            seconds(Duration.between(begin, now)),
                            waitingFor,
                            seconds(Duration.between(now, waitingUntil))));
            terminal.lines().flush();
        }
    }

    private void clear() {
        if (terminal.live()) {
            terminal.lines().print(AFRESH);
        }
    }

    void line(String text) {
        clear();
        terminal.lines().println(text);
        terminal.lines().flush();
    }

    /** How long after the beginning it was. */
    Duration elapsed(Decision decision) {
        return Duration.between(begin, decision.at());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What the machine concluded so far. */
    List<Decision> decisions() {
        return List.copyOf(decisions);
    }
}

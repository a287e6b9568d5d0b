package dev.solvo.cli.qr;

import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.refund.RefundOperator;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import picocli.CommandLine.Help.Ansi;

/** What the operator sees of a refund, and what he answers. */
final class RefundScreen implements RefundOperator {
    private final PrintWriter out;
    private final Clock clock;
    private final Instant begin;
    private final UnaryOperator<String> ask;
    private final List<Step> steps = new ArrayList<>();
    private Optional<Confirmed> confirmed = Optional.empty();

    /** One step of a refund. */
    record Step(Instant at, Duration elapsed, String event, String conclusion) {}

    /** What the wallet said of the payment before the refund was sent. */
    record Confirmed(Payment payment, Money left) {}

    /** A screen whose operator answers by the function. */
    RefundScreen(PrintWriter out, Clock clock, UnaryOperator<String> ask) {
        this.out = out;
        this.clock = clock;
        this.begin = clock.instant();
        this.ask = ask;
    }

    void head(Till till, CollectionRecord paid, Money amount) {
        line(paid.wallet().displayName().english() + (till.simulated().isPresent() ? " (simulator)" : "") + " order "
                + paid.order().number() + " of " + paid.order().amount() + ": refund " + amount);
        line("records in " + till.directory());
    }

    @Override
    public boolean confirms(RefundRecord refund, Payment payment, Money left) {
        confirmed = Optional.of(new Confirmed(payment, left));
        Money amount = refund.refund().amount();
        line("           the wallet confirms " + payment.orderAmount() + " paid"
                + payment.paidAt().map(at -> " at " + at).orElse("") + " (transaction " + payment.transactionId()
                + "); " + left + " can be refunded");
        String answer = ask.apply("Refund " + amount + " to the customer? [y/N] ");
        boolean yes = answer.trim().toLowerCase(Locale.ROOT).matches("y|yes");
        step("query: Paid", yes ? "the operator says yes" : "the operator does not say yes");
        return yes;
    }

    /** The same store; what is saved in it is shown as a step. */
    RefundStore watching(RefundStore store) {
        return new WatchedRefundStore(store, this::saved);
    }

    private void saved(RefundRecord record) {
        String result = name(record.result());
        String conclusion = switch (record.phase()) {
            case CHECKING -> "ask the wallet about the payment before anything is sent";
            case SENDING -> "send the refund";
            case ASKING -> "ask what became of it (" + result + ")";
            case LEFT_OPEN -> "leave it open, to go on later (" + result + ")";
            case ENDED -> "the end: " + result;
        };
        step("saved: " + record.phase(), conclusion);
    }

    private void step(String event, String conclusion) {
        Instant now = clock.instant();
        Step step = new Step(now, Duration.between(begin, now), event, conclusion);
        steps.add(step);
        line(String.format(Locale.ROOT, "%7.1f s  %-16s %s", step.elapsed().toMillis() / 1000.0, event, conclusion));
    }

    void conclude(RefundReport report) {
        report.nothingSentFor()
                .ifPresent(number ->
                        line("nothing was sent for refund " + number + ": refund " + report.refund() + " is open"));
        if (steps.isEmpty() && report.nothingSentFor().isEmpty()) {
            line("refund " + report.refund() + " is known: it is not sent again");
        }
        String name = name(report.result());
        String colour = report.result() instanceof RefundResult.Refunded ? "green" : "yellow";
        line(Ansi.AUTO.string("@|bold," + colour + " " + name + "|@") + " " + text(report.result(), report.amount()));
    }

    private static String text(RefundResult result, Money amount) {
        if (result instanceof RefundResult.Refunded refunded) {
            return refunded.amount() + " went back to the customer";
        }
        if (result instanceof RefundResult.Processing) {
            return amount + ": the wallet is carrying it out; ask again with the same --refund number";
        }
        if (result instanceof RefundResult.Refused refused) {
            return StateReport.text(refused.refusal());
        }
        if (result instanceof RefundResult.Abnormal abnormal) {
            return abnormal.walletCode() + ": somebody has to act in the wallet's merchant portal";
        }
        RefundResult.Unknown unknown = (RefundResult.Unknown) result;
        return "nobody knows yet (" + unknown.cause() + (unknown.walletCode().isEmpty() ? "" : " ")
                + unknown.walletCode() + "); ask again with the same --refund number, and use no other";
    }

    static String name(RefundResult result) {
        return result.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    Optional<Confirmed> confirmed() {
        return confirmed;
    }
}

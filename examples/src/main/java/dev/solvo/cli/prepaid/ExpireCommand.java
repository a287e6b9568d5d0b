package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.CardReference;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.Sweep;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid expire}: a card, or everything whose time is over. */
@Command(
        name = "expire",
        description = {
            "Expires a card, whatever its date: what is available goes to breakage.",
            "With --due, for a daily job: releases holds whose time is over, expires cards whose date and grace are over, and"
                    + " finishes transfers between shards that were left."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExpireCommand extends BooksTask {
    private static final int AT_A_TIME = 500;

    /** A transfer whose caller may still be at work is left to him. */
    static final Duration LEFT_BEHIND = Duration.ofMinutes(15);

    @Mixin
    private CardOptions options = new CardOptions();

    @Option(names = "--due", description = "everything whose time is over, in the place of one card")
    private boolean due;

    @Option(
            names = "--forget-keys",
            description = "with --due: forget answers that are older than the policy keeps them; their keys stay used")
    private boolean forget;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private ReasonOptions reason = new ReasonOptions();

    private @Nullable CardReference card;
    private @Nullable OperationKey key;

    @Override
    void prepare() throws BadInputException {
        if (due == options.isGiven()) {
            throw usage("a card or --due is wanted");
        }
        if (forget && !due) {
            throw usage("--forget-keys goes with --due");
        }
        if (!due) {
            reason.reason();
            card = options.reference(secrets());
            key = keys.key(err());
        }
    }

    @Override
    int run(OpenStore books) throws BadInputException, LedgerException {
        if (card == null || key == null) {
            return sweep(books);
        }
        return conclude(
                OperationKind.EXPIRE, CardOptions.masked(card), books.operator().expire(card, reason.reason(), key));
    }

    private int sweep(OpenStore books) throws LedgerException {
        OperatorDesk desk = books.operator();
        Sweep holds = all(() -> desk.sweepHolds(AT_A_TIME));
        Sweep cards = all(() -> desk.sweepExpired(AT_A_TIME));
        Sweep transfers =
                all(() -> desk.sweepTransfers(Clock.systemUTC().instant().minus(LEFT_BEHIND), AT_A_TIME));
        long forgotten = forget ? books.accounts().forgetKeys() : 0;
        int left = holds.left() + cards.left() + transfers.left();
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE");
            report.put("holds", holds.done());
            report.put("cards", cards.done());
            report.put("transfers", transfers.done());
            report.put("left", left);
            print(report.put("forgottenAnswers", forgotten));
        } else {
            line("released   " + holds.done() + " holds");
            line("expired    " + cards.done() + " cards");
            line("finished   " + transfers.done() + " transfers");
            if (forget) {
                line("forgotten  " + forgotten + " answers");
            }
            if (left > 0) {
                line("left       " + left + " for the next time");
            }
        }
        return left == 0 ? ExitCode.OK : ExitCode.DECLINED;
    }

    /** Until there is no more, or nothing gets done any more. */
    private static Sweep all(SweepStep step) throws LedgerException {
        int done = 0;
        Sweep last = step.sweep();
        done += last.done();
        while (last.mayHaveMore() && last.done() > 0) {
            last = step.sweep();
            done += last.done();
        }
        return new Sweep(done, last.left(), last.mayHaveMore());
    }

    private interface SweepStep {
        Sweep sweep() throws LedgerException;
    }
}

package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks what became of the order, until the wallet knows, the patience is used up, or the cashier gives up. */
final class Asking {
    private final Collecting collecting;

    Asking(Collecting collecting) {
        this.collecting = collecting;
    }

    /** After a first call that left the payment open. */
    CollectionStep begin(String event, PaymentState state) {
        collecting.conclude(event, "ask");
        collecting.record().become(Phase.ASKING, state);
        return collecting.saveThen(this::first);
    }

    /** The first query after the first call. */
    CollectionStep first() {
        return pause(collecting.policy().firstQueryAfter());
    }

    /** After a restart: what was being taken back still is; a shown code is not on the screen any more. */
    CollectionStep resume() {
        if (collecting.record().takeBackUnsure() && collecting.record().customerShows()) {
            return collecting.saveThen(() -> new TakingBack(collecting).resume());
        }
        boolean goOn = collecting.record().customerShows();
        return collecting.saveThen(() -> query(goOn));
    }

    /** Asks once more, and takes the order back if it is not paid. */
    CollectionStep giveUp(Optional<String> event) {
        collecting.conclude(event.orElse("the cashier gives up"), "ask once more, then take the order back");
        return query(false);
    }

    private CollectionStep pause(Duration duration) {
        return collecting.pause(duration, () -> query(true), () -> giveUp(Optional.empty()));
    }

    private CollectionStep query(boolean goOn) {
        return collecting.send(
                "query",
                () -> collecting.gateway().query(collecting.record().order()),
                reply -> afterQuery(reply, goOn),
                () -> next("query: not signed", goOn, collecting.record().state()));
    }

    private CollectionStep afterQuery(PaymentReply reply, boolean goOn) {
        String event = "query: " + PaymentReplies.name(reply);
        if (reply instanceof PaymentReply.Paid paid) {
            return collecting.judge(event, paid.payment());
        }
        if (reply instanceof PaymentReply.Closed closed) {
            return collecting.end(event, new PaymentState.Declined(TillRefusal.closed(closed.walletCode())));
        }
        if (reply instanceof PaymentReply.Failed && collecting.record().customerShows()) {
            return new TakingBack(collecting).begin(event, PaymentReplies.unknown(reply));
        }
        return next(event, goOn, PaymentReplies.open(reply));
    }

    private CollectionStep next(String event, boolean goOn, PaymentState state) {
        collecting.record().asked();
        if (goOn && !spent()) {
            collecting.conclude(event, "ask again");
            collecting.record().become(Phase.ASKING, state);
            return collecting.saveThen(() -> pause(interval()));
        }
        return collecting.record().customerShows()
                ? new TakingBack(collecting).begin(event, state)
                : new Closing(collecting).begin(event, state);
    }

    private boolean spent() {
        if (!collecting.record().customerShows()) {
            Instant expiresAt = collecting.record().expiresAt();
            Duration open = Duration.between(collecting.record().order().submittedAt(), expiresAt);
            // The pauses are counted, too, for the clock may be set back.
            return !collecting.now().isBefore(expiresAt) || collecting.waited().compareTo(open) >= 0;
        }
        CollectionPolicy policy = collecting.policy();
        return collecting.record().queries() >= policy.maximumQueries()
                || collecting
                        .now()
                        .plus(interval())
                        .isAfter(collecting.startedAt().plus(policy.queryBudget()));
    }

    private Duration interval() {
        Duration interval = collecting.policy().queryInterval();
        if (!collecting.policy().queryIntervalGrows()) {
            return interval;
        }
        // Sixteen doublings of any pause are longer than every budget.
        Duration grown =
                interval.multipliedBy(1L << Math.min(collecting.record().queries(), 16));
        Duration wanted =
                collecting.record().customerShows() ? collecting.policy().queryBudget() : LONGEST_SHOWN_PAUSE;
        Duration longest = wanted.compareTo(interval) > 0 ? wanted : interval;
        return grown.compareTo(longest) > 0 ? longest : grown;
    }

    /** While a customer looks at a shown code, the till is not to notice his payment later than this. */
    private static final Duration LONGEST_SHOWN_PAUSE = Duration.ofSeconds(5);
}

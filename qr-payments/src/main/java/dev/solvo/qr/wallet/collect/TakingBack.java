package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import java.time.Duration;

/** Takes back an order that was sent with the customer's code, so that no money stays taken without goods. */
final class TakingBack {
    /**
     * If query and cancel both know no such order for so long after its first call, it never arrived and cannot arrive
     * any more: payment codes live for about a minute.
     */
    private static final Duration NEVER_ARRIVED_AFTER = Duration.ofMinutes(10);

    private final Collecting collecting;

    TakingBack(Collecting collecting) {
        this.collecting = collecting;
    }

    CollectionStep begin(String event, PaymentState state) {
        collecting.conclude(event, "take the order back");
        collecting.record().become(Phase.TAKING_BACK, state);
        return collecting.saveThen(this::takeInTime);
    }

    /** After a restart: a call to take it back left, and it is not known what it did. */
    CollectionStep resume() {
        return takeInTime();
    }

    private CollectionStep takeInTime() {
        Duration left = collecting.untilTakeBack();
        return left.isZero() ? intend() : pause(left);
    }

    /**
     * The call leaves only if the record says so: should the process end, a payment that the query still shows may be on
     * its way back.
     */
    private CollectionStep intend() {
        boolean unsure = collecting.record().takeBackUnsure();
        if (unsure && collecting.isSaved()) {
            return take();
        }
        collecting.record().takeBackUnsure(true);
        return collecting.saveThen(this::take, () -> {
            collecting.record().takeBackUnsure(unsure);
            return again("cancel: not saved, not sent", new PaymentState.Unknown(UnknownCause.RECORD_NOT_SAVED, ""));
        });
    }

    private CollectionStep take() {
        return collecting.send(
                "cancel",
                () -> collecting.gateway().cancel(collecting.record().order()),
                this::afterCancel,
                () -> again("cancel: not signed", new PaymentState.Unknown(UnknownCause.NOT_SENT, "")));
    }

    private CollectionStep pause(Duration duration) {
        return collecting.holdBack(
                duration,
                this::intend,
                () -> collecting.leaveOpen(
                        "the cashier does not wait", new PaymentState.Unknown(UnknownCause.INTERRUPTED, "")));
    }

    private CollectionStep afterCancel(CancelReply reply) {
        String event = "cancel: " + PaymentReplies.name(reply);
        if (reply instanceof CancelReply.Cancelled cancelled) {
            return collecting.end(event, new PaymentState.Reversed(cancelled.action()));
        }
        if (reply instanceof CancelReply.Again repeated) {
            return again(event, new PaymentState.Unknown(UnknownCause.WALLET_UNSURE, repeated.walletCode()));
        }
        if (reply instanceof CancelReply.NotKnown unknown) {
            return again(event, new PaymentState.Unknown(unknown.cause(), unknown.walletCode()));
        }
        boolean notNow = reply instanceof CancelReply.QueryFirst;
        collecting.conclude(event, "the wallet did not take it back: ask");
        collecting.record().takeBackUnsure(false);
        return collecting.saveThen(() -> query(notNow));
    }

    private CollectionStep again(String event, PaymentState.Unknown state) {
        collecting.record().triedBack();
        if (collecting.record().takeBacks() >= collecting.policy().maximumCancels()) {
            return collecting.leaveOpen(event, state);
        }
        collecting.conclude(event, "the same call again after a pause");
        collecting.record().become(Phase.TAKING_BACK, state);
        return collecting.saveThen(() -> pause(collecting.policy().cancelInterval()));
    }

    private CollectionStep query(boolean notNow) {
        return collecting.send(
                "query",
                () -> collecting.gateway().query(collecting.record().order()),
                reply -> afterQuery(reply, notNow),
                () -> again("query: not signed", new PaymentState.Unknown(UnknownCause.NOT_SENT, "")));
    }

    private CollectionStep afterQuery(PaymentReply reply, boolean notNow) {
        String event = "query: " + PaymentReplies.name(reply);
        if (reply instanceof PaymentReply.Paid paid) {
            return collecting.judge(event, paid.payment());
        }
        if (reply instanceof PaymentReply.Closed closed) {
            return collecting.end(event, new PaymentState.Reversed(closed.walletCode()));
        }
        if (notNow && reply instanceof PaymentReply.NotFound && neverArrived()) {
            return collecting.end(event, new PaymentState.Reversed(""));
        }
        return again(event, PaymentReplies.unknown(reply));
    }

    private boolean neverArrived() {
        return collecting
                .now()
                .isAfter(collecting.record().order().submittedAt().plus(NEVER_ARRIVED_AFTER));
    }
}

package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import java.time.Duration;

/** Ends an order whose code was shown: close, then query, for the customer may pay until it is closed or has expired. */
final class Closing {
    /**
     * A payment may show up so much later than we let the code expire: a wallet counts from when the order reached it,
     * after repetitions, by whole minutes (Alipay), and lets a customer finish who has begun.
     */
    private static final Duration LATE_PAYMENTS = Duration.ofMinutes(5);

    private final Collecting collecting;

    Closing(Collecting collecting) {
        this.collecting = collecting;
    }

    CollectionStep begin(String event, PaymentState state) {
        collecting.conclude(event, "close the order, then ask");
        collecting.record().become(Phase.TAKING_BACK, state);
        return collecting.saveThen(this::close);
    }

    private CollectionStep close() {
        return collecting.send(
                "close",
                () -> collecting.gateway().close(collecting.record().order()),
                this::afterClose,
                () -> again("close: not signed", new PaymentState.Unknown(UnknownCause.NOT_SENT, "")));
    }

    /** Whatever close said, the query has the last word: only it tells a payment that was faster. */
    private CollectionStep afterClose(CancelReply reply) {
        boolean closed = reply instanceof CancelReply.Cancelled;
        collecting.conclude("close: " + PaymentReplies.name(reply), "ask");
        return query(closed);
    }

    private CollectionStep query(boolean closed) {
        return collecting.send(
                "query",
                () -> collecting.gateway().query(collecting.record().order()),
                reply -> afterQuery(reply, closed),
                () -> again("query: not signed", new PaymentState.Unknown(UnknownCause.NOT_SENT, "")));
    }

    private CollectionStep afterQuery(PaymentReply reply, boolean closed) {
        String event = "query: " + PaymentReplies.name(reply);
        if (reply instanceof PaymentReply.Paid paid) {
            return collecting.judge(event, paid.payment());
        }
        if (reply instanceof PaymentReply.Closed) {
            return collecting.end(event, new PaymentState.Reversed("close"));
        }
        if (reply instanceof PaymentReply.NotFound && (closed || cannotBePaid())) {
            return collecting.end(event, new PaymentState.Reversed("close"));
        }
        return again(event, PaymentReplies.unknown(reply));
    }

    /** Nobody has seen the code, or it has expired and late payments have had their time. */
    private boolean cannotBePaid() {
        return !collecting.record().codeGiven()
                || collecting.now().isAfter(collecting.record().expiresAt().plus(LATE_PAYMENTS));
    }

    private CollectionStep again(String event, PaymentState.Unknown state) {
        collecting.record().triedBack();
        if (collecting.record().takeBacks() >= collecting.policy().maximumCancels()) {
            return collecting.leaveOpen(event, state);
        }
        collecting.conclude(event, "close again after a pause");
        collecting.record().become(Phase.TAKING_BACK, state);
        return collecting.saveThen(() -> collecting.pause(
                collecting.policy().cancelInterval(),
                this::close,
                () -> collecting.leaveOpen(
                        "the cashier does not wait", new PaymentState.Unknown(UnknownCause.INTERRUPTED, ""))));
    }
}

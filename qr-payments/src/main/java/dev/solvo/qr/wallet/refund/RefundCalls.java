package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import java.util.Optional;
import org.joda.money.Money;

/** Sends a refund, and asks what became of it until that is certain. */
final class RefundCalls {
    private final Refunding refunding;
    /** Whether an earlier sending may have been carried out. */
    private boolean mayHaveArrived;

    private Optional<Refusal> refusal = Optional.empty();

    RefundCalls(Refunding refunding) {
        this.refunding = refunding;
    }

    /** The saved record says that it is being sent. */
    RefundStep first() {
        return send();
    }

    /** It may have been sent: ask. */
    RefundStep resume() {
        mayHaveArrived = true;
        refunding.count(1, 0);
        refunding.become(Phase.ASKING, refunding.record().result());
        return refunding.saveThen(this::query);
    }

    private RefundStep send() {
        return refunding.send(
                () -> refunding.gateway().refund(refunding.record().refund()),
                this::afterRefund,
                () -> mayHaveArrived ? ask(refunding.record().result()) : refunding.end(RefundRefusal.notSigned()));
    }

    private RefundStep afterRefund(RefundReply reply) {
        boolean certain = !mayHaveArrived;
        if (reply instanceof RefundReply.Refused refused) {
            if (certain) {
                return refunding.end(new RefundResult.Refused(refused.refusal()));
            }
            // It may be about an earlier sending that went through: the query has the word.
            refusal = Optional.of(refused.refusal());
        }
        if (reply instanceof RefundReply.NotKnown unknown && unknown.cause() == UnknownCause.NOT_SENT && certain) {
            return refunding.end(RefundRefusal.notSent());
        }
        mayHaveArrived = true;
        if (reply instanceof RefundReply.TryAgain again) {
            return repeat(new RefundResult.Unknown(UnknownCause.WALLET_UNSURE, again.walletCode()));
        }
        return settled(reply).orElseGet(() -> ask(open(reply)));
    }

    private RefundStep ask(RefundResult result) {
        refunding.become(Phase.ASKING, result);
        return refunding.saveThen(() -> refunding.pause(this::query));
    }

    private RefundStep query() {
        return refunding.send(
                () -> refunding.gateway().queryRefund(refunding.record().refund()),
                this::afterQuery,
                () -> askAgain(refunding.record().result()));
    }

    private RefundStep afterQuery(RefundReply reply) {
        if (reply instanceof RefundReply.Refused refused) {
            return refunding.end(new RefundResult.Refused(refused.refusal()));
        }
        if (reply instanceof RefundReply.NotFound notFound) {
            // Refused, and not there afterwards: no sending went through.
            return refusal.map(refused -> refunding.end(new RefundResult.Refused(refused)))
                    .orElseGet(
                            () -> repeat(new RefundResult.Unknown(UnknownCause.WALLET_UNSURE, notFound.walletCode())));
        }
        return settled(reply).orElseGet(() -> askAgain(open(reply)));
    }

    private RefundStep askAgain(RefundResult result) {
        refunding.count(refunding.record().sends(), refunding.record().queries() + 1);
        return refunding.record().queries() >= refunding.gateway().policy().maximumQueries()
                ? refunding.leaveOpen(result)
                : ask(result);
    }

    /** The same call with the same number, after a pause. */
    private RefundStep repeat(RefundResult result) {
        if (refunding.record().sends() >= refunding.gateway().policy().maximumCancels()) {
            return refunding.leaveOpen(result);
        }
        refunding.count(refunding.record().sends() + 1, refunding.record().queries());
        refunding.become(Phase.SENDING, result);
        return refunding.saveThen(() -> refunding.pause(this::send));
    }

    private Optional<RefundStep> settled(RefundReply reply) {
        if (reply instanceof RefundReply.Refunded refunded) {
            Money amount = refunding.record().refund().amount();
            return Optional.of(
                    refunded.amount().filter(said -> !said.equals(amount)).isPresent()
                            ? refunding.end(new RefundResult.Abnormal("AMOUNT"))
                            : refunding.end(new RefundResult.Refunded(amount, refunded.walletRefundId())));
        }
        return reply instanceof RefundReply.Abnormal abnormal
                ? Optional.of(refunding.end(new RefundResult.Abnormal(abnormal.walletCode())))
                : Optional.empty();
    }

    private static RefundResult open(RefundReply reply) {
        if (reply instanceof RefundReply.Processing processing) {
            return new RefundResult.Processing(processing.walletRefundId());
        }
        return reply instanceof RefundReply.NotKnown unknown
                ? new RefundResult.Unknown(unknown.cause(), unknown.walletCode())
                : new RefundResult.Unknown(UnknownCause.WALLET_UNSURE, "");
    }
}

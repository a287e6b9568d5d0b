package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import java.util.Optional;
import org.joda.money.Money;

/** Sends a refund, and asks what became of it until that is certain. */
final class RefundCalls {
    private final Refunding refunding;

    RefundCalls(Refunding refunding) {
        this.refunding = refunding;
    }

    /** The saved record says that it is being sent. */
    RefundStep first() {
        return send(true);
    }

    /** It may have been sent: ask. */
    RefundStep resume() {
        refunding.count(1, 0);
        refunding.become(Phase.ASKING, refunding.record().result());
        return refunding.saveThen(this::query);
    }

    private RefundStep send(boolean first) {
        return refunding.send(
                () -> refunding.gateway().refund(refunding.record().refund()),
                reply -> afterRefund(reply, first),
                () -> first
                        ? refunding.end(RefundRefusal.notSigned())
                        : ask(refunding.record().result()));
    }

    private RefundStep afterRefund(RefundReply reply, boolean first) {
        if (reply instanceof RefundReply.Refused refused && first) {
            return refunding.end(new RefundResult.Refused(refused.refusal()));
        }
        if (reply instanceof RefundReply.NotKnown unknown && unknown.cause() == UnknownCause.NOT_SENT && first) {
            return refunding.end(RefundRefusal.notSent());
        }
        if (reply instanceof RefundReply.TryAgain again) {
            return repeat(new RefundResult.Unknown(UnknownCause.WALLET_UNSURE, again.walletCode()), first);
        }
        // The refusal of a repetition may be about the first one, which went through.
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
            return repeat(new RefundResult.Unknown(UnknownCause.WALLET_UNSURE, notFound.walletCode()), false);
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
    private RefundStep repeat(RefundResult result, boolean first) {
        if (refunding.record().sends() >= refunding.gateway().policy().maximumCancels()) {
            return refunding.leaveOpen(result);
        }
        refunding.count(refunding.record().sends() + 1, refunding.record().queries());
        refunding.become(Phase.SENDING, result);
        return refunding.saveThen(() -> refunding.pause(() -> send(first)));
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

package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.record.CollectionRecord;
import java.time.Instant;
import java.util.function.Function;

/** The first call of an order that is paid by the customer's code. */
final class Submission extends FirstCall<PaymentReply> {
    Submission(CollectionMachine machine, CollectionRecord first, Function<Instant, WalletCall<PaymentReply>> pay) {
        super(machine, first, "pay", pay);
    }

    @Override
    CollectionStep after(PaymentReply reply) {
        String event = "pay: " + PaymentReplies.name(reply);
        if (reply instanceof PaymentReply.Paid paid) {
            return collecting().judge(event, paid.payment());
        }
        if (reply instanceof PaymentReply.Refused refused) {
            return collecting().end(event, new PaymentState.Declined(refused.refusal()));
        }
        if (reply instanceof PaymentReply.Closed closed) {
            return collecting().end(event, new PaymentState.Declined(TillRefusal.closed(closed.walletCode())));
        }
        if (reply instanceof PaymentReply.NotKnown unknown && unknown.cause() == UnknownCause.NOT_SENT && isFirst()) {
            return collecting().end(event, new PaymentState.Declined(TillRefusal.notSent()));
        }
        if (reply instanceof PaymentReply.TryAgain && mayRepeat()) {
            return repeat(event);
        }
        if (reply instanceof PaymentReply.Failed) {
            return new TakingBack(collecting()).begin(event, PaymentReplies.unknown(reply));
        }
        return new Asking(collecting()).begin(event, PaymentReplies.open(reply));
    }
}

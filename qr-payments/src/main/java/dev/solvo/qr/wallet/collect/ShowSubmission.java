package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import java.time.Instant;
import java.util.function.Function;

/** The first call of an order whose code the till shows. */
final class ShowSubmission extends FirstCall<ShowReply> {
    ShowSubmission(CollectionMachine machine, CollectionRecord first, Function<Instant, WalletCall<ShowReply>> show) {
        super(machine, first, "show", show);
    }

    @Override
    CollectionStep after(ShowReply reply) {
        String kind = "show: " + reply.getClass().getSimpleName();
        if (reply instanceof ShowReply.Shown shown) {
            return shown(kind, shown.codeText());
        }
        if (reply instanceof ShowReply.Refused refused) {
            return collecting()
                    .end(
                            PaymentReplies.named(kind, refused.refusal().walletCode()),
                            new PaymentState.Declined(refused.refusal()));
        }
        if (reply instanceof ShowReply.TryAgain again && mayRepeat()) {
            return repeat(PaymentReplies.named(kind, again.walletCode()));
        }
        if (reply instanceof ShowReply.NotKnown unknown && unknown.cause() == UnknownCause.NOT_SENT && isFirst()) {
            return collecting().end(kind, new PaymentState.Declined(TillRefusal.notSent()));
        }
        if (reply instanceof ShowReply.QueryFirst query) {
            // The number was used before: its code may be in somebody's hands.
            collecting().record().codeCame();
            return new Asking(collecting())
                    .begin(
                            PaymentReplies.named(kind, query.walletCode()),
                            new PaymentState.Unknown(UnknownCause.WALLET_UNSURE, query.walletCode()));
        }
        PaymentState.Unknown state = reply instanceof ShowReply.NotKnown unknown
                ? new PaymentState.Unknown(unknown.cause(), unknown.walletCode())
                : new PaymentState.Unknown(UnknownCause.WALLET_UNSURE, "");
        return new Closing(collecting())
                .begin(PaymentReplies.named(kind, state.cause().name()), state);
    }

    private CollectionStep shown(String event, String codeText) {
        collecting().conclude(event, "show the code and ask until it has expired");
        collecting().record().codeCame();
        collecting().record().become(Phase.ASKING, new PaymentState.Pending(""));
        return collecting()
                .saveThen(
                        () -> new CollectionStep.ShowCode(
                                codeText, collecting().record().expiresAt(), () -> new Asking(collecting()).first()),
                        this::withhold);
    }

    /** A code is shown only if the record says so: a saved one without it would end as a code that nobody has seen. */
    private CollectionStep withhold() {
        collecting().record().codeWithheld();
        return new Closing(collecting())
                .begin("the code is not shown", new PaymentState.Unknown(UnknownCause.RECORD_NOT_SAVED, ""));
    }
}

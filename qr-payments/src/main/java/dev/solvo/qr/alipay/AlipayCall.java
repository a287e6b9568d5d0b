package dev.solvo.qr.alipay;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A call that was signed: the checks come first, then the meaning. */
record AlipayCall<R>(
        SignedRequest request,
        Function<HttpAnswer, AlipayAnswer> checks,
        Function<AlipayAnswer, R> meaning,
        BiFunction<UnknownCause, String, R> notKnown)
        implements WalletCall<R> {
    @Override
    public R read(HttpAnswer answer) {
        AlipayAnswer checked = checks.apply(answer);
        return checked.fault()
                .map(cause -> notKnown.apply(cause, checked.code()))
                .orElseGet(() -> meaning.apply(checked));
    }

    @Override
    public R unanswered(TransportException.Kind kind) {
        return notKnown.apply(
                kind == TransportException.Kind.NOT_SENT ? UnknownCause.NOT_SENT : UnknownCause.NO_ANSWER, "");
    }

    /** The request, which shows nothing secret. */
    @Override
    public String toString() {
        return "AlipayCall[" + request + "]";
    }
}

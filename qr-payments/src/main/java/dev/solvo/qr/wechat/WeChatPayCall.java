package dev.solvo.qr.wechat;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A call that was signed, and how to read what comes back. */
record WeChatPayCall<R>(
        SignedRequest request, Function<HttpAnswer, R> reader, BiFunction<UnknownCause, String, R> notKnown)
        implements WalletCall<R> {
    @Override
    public R read(HttpAnswer answer) {
        return reader.apply(answer);
    }

    @Override
    public R unanswered(TransportException.Kind kind) {
        boolean left = kind != TransportException.Kind.NOT_SENT;
        return notKnown.apply(left ? UnknownCause.NO_ANSWER : UnknownCause.NOT_SENT, "");
    }

    /** The request, which shows nothing secret. */
    @Override
    public String toString() {
        return "WeChatPayCall[" + request + "]";
    }
}

package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A gateway and its network in one, without a wire form: a subclass says what each call is answered. */
public abstract class ReplyGateway implements WalletGateway, HttpTransport {
    /** The calls of a gateway. */
    public enum Call {
        /** Pay by the customer's code. */
        PAY,
        /** Ask for a code. */
        SHOW,
        /** Ask about an order. */
        QUERY,
        /** Take back. */
        CANCEL,
        /** Close. */
        CLOSE,
        /** Refund. */
        REFUND,
        /** Ask about a refund. */
        QUERY_REFUND,
    }

    private record Asked(Call call, Object subject) {}

    private final CollectionPolicy policy;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, Object> replies = new ConcurrentHashMap<>();
    private final List<Call> sent = new ArrayList<>();

    /** With that patience. */
    protected ReplyGateway(CollectionPolicy policy) {
        this.policy = policy;
    }

    /** What the wallet says; the subject is an Order, an OrderReference or a Refund. */
    protected abstract Object answer(Call call, Object subject) throws TransportException;

    /** All calls that left, in their order. */
    public List<Call> sent() {
        return sent;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        String id = request.uri().getPath().substring(1);
        Asked call = asked.get(id);
        if (call == null) {
            return new HttpAnswer(404, HttpHeaders.NONE, Bytes.EMPTY);
        }
        sent.add(call.call());
        replies.put(id, answer(call.call(), call.subject()));
        return new HttpAnswer(200, HttpHeaders.of(List.of(Map.entry("Id", id))), Bytes.EMPTY);
    }

    private <R> WalletCall<R> call(Call call, Object subject, Class<R> type, Function<UnknownCause, R> notKnown) {
        String id = Integer.toString(ids.incrementAndGet());
        asked.put(id, new Asked(call, subject));
        SignedRequest request =
                new SignedRequest("POST", URI.create("http://wallet/" + id), HttpHeaders.NONE, Bytes.EMPTY);
        return new WalletCall<>() {
            @Override
            public SignedRequest request() {
                return request;
            }

            @Override
            public R read(HttpAnswer answer) {
                Object reply = Objects.requireNonNull(
                        replies.get(answer.headers().first("id").orElseThrow()));
                return type.cast(reply);
            }

            @Override
            public R unanswered(TransportException.Kind kind) {
                return notKnown.apply(
                        kind == TransportException.Kind.NOT_SENT ? UnknownCause.NOT_SENT : UnknownCause.NO_ANSWER);
            }
        };
    }

    @Override
    public Wallet wallet() {
        return Wallet.ALIPAY;
    }

    @Override
    public String account() {
        return "2021000000000001";
    }

    @Override
    public CollectionPolicy policy() {
        return policy;
    }

    @Override
    public URI readinessProbe() {
        return URI.create("http://wallet/alive");
    }

    @Override
    public WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
        return call(Call.PAY, order, PaymentReply.class, cause -> new PaymentReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<ShowReply> show(Order order) {
        return call(Call.SHOW, order, ShowReply.class, cause -> new ShowReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<PaymentReply> query(OrderReference order) {
        return call(Call.QUERY, order, PaymentReply.class, cause -> new PaymentReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<CancelReply> cancel(OrderReference order) {
        return call(Call.CANCEL, order, CancelReply.class, cause -> new CancelReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<CancelReply> close(OrderReference order) {
        return call(Call.CLOSE, order, CancelReply.class, cause -> new CancelReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<RefundReply> refund(Refund refund) {
        return call(Call.REFUND, refund, RefundReply.class, cause -> new RefundReply.NotKnown(cause, ""));
    }

    @Override
    public WalletCall<RefundReply> queryRefund(Refund refund) {
        return call(Call.QUERY_REFUND, refund, RefundReply.class, cause -> new RefundReply.NotKnown(cause, ""));
    }

    @Override
    public NotificationResult readNotification(HttpHeaders headers, Bytes body) {
        throw new UnsupportedOperationException("this gateway has no wire form");
    }
}

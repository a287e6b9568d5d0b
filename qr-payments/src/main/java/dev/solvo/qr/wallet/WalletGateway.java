package dev.solvo.qr.wallet;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Instant;

/**
 * One merchant's account with one wallet: makes the calls and reads what comes back, without sending anything itself.
 *
 * <p>A gateway holds no state but its configuration, whose keys may be exchanged at any time; any number of gateways can
 * be used side by side and from any thread. Orders that the wallet would refuse by their form (numbers, lengths,
 * currencies) are IllegalArgumentException before a request is made.
 */
public interface WalletGateway {
    /** Whose wallet it is. */
    Wallet wallet();

    /** The merchant's account, unique among the gateways of one wallet: saved with each record to find the way back. */
    String account();

    /** How long to wait, how often to ask, when to take back. */
    CollectionPolicy policy();

    /** A harmless address of the wallet's host, to see whether it can be reached and what time it is there. */
    URI readinessProbe();

    /** Takes the money by the code that the customer shows. */
    WalletCall<PaymentReply> pay(Order order, PaymentCode code);

    /**
     * The same, with the time that is saved as {@link OrderReference#submittedAt()}. A wallet that finds orders by that
     * time (UnionPay's txnTime) puts it into the request, also when the call is made again with the same number; the
     * others need not care.
     */
    default WalletCall<PaymentReply> pay(Order order, PaymentCode code, Instant submittedAt) {
        return pay(order, code);
    }

    /** Asks for a code that the customer can scan. */
    WalletCall<ShowReply> show(Order order);

    /** The same, with the time that is saved as {@link OrderReference#submittedAt()}; see {@link #pay}. */
    default WalletCall<ShowReply> show(Order order, Instant submittedAt) {
        return show(order);
    }

    /** Asks what became of an order. */
    WalletCall<PaymentReply> query(OrderReference order);

    /** Takes back an order that was paid by the customer's code: money that was taken goes back. */
    WalletCall<CancelReply> cancel(OrderReference order);

    /** Ends an order whose code was shown and not paid; a paid one is not touched. */
    WalletCall<CancelReply> close(OrderReference order);

    /** Sends money back; repeated with the same number it does so once. */
    WalletCall<RefundReply> refund(Refund refund);

    /** Asks what became of a refund. */
    WalletCall<RefundReply> queryRefund(Refund refund);

    /** Verifies and reads a message that the wallet sent on its own; bytes and headers as they came. */
    NotificationResult readNotification(HttpHeaders headers, Bytes body);

    /** What {@link #readNotification} made of a message. */
    sealed interface NotificationResult {
        /** What the merchant's server is to answer, so that the wallet sends it no more, or sends it again. */
        HttpAnswer answer();

        /** A verified report about a payment. */
        record PaymentReported(OrderNumber order, PaymentReply reply, HttpAnswer answer)
                implements NotificationResult {}

        /** A verified report about a refund. */
        record RefundReported(OrderNumber order, RefundNumber refund, RefundReply reply, HttpAnswer answer)
                implements NotificationResult {}

        /** Verified, but about something else. */
        record OtherReported(String type, HttpAnswer answer) implements NotificationResult {}

        /** Not to be trusted, and why. */
        record Rejected(UnknownCause cause, HttpAnswer answer) implements NotificationResult {}
    }
}

package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;

/** Replies as the observer reads them, and what an open payment is after them. */
final class PaymentReplies {
    private PaymentReplies() {}

    /** The kind of the reply and the wallet's code, such as {@code Waiting (USERPAYING)}. */
    static String name(PaymentReply reply) {
        return named(reply.getClass().getSimpleName(), code(reply));
    }

    static String name(CancelReply reply) {
        String code = "";
        if (reply instanceof CancelReply.Again again) {
            code = again.walletCode();
        } else if (reply instanceof CancelReply.QueryFirst query) {
            code = query.walletCode();
        } else if (reply instanceof CancelReply.Refused refused) {
            code = refused.refusal().walletCode();
        } else if (reply instanceof CancelReply.NotKnown unknown) {
            code = join(unknown.cause(), unknown.walletCode());
        } else if (reply instanceof CancelReply.Cancelled cancelled) {
            code = cancelled.action();
        }
        return named(reply.getClass().getSimpleName(), code);
    }

    static String named(String kind, String code) {
        return code.isEmpty() ? kind : kind + " (" + code + ")";
    }

    /** The state of a payment about which nothing final was said. */
    static PaymentState open(PaymentReply reply) {
        if (reply instanceof PaymentReply.Waiting waiting) {
            return new PaymentState.Pending(waiting.walletCode());
        }
        return unknown(reply);
    }

    static PaymentState.Unknown unknown(PaymentReply reply) {
        return reply instanceof PaymentReply.NotKnown unknown
                ? new PaymentState.Unknown(unknown.cause(), unknown.walletCode())
                : new PaymentState.Unknown(UnknownCause.WALLET_UNSURE, plainCode(reply));
    }

    private static String code(PaymentReply reply) {
        return reply instanceof PaymentReply.NotKnown unknown
                ? join(unknown.cause(), unknown.walletCode())
                : plainCode(reply);
    }

    private static String plainCode(PaymentReply reply) {
        if (reply instanceof PaymentReply.Waiting waiting) {
            return waiting.walletCode();
        } else if (reply instanceof PaymentReply.Failed failed) {
            return failed.walletCode();
        } else if (reply instanceof PaymentReply.Closed closed) {
            return closed.walletCode();
        } else if (reply instanceof PaymentReply.NotFound notFound) {
            return notFound.walletCode();
        } else if (reply instanceof PaymentReply.QueryFirst query) {
            return query.walletCode();
        } else if (reply instanceof PaymentReply.TryAgain again) {
            return again.walletCode();
        } else if (reply instanceof PaymentReply.Refused refused) {
            return refused.refusal().walletCode();
        }
        return "";
    }

    private static String join(UnknownCause cause, String code) {
        return code.isEmpty() ? cause.name() : cause + " " + code;
    }
}

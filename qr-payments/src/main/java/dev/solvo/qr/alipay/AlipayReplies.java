package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/** What a verified answer says, call by call. */
final class AlipayReplies {
    private static final String PAID_BEFORE = "40004+ACQ.TRADE_HAS_SUCCESS";
    /** Why an order is not closed: it is paid, or nobody has scanned it yet and may still do so. */
    private static final Set<String> NOT_TO_BE_CLOSED = Set.of(
            "40004+ACQ.TRADE_NOT_EXIST",
            "40004+ACQ.TRADE_STATUS_ERROR",
            "40004+ACQ.REASON_TRADE_STATUS_INVALID",
            "40004+ACQ.REASON_ILLEGAL_STATUS");

    private AlipayReplies() {}

    /** V2 says by its code that the customer is asked; V3 does not, so that there only a time of payment is one. */
    static PaymentReply afterPay(AlipayVerdict verdict, AlipayProtocol protocol) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED -> {
                boolean timed = !verdict.answer().text("gmt_payment").isEmpty();
                yield protocol == AlipayProtocol.V2_GATEWAY || timed
                        ? paid(verdict.answer().body(), code)
                        : new PaymentReply.QueryFirst(code);
            }
            case APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED -> new PaymentReply.QueryFirst(code);
            case PENDING -> new PaymentReply.Waiting(code);
            case DECLINED -> new PaymentReply.Refused(verdict.refusal());
            case NOT_FOUND -> new PaymentReply.NotFound(code);
            case RETRYABLE -> new PaymentReply.TryAgain(code);
            case FAILED, UNKNOWN -> new PaymentReply.NotKnown(verdict.unsure(), code);
        };
    }

    static PaymentReply afterQuery(AlipayVerdict verdict) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED -> ofStatus(verdict.answer().body());
            case DECLINED, FAILED -> new PaymentReply.Refused(verdict.refusal());
            case NOT_FOUND -> new PaymentReply.NotFound(code);
            case RETRYABLE -> new PaymentReply.TryAgain(code);
            case APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED, PENDING, UNKNOWN ->
                new PaymentReply.NotKnown(verdict.unsure(), code);
        };
    }

    /** What trade_status says; TRADE_CLOSED is also the state of a payment that was sent back as a whole. */
    static PaymentReply ofStatus(ObjectNode body) {
        String status = body.path("trade_status").asText("");
        return switch (status) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(body, status);
            case "WAIT_BUYER_PAY" -> new PaymentReply.Waiting(status);
            case "TRADE_CLOSED" -> new PaymentReply.Closed(status);
            default -> new PaymentReply.NotKnown(UnknownCause.CODE_UNLISTED, "");
        };
    }

    private static PaymentReply paid(ObjectNode body, String code) {
        return AlipayPayments.payment(body)
                .<PaymentReply>map(PaymentReply.Paid::new)
                .orElse(new PaymentReply.NotKnown(UnknownCause.MALFORMED, code));
    }

    /** An order that was paid is asked about, for the payment may be this order's. */
    static ShowReply afterShow(AlipayVerdict verdict) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED -> {
                String shown = verdict.answer().text("qr_code");
                yield shown.isEmpty()
                        ? new ShowReply.NotKnown(UnknownCause.MALFORMED, code)
                        : new ShowReply.Shown(shown);
            }
            case DECLINED ->
                code.equals(PAID_BEFORE) ? new ShowReply.QueryFirst(code) : new ShowReply.Refused(verdict.refusal());
            case APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED -> new ShowReply.QueryFirst(code);
            case RETRYABLE -> new ShowReply.TryAgain(code);
            case FAILED, PENDING, NOT_FOUND, UNKNOWN -> new ShowReply.NotKnown(verdict.unsure(), code);
        };
    }

    static CancelReply afterCancel(AlipayVerdict verdict) {
        String code = verdict.code();
        String retry = verdict.answer().text("retry_flag");
        if (retry.equals("Y")) {
            return new CancelReply.Again(code);
        }
        if (verdict.outcome() == CallOutcome.APPROVED) {
            String action = verdict.answer().text("action");
            boolean understood = Set.of("", "close", "refund").contains(action);
            return understood && retry.equals("N")
                    ? new CancelReply.Cancelled(action)
                    : new CancelReply.NotKnown(UnknownCause.MALFORMED, code);
        }
        return notEnded(verdict);
    }

    static CancelReply afterClose(AlipayVerdict verdict) {
        if (verdict.outcome() == CallOutcome.APPROVED) {
            return new CancelReply.Cancelled("close");
        }
        return NOT_TO_BE_CLOSED.contains(verdict.code())
                ? new CancelReply.QueryFirst(verdict.code())
                : notEnded(verdict);
    }

    private static CancelReply notEnded(AlipayVerdict verdict) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case DECLINED, FAILED -> new CancelReply.Refused(verdict.refusal());
            case NOT_FOUND, ALREADY_PAID, ALREADY_USED, APPROVED_PARTIAL, PENDING -> new CancelReply.QueryFirst(code);
            case RETRYABLE -> new CancelReply.Again(code);
            case APPROVED, UNKNOWN -> new CancelReply.NotKnown(verdict.unsure(), code);
        };
    }

    /**
     * fund_change says whether this very call has moved money; a repeated one has not, so that the refund query has the
     * word. refund_fee is the sum of all refunds, and not this one's amount.
     */
    static RefundReply afterRefund(AlipayVerdict verdict) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED ->
                verdict.answer().text("fund_change").equals("Y")
                        ? new RefundReply.Refunded(Optional.empty(), Optional.empty())
                        : new RefundReply.Processing(Optional.empty());
            case DECLINED, FAILED -> new RefundReply.Refused(verdict.refusal());
            case RETRYABLE -> new RefundReply.TryAgain(code);
            case APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED, PENDING -> new RefundReply.Processing(Optional.empty());
            case NOT_FOUND, UNKNOWN -> new RefundReply.NotKnown(verdict.unsure(), code);
        };
    }

    /** Without a refund_status nothing was sent back: the refund can be sent again, with the same number. */
    static RefundReply afterRefundQuery(AlipayVerdict verdict, Refund asked) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED -> {
                String status = verdict.answer().text("refund_status");
                if (status.isEmpty()) {
                    yield new RefundReply.NotFound(code);
                }
                yield status.equals("REFUND_SUCCESS")
                        ? refunded(verdict.answer(), asked)
                        : new RefundReply.NotKnown(UnknownCause.CODE_UNLISTED, code);
            }
            case NOT_FOUND -> new RefundReply.NotFound(code);
            case RETRYABLE -> new RefundReply.TryAgain(code);
            // The query is refused; of the refund it says nothing.
            case DECLINED, FAILED -> new RefundReply.NotKnown(UnknownCause.WALLET_UNSURE, code);
            case APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED, PENDING, UNKNOWN ->
                new RefundReply.NotKnown(verdict.unsure(), code);
        };
    }

    private static RefundReply refunded(AlipayAnswer answer, Refund asked) {
        boolean right =
                answer.text("out_trade_no").equals(asked.order().number().text())
                        && answer.text("out_request_no").equals(asked.number().text());
        try {
            Optional<Money> amount = AlipayPayments.amount(
                    answer.body(), "refund_amount", asked.amount().getCurrencyUnit());
            return right
                            && !amount.filter(found -> !found.equals(asked.amount()))
                                    .isPresent()
                    ? new RefundReply.Refunded(amount, Optional.empty())
                    : new RefundReply.NotKnown(UnknownCause.MISMATCH, answer.code());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new RefundReply.NotKnown(UnknownCause.MALFORMED, answer.code());
        }
    }

    static AlipayBillReply afterBill(AlipayVerdict verdict) {
        String code = verdict.code();
        return switch (verdict.outcome()) {
            case APPROVED -> {
                String address = verdict.answer().text("bill_download_url");
                yield httpAddress(address)
                        .<AlipayBillReply>map(AlipayBillReply.Ready::new)
                        .orElse(new AlipayBillReply.NotKnown(UnknownCause.MALFORMED, code));
            }
            case DECLINED, FAILED, NOT_FOUND -> new AlipayBillReply.Refused(verdict.refusal());
            default -> new AlipayBillReply.NotKnown(verdict.unsure(), code);
        };
    }

    private static Optional<URI> httpAddress(String text) {
        try {
            URI address = new URI(text);
            boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            return http && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

package dev.solvo.qr.unionpay;

import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * UnionPay's codes by ACP 5.1.0, bizType 000000.
 *
 * <p>UnionPay finds an order by its number and the time at which it was first sent, so both are kept with each record.
 * Order and refund numbers have 8 to 40 letters and digits. A till's number (termId) has 8, those of shop and till
 * together, for there is no field of the shop. An accepted payment is confirmed by a query before it counts.
 *
 * <p>Open, for no public document was found: a call that ends a shown code. {@link #close} asks for its state instead,
 * so that a collection waits until the code has expired; the expiry is sent as payTimeout, which UnionPay documents for
 * payments in general. The length of qrNo, and the codes of refusals: what is not in the table counts as not known, is
 * asked about and then reversed. The fields of discounts and of
 * what the customer paid himself: a payment tells the order's and the settlement amount, and its time by traceTime.
 */
public final class UnionPayGateway implements WalletGateway {
    private static final String TRANSACTIONS = "/gateway/api/backTransReq.do";
    private static final String QUERIES = "/gateway/api/queryTrans.do";

    private final UnionPayConfig config;
    private final Clock clock;
    private final CodeTable codes = UnionPayCodes.table();

    /** A gateway for that account. */
    public UnionPayGateway(UnionPayConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Wallet wallet() {
        return Wallet.UNIONPAY;
    }

    @Override
    public String account() {
        return config.merchantId();
    }

    @Override
    public CollectionPolicy policy() {
        return config.policy();
    }

    @Override
    public URI readinessProbe() {
        return config.host().resolve("/");
    }

    @Override
    public WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
        return pay(order, code, clock.instant());
    }

    @Override
    public WalletCall<PaymentReply> pay(Order order, PaymentCode code, Instant submittedAt) {
        Map<String, String> fields = transaction("01", "06", order.number().text(), submittedAt);
        money(fields, order.amount());
        fields.put("qrNo", code.secretText());
        place(fields, order);
        return call(TRANSACTIONS, fields, UnionPayGateway::afterPay, PaymentReply.NotKnown::new);
    }

    @Override
    public WalletCall<ShowReply> show(Order order) {
        return show(order, clock.instant());
    }

    @Override
    public WalletCall<ShowReply> show(Order order, Instant submittedAt) {
        Map<String, String> fields = transaction("01", "07", order.number().text(), submittedAt);
        money(fields, order.amount());
        fields.put("payTimeout", BeijingTime.format(submittedAt.plus(order.expiresAfter())));
        place(fields, order);
        return call(TRANSACTIONS, fields, UnionPayGateway::afterShow, ShowReply.NotKnown::new);
    }

    @Override
    public WalletCall<PaymentReply> query(OrderReference order) {
        return call(QUERIES, asking(order), UnionPayGateway::afterQuery, PaymentReply.NotKnown::new);
    }

    /** Reverses the order (txnType 99): the number and the time are the order's own. */
    @Override
    public WalletCall<CancelReply> cancel(OrderReference order) {
        Map<String, String> fields = transaction("99", "01", order.number().text(), order.submittedAt());
        return call(TRANSACTIONS, fields, UnionPayGateway::afterReversal, CancelReply.NotKnown::new);
    }

    /** Asks for the state of the order; see the class on what is open. */
    @Override
    public WalletCall<CancelReply> close(OrderReference order) {
        return call(QUERIES, asking(order), UnionPayGateway::afterCloseQuery, CancelReply.NotKnown::new);
    }

    @Override
    public WalletCall<RefundReply> refund(Refund refund) {
        Map<String, String> fields = giveBack("04", refund);
        return call(TRANSACTIONS, fields, UnionPayGateway::afterRefund, RefundReply.NotKnown::new);
    }

    /**
     * Takes a whole payment back on its own day (txnType 31), under a number of its own.
     *
     * @param undo its amount is the order's
     * @throws IllegalArgumentException if it is a part only: that is a refund
     */
    public WalletCall<RefundReply> undo(Refund undo) {
        if (!undo.amount().equals(undo.order().amount())) {
            throw new IllegalArgumentException(
                    "an undo is of the whole amount " + undo.order().amount());
        }
        Map<String, String> fields = giveBack("31", undo);
        return call(TRANSACTIONS, fields, UnionPayGateway::afterRefund, RefundReply.NotKnown::new);
    }

    @Override
    public WalletCall<RefundReply> queryRefund(Refund refund) {
        Map<String, String> fields = transaction("00", "00", refund.number().text(), refund.submittedAt());
        fields.remove("channelType");
        return call(QUERIES, fields, answer -> afterRefundQuery(answer, refund.amount()), RefundReply.NotKnown::new);
    }

    /**
     * {@inheritDoc}
     *
     * <p>UnionPay signs no time of sending, so that a window against replays is not possible: a message that comes again
     * repeats what the order's payment was, and is to be taken once. A refund's or an undo's message names the refund, but
     * not the order: it is {@link NotificationResult.OtherReported}, and the refund query has the word.
     */
    @Override
    public NotificationResult readNotification(HttpHeaders headers, Bytes body) {
        HttpAnswer taken = text(200, "ok");
        HttpAnswer refused = text(400, "fail");
        UnionPayMessage message;
        try {
            message = UnionPayMessage.parseForm(body);
        } catch (QrException e) {
            return new NotificationResult.Rejected(UnknownCause.MALFORMED, refused);
        }
        Optional<UnknownCause> fault = UnionPayAnswer.signatureFault(message, config.trust(), clock.instant());
        if (fault.isPresent()) {
            return new NotificationResult.Rejected(fault.get(), refused);
        }
        if (!message.get("merId").equals(config.merchantId())) {
            return new NotificationResult.Rejected(UnknownCause.MISMATCH, refused);
        }
        if (!message.get("txnType").equals("01")) {
            return new NotificationResult.OtherReported("txnType " + message.get("txnType"), taken);
        }
        OrderNumber number;
        try {
            number = OrderNumber.of(message.get("orderId"));
        } catch (IllegalArgumentException e) {
            return new NotificationResult.Rejected(UnknownCause.MALFORMED, refused);
        }
        String code = message.get("respCode");
        // A6 has a remark: asked about, and the amount compared.
        PaymentReply reply = code.equals("00")
                ? UnionPayAnswer.payment(message)
                        .<PaymentReply>map(PaymentReply.Paid::new)
                        .orElse(new PaymentReply.NotKnown(UnknownCause.MALFORMED, code))
                : new PaymentReply.QueryFirst(code);
        return new NotificationResult.PaymentReported(number, reply, taken);
    }

    private static PaymentReply afterPay(UnionPayAnswer answer) {
        String code = answer.message().get("respCode");
        return switch (answer.outcome("respCode")) {
            case APPROVED, APPROVED_PARTIAL, ALREADY_PAID, ALREADY_USED -> new PaymentReply.QueryFirst(code);
            case PENDING -> new PaymentReply.Waiting(code);
            case NOT_FOUND -> new PaymentReply.NotFound(code);
            case RETRYABLE -> new PaymentReply.TryAgain(code);
            case DECLINED, FAILED, UNKNOWN -> new PaymentReply.NotKnown(answer.unsure("respCode"), code);
        };
    }

    private static ShowReply afterShow(UnionPayAnswer answer) {
        String code = answer.message().get("respCode");
        return switch (answer.outcome("respCode")) {
            case APPROVED ->
                answer.message()
                        .find("qrCode")
                        .filter(text -> !text.isEmpty())
                        .<ShowReply>map(ShowReply.Shown::new)
                        .orElse(new ShowReply.NotKnown(UnknownCause.MALFORMED, code));
            case ALREADY_PAID, ALREADY_USED, APPROVED_PARTIAL -> new ShowReply.QueryFirst(code);
            case RETRYABLE -> new ShowReply.TryAgain(code);
            case DECLINED, FAILED, PENDING, NOT_FOUND, UNKNOWN ->
                new ShowReply.NotKnown(answer.unsure("respCode"), code);
        };
    }

    /** respCode speaks of the query, origRespCode of the payment. */
    private static PaymentReply afterQuery(UnionPayAnswer answer) {
        String code = answer.message().get("respCode");
        CallOutcome asked = answer.outcome("respCode");
        if (asked == CallOutcome.NOT_FOUND) {
            return new PaymentReply.NotFound(code);
        }
        if (asked != CallOutcome.APPROVED) {
            return new PaymentReply.NotKnown(answer.unsure("respCode"), code);
        }
        String original = answer.message().get("origRespCode");
        return switch (answer.outcome("origRespCode")) {
            case APPROVED, APPROVED_PARTIAL ->
                UnionPayAnswer.payment(answer.message())
                        .<PaymentReply>map(PaymentReply.Paid::new)
                        .orElse(new PaymentReply.NotKnown(UnknownCause.MALFORMED, original));
            case NOT_FOUND -> new PaymentReply.NotFound(original);
            default -> new PaymentReply.NotKnown(answer.unsure("origRespCode"), original);
        };
    }

    private static CancelReply afterReversal(UnionPayAnswer answer) {
        String code = answer.message().get("respCode");
        return switch (answer.outcome("respCode")) {
            case APPROVED -> new CancelReply.Cancelled("reversal");
            case NOT_FOUND, ALREADY_PAID, ALREADY_USED, APPROVED_PARTIAL -> new CancelReply.QueryFirst(code);
            case RETRYABLE -> new CancelReply.Again(code);
            case DECLINED, FAILED, PENDING, UNKNOWN -> new CancelReply.NotKnown(answer.unsure("respCode"), code);
        };
    }

    private static CancelReply afterCloseQuery(UnionPayAnswer answer) {
        return new CancelReply.QueryFirst(answer.message().get("respCode"));
    }

    private static RefundReply afterRefund(UnionPayAnswer answer) {
        String code = answer.message().get("respCode");
        Optional<String> id = answer.message().find("queryId");
        return switch (answer.outcome("respCode")) {
            // Accepted; the query says when it is done.
            case APPROVED, APPROVED_PARTIAL, ALREADY_USED, ALREADY_PAID, PENDING -> new RefundReply.Processing(id);
            case RETRYABLE -> new RefundReply.TryAgain(code);
            case DECLINED, FAILED, NOT_FOUND, UNKNOWN -> new RefundReply.NotKnown(answer.unsure("respCode"), code);
        };
    }

    private static RefundReply afterRefundQuery(UnionPayAnswer answer, Money amount) {
        String code = answer.message().get("respCode");
        CallOutcome asked = answer.outcome("respCode");
        if (asked == CallOutcome.NOT_FOUND) {
            return new RefundReply.NotFound(code);
        }
        if (asked != CallOutcome.APPROVED) {
            return new RefundReply.NotKnown(answer.unsure("respCode"), code);
        }
        String original = answer.message().get("origRespCode");
        return switch (answer.outcome("origRespCode")) {
            case APPROVED, APPROVED_PARTIAL -> refunded(answer.message(), amount, original);
            case NOT_FOUND -> new RefundReply.NotFound(original);
            default -> new RefundReply.NotKnown(answer.unsure("origRespCode"), original);
        };
    }

    private static RefundReply refunded(UnionPayMessage message, Money asked, String code) {
        Optional<Money> amount = UnionPayAnswer.payment(message).map(Payment::orderAmount);
        if (amount.filter(a -> !a.equals(asked)).isPresent()) {
            return new RefundReply.NotKnown(UnknownCause.MISMATCH, code);
        }
        return new RefundReply.Refunded(amount, message.find("queryId"));
    }

    private Map<String, String> asking(OrderReference order) {
        Map<String, String> fields = transaction("00", "00", order.number().text(), order.submittedAt());
        fields.remove("channelType");
        return fields;
    }

    private Map<String, String> giveBack(String type, Refund refund) {
        Map<String, String> fields = transaction(type, "00", refund.number().text(), refund.submittedAt());
        fields.put("txnAmt", Long.toString(minor(refund.amount())));
        fields.put(
                "origQryId",
                refund.order()
                        .transactionId()
                        .orElseThrow(() -> new IllegalArgumentException("the payment of refund " + refund.number()
                                + " has no transaction id: confirm it first"))
                        .text());
        config.notifyUrl().ifPresent(url -> fields.put("backUrl", url.toString()));
        return fields;
    }

    private Map<String, String> transaction(String type, String subtype, String number, Instant time) {
        if (!number.matches("[0-9A-Za-z]{8,40}")) {
            throw new IllegalArgumentException("UnionPay takes numbers of 8 to 40 letters and digits, not " + number);
        }
        Map<String, String> fields = new HashMap<>(config.access());
        fields.putAll(Map.of(
                "version",
                "5.1.0",
                "encoding",
                "UTF-8",
                "signMethod",
                "01",
                "bizType",
                "000000",
                "merId",
                config.merchantId(),
                "channelType",
                "08",
                "orderId",
                number,
                "txnTime",
                BeijingTime.format(time),
                "txnType",
                type,
                "txnSubType",
                subtype));
        return fields;
    }

    private void money(Map<String, String> fields, Money amount) {
        fields.put("txnAmt", Long.toString(minor(amount)));
        // Three digits, for a code such as 036 begins with a zero.
        String numeric = Integer.toString(1000 + amount.getCurrencyUnit().getNumericCode());
        fields.put("currencyCode", numeric.substring(1));
    }

    private long minor(Money amount) {
        if (!config.currencies().contains(amount.getCurrencyUnit())) {
            throw new IllegalArgumentException(
                    "this UnionPay account takes " + config.currencies() + ", not " + amount.getCurrencyUnit());
        }
        long minor = amount.getAmountMinorLong();
        if (minor > 999_999_999_999L) {
            throw new IllegalArgumentException("UnionPay takes amounts of up to 12 digits, not " + amount);
        }
        return minor;
    }

    private void place(Map<String, String> fields, Order order) {
        order.pointOfSale().terminalId().ifPresent(id -> {
            if (!id.matches("[0-9A-Za-z]{8}")) {
                throw new IllegalArgumentException("UnionPay takes a terminal (termId) of 8 letters and digits");
            }
            fields.put("termId", id);
        });
        Optional<URI> url = order.notifyUrl().isPresent() ? order.notifyUrl() : config.notifyUrl();
        url.ifPresent(to -> fields.put("backUrl", to.toString()));
    }

    private <R> WalletCall<R> call(
            String path,
            Map<String, String> fields,
            Function<UnionPayAnswer, R> read,
            BiFunction<UnknownCause, String, R> notKnown) {
        RequestSigner signer = config.key().current();
        if (!signer.keyId().matches("[0-9]{1,40}")) {
            throw new IllegalStateException("a certificate's number (certId) is decimal, not " + signer.keyId());
        }
        UnionPayMessage unsigned = UnionPayMessage.of(fields).with("certId", signer.keyId());
        Bytes body = unsigned.with("signature", UnionPaySignature.sign(unsigned, signer))
                .toForm();
        HttpHeaders headers =
                HttpHeaders.of(List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")));
        SignedRequest request = new SignedRequest("POST", config.host().resolve(path), headers, body);
        Map<String, String> echoed = echoed(fields);
        return new WalletCall<>() {
            @Override
            public SignedRequest request() {
                return request;
            }

            @Override
            public R read(HttpAnswer answer) {
                UnionPayAnswer checked = UnionPayAnswer.of(answer, echoed, config.trust(), clock.instant(), codes);
                return checked.fault()
                        .map(cause -> notKnown.apply(cause, checked.message().get("respCode")))
                        .orElseGet(() -> read.apply(checked));
            }

            @Override
            public R unanswered(TransportException.Kind kind) {
                return notKnown.apply(
                        kind == TransportException.Kind.NOT_SENT ? UnknownCause.NOT_SENT : UnknownCause.NO_ANSWER, "");
            }
        };
    }

    /** What an answer repeats, and has to repeat rightly; a query's answer has the order's own type and amount. */
    private static Map<String, String> echoed(Map<String, String> fields) {
        Map<String, String> echoed = new HashMap<>();
        for (String name : List.of("merId", "orderId", "txnTime", "txnAmt")) {
            if (fields.containsKey(name)) {
                echoed.put(name, fields.getOrDefault(name, ""));
            }
        }
        return echoed;
    }

    private static HttpAnswer text(int status, String text) {
        return new HttpAnswer(
                status,
                HttpHeaders.of(List.of(Map.entry("Content-Type", "text/plain"))),
                Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
}

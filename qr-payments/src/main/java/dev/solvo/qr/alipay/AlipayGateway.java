package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Alipay face to face (alipay.trade.*), by the V2 gateway or by V3.
 *
 * <p>Order and refund numbers have 1 to 64 letters, digits and underscores; amounts go from 0.01 to 100000000; a
 * description has none of {@code / = &}. A call that is made again with the same order or refund has the same content.
 * Alipay knows an order by its number only, so that the time of submission does not matter.
 *
 * <p>An order that was shown exists at Alipay only once somebody has scanned it: until then a query says
 * {@link PaymentReply.NotFound}, and {@link #close} {@link CancelReply.QueryFirst}.
 *
 * <p>Open: how V3 answers a payment that waits for the customer's password. An accepted payment without a time
 * (gmt_payment) is therefore asked about and not taken as paid.
 */
public final class AlipayGateway implements WalletGateway {
    /** Answers to these calls, when they succeed, always name the order. */
    private static final Set<AlipayMethod> NAMES_THE_ORDER = Set.of(
            AlipayMethod.PAY, AlipayMethod.PRECREATE, AlipayMethod.QUERY, AlipayMethod.CANCEL, AlipayMethod.REFUND);

    private final AlipayConfig config;
    private final AlipayContents contents;
    private final AlipayWire wire;
    private final AlipayNotifications notifications;
    private final CodeTable codes = AlipayCodes.table();

    /**
     * A gateway for that account.
     *
     * @param nonces where V3 takes the nonces of its requests from: a {@link java.security.SecureRandom}, or a seeded one
     *     for requests that can be made again byte for byte
     */
    public AlipayGateway(AlipayConfig config, Clock clock, Random nonces) {
        this.config = config;
        contents = new AlipayContents(config);
        wire = config.protocol() == AlipayProtocol.V3 ? new V3Wire(config, clock, nonces) : new V2Wire(config, clock);
        notifications = new AlipayNotifications(config, clock);
    }

    @Override
    public Wallet wallet() {
        return Wallet.ALIPAY;
    }

    @Override
    public String account() {
        return config.appId();
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
        return call(
                AlipayMethod.PAY,
                contents.pay(order, code),
                notifyUrl(order),
                Optional.of(order.number()),
                verdict -> AlipayReplies.afterPay(verdict, config.protocol()),
                PaymentReply.NotKnown::new);
    }

    @Override
    public WalletCall<ShowReply> show(Order order) {
        return call(
                AlipayMethod.PRECREATE,
                contents.precreate(order),
                notifyUrl(order),
                Optional.of(order.number()),
                AlipayReplies::afterShow,
                ShowReply.NotKnown::new);
    }

    @Override
    public WalletCall<PaymentReply> query(OrderReference order) {
        return call(
                AlipayMethod.QUERY,
                contents.query(order),
                order,
                AlipayReplies::afterQuery,
                PaymentReply.NotKnown::new);
    }

    @Override
    public WalletCall<CancelReply> cancel(OrderReference order) {
        return call(
                AlipayMethod.CANCEL,
                contents.reference(order),
                order,
                AlipayReplies::afterCancel,
                CancelReply.NotKnown::new);
    }

    @Override
    public WalletCall<CancelReply> close(OrderReference order) {
        return call(
                AlipayMethod.CLOSE,
                contents.reference(order),
                order,
                AlipayReplies::afterClose,
                CancelReply.NotKnown::new);
    }

    /**
     * {@inheritDoc}
     *
     * <p>If this call moved no money ({@code fund_change} is not {@code Y}), an earlier one may have:
     * {@link RefundReply.Processing}, and the refund query has the word.
     */
    @Override
    public WalletCall<RefundReply> refund(Refund refund) {
        return call(
                AlipayMethod.REFUND,
                contents.refund(refund),
                refund.order(),
                AlipayReplies::afterRefund,
                RefundReply.NotKnown::new);
    }

    @Override
    public WalletCall<RefundReply> queryRefund(Refund refund) {
        return call(
                AlipayMethod.REFUND_QUERY,
                contents.refundQuery(refund),
                refund.order(),
                verdict -> AlipayReplies.afterRefundQuery(verdict, refund),
                RefundReply.NotKnown::new);
    }

    /** Asks where the bill of a day can be fetched. */
    public WalletCall<AlipayBillReply> billDownloadUrl(LocalDate day, AlipayBillType type) {
        return call(
                AlipayMethod.BILL,
                contents.bill(day, type),
                Optional.empty(),
                Optional.empty(),
                AlipayReplies::afterBill,
                AlipayBillReply.NotKnown::new);
    }

    @Override
    public NotificationResult readNotification(HttpHeaders headers, Bytes body) {
        return notifications.read(body);
    }

    private Optional<URI> notifyUrl(Order order) {
        return order.notifyUrl().isPresent() ? order.notifyUrl() : config.notifyUrl();
    }

    private <R> WalletCall<R> call(
            AlipayMethod method,
            ObjectNode content,
            OrderReference order,
            Function<AlipayVerdict, R> read,
            BiFunction<UnknownCause, String, R> notKnown) {
        return call(method, content, Optional.empty(), Optional.of(order.number()), read, notKnown);
    }

    private <R> WalletCall<R> call(
            AlipayMethod method,
            ObjectNode content,
            Optional<URI> notifyUrl,
            Optional<OrderNumber> asked,
            Function<AlipayVerdict, R> read,
            BiFunction<UnknownCause, String, R> notKnown) {
        return new AlipayCall<>(
                wire.request(method, content, notifyUrl),
                answer -> aboutTheOrder(wire.read(method, answer), method, asked),
                answer -> read.apply(AlipayVerdict.of(answer, method, codes)),
                notKnown);
    }

    private static AlipayAnswer aboutTheOrder(AlipayAnswer answer, AlipayMethod method, Optional<OrderNumber> asked) {
        if (answer.fault().isPresent() || !asked.isPresent()) {
            return answer;
        }
        String named = answer.text("out_trade_no");
        boolean missing =
                named.isEmpty() && answer.code().equals(AlipayAnswer.SUCCESS) && NAMES_THE_ORDER.contains(method);
        boolean other = !named.isEmpty() && !named.equals(asked.get().text());
        return missing || other ? AlipayAnswer.faulty(UnknownCause.MISMATCH, answer.code()) : answer;
    }
}

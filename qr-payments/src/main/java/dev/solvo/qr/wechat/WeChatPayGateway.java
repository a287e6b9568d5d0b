package dev.solvo.qr.wechat;

import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Random;
import java.util.function.Supplier;

/**
 * WeChat Pay, by APIv3 and v2.
 *
 * <p>Codes to show are of APIv3 ("native"); payment codes go by the protocol of
 * {@link WeChatPayConfig.Builder#codePayments}, and so do queries; refunds by that of {@link WeChatPayConfig.Builder#refunds}.
 * v2 takes back and refunds at {@code /secapi/…}, where the transport has to present the merchant's API certificate (mutual
 * TLS). For a service provider APIv3 uses the paths below {@code /v3/pay/partner}.
 *
 * <p>An order of state REFUND counts as paid: its money came, and was refunded later. A payment by code gets no
 * notification and cannot be closed, only taken back, within seven days.
 *
 * <p>Order numbers have 6 to 32 characters. A payment by code needs the till's IP address, in APIv3 also the shop.
 *
 * <p>Open: whether v2's limit of the description counts characters or bytes; the limit here is 127 characters for both
 * protocols. The longest number of a till and of a shop; the limit here is 32.
 */
public final class WeChatPayGateway implements WalletGateway {
    private final WeChatPayConfig config;
    private final Clock clock;
    private final V3Calls v3;
    private final V2Calls v2;
    private final WeChatPayBills bills;
    private final V3Certificates certificates;
    private final WeChatPayNotifications notifications;

    /**
     * A gateway for that account.
     *
     * @param clock the time of the requests, which WeChat Pay compares with its own
     * @param random where nonces come from; a SecureRandom but in tests
     */
    public WeChatPayGateway(WeChatPayConfig config, Clock clock, Random random) {
        this(config, clock, new RandomNonces(random));
    }

    /**
     * The same with given nonces.
     *
     * @param nonces each 1 to 32 letters and digits, and never the same twice
     */
    WeChatPayGateway(WeChatPayConfig config, Clock clock, Supplier<String> nonces) {
        this.config = config;
        this.clock = clock;
        CodeTable codes = WeChatPayCodes.table();
        V3Wire wire = new V3Wire(config, clock, nonces);
        v3 = new V3Calls(config, wire, codes);
        v2 = new V2Calls(config, nonces, codes);
        bills = new WeChatPayBills(config, wire, codes);
        certificates = new V3Certificates(config, wire, clock);
        notifications = new WeChatPayNotifications(config, codes);
    }

    @Override
    public Wallet wallet() {
        return Wallet.WECHAT_PAY;
    }

    /** The mchid; of a service provider, his and the merchant's with a slash between them. */
    @Override
    public String account() {
        return config.merchantId() + config.subMerchantId().map(id -> "/" + id).orElse("");
    }

    @Override
    public CollectionPolicy policy() {
        return config.policy();
    }

    @Override
    public URI readinessProbe() {
        return config.host().resolve("/");
    }

    /** By micropay (v2) or codepay (v3). */
    @Override
    public WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
        return codesByV2() ? v2.pay(order, code) : v3.pay(order, code);
    }

    /** By native (v3), which needs an address to report to. */
    @Override
    public WalletCall<ShowReply> show(Order order) {
        return v3.show(order, clock.instant());
    }

    @Override
    public WalletCall<PaymentReply> query(OrderReference order) {
        return codesByV2() ? v2.query(order) : v3.query(order);
    }

    /**
     * Asks by WeChat Pay's own number.
     *
     * @throws IllegalArgumentException if it is not known
     */
    public WalletCall<PaymentReply> queryByTransactionId(OrderReference order) {
        String id = order.transactionId()
                .orElseThrow(() -> new IllegalArgumentException("order " + order.number() + " has no transaction id"))
                .text();
        return codesByV2() ? v2.queryByTransactionId(order, id) : v3.queryByTransactionId(order, id);
    }

    @Override
    public WalletCall<CancelReply> cancel(OrderReference order) {
        return codesByV2() ? v2.reverse(order) : v3.reverse(order);
    }

    /** By APIv3, which shown codes are of. */
    @Override
    public WalletCall<CancelReply> close(OrderReference order) {
        return v3.close(order);
    }

    /** Ends an order of v2's unifiedorder that was not paid (closeorder). */
    public WalletCall<CancelReply> closeByV2(OrderReference order) {
        return v2.close(order);
    }

    @Override
    public WalletCall<RefundReply> refund(Refund refund) {
        return config.refunds() == WeChatPayProtocol.V2 ? v2.refund(refund) : v3.refund(refund);
    }

    @Override
    public WalletCall<RefundReply> queryRefund(Refund refund) {
        return config.refunds() == WeChatPayProtocol.V2 ? v2.queryRefund(refund) : v3.queryRefund(refund);
    }

    /**
     * Asks for the bill of trades of a day, Beijing's, which is ready the next day after 10:00.
     *
     * @param compressed whether it shall come by GZIP
     */
    public WalletCall<WeChatPayBillReply> tradeBill(LocalDate day, WeChatPayBillType type, boolean compressed) {
        return bills.trades(day, type, compressed);
    }

    /** Asks for the bill of an account's fund flow of a day; for a service provider it is his own account's. */
    public WalletCall<WeChatPayBillReply> fundFlowBill(
            LocalDate day, WeChatPayFundAccount account, boolean compressed) {
        return bills.fundFlow(day, account, compressed);
    }

    /**
     * Fetches a bill; its answer is not signed but has to have the bill's hash.
     *
     * @throws IllegalArgumentException if the address is not WeChat Pay's
     */
    public WalletCall<WeChatPayBillFile> downloadBill(WeChatPayBillReply.Ready bill) {
        return bills.download(bill);
    }

    /**
     * Asks for the platform certificates; ask every 12 hours at the latest, and hand them to
     * {@link WeChatPayCertificates.Downloaded#addTo}.
     */
    public WalletCall<WeChatPayCertificates> certificates() {
        return certificates.download();
    }

    /** Of shown codes and of APIv3's refunds; WeChat Pay waits 5 seconds for the answer. */
    @Override
    public NotificationResult readNotification(HttpHeaders headers, Bytes body) {
        return notifications.read(headers, body, clock.instant());
    }

    private boolean codesByV2() {
        return config.codePayments() == WeChatPayProtocol.V2;
    }
}

package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.ScriptStep;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletDesk;
import dev.solvo.simulator.wallet.WalletNotification;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletRefund;
import dev.solvo.simulator.wallet.WalletRequest;
import java.util.Optional;
import java.util.Set;

/**
 * WeChat Pay for a merchant of its own or for a service provider: v3 native, codepay, query, close, reverse, refund, refund query, certificates, trade
 * bill and notifications; v2 micropay, orderquery, reverse, refund, refundquery, closeorder. Both share one set of books.
 *
 * <p>A service provider has v3's paths below {@code /v3/pay/partner} and names both himself and his merchant; v2's
 * {@code sub_mch_id}. An appid of the merchant (sub_appid) is taken as it is.
 *
 * <p>Payments by code get no notification and cannot be closed. Open: that a reversal is refused in the first fifteen
 * seconds; here it is not.
 */
public final class WeChatPayProtocol implements WalletProtocol {
    private static final Set<String> V2_PATHS = Set.of(
            "/pay/micropay",
            "/pay/orderquery",
            "/pay/refundquery",
            "/pay/closeorder",
            "/secapi/pay/reverse",
            "/secapi/pay/refund");
    private static final Set<String> SCRIPTED_CALLS =
            Set.of("micropay", "codepay", "pay", "native", "query", "close", "reverse", "refund", "refundquery");

    private final WeChatV2 v2;
    private final WeChatV3 v3;

    /** WeChat Pay as that merchant sees it. */
    public WeChatPayProtocol(WeChatPayMerchant merchant) {
        WeChatOrders orders = new WeChatOrders();
        WeChatRefunds refunds = new WeChatRefunds();
        v2 = new WeChatV2(merchant, orders, refunds);
        v3 = new WeChatV3(merchant, orders, refunds);
    }

    @Override
    public boolean serves(String path) {
        return V2_PATHS.contains(path) || path.startsWith("/v3/") && !path.startsWith("/v3/alipay/");
    }

    @Override
    public void check(ScriptStep step) {
        boolean word = step.lastWord().matches("[A-Z][A-Z_]{2,40}");
        boolean status = step.word(0).matches("[1-5][0-9]{2}");
        boolean understood = SCRIPTED_CALLS.contains(step.call())
                && (step.isLost()
                        || step.words().size() == 1 && (word || step.word(0).equals("200"))
                        || step.words().size() == 2 && status && word)
                && Set.of("return_code", "recall").containsAll(step.values().keySet());
        if (!understood) {
            throw new IllegalArgumentException("not WeChat Pay's: " + step.call() + ":" + step.words());
        }
    }

    @Override
    public WalletAnswer answer(WalletRequest request, WalletDesk desk) {
        return V2_PATHS.contains(request.path()) ? v2.answer(request, desk) : v3.answer(request, desk);
    }

    @Override
    public Optional<WalletNotification> notification(
            WalletOrder order, Optional<WalletRefund> refund, WalletDesk desk) {
        String url = refund.map(WalletRefund::notifyUrl).orElse(order.detail("notify_url"));
        if (url.isEmpty()) {
            return Optional.empty();
        }
        WalletRequest pushed = v3.notification(order, refund, desk);
        return Optional.of(WalletNotification.of(url, pushed.headers(), pushed.body()));
    }

    @Override
    public boolean isAcknowledged(WalletAnswer answer) {
        return answer.status() == 200 || answer.status() == 204;
    }
}

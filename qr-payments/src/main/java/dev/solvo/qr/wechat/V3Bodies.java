package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.joda.money.Money;

/** The bodies of APIv3's requests. */
final class V3Bodies {
    private static final DateTimeFormatter BEIJING_TIME =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.ofHours(8));

    private final WeChatPayConfig config;

    V3Bodies(WeChatPayConfig config) {
        this.config = config;
    }

    ObjectNode shown(Order order, Instant now) {
        ObjectNode body = order(order, WeChatPayLimits.number(order.number()));
        Optional<URI> url = order.notifyUrl().isPresent() ? order.notifyUrl() : config.notifyUrl();
        body.put(
                "notify_url",
                url.map(WeChatPayLimits::notifyUrl)
                        .orElseThrow(() -> new IllegalArgumentException("WeChat Pay shows no code without an address to"
                                + " report to: neither order " + order.number() + " nor the account has one"))
                        .toString());
        body.put(
                "time_expire",
                BEIJING_TIME.format(now.plus(order.expiresAfter()).truncatedTo(ChronoUnit.SECONDS)));
        PointOfSale place = order.pointOfSale();
        // scene_info is of no use to WeChat Pay without the address.
        place.ipAddress().map(WeChatPayLimits::ipAddress).ifPresent(address -> {
            ObjectNode scene = body.putObject("scene_info").put("payer_client_ip", address);
            device(scene, place);
            WeChatPayLimits.text("store_info.id", place.storeId(), 32).ifPresent(id -> {
                ObjectNode store = scene.putObject("store_info").put("id", id);
                WeChatPayLimits.text("store_info.name", place.storeName(), 256)
                        .ifPresent(name -> store.put("name", name));
            });
        });
        return body;
    }

    ObjectNode scanned(Order order, PaymentCode code) {
        ObjectNode body = order(order, WeChatPayLimits.codePayNumber(order.number()));
        body.putObject("payer").put("auth_code", WeChatPayLimits.code(code));
        ObjectNode scene = body.putObject("scene_info");
        device(scene, order.pointOfSale());
        scene.put("device_ip", WeChatPayLimits.ipAddress(order, "device_ip"));
        scene.putObject("store_info")
                .put(
                        "out_id",
                        WeChatPayLimits.text(
                                        "store_info.out_id", order.pointOfSale().storeId(), 32)
                                .orElseThrow(() -> new IllegalArgumentException("WeChat Pay asks for the shop"
                                        + " (store_info): order " + order.number() + " has none in its PointOfSale")));
        return body;
    }

    private static void device(ObjectNode scene, PointOfSale place) {
        WeChatPayLimits.text("device_id", place.terminalId(), 32).ifPresent(id -> scene.put("device_id", id));
    }

    private ObjectNode order(Order order, String number) {
        ObjectNode body = merchant(true);
        body.put("description", WeChatPayLimits.text("description", order.description(), 127));
        body.put("out_trade_no", number);
        WeChatPayLimits.option(order, WeChatPayOption.Attach.class).ifPresent(o -> body.put("attach", o.text()));
        WeChatPayLimits.option(order, WeChatPayOption.GoodsTag.class).ifPresent(o -> body.put("goods_tag", o.text()));
        WeChatPayLimits.option(order, WeChatPayOption.ProfitSharing.class)
                .ifPresent(o -> body.putObject("settle_info").put("profit_sharing", true));
        amount(body.putObject("amount"), "total", order.amount());
        return body;
    }

    /** Who asks: the merchant, or the service provider and the merchant. */
    ObjectNode merchant(boolean withAppId) {
        ObjectNode body = V3Json.object();
        boolean partner = config.subMerchantId().isPresent();
        if (withAppId) {
            body.put(partner ? "sp_appid" : "appid", config.appId());
        }
        body.put(partner ? "sp_mchid" : "mchid", config.merchantId());
        if (withAppId) {
            config.subAppId().ifPresent(id -> body.put("sub_appid", id));
        }
        config.subMerchantId().ifPresent(id -> body.put("sub_mchid", id));
        return body;
    }

    ObjectNode refund(Refund refund) {
        ObjectNode body = V3Json.object();
        config.subMerchantId().ifPresent(id -> body.put("sub_mchid", id));
        if (refund.order().transactionId().isPresent()) {
            body.put("transaction_id", refund.order().transactionId().get().text());
        } else {
            body.put("out_trade_no", WeChatPayLimits.number(refund.order().number()));
        }
        body.put("out_refund_no", WeChatPayLimits.number(refund.number()));
        WeChatPayLimits.text("reason", refund.reason(), 80).ifPresent(reason -> body.put("reason", reason));
        config.notifyUrl().ifPresent(url -> body.put("notify_url", url.toString()));
        ObjectNode amount = body.putObject("amount");
        amount(amount, "refund", refund.amount());
        amount(amount, "total", refund.order().amount());
        return body;
    }

    private void amount(ObjectNode body, String name, Money amount) {
        body.put(name, WeChatPayLimits.minor(amount, config.currencies()));
        body.put("currency", amount.getCurrencyUnit().getCode());
    }
}

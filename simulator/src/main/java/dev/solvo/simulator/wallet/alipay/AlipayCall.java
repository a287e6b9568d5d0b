package dev.solvo.simulator.wallet.alipay;

import dev.solvo.simulator.wallet.WalletDesk;

/** Does what a request asks for, once the envelope is found right. */
@FunctionalInterface
interface AlipayCall {
    /**
     * Does it.
     *
     * @param method the V2 name, such as {@code alipay.trade.pay}
     * @param content JSON
     * @param notifyUrl empty for none
     */
    AlipayTrades.Result call(String method, String content, String notifyUrl, WalletDesk desk) throws AlipayRefusal;
}

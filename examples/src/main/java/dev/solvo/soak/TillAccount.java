package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.refund.BlockingRefunder;
import dev.solvo.qr.wallet.refund.RefundOperator;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** What a till has for one account: all of Solvo that is being tested. */
record TillAccount(WalletGateway gateway, BlockingCollector collector, BlockingRefunder refunder) {
    /** One account for each protocol. */
    static Map<SimulatedProtocol, TillAccount> all(
            Function<SimulatedProtocol, WalletGateway> gateways,
            HttpTransport transport,
            CollectionStore collections,
            RefundStore refunds,
            RefundOperator operator,
            Clock clock,
            Waiter waiter) {
        Map<SimulatedProtocol, TillAccount> accounts = new EnumMap<>(SimulatedProtocol.class);
        for (SimulatedProtocol protocol : SimulatedProtocol.values()) {
            accounts.put(
                    protocol, of(gateways.apply(protocol), transport, collections, refunds, operator, clock, waiter));
        }
        return accounts;
    }

    private static TillAccount of(
            WalletGateway gateway,
            HttpTransport transport,
            CollectionStore collections,
            RefundStore refunds,
            RefundOperator operator,
            Clock clock,
            Waiter waiter) {
        return new TillAccount(
                gateway,
                new BlockingCollector(gateway, transport, collections, clock, waiter, CollectionObserver.NONE),
                new BlockingRefunder(gateway, transport, refunds, operator, clock, waiter));
    }
}

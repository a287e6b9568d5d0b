package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedAccount;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.NotificationTarget;
import dev.solvo.simulator.wallet.RandomFaults;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletBook;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The other side of the counter: wallets that misbehave, customers, and forgers. */
final class SimulatedSide {
    private static final Duration REFUND_TIME = Duration.ofSeconds(20);

    private final Map<Wallet, SimulatedWallet> wallets = new EnumMap<>(Wallet.class);
    private final RandomFaults faults;
    private final RandomFaults notificationFaults;
    private final Witness witness;
    private final Forger forger;
    private final ShownCodes codes;

    /** What surrounds that till. */
    SimulatedSide(SoakPlan plan, Clock clock, NotificationTarget till) {
        faults = FaultRates.ofRequests(new Random(plan.seed() + 1));
        notificationFaults = FaultRates.ofNotifications(new Random(plan.seed() + 2));
        witness = new Witness(plan, faults, clock);
        forger = new Forger(till, plan.orderNumbers(), witness::lastNumber, new Random(plan.seed() + 3));
        for (SimulatedProtocol protocol : SimulatedProtocol.values()) {
            // One wallet serves all of its protocols from the same books.
            wallets.computeIfAbsent(
                    protocol.wallet(),
                    wallet -> new SimulatedWallet(
                                    SimulatedAccount.serverSide(protocol), clock, new Random(plan.seed() + 4))
                            .customers(Customers.chosen(plan::customer))
                            .refundsTake(REFUND_TIME)
                            .faults(witness)
                            .notificationFaults(notificationFaults)
                            .notifying(forger));
        }
        codes = new ShownCodes(plan, clock, text -> wallets.values().forEach(wallet -> wallet.scan(text)));
    }

    List<SimulatedWallet> wallets() {
        return List.copyOf(wallets.values());
    }

    Witness witness() {
        return witness;
    }

    Forger forger() {
        return forger;
    }

    ShownCodes codes() {
        return codes;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        faults.switchOff();
        notificationFaults.switchOff();
    }

    /** The books as they are now. */
    Map<Wallet, WalletBook> books() {
        Map<Wallet, WalletBook> books = new EnumMap<>(Wallet.class);
        wallets.forEach((wallet, simulated) -> books.put(wallet, simulated.book()));
        return books;
    }
}

package dev.solvo.soak;

import dev.solvo.cli.wallet.Pace;
import dev.solvo.cli.wallet.SimulatedAccount;
import dev.solvo.cli.wallet.SimulatedNetwork;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.VirtualPace;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletNotification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A soak on one thread, in time that passes only while somebody waits. The till dies often; its files are what is left. */
final class InProcessSoak {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_ROUNDS = 60;

    private final SoakPlan plan;
    private final Path directory;
    private final VirtualPace time = new VirtualPace(Instant.parse("2026-03-02T01:00:00Z"));
    private final Pace pace = new WorldPace();
    private final SimulatedSide others;
    private final UnreliableNetwork network;
    private final Fate fate;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();
    private Optional<NotificationDesk> desk = Optional.empty();
    private boolean turning;

    InProcessSoak(long seed, int collections, Path directory) {
        plan = new SoakPlan(seed, collections);
        this.directory = directory;
        others = new SimulatedSide(plan, time.clock(), this::deliver);
        network = new UnreliableNetwork(
                this::route,
                time.clock(),
                pace::waitUntil,
                new Random(seed + 5),
                60,
                new WrongAnswers(plan.orderNumbers(), new Random(seed + 8)));
        fate = new Fate(new Random(seed + 6));
    }

    /** Runs all of it; what is wrong, a line for each. */
    List<String> run() throws IOException, InterruptedException {
        Deque<PlannedSale> left = new ArrayDeque<>(plan.sales());
        while (!left.isEmpty()) {
            live(till -> {
                while (!left.isEmpty()) {
                    till.cashier().serve(left.getFirst());
                    left.removeFirst();
                }
            });
            pace.waitUntil(time.clock().instant().plusSeconds(10));
        }
        others.calm();
        network.calm();
        fate.beKind();
        live(till -> {
            for (int round = 0; round < MOST_ROUNDS && !till.isResolved(); round++) {
                till.resumeAll();
                pace.waitUntil(time.clock().instant().plusSeconds(120));
            }
            findings.addAll(Audit.findings(
                    plan, others.books(), till.records(), till.refundRecords(), others.witness(), others.codes()));
            till.records().forEach(record -> count(record.state()));
            till.refundRecords().forEach(record -> count(record.result()));
        });
        return List.copyOf(findings);
    }

    private void count(Object end) {
        ends.merge(end.getClass().getSimpleName(), 1, Integer::sum);
    }

    /** How often each end came, for tests that want to be sure that all of it happened. */
    Map<String, Integer> ends() {
        return Map.copyOf(ends);
    }

    int deaths() {
        return fate.deaths();
    }

    int requests() {
        return others.witness().counts().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    int forged() {
        return others.forger().forged();
    }

    private interface Work {
        void in(Till till) throws IOException, InterruptedException;
    }

    /** One life of the till. */
    private void live(Work work) throws IOException, InterruptedException {
        try (Till till = new Till()) {
            desk = Optional.of(till.desk());
            work.in(till);
        } catch (Fate.Death death) {
            // Its files are left.
        } finally {
            desk = Optional.empty();
        }
    }

    /** What a process has: its files, and everything else anew. */
    private final class Till implements TillEvents, AutoCloseable {
        private final FileCollectionStore collections = FileCollectionStore.open(directory);
        private final FileRefundStore refunds = FileRefundStore.open(directory);
        private final NotificationDesk desk;
        private final RefundDesk refundDesk;
        private final Cashier cashier;

        Till() throws IOException {
            Clock clock = pace.clock();
            Waiter waiter = fate.around(pace::waitUntil);
            Random nonces = new Random(plan.seed() + 7 + fate.deaths());
            Map<SimulatedProtocol, TillAccount> accounts = TillAccount.all(
                    protocol -> SimulatedAccount.gateway(protocol, URI.create("http://127.0.0.1"), clock, nonces),
                    fate.around(network),
                    fate.around(collections),
                    fate.around(refunds),
                    (record, payment, left) -> RefundDesk.confirms(plan, record),
                    clock,
                    waiter);
            desk = new NotificationDesk(accounts, this);
            refundDesk = new RefundDesk(plan, accounts, refunds, clock, waiter, this);
            cashier = new Cashier(plan, accounts, collections, refundDesk, clock, waiter, this);
        }

        NotificationDesk desk() {
            return desk;
        }

        Cashier cashier() {
            return cashier;
        }

        boolean isResolved() throws IOException {
            return collections.unresolved().isEmpty() && refunds.unresolved().isEmpty();
        }

        void resumeAll() throws IOException, InterruptedException {
            for (CollectionRecord record : collections.unresolved()) {
                cashier.resume(record);
            }
            for (RefundRecord record : refunds.unresolved()) {
                refundDesk.resume(record);
            }
        }

        List<CollectionRecord> records() throws IOException {
            return collections.begunBetween(Instant.EPOCH, Instant.MAX);
        }

        List<RefundRecord> refundRecords() throws IOException {
            return refunds.begunBetween(Instant.EPOCH, Instant.MAX);
        }

        @Override
        public void shown(OrderNumber number, String codeText) {
            others.codes().show(number.text(), codeText);
        }

        @Override
        public void leftOpen(String number) {
            ends.merge("left open", 1, Integer::sum);
        }

        @Override
        public void wrong(String what) {
            findings.add(what);
        }

        @Override
        public void close() throws IOException {
            collections.close();
            refunds.close();
        }
    }

    private WalletAnswer deliver(WalletNotification notification) throws IOException {
        NotificationDesk open = desk.orElseThrow(() -> new IOException("nobody listens"));
        List<Map.Entry<String, String>> fields =
                new ArrayList<>(new TreeMap<>(notification.request().headers()).entrySet());
        HttpAnswer answer = open.take(
                notification.url().getPath(),
                HttpHeaders.of(fields),
                notification.request().body());
        Map<String, String> headers = new HashMap<>();
        answer.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        return new WalletAnswer(answer.status(), headers, answer.body());
    }

    private HttpAnswer route(SignedRequest request, Duration timeout) throws TransportException {
        List<SimulatedWallet> wallets = others.wallets();
        SimulatedWallet serving = wallets.stream()
                .filter(wallet -> wallet.serves(request.uri().getRawPath()))
                .findFirst()
                .orElse(wallets.get(0));
        HttpTransport wire = new SimulatedNetwork(serving, pace);
        return wire.send(request, timeout);
    }

    /** Time in which everything goes on while one thing waits. */
    private final class WorldPace implements Pace {
        @Override
        public Clock clock() {
            return time.clock();
        }

        @Override
        public void waitUntil(Instant instant) {
            if (turning) {
                time.waitUntil(instant);
                return;
            }
            turning = true;
            try {
                while (clock().instant().isBefore(instant)) {
                    Instant next = clock().instant().plus(TICK);
                    time.waitUntil(next.isBefore(instant) ? next : instant);
                    network.deliverDue();
                    others.codes().scanDue();
                    others.wallets().forEach(SimulatedWallet::pushNotifications);
                }
            } finally {
                turning = false;
            }
        }

        @Override
        public Duration onTheWall(Duration duration) {
            return duration;
        }
    }
}

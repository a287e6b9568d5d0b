package dev.solvo.soak;

import dev.solvo.cli.wallet.Pace;
import dev.solvo.cli.wallet.SimulatedAccount;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The process that {@link Soak} kills: a till that serves many customers at a time. When it starts it goes on with every
 * open record of its stores, and then with the sales that are left. It says {@link TillLine}s, hears on its standard input
 * that the faults have stopped, and ends when its starter does.
 */
final class Till implements TillEvents {
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(2);
    private static final int MOST_ROUNDS = 30;
    private static final int REQUESTS_PER_OUTAGE = 4000;

    private final TillSettings settings;
    private final PrintStream out;
    private final SoakPlan plan;
    private final Pace pace;
    private final UnreliableNetwork network;
    private final CountDownLatch calm = new CountDownLatch(1);

    private Till(TillSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        plan = new SoakPlan(settings.seed(), settings.collections());
        pace = settings.clock().pace();
        network = new UnreliableNetwork(
                new PacedNetwork(JdkHttpTransport.direct(), pace),
                pace.clock(),
                pace::waitUntil,
                new Random(settings.seed() + 100 + settings.life()),
                REQUESTS_PER_OUTAGE,
                new WrongAnswers(plan.orderNumbers(), new Random(settings.seed() + 200 + settings.life())));
    }

    /**
     * Runs a till.
     *
     * @param arguments as {@link TillSettings} has them
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new Till(TillSettings.of(arguments), out).run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        start("starter", this::hear);
        start("late-requests", this::deliverLate);
        ExecutorService tills = Executors.newFixedThreadPool(settings.threads());
        try (FileCollectionStore collections = FileCollectionStore.open(settings.directory());
                FileRefundStore refunds = FileRefundStore.open(settings.directory())) {
            Random nonces = new Random(settings.seed() + 1000 + settings.life());
            Map<SimulatedProtocol, TillAccount> accounts = TillAccount.all(
                    protocol -> SimulatedAccount.gateway(protocol, settings.host(), pace.clock(), nonces),
                    network,
                    collections,
                    refunds,
                    (record, payment, left) -> RefundDesk.confirms(plan, record),
                    pace.clock(),
                    pace::waitUntil);
            RefundDesk refundDesk = new RefundDesk(plan, accounts, refunds, pace.clock(), pace::waitUntil, this);
            Cashier cashier = new Cashier(plan, accounts, collections, refundDesk, pace.clock(), pace::waitUntil, this);
            List<CollectionRecord> open = collections.unresolved();
            List<RefundRecord> openRefunds = refunds.unresolved();
            open.forEach(record -> say(
                    TillLine.Kind.FOUND,
                    record.order().number().text(),
                    record.phase().name()));
            openRefunds.forEach(record -> say(
                    TillLine.Kind.FOUND_REFUND,
                    record.refund().number().text(),
                    record.phase().name()));
            try (NotificationServer server = new NotificationServer(new NotificationDesk(accounts, this))) {
                say(TillLine.Kind.READY, Integer.toString(server.port()), "");
                serveAll(tills, cashier, open, openRefunds);
                calm.await();
                network.calm();
                resolveAll(tills, cashier, refundDesk, collections, refunds);
            }
        } finally {
            tills.shutdownNow();
        }
    }

    /** Those that were under way when the last till died come first. */
    private void serveAll(
            ExecutorService tills, Cashier cashier, List<CollectionRecord> open, List<RefundRecord> openRefunds)
            throws InterruptedException, ExecutionException {
        Set<PlannedSale> inOrder = new LinkedHashSet<>();
        Stream.concat(
                        open.stream().map(record -> record.order().number()),
                        openRefunds.stream()
                                .map(record -> record.refund().order().number()))
                .forEach(number -> plan.saleOf(number.text()).ifPresent(inOrder::add));
        inOrder.addAll(plan.sales());
        all(tills, inOrder.stream().<Callable<Boolean>>map(sale -> () -> {
            boolean resolved = cashier.serve(sale);
            say(TillLine.Kind.SERVED, Integer.toString(sale.index()), Boolean.toString(resolved));
            return resolved;
        }));
        say(TillLine.Kind.SERVED_ALL, "", "");
    }

    /** Without faults every record is resolved in a while. */
    private void resolveAll(
            ExecutorService tills,
            Cashier cashier,
            RefundDesk refundDesk,
            FileCollectionStore collections,
            FileRefundStore refunds)
            throws IOException, InterruptedException, ExecutionException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<CollectionRecord> open = collections.unresolved();
            List<RefundRecord> openRefunds = refunds.unresolved();
            if (open.isEmpty() && openRefunds.isEmpty()) {
                say(TillLine.Kind.RESOLVED_ALL, "", "");
                return;
            }
            all(
                    tills,
                    Stream.concat(
                            open.stream().<Callable<Boolean>>map(record -> () -> {
                                cashier.resume(record);
                                return true;
                            }),
                            openRefunds.stream().map(record -> () -> {
                                refundDesk.resume(record);
                                return true;
                            })));
            pace.waitUntil(pace.clock().instant().plus(BETWEEN_ROUNDS));
        }
    }

    private static void all(ExecutorService tills, Stream<Callable<Boolean>> work)
            throws InterruptedException, ExecutionException {
        for (Future<Boolean> done : tills.invokeAll(work.toList())) {
            done.get();
        }
    }

    private void hear() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                calm.countDown();
            }
        }
        // Nobody is there any more who would end this process.
        Runtime.getRuntime().halt(1);
    }

    private void deliverLate() throws InterruptedException {
        while (true) {
            pace.waitUntil(pace.clock().instant().plus(Duration.ofSeconds(1)));
            network.deliverDue();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        Runtime.getRuntime().halt(1);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void say(TillLine.Kind kind, String subject, String detail) {
        out.println(TillLine.format(kind, subject, detail));
    }

    @Override
    public void shown(OrderNumber number, String codeText) {
        say(TillLine.Kind.SHOWN, number.text(), codeText);
    }

    @Override
    public void leftOpen(String number) {
        say(TillLine.Kind.OPEN, number, "");
    }

    @Override
    public void wrong(String what) {
        say(TillLine.Kind.WRONG, "-", what.replace('\n', ' ') + " at " + Instant.now(pace.clock()));
    }
}

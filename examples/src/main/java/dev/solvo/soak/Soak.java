package dev.solvo.soak;

import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.simulator.wallet.FaultProxy;
import dev.solvo.simulator.wallet.WalletServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives collections through the simulated wallets while the network breaks and the till is killed; then compares. */
@Command(
        name = "soak",
        description =
                "Drives collections through the simulated wallets while answers are lost and the till is killed, and "
                        + "compares both sides' books.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything agrees", "1:something does not, or a record was not resolved"})
final class Soak implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--collections", paramLabel = "N", description = "sales, up to 9999; ${DEFAULT-VALUE} if not given")
    private int collections = 2000;

    @Option(names = "--kills", paramLabel = "N", description = "deaths of the till; ${DEFAULT-VALUE} if not given")
    private int kills = 60;

    @Option(names = "--seed", paramLabel = "N", description = "what everything is drawn from; random if not given")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--factor",
            paramLabel = "N",
            description = "how many seconds go into one; ${DEFAULT-VALUE} if not given")
    private int factor = 60;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "how many customers are served at a time, up to 50; ${DEFAULT-VALUE} if not given")
    private int threads = 40;

    /**
     * Runs a soak and ends the process with its exit code.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long chosen = seed.orElseGet(() -> new SecureRandom().nextLong() >>> 16);
        out.println("soak: --collections " + collections + " --kills " + kills + " --seed " + chosen);
        Instant begun = Instant.now();
        Path directory = Files.createTempDirectory("solvo-soak");
        List<String> findings = run(new SoakPlan(chosen, collections), directory, out);
        out.println("It took " + Duration.between(begun, Instant.now()).toSeconds() + " s.");
        if (findings.isEmpty()) {
            delete(directory);
            out.println("The books agree, nothing was paid twice, and everything was found out.");
            return 0;
        }
        findings.forEach(finding -> out.println("WRONG: " + finding));
        out.println(findings.size() + " findings; the till's stores are in " + directory + ", and --seed " + chosen
                + " draws the same again.");
        return 1;
    }

    private List<String> run(SoakPlan plan, Path directory, PrintWriter out) throws IOException, InterruptedException {
        SoakClock clock = SoakClock.startingNow(factor);
        TillWatch watch = new TillWatch(new Deaths(kills, collections, new Random(plan.seed() + 10)), clock, plan);
        SimulatedSide side = watch.side();
        try (WalletServer server = WalletServer.start(
                        0,
                        side.wallets(),
                        time -> clock.pace()
                                .waitUntil(clock.pace().clock().instant().plus(time)));
                FaultProxy proxy = FaultProxy.before(server.port())) {
            Weather weather = new Weather(proxy, new Random(plan.seed() + 11));
            start("weather", weather);
            start("customers", watch::letCustomersPay);
            watch.run(
                    life -> new TillSettings(directory, plan.seed(), collections, clock, proxy.uri(), threads, life),
                    weather,
                    out);
            List<String> findings = new ArrayList<>(watch.findings());
            try (FileCollectionStore store = FileCollectionStore.open(directory);
                    FileRefundStore refundStore = FileRefundStore.open(directory)) {
                List<CollectionRecord> records = store.begunBetween(Instant.EPOCH, Instant.MAX);
                List<RefundRecord> refunds = refundStore.begunBetween(Instant.EPOCH, Instant.MAX);
                findings.addAll(Audit.findings(plan, side.books(), records, refunds, side.witness(), side.codes()));
                new SoakReport(plan, records, refunds, watch.deaths().open()).print(out);
            }
            out.println("Requests by fault: " + side.witness().counts());
            out.println("Storms: " + weather.counts());
            out.println("Forged notifications: " + side.forger().forged());
            out.println("Kills: " + watch.deaths().done() + "; open records they left: "
                    + watch.deaths().phases());
            return findings;
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

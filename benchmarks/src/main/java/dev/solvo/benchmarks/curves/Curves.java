package dev.solvo.benchmarks.curves;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.benchmarks.RecordedTransaction;
import dev.solvo.benchmarks.Records;
import dev.solvo.benchmarks.memory.UsedHeap;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How do costs grow: of walking TLV with its length, of a transaction with the card's records, with the terminal's CA keys and
 * applications, of transactions that wait for their issuer with their number, and how does throughput grow with threads? Draws plots
 * as SVG into the directory that the property {@code solvo.benchmarks.results} names, and prints the slopes.
 *
 * <p>{@code scripts/bench curves}
 */
public final class Curves {
    private static final int RECORD_LENGTH = 255;
    private static final int RECORDS_OF_A_FILE = 16;

    private final boolean isQuick;
    private final ThreadTime time;
    private final Path directory;
    private final Map<String, Double> slopes = new LinkedHashMap<>();

    private Curves(boolean isQuick, Path directory) {
        this.isQuick = isQuick;
        this.time = new ThreadTime(isQuick);
        this.directory = directory;
    }

    /**
     * Measures, draws and prints.
     *
     * @param arguments none; the property {@code solvo.benchmarks.quick} is for seeing only that it works
     */
    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        System.setProperty("java.awt.headless", "true");
        String results = System.getProperty("solvo.benchmarks.results");
        if (results == null) {
            throw new IllegalArgumentException("the property solvo.benchmarks.results does not say where to draw");
        }
        Curves curves = new Curves(Boolean.getBoolean("solvo.benchmarks.quick"), Path.of(results));
        curves.tlv();
        curves.records();
        curves.keys();
        curves.applications();
        curves.waiting();
        curves.threads();
        System.out.println(new ObjectMapper().writeValueAsString(curves.slopes));
    }

    private void tlv() throws IOException {
        List<Bytes> records = Records.shuffled();
        int[] sizes = sizes(1, 4, 16, 64, 256, 1024, 2048);
        TlvReader reader = TlvReader.of(Bytes.EMPTY);
        Curve cursor = Curve.measured("cursor", sizes, count -> {
            Bytes input = repeated(records, count);
            return time.micros(() -> walk(reader, input));
        });
        Curve tree = Curve.measured("tree", sizes, count -> {
            Bytes input = repeated(records, count);
            return time.micros(() -> parse(input));
        });
        draw("tlv", "TLV", "records of " + RECORD_LENGTH + " bytes", "processor time, µs", cursor, tree);
    }

    private static Bytes repeated(List<Bytes> records, int count) {
        Bytes[] all = new Bytes[count];
        Arrays.setAll(all, i -> records.get(i % records.size()));
        return Bytes.concat(all);
    }

    private static Integer walk(TlvReader reader, Bytes input) {
        reader.reset(input);
        int sum = 0;
        try {
            while (true) {
                if (reader.next()) {
                    sum += reader.tag() ^ reader.length();
                    if (reader.isConstructed()) {
                        reader.enter();
                    }
                } else if (reader.depth() == 0) {
                    return sum;
                } else {
                    reader.leave();
                }
            }
        } catch (TlvException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Tlv> parse(Bytes input) {
        try {
            return Tlv.parseAll(input);
        } catch (TlvException e) {
            throw new IllegalStateException(e);
        }
    }

    private void records() throws IOException {
        int[] sizes = sizes(4, 8, 16, 32, 64, 96);
        Curve kernel = Curve.measured("kernel", sizes, count -> micros(new RecordedTransaction(card(count))));
        draw("records", "Records of a card", "records of 100 bytes", "processor time of a transaction, µs", kernel);
    }

    /** The card without ODA, with more records, each with one object that the kernel does not know. */
    private static CardImage card(int records) {
        StringBuilder text = new StringBuilder(CardImages.named("no-oda").text());
        for (int i = 0; i < records - 3; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nrecord %d.%d%n  DF%02X%02X %s%n",
                    3 + i / RECORDS_OF_A_FILE,
                    1 + i % RECORDS_OF_A_FILE,
                    0x81 + i / 0x80,
                    i % 0x80,
                    "A5".repeat(94)));
        }
        return image(text.toString().replace("\r\n", "\n"));
    }

    private static CardImage image(String text) {
        try {
            return CardImage.parse(text);
        } catch (SimulatorTextException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys() throws IOException {
        int[] sizes = sizes(1, 4, 16, 64, 256, 1024, 4096);
        Curve kernel = Curve.measured("kernel", sizes, count -> micros(withKeys(count)));
        draw("keys", "CA keys of a terminal", "CA keys", "processor time of a transaction with CDA, µs", kernel);
    }

    /** The terminal has the simulator's keys and others of the same length. */
    private static RecordedTransaction withKeys(int count) {
        CaPublicKeys own = TestPki.load().caPublicKeys();
        Bytes modulus = own.findRsa(TestPki.TEST_RID, TestPki.RSA_CA_INDEX)
                .orElseThrow()
                .publicKey()
                .modulus();
        List<CaPublicKey> keys = new ArrayList<>(own.toList());
        for (int i = 1; i < count; i++) {
            Bytes rid = Bytes.fromHex(String.format(Locale.ROOT, "A0000%05d", 10_000 + i / 64));
            keys.add(RsaCaPublicKey.withoutChecksum(rid, 1 + i % 64, modulus, Bytes.fromHex("03")));
        }
        return new RecordedTransaction(
                CardImages.named("offline-cda"), terminal -> terminal.caPublicKeys(CaPublicKeys.of(keys)));
    }

    private void applications() throws IOException {
        int[] sizes = sizes(1, 4, 16, 64, 256);
        CardImage withDirectory = CardImages.named("no-oda");
        CardImage withoutDirectory = image(withDirectory.text().replace("[pse]\nlanguage en\n", ""));
        Curve directory =
                Curve.measured("directory of the card", sizes, count -> micros(withApplications(withDirectory, count)));
        Curve list = Curve.measured(
                "list of AIDs, each selected", sizes, count -> micros(withApplications(withoutDirectory, count)));
        draw(
                "applications",
                "Applications of a terminal",
                "applications",
                "processor time of a transaction, µs",
                directory,
                list);
    }

    private double micros(RecordedTransaction transaction) {
        return time.micros(() -> approved(transaction.run()));
    }

    private static RecordedTransaction withApplications(CardImage card, int count) {
        List<ApplicationConfig> applications = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            Bytes aid = Bytes.fromHex(String.format(Locale.ROOT, "A00000%04d1010", i));
            applications.add(
                    ApplicationConfig.builder(aid).floorLimitMinor(10_000).build());
        }
        applications.add(RecordedTransaction.application());
        return new RecordedTransaction(card, terminal -> terminal.applications(applications));
    }

    private void waiting() throws IOException {
        RecordedTransaction transaction = new RecordedTransaction(image(CardImages.named("no-oda")
                .text()
                .replace("[application A0000009990101]\n", "[application A0000009990101]\nfirst-cryptogram online\n")));
        int[] sizes = sizes(1, 10, 100, 1_000, 10_000, 100_000);
        time.micros(() -> approved(transaction.resume(transaction.runUntilOnline())));
        Map<Integer, Double> retained = new LinkedHashMap<>();
        Curve cost = Curve.measured("kernel", sizes, count -> {
            double least = Double.MAX_VALUE;
            for (int round = 0; round < Math.max(1, Math.min(100, 10_000 / count)); round++) {
                RecordedTransaction.Waiting[] all = new RecordedTransaction.Waiting[count];
                boolean weighs = round == 0;
                double before = weighs ? UsedHeap.bytes() : 0;
                double start = ThreadTime.now();
                Arrays.setAll(all, i -> transaction.runUntilOnline());
                double begun = ThreadTime.now() - start;
                if (weighs) {
                    retained.put(count, Math.max(1, UsedHeap.bytes() - before) / 1024);
                }
                start = ThreadTime.now();
                for (RecordedTransaction.Waiting one : all) {
                    approved(transaction.resume(one));
                }
                least = Math.min(least, begun + ThreadTime.now() - start);
            }
            return least / 1e3;
        });
        draw("waiting", "Waiting for issuers at once", "transactions", "processor time of all, µs", cost);
        // Few steps weigh less than what else changes on the heap.
        int[] weighed = Arrays.stream(sizes).filter(size -> size >= 100).toArray();
        Curve heap =
                Curve.measured("heap", isQuick ? sizes : weighed, count -> Objects.requireNonNull(retained.get(count)));
        draw("waiting-heap", "Heap of those that wait", "transactions", "heap, KiB", heap);
    }

    private void threads() throws IOException, InterruptedException, ExecutionException {
        RecordedTransaction transaction = new RecordedTransaction(CardImages.named("offline-cda"));
        time.micros(() -> approved(transaction.run()));
        List<Double> threads = new ArrayList<>();
        List<Double> perSecond = new ArrayList<>();
        for (int count = 1; count <= 2; count++) {
            threads.add((double) count);
            double best = 0;
            for (int round = 0; round < (isQuick ? 1 : 8); round++) {
                best = Math.max(best, perSecond(transaction, count));
            }
            perSecond.add(best);
        }
        Curve curve = new Curve("one kernel", threads, perSecond);
        draw("threads", "Threads", "threads", "transactions with CDA per second of wall time", curve);
    }

    private double perSecond(RecordedTransaction transaction, int threads)
            throws InterruptedException, ExecutionException {
        long nanos = isQuick ? 20_000_000L : 500_000_000L;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            long end = start + nanos;
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(() -> {
                    int done = 0;
                    do {
                        approved(transaction.run());
                        done++;
                    } while (System.nanoTime() < end);
                    return done;
                }));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } finally {
            pool.shutdown();
        }
    }

    private static Outcome approved(Outcome outcome) {
        if (!(outcome instanceof Outcome.Approved)) {
            throw new IllegalStateException("not approved: " + outcome);
        }
        return outcome;
    }

    /** All of them, or the least three. */
    private int[] sizes(int... all) {
        return isQuick ? Arrays.copyOf(all, 3) : all;
    }

    private void draw(String name, String title, String horizontal, String vertical, Curve... curves)
            throws IOException {
        Plot plot = new Plot("curves-" + name + ".svg", title, horizontal, vertical, List.of(curves));
        plot.draw(directory);
        for (Curve curve : curves) {
            String key = curves.length == 1 ? name : name + "." + curve.name().split(" ", 2)[0];
            slopes.put(key, Math.round(100 * curve.slope()) / 100.0);
        }
    }
}

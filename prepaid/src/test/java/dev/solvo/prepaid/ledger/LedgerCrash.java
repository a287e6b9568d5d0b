package dev.solvo.prepaid.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link LedgerCrashChild} work on stores, and takes the process, the server or the power away from it; then looks for all
 * that was acknowledged:
 *
 * <pre>LedgerCrash ENGINE[,ENGINE...] PROGRAM-KILLS SERVER-KILLS POWER-CUTS FULL-DISKS KILLS-PER-STORE SEED LOG COMMAND...</pre>
 *
 * <p>Order, and after how many acknowledgements, are drawn by SEED. LOG takes what the children complain of. COMMAND is a
 * script that knows the stores; one of these is put behind it:
 *
 * <ul>
 *   <li>{@code store NUMBER}: makes an empty store and prints its location
 *   <li>{@code server PID DRAWN}: kills a server and brings it back, or another one in its place; DRAWN says which one
 *   <li>{@code power PID}: kills the program and the server, drops what is not on the disk, starts the server again
 *   <li>{@code full PID}, {@code room PID}: fills the disk, and makes room again; brings the server back if it is gone
 *   <li>{@code settle}: comes back when every server has what was committed on one
 * </ul>
 *
 * <p>What it prints before it ends well goes into the line about the kill. The exit code is 1 if something is wrong.
 */
final class LedgerCrash {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    private static final int THREADS = 8;
    private static final int MOST_SHOWN = 20;
    private static final int DRAWN = 1 << 16;
    /** Acknowledgements that show that work goes on. */
    private static final int RESUMED = 50;

    private final List<String> engines;
    private final List<Victim> victims;
    private final int killsPerStore;
    private final String log;
    private final List<String> command;
    private final Random random;

    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    /** A check at the end finds again what one before it has found. */
    private final Set<String> findings = new LinkedHashSet<>();

    private final List<String> acknowledgedOfStore = new ArrayList<>();
    private long acknowledged;
    private long longestGap;
    private @Nullable LedgerCrashProgram working;
    private int runs;
    private int stores;
    private String engine = "";
    private String location = "";

    /** What is taken away. */
    private enum Victim {
        PROGRAM,
        SERVER,
        POWER,
        ROOM
    }

    private LedgerCrash(String[] arguments) {
        engines = Arrays.asList(arguments[0].split(",", -1));
        random = new Random(Long.parseLong(arguments[6]));
        victims = new ArrayList<>();
        int next = 1;
        for (Victim victim : Victim.values()) {
            victims.addAll(Collections.nCopies(Integer.parseInt(arguments[next++]), victim));
        }
        Collections.shuffle(victims, random);
        killsPerStore = Integer.parseInt(arguments[5]);
        log = arguments[7];
        command = Arrays.asList(arguments).subList(8, arguments.length);
        OUT.println("seed " + arguments[6]);
    }

    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        LedgerCrash crash = new LedgerCrash(arguments);
        boolean sound = crash.run();
        OUT.println(crash.summary());
        if (!sound) {
            System.exit(1);
        }
    }

    private boolean run() throws Exception {
        try {
            for (int kill = 0; kill < victims.size() && findings.isEmpty(); kill++) {
                if (kill % killsPerStore == 0) {
                    end();
                    checkAll();
                    newStore();
                }
                LedgerCrashProgram program = working == null ? start() : working;
                Victim victim = victims.get(kill);
                long count = program.await(drawnCount());
                String what = take(victim, program);
                kills.merge(victim, 1, Integer::sum);
                OUT.println((kill + 1) + "/" + victims.size() + " "
                        + victim.name().toLowerCase(Locale.ROOT) + " after " + count + what);
                if (!program.isAlive()) {
                    end();
                }
            }
            end();
            checkAll();
        } catch (LedgerCrashProgram.Stopped e) {
            findings.add(String.valueOf(e.getMessage()));
        } finally {
            if (working != null) {
                working.kill();
            }
        }
        findings.stream().limit(MOST_SHOWN).forEach(finding -> OUT.println("FOUND " + finding));
        return findings.isEmpty();
    }

    /** Soon after the start in one of eight cases. */
    private int drawnCount() {
        return random.nextInt(8) == 0 ? 1 + random.nextInt(10) : 100 + random.nextInt(900);
    }

    private void newStore() throws IOException, InterruptedException {
        engine = engines.get(stores % engines.size());
        location = command("store", String.valueOf(stores)).strip();
        stores++;
    }

    private LedgerCrashProgram start() throws IOException, InterruptedException {
        runs++;
        LedgerCrashProgram program = LedgerCrashProgram.start(engine, location, "run" + runs, THREADS, log);
        working = program;
        program.await(1);
        return program;
    }

    private String take(Victim victim, LedgerCrashProgram program) throws IOException, InterruptedException {
        String pid = String.valueOf(program.pid());
        switch (victim) {
            case PROGRAM -> {
                program.kill();
                return "";
            }
            case POWER -> {
                String what = command("power", pid);
                program.awaitEnd();
                return said(what);
            }
            case SERVER -> {
                program.startGap();
                String what = command("server", pid, String.valueOf(random.nextInt(DRAWN)));
                program.await(RESUMED);
                return said(what) + gap(program);
            }
            case ROOM -> {
                String what = command("full", pid);
                boolean refused = program.endsWithin(5) && program.error().startsWith("E STORAGE ");
                command("room", pid);
                if (program.isAlive()) {
                    program.await(RESUMED);
                } else if (!refused) {
                    findings.add("a full disk ended it: " + program.error());
                }
                return said(what) + (refused ? ", refused for want of room" : ", went on when there was room");
            }
        }
        throw new IllegalStateException();
    }

    private static String said(String what) {
        return what.isBlank() ? "" : ", " + what.strip();
    }

    private String gap(LedgerCrashProgram program) {
        long gap = TimeUnit.NANOSECONDS.toMillis(program.longestGap());
        longestGap = Math.max(longestGap, gap);
        return String.format(Locale.ROOT, ", longest gap %.1f s", gap / 1_000.0);
    }

    /** Stops the program, if one still works, and checks what it said since it started. */
    private void end() throws Exception {
        if (working == null) {
            return;
        }
        LedgerCrashProgram program = working;
        program.kill();
        working = null;
        List<String> lines = program.lines();
        acknowledgedOfStore.addAll(lines);
        acknowledged += lines.stream().filter(line -> line.startsWith("A ")).count();
        command("settle");
        try (Ledger ledger = LedgerCrashWork.open(engine, location)) {
            findings.addAll(LedgerCrashWork.check(ledger, lines));
            findings.addAll(LedgerCrashWork.askAgain(ledger, program.run(), THREADS, lines));
        }
    }

    /** Everything that was said since the store was made. */
    private void checkAll() throws LedgerException {
        if (stores > 0) {
            try (Ledger ledger = LedgerCrashWork.open(engine, location)) {
                findings.addAll(LedgerCrashWork.check(ledger, acknowledgedOfStore));
            }
            acknowledgedOfStore.clear();
        }
    }

    private String command(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new LedgerCrashProgram.Stopped(String.join(" ", arguments) + " failed: " + printed);
        }
        return printed;
    }

    private String summary() {
        StringBuilder text = new StringBuilder("TOTAL");
        kills.forEach((victim, count) -> text.append(' ')
                .append(count)
                .append(' ')
                .append(victim.name().toLowerCase(Locale.ROOT))
                .append(','));
        text.append(' ').append(acknowledged).append(" acknowledged");
        for (String kind : List.of("lost", "doubled", "changed")) {
            text.append(", ")
                    .append(findings.stream()
                            .filter(finding -> finding.startsWith(kind))
                            .count())
                    .append(' ')
                    .append(kind);
        }
        text.append(", ").append(findings.size()).append(" findings");
        if (kills.containsKey(Victim.SERVER)) {
            text.append(String.format(Locale.ROOT, ", longest gap %.1f s", longestGap / 1_000.0));
        }
        return text.toString();
    }
}

package dev.solvo.prepaid.ledger;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LedgerCrashChild} at work, and all that it has said. */
final class LedgerCrashProgram {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);

    private final Process process;
    private final String run;
    private final Thread reader;
    private final Object lock = new Object();
    private final List<String> lines = new ArrayList<>();
    private boolean isEnded;
    private long lastLine = System.nanoTime();
    private long longestGap;

    private LedgerCrashProgram(Process process, String run) {
        this.process = process;
        this.run = run;
        reader = new Thread(this::read, "reader of " + run);
        reader.setDaemon(true);
    }

    /** The program came to an end, or does not come to one. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;

        Stopped(String message) {
            super(message);
        }
    }

    static LedgerCrashProgram start(String engine, String location, String run, int threads, String log)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerCrashChild.class.getName(),
                        engine,
                        location,
                        run,
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log)))
                .start();
        LedgerCrashProgram program = new LedgerCrashProgram(process, run);
        program.reader.start();
        return program;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            StringBuilder line = new StringBuilder();
            int character;
            while ((character = out.read()) >= 0) {
                if (character == '\n') {
                    add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) character);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // What has no end was cut off by the kill.
            synchronized (lock) {
                isEnded = true;
                lock.notifyAll();
            }
        }
    }

    private void add(String line) {
        synchronized (lock) {
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - lastLine);
            lastLine = now;
            lines.add(line);
            lock.notifyAll();
        }
    }

    /**
     * Waits for so many more lines.
     *
     * @return how many lines there are now
     */
    int await(int more) throws Stopped, InterruptedException {
        synchronized (lock) {
            int wanted = lines.size() + more;
            while (lines.size() < wanted) {
                if (isEnded) {
                    throw new Stopped("the program ended by itself: " + error());
                }
                if (System.nanoTime() - lastLine > PATIENCE) {
                    throw new Stopped("nothing was acknowledged for "
                            + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lastLine) + " s");
                }
                lock.wait(1_000);
            }
            return lines.size();
        }
    }

    /** From now on the longest time without a line is measured. */
    void startGap() {
        synchronized (lock) {
            longestGap = 0;
            lastLine = System.nanoTime();
        }
    }

    long longestGap() {
        synchronized (lock) {
            return longestGap;
        }
    }

    /** By its handle: the process itself would close the pipe, and with it what is still to be read. */
    void kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new Stopped("the program does not end");
        }
        reader.join();
    }

    boolean endsWithin(int seconds) throws InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            reader.join();
            return true;
        }
        return false;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String run() {
        return run;
    }

    List<String> lines() {
        synchronized (lock) {
            return List.copyOf(lines);
        }
    }

    /** What it complained of. */
    String error() {
        return lines().stream()
                .filter(line -> line.startsWith("E "))
                .findFirst()
                .orElse("");
    }
}

package dev.solvo.soak;

import dev.solvo.simulator.wallet.HttpNotificationTarget;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletNotification;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Starts tills, kills them, listens to what they say, and is the world around them. */
final class TillWatch {
    /** A till that says nothing for so long hangs: each customer is served within some minutes of the faster time. */
    private static final int SILENCE_SECONDS = 120;

    private final Deaths deaths;
    private final SimulatedSide side;
    private final HttpNotificationTarget wire = new HttpNotificationTarget(Duration.ofSeconds(2));
    private final Set<Integer> served = new HashSet<>();
    private final List<String> findings = new ArrayList<>();
    private volatile int notificationPort;

    TillWatch(Deaths deaths, SoakClock clock, SoakPlan plan) {
        this.deaths = deaths;
        side = new SimulatedSide(plan, clock.pace().clock(), this::deliver);
    }

    SimulatedSide side() {
        return side;
    }

    Deaths deaths() {
        return deaths;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Lets the customers look at the till's screen for ever. */
    void letCustomersPay() {
        try {
            while (true) {
                Thread.sleep(5);
                side.codes().scanDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a till again and again until one comes to the end. */
    void run(IntFunction<TillSettings> settings, Weather weather, PrintWriter out)
            throws IOException, InterruptedException {
        ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int life = 0; ; life++) {
                try (Life one = new Life(settings.apply(life), weather, reaper)) {
                    boolean killed = one.watch();
                    out.println("till " + life + (killed ? " was killed" : " ended") + " after " + served.size()
                            + " sales");
                    out.flush();
                    if (!killed) {
                        return;
                    }
                }
            }
        } finally {
            reaper.shutdownNow();
        }
    }

    private WalletAnswer deliver(WalletNotification notification) throws IOException {
        int port = notificationPort;
        if (port == 0) {
            throw new IOException("no till is there");
        }
        // Stands for the server that takes HTTPS in front of a till.
        URI till = URI.create("http://127.0.0.1:" + port + notification.url().getPath());
        return wire.deliver(new WalletNotification(till, notification.request()));
    }

    /** One process. */
    private final class Life implements AutoCloseable {
        private final Weather weather;
        private final ScheduledExecutorService reaper;
        private final Process process;
        private Optional<ScheduledFuture<?>> silence = Optional.empty();
        private boolean dying;
        private boolean resolved;

        Life(TillSettings settings, Weather weather, ScheduledExecutorService reaper) throws IOException {
            this.weather = weather;
            this.reaper = reaper;
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                    "-XX:+UseSerialGC",
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Till.class.getName()));
            command.addAll(settings.toArguments());
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        /** Listens until the process is gone; whether it was killed as planned. */
        boolean watch() throws IOException, InterruptedException {
            listenOn();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    listenOn();
                    Optional<TillLine> said = TillLine.parse(line);
                    if (said.isPresent()) {
                        hear(said.get());
                    }
                }
            }
            silence.ifPresent(watchdog -> watchdog.cancel(false));
            notificationPort = 0;
            int code = process.waitFor();
            if (dying) {
                deaths.died();
            } else if (code != 0 || !resolved) {
                findings.add("the till ended by itself with exit code " + code + ", not everything was resolved");
            }
            return dying;
        }

        private void listenOn() {
            silence.ifPresent(watchdog -> watchdog.cancel(false));
            silence = Optional.of(reaper.schedule(this::kill, SILENCE_SECONDS, TimeUnit.SECONDS));
        }

        private void hear(TillLine line) throws IOException {
            switch (line.kind()) {
                case READY -> {
                    notificationPort = Integer.parseInt(line.subject());
                    dieIfDue();
                }
                case FOUND, FOUND_REFUND -> deaths.found(line, side.books());
                case SHOWN -> side.codes().show(line.subject(), line.detail());
                case OPEN -> deaths.leftOpen(line.subject());
                case SERVED -> {
                    served.add(Integer.parseInt(line.subject()));
                    dieIfDue();
                }
                case SERVED_ALL -> {
                    if (!dying && deaths.isOver()) {
                        calm();
                    } else if (!dying) {
                        die();
                    }
                }
                case RESOLVED_ALL -> resolved = true;
                case WRONG -> findings.add(line.detail());
            }
        }

        private void dieIfDue() {
            if (!dying && deaths.isDue(served.size())) {
                die();
            }
        }

        private void die() {
            dying = true;
            ScheduledFuture<?> death = reaper.schedule(this::kill, deaths.delayMillis(), TimeUnit.MILLISECONDS);
            if (death.isCancelled()) {
                throw new IllegalStateException("nobody kills the till");
            }
        }

        /** SIGKILL: nothing of the process runs any more. What it had said is still to be read. */
        private void kill() {
            process.toHandle().destroyForcibly();
        }

        private void calm() throws IOException {
            side.calm();
            weather.calm();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

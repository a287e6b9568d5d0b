package dev.solvo.soak;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a till is told when it is started.
 *
 * @param directory where its stores are
 * @param seed of the plan
 * @param collections how many sales the plan has
 * @param clock the time of both sides
 * @param host where the wallets are
 * @param threads how many customers it serves at a time
 * @param life how often a till was started before
 */
record TillSettings(Path directory, long seed, int collections, SoakClock clock, URI host, int threads, int life) {
    List<String> toArguments() {
        return List.of(
                directory.toString(),
                Long.toString(seed),
                Integer.toString(collections),
                Long.toString(clock.shiftMillis()),
                Integer.toString(clock.factor()),
                host.toString(),
                Integer.toString(threads),
                Integer.toString(life));
    }

    static TillSettings of(String[] arguments) {
        return new TillSettings(
                Path.of(arguments[0]),
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                new SoakClock(Long.parseLong(arguments[3]), Integer.parseInt(arguments[4])),
                URI.create(arguments[5]),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]));
    }
}

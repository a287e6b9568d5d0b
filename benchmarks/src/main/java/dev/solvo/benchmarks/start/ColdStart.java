package dev.solvo.benchmarks.start;

import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.util.Strings;
import org.joda.money.Money;

/**
 * How much processor time passes from the start of a virtual machine to the first CDA check, and to the first completed contact
 * transaction? Floor: a program that does nothing.
 *
 * <p>Each program is launched ten times, in turns with the others; what counts is the least user and system time of the child,
 * as the shell's {@code time} reports it from the operating system's accounts (a millisecond is its unit). The three children are
 * started alike, with the settings of a small terminal: C1 only ({@code -XX:TieredStopAtLevel=1}), the serial collector
 * ({@code -XX:+UseSerialGC}), the JDK's own archive of classes ({@code -Xshare:auto}) and none of the application's, no agent, and
 * the same class path, Bouncy Castle last in it. Prints one JSON object.
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' dev.solvo.benchmarks.start.ColdStart
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' dev.solvo.benchmarks.start.ColdStart 10 COMMAND ARGUMENT…
 * }</pre>
 *
 * <p>With a number, so many launches; what follows is another command, such as {@code solvo pay}, which is measured beside the others.
 */
final class ColdStart {
    private static final String TIMED = "TIMEFORMAT='%3U %3S'; exec 3>&2; { time \"$@\" >/dev/null 2>&3; } 2>&1";

    private static final int LAUNCHES = 10;
    private static final int LONGEST_SECONDS = 120;

    private ColdStart() {}

    /**
     * Launches and prints.
     *
     * @param arguments the number of launches and another command, or nothing
     * @throws IOException if a child cannot be started
     * @throws InterruptedException if the program is told to stop
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int launches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LAUNCHES;
        Map<String, List<String>> programs = new LinkedHashMap<>();
        programs.put("empty", command(EmptyMain.class, List.of()));
        programs.put("oda", command(FirstOda.class, List.of()));
        programs.put("transaction", command(FirstTransaction.class, List.of()));
        if (arguments.length > 1) {
            programs.put("other", List.of(arguments).subList(1, arguments.length));
        }
        Map<String, Integer> least = new LinkedHashMap<>();
        for (int i = 0; i < launches; i++) {
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                least.merge(program.getKey(), processorMillis(program.getValue()), Math::min);
            }
        }
        System.out.println(json(launches, least));
    }

    /** The command that runs a program of this package alone on what it needs. */
    static List<String> command(Class<?> program, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(options);
        StringBuilder classPath = new StringBuilder();
        for (Class<?> part :
                List.of(ColdStart.class, Bytes.class, RsaOda.class, ContactKernel.class, Money.class, Strings.class)) {
            classPath.append(classPath.length() == 0 ? "" : ":").append(location(part));
        }
        command.addAll(List.of("-cp", classPath.toString(), program.getName()));
        return command;
    }

    private static Path location(Class<?> part) {
        try {
            return Path.of(
                    part.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int processorMillis(List<String> program) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "time"));
        timed.addAll(program);
        Process child = new ProcessBuilder(timed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String times;
        try (InputStream out = child.getInputStream()) {
            times = new String(out.readAllBytes(), StandardCharsets.US_ASCII).trim();
        }
        if (!child.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || child.exitValue() != 0) {
            child.destroyForcibly();
            throw new IllegalStateException("failed: " + String.join(" ", program));
        }
        int gap = times.indexOf(' ');
        double seconds = Double.parseDouble(times.substring(0, gap)) + Double.parseDouble(times.substring(gap + 1));
        return (int) Math.round(1000 * seconds);
    }

    private static String json(int launches, Map<String, Integer> least) {
        int empty = millis(least, "empty");
        StringBuilder json = new StringBuilder();
        json.append(String.format(
                Locale.ROOT,
                "{\"java\": \"%s\", \"launches\": %d, \"method\": \"least user and system time of the child\"",
                Runtime.version(),
                launches));
        least.forEach(
                (program, millis) -> json.append(String.format(Locale.ROOT, ", \"%sMillis\": %d", program, millis)));
        json.append(String.format(
                Locale.ROOT,
                ", \"odaAboveEmptyMillis\": %d, \"transactionToEmpty\": %.2f}",
                millis(least, "oda") - empty,
                millis(least, "transaction") / (double) empty));
        return json.toString();
    }

    private static int millis(Map<String, Integer> least, String program) {
        return Objects.requireNonNull(least.get(program), program);
    }
}

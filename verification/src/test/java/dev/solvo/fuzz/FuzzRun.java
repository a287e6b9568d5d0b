package dev.solvo.fuzz;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs one fuzz target without Maven, which takes longer to start than most targets run: {@code scripts/verify-real}.
 *
 * <p>The argument is class, {@code #}, method. Fails where the target does, and where nothing ran.
 */
public final class FuzzRun {
    private FuzzRun() {}

    /** Runs the target that the argument names. */
    public static void main(String... arguments) throws ClassNotFoundException {
        int hash = arguments[0].indexOf('#');
        Class<?> type = Class.forName(arguments[0].substring(0, hash), false, FuzzRun.class.getClassLoader());
        String name = arguments[0].substring(hash + 1);
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (var method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                request.selectors(selectMethod(type, method));
            }
        }
        System.exit(succeeds(request.build()) ? 0 : 1);
    }

    private static boolean succeeds(LauncherDiscoveryRequest request) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.printFailuresTo(out, Integer.MAX_VALUE);
        out.printf("%d ran, %d skipped%n", summary.getTestsSucceededCount(), summary.getTestsSkippedCount());
        return summary.getTotalFailureCount() == 0
                && summary.getTestsSucceededCount() > 0
                && summary.getTestsSkippedCount() == 0;
    }
}

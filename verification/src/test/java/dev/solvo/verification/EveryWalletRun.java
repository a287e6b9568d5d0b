package dev.solvo.verification;

import dev.solvo.qr.http.HttpUrlConnectionTransport;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The program of {@link EveryWalletTest}: uses every wallet by both HTTP adapters, and prints {@code did:} for each call
 * and, if told to look at the settings of the JVM, {@code changed:} for each one that is another one afterwards.
 */
final class EveryWalletRun {
    private EveryWalletRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean settings = List.of(arguments).contains("settings");
        // The first look makes the JVM fill in some of them.
        Map<String, String> before = settings ? firstAndSecond() : Map.of();
        for (String line : EveryWallet.use(JdkHttpTransport.direct())) {
            System.out.println("did: " + line);
        }
        for (String line : EveryWallet.use(HttpUrlConnectionTransport.direct())) {
            System.out.println("did: " + line);
        }
        if (settings) {
            compare(before, JvmSettings.now());
        }
    }

    private static Map<String, String> firstAndSecond() {
        JvmSettings.now();
        return JvmSettings.now();
    }

    private static void compare(Map<String, String> before, Map<String, String> after) {
        System.out.println("settings: " + after.size());
        before.forEach((name, value) -> {
            if (!value.equals(after.get(name))) {
                System.out.println("changed: " + name + " from " + value + " to " + after.get(name));
            }
        });
        after.forEach((name, value) -> {
            if (!before.containsKey(name)) {
                System.out.println("changed: " + name + " is new: " + value);
            }
        });
    }
}

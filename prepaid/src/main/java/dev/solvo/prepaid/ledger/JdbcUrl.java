package dev.solvo.prepaid.ledger;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JDBC URL without what may not be seen: pools, migrations and drivers print URLs, so names of users and secrets are handed to
 * the driver as properties instead.
 *
 * @param open the URL without them
 * @param properties them
 */
record JdbcUrl(String open, Map<String, String> properties) {
    private static final List<String> SECRET = List.of("password", "passphrase", "pwd", "secret", "token", "key");

    /** @throws IllegalArgumentException if it is no JDBC URL of a server */
    static JdbcUrl parse(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("a JDBC URL begins with jdbc:");
        }
        int authority = url.indexOf("//");
        int path = authority < 0 ? -1 : url.indexOf('/', authority + 2);
        String hosts = authority < 0 ? "" : url.substring(authority + 2, path < 0 ? url.length() : path);
        if (hosts.indexOf('@') >= 0) {
            throw new IllegalArgumentException("user and password belong into the parameters of a JDBC URL");
        }
        int question = url.indexOf('?');
        if (question < 0) {
            return new JdbcUrl(url, Map.of());
        }
        List<String> shown = new ArrayList<>();
        Map<String, String> hidden = new LinkedHashMap<>();
        for (String parameter : url.substring(question + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (equals > 0 && isHidden(name)) {
                hidden.put(name, decoded(url, parameter.substring(equals + 1)));
            } else {
                shown.add(parameter);
            }
        }
        String open = url.substring(0, question) + (shown.isEmpty() ? "" : "?" + String.join("&", shown));
        return new JdbcUrl(open, hidden);
    }

    private static boolean isHidden(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("user") || SECRET.stream().anyMatch(lower::contains);
    }

    /** MariaDB's driver takes parameters as they are. */
    private static String decoded(String url, String value) {
        return url.startsWith("jdbc:postgresql:") ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value;
    }

    boolean isPostgres() {
        return open.startsWith("jdbc:postgresql:");
    }

    @Override
    public String toString() {
        return open;
    }
}

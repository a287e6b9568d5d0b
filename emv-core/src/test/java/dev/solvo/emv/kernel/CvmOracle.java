package dev.solvo.emv.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What comes of a CVM list with the rule under test and, after it, "no CVM required, always", read off the tables
 * {@code oracles/cvm-methods.txt} and {@code oracles/cvm-conditions.txt}.
 */
final class CvmOracle {
    private static final int NOT_SUCCESSFUL = 0x80;
    private static final int UNRECOGNISED = 0x40;
    private static final int PIN_PAD = 0x10;
    private static final int CAPTURED_ONLINE = 0x04;
    private static final int TYPE_NOT_SUPPORTED = 0x02;
    private static final int NO_CVM_SUPPORTED = 0x08;

    /** A row of the methods: numbers are -1 where the table has a dash. */
    record Method(String kind, int needs, int pad, int result) {}

    /** What is expected at the end. */
    record Expected(String cvmResults, String tvr) {}

    /** The columns of the table of conditions, in its order. */
    static final List<String> SITUATIONS = List.of(
            "low", "at-y", "middle", "at-x", "high", "unattended", "atm", "manual", "cashback", "foreign", "unknown");

    private final Method[] methods = new Method[0x40];
    private final char[][] conditions = new char[SITUATIONS.size()][0x100];

    CvmOracle() {
        for (String[] row : rows("cvm-methods.txt")) {
            for (int code : codes(row[0])) {
                methods[code] = new Method(row[1], number(row[2]), number(row[3]), number(row[4]));
            }
        }
        for (String[] row : rows("cvm-conditions.txt")) {
            for (int code : codes(row[0])) {
                for (int column = 0; column < conditions.length; column++) {
                    conditions[column][code] = row[1 + column].charAt(0);
                }
            }
        }
    }

    /** Every code has a row, so that the tables have no hole. */
    boolean isComplete() {
        return Arrays.stream(methods).allMatch(Objects::nonNull)
                && Arrays.stream(conditions).noneMatch(column -> new String(column).indexOf('\0') >= 0);
    }

    Method method(int code) {
        return methods[code & 0x3F];
    }

    Expected expected(int code, int condition, String situation, int capabilities) {
        Method method = method(code);
        boolean supported = method.needs() >= 0 && (capabilities & method.needs()) == method.needs();
        char cell = conditions[SITUATIONS.indexOf(situation)][condition];
        boolean satisfied = cell == 'Y' || (cell == 'S' && supported);
        if (!satisfied) {
            return second("3F0001", 0, 0, capabilities);
        }
        boolean goOn = (code & 0x40) != 0;
        if (method.kind().equals("unrecognised")) {
            return unsuccessful("3F0001", UNRECOGNISED, 0, goOn, capabilities);
        }
        if (!supported) {
            int cause = method.pad() >= 0 && (capabilities & method.pad()) == 0 ? PIN_PAD : 0;
            int type = method.kind().equals("biometric") ? TYPE_NOT_SUPPORTED : 0;
            return unsuccessful("3F0001", cause, type, goOn, capabilities);
        }
        String results = String.format(Locale.ROOT, "%02X%02X%02X", code, condition, method.result());
        if (method.result() == 1) {
            return unsuccessful(results, 0, 0, goOn && !method.kind().equals("fail"), capabilities);
        }
        return new Expected(results, tvr(method.kind().equals("online") ? CAPTURED_ONLINE : 0, 0));
    }

    private static Expected unsuccessful(String performed, int byte3, int byte4, boolean goOn, int capabilities) {
        return goOn
                ? second(performed, byte3, byte4, capabilities)
                : new Expected(performed, tvr(byte3 | NOT_SUCCESSFUL, byte4));
    }

    /** The rule 1F00 at the end. */
    private static Expected second(String performed, int byte3, int byte4, int capabilities) {
        return (capabilities & NO_CVM_SUPPORTED) != 0
                ? new Expected("1F0002", tvr(byte3, byte4))
                : new Expected(performed, tvr(byte3 | NOT_SUCCESSFUL, byte4));
    }

    private static String tvr(int byte3, int byte4) {
        return String.format(Locale.ROOT, "0000%02X%02X00", byte3, byte4);
    }

    private static int number(String cell) {
        return cell.equals("-") ? -1 : Integer.parseInt(cell, 16);
    }

    private static List<Integer> codes(String range) {
        String[] ends = range.split("-", -1);
        List<Integer> codes = new ArrayList<>();
        for (int code = Integer.parseInt(ends[0], 16); code <= Integer.parseInt(ends[ends.length - 1], 16); code++) {
            codes.add(code);
        }
        return codes;
    }

    private static List<String[]> rows(String file) {
        try (InputStream table = CvmOracle.class.getResourceAsStream("/oracles/" + file)) {
            String text = new String(Objects.requireNonNull(table, file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

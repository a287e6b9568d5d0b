package dev.solvo.benchmarks.prepaid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rates of several measurements in each of several rounds; what is compared is always of one round. */
final class Rounds {
    private final Map<String, List<Double>> rates = new HashMap<>();

    void add(String what, double perSecond) {
        rates.computeIfAbsent(what, key -> new ArrayList<>()).add(perSecond);
    }

    double rate(String what) {
        return median(ratesOf(what).stream().mapToDouble(Double::doubleValue).toArray());
    }

    private List<Double> ratesOf(String what) {
        List<Double> own = rates.get(what);
        if (own == null) {
            throw new IllegalArgumentException("nothing was measured of " + what);
        }
        return own;
    }

    /** A row of a table: what, its rate, whose ratio, its rate, the median of the ratios, the least and the greatest. */
    String compared(String what, String peer) {
        List<Double> own = ratesOf(what);
        List<Double> other = ratesOf(peer);
        double[] ratios = new double[own.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = own.get(round) / other.get(round);
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %,.0f | %.2f | %.2f to %.2f |",
                what,
                rate(what),
                peer,
                rate(peer),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

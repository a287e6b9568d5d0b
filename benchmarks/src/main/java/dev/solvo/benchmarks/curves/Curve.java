package dev.solvo.benchmarks.curves;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What something costs at several sizes.
 *
 * @param name what grows
 * @param sizes the sizes, increasing
 * @param costs what each costs
 */
record Curve(String name, List<Double> sizes, List<Double> costs) {
    Curve {
        sizes = List.copyOf(sizes);
        costs = List.copyOf(costs);
        if (sizes.size() != costs.size() || sizes.size() < 2) {
            throw new IllegalArgumentException(sizes.size() + " sizes, " + costs.size() + " costs");
        }
    }

    /** Measures at each size, the least first. */
    static Curve measured(String name, int[] sizes, IntToDoubleFunction cost) {
        List<Double> at = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (int size : sizes) {
            at.add((double) size);
            costs.add(cost.applyAsDouble(size));
            System.err.printf("%-40s %,10d %,16.3f%n", name, size, costs.get(costs.size() - 1));
        }
        return new Curve(name, at, costs);
    }

    /**
     * The exponent of the power that fits the greater half of the sizes best: 0 if they do not matter, 1 if the cost is
     * proportional to them. At the least sizes what every run costs hides what grows.
     */
    double slope() {
        int from = Math.min(sizes.size() / 2, sizes.size() - 2);
        int count = sizes.size() - from;
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < sizes.size(); i++) {
            meanX += Math.log(sizes.get(i)) / count;
            meanY += Math.log(costs.get(i)) / count;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = from; i < sizes.size(); i++) {
            double x = Math.log(sizes.get(i)) - meanX;
            covariance += x * (Math.log(costs.get(i)) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }
}

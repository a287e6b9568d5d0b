package dev.solvo.benchmarks.curves;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * Curves over the same sizes, drawn as SVG on logarithmic axes.
 *
 * @param file the name of the file
 * @param title what is shown; the slopes are added
 * @param horizontal the sizes and their unit
 * @param vertical the cost and its unit
 * @param curves the curves
 */
record Plot(String file, String title, String horizontal, String vertical, List<Curve> curves) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final Pattern DECIMALS = Pattern.compile("-?[0-9]+\\.[0-9]{2,}");

    void draw(Path directory) throws IOException {
        Files.createDirectories(directory);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart(), out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        Files.writeString(directory.resolve(file), rounded(out.toString(StandardCharsets.UTF_8)));
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(titleWithSlopes())
                .xAxisTitle(horizontal)
                .yAxisTitle(vertical)
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLocale(Locale.ROOT)
                // A dashed line is an outline of each dash.
                .setPlotGridLinesStroke(new BasicStroke(0.5f))
                .setPlotGridLinesColor(Color.LIGHT_GRAY)
                .setAxisTickMarksStroke(new BasicStroke(0.5f))
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.InsideNW);
        for (Curve curve : curves) {
            chart.addSeries(curve.name(), curve.sizes(), curve.costs());
        }
        return chart;
    }

    /** Letters are drawn as outlines whose points have up to nine decimals; a tenth of a pixel will do. */
    private static String rounded(String svg) {
        return DECIMALS.matcher(svg)
                .replaceAll(found -> String.format(Locale.ROOT, "%.1f", Double.parseDouble(found.group())));
    }

    String titleWithSlopes() {
        return title
                + curves.stream()
                        .map(curve -> String.format(Locale.ROOT, "%s %.2f", curve.name(), curve.slope()))
                        .collect(Collectors.joining(", ", " (slope: ", ")"));
    }
}

package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.EscPosCommands;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.SvgDrawing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo qr show}: a text as a QR symbol. */
@Command(
        name = "show",
        description = {
            "Draws a text as a QR symbol: in the terminal, or into files.",
            "Byte segments only, as EMVCo demands. Exit code 65 if the text or the terminal does not hold it."
        },
        footer = {
            "",
            "Examples:",
            "  solvo qr show https://qr.alipay.com/bax00000000000000000000",
            "  solvo qr show \"$(solvo qr build --profile promptpay --phone 0801234567)\" --png code.png --svg code.svg"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    /** Longest text that is read from standard input; the largest symbol holds 2,953 bytes. */
    private static final int LONGEST = 4_000;

    private static final int WIDEST_QUIET_ZONE = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "TEXT|-", description = "what the symbol says; - for standard input")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String text;

    @Option(names = "--png", paramLabel = "FILE", description = "write a PNG picture")
    private @Nullable Path png;

    @Option(names = "--svg", paramLabel = "FILE", description = "write an SVG picture")
    private @Nullable Path svg;

    @Option(names = "--escpos", paramLabel = "FILE", description = "write commands for a receipt printer (GS v 0)")
    private @Nullable Path escpos;

    @Option(
            names = "--error-correction",
            paramLabel = "LEVEL",
            description = "LOW, MEDIUM, QUARTILE or HIGH; ${DEFAULT-VALUE} if absent",
            defaultValue = "MEDIUM")
    private ErrorCorrection level = ErrorCorrection.MEDIUM;

    @Option(
            names = "--quiet-zone",
            paramLabel = "MODULES",
            description = "the light border of terminal, PNG and SVG, 0 to 20; ${DEFAULT-VALUE} if absent, which"
                    + " scanners need where the surroundings are not light",
            defaultValue = "4")
    private int quietZone = QrSymbol.QUIET_ZONE;

    @Option(
            names = "--module",
            paramLabel = "DOTS",
            description = "dots a module in PNG and ESC/POS, 1 to 16; ${DEFAULT-VALUE} if absent",
            defaultValue = "8")
    private int dots = 8;

    @Option(names = "--light-terminal", description = "the terminal has dark letters on a light background")
    private boolean lightTerminal;

    @Option(names = "--columns", paramLabel = "N", description = "the terminal's width; what is wider is refused")
    private int columns;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        if (quietZone < 0 || quietZone > WIDEST_QUIET_ZONE) {
            throw new ParameterException(
                    spec.commandLine(), "--quiet-zone is " + quietZone + "; expected 0 to " + WIDEST_QUIET_ZONE);
        }
        if (dots < 1 || dots > 16) {
            throw new ParameterException(spec.commandLine(), "--module is " + dots + "; expected 1 to 16");
        }
        QrSymbol symbol = symbol();
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("modules", symbol.size());
        report.put("errorCorrection", level.name());
        report.put("quietZone", quietZone);
        write(symbol, report);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toPrettyString());
        } else if (png == null && svg == null && escpos == null) {
            out.print(drawing(symbol));
        }
        out.flush();
        return ExitCode.OK;
    }

    private QrSymbol symbol() throws BadInputException {
        String content = text.equals("-") ? standardInput() : text;
        if (content.isEmpty()) {
            throw new BadInputException("there is no text to draw");
        }
        try {
            return QrSymbol.of(content, level);
        } catch (QrException tooLong) {
            throw new BadInputException(String.valueOf(tooLong.getMessage()), tooLong);
        }
    }

    private static String standardInput() throws BadInputException {
        try {
            // A pipe's last line feed is not part of the text.
            return new String(System.in.readNBytes(LONGEST), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read standard input", unreadable);
        }
    }

    private String drawing(QrSymbol symbol) throws BadInputException {
        int width = symbol.size() + 2 * quietZone;
        if (columns > 0 && width > columns) {
            throw new BadInputException("the symbol is " + width + " columns wide, the terminal " + columns
                    + "; make it wider, or write a picture by --png");
        }
        return new SymbolDrawing(symbol, quietZone).halfBlocks(lightTerminal);
    }

    private void write(QrSymbol symbol, ObjectNode report) throws BadInputException {
        SymbolDrawing drawing = new SymbolDrawing(symbol, quietZone);
        if (png != null) {
            write(png, drawing.png(dots), "png", report);
        }
        if (svg != null) {
            write(svg, SvgDrawing.of(symbol, quietZone).getBytes(StandardCharsets.UTF_8), "svg", report);
        }
        if (escpos != null) {
            write(escpos, EscPosCommands.raster(symbol, dots).toByteArray(), "escpos", report);
        }
        if (json) {
            drawing.halfBlocks(lightTerminal).lines().forEach(report.withArray("lines")::add);
        }
    }

    private static void write(Path file, byte[] content, String key, ObjectNode report) throws BadInputException {
        try {
            Files.write(file, content);
        } catch (IOException refused) {
            throw new BadInputException("cannot write " + file, refused);
        }
        report.put(key, file.toString());
    }
}

package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo qr decode}: what a scanner read, or a picture shows. */
@Command(
        name = "decode",
        description = {
            "Tells what a code is, and puts EMVCo codes into words.",
            "Payment codes and card numbers are masked. Of a picture, each symbol is told.",
            "Exit code 65 if it is nothing that is known."
        },
        footer = {
            "",
            "Examples:",
            "  solvo qr decode 28763443825664394",
            "  solvo qr decode hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=",
            "  solvo qr decode 00020101021229300012D156000000000510A93FO3230Q52044111530315654031005802CN5914BEST"
                    + " TRANSPORT6007BEIJING63047F8D",
            "  solvo qr decode poster.png"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DecodeQrCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TEXT|PICTURE|-",
            description = "what the scanner read; a PNG, JPEG, GIF or BMP file; - for standard input")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String input;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Path> picture = picture();
        ObjectNode report = picture.isPresent() ? symbols(picture.get(), out) : described(text(), out);
        if (json) {
            out.println(report.toPrettyString());
        }
        out.flush();
        return ExitCode.OK;
    }

    /** A file of that name; no code has the form of one that is there. */
    private Optional<Path> picture() {
        try {
            return Optional.of(Path.of(input)).filter(Files::isRegularFile);
        } catch (InvalidPathException text) {
            return Optional.empty();
        }
    }

    private ObjectNode symbols(Path picture, PrintWriter terminal) throws BadInputException {
        // Nothing is printed if nothing is known.
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        List<String> unknown = new ArrayList<>();
        List<String> texts = PictureSymbols.in(picture);
        for (int i = 0; i < texts.size(); i++) {
            if (texts.size() > 1) {
                line(out, "symbol " + (i + 1) + " of " + texts.size());
            }
            try {
                report.withArray("symbols").add(described(texts.get(i), out));
            } catch (BadInputException nothingKnown) {
                String reason = String.valueOf(nothingKnown.getMessage());
                unknown.add(reason);
                head(report.withArray("symbols").addObject(), out, "UNRECOGNISED", reason);
            }
        }
        if (unknown.size() == texts.size()) {
            throw new BadInputException(String.join("; ", unknown));
        }
        terminal.print(printed);
        return report;
    }

    private ObjectNode described(String text, PrintWriter out) throws BadInputException {
        ScannedCode code = ScannerInput.by(ScannerRules.DEFAULT).classify(text);
        if (code instanceof ScannedCode.Unrecognised unrecognised) {
            throw new BadInputException(unrecognised.cause() + ": " + unrecognised.reason());
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        try {
            describe(code, report, out);
        } catch (QrException broken) {
            throw new BadInputException(String.valueOf(broken.getMessage()), broken);
        }
        return report;
    }

    private void describe(ScannedCode code, ObjectNode report, PrintWriter out) throws QrException {
        if (code instanceof ScannedCode.WalletCode wallet) {
            head(report, out, "PAYMENT_CODE", code.reason());
            report.put("wallet", wallet.wallet().name());
            report.put("codeMasked", wallet.code().toString());
            line(out, wallet.wallet().displayName().english() + " " + wallet.code());
        } else if (code instanceof ScannedCode.MerchantUrl url) {
            head(report, out, "MERCHANT_URL", code.reason());
            report.put("wallet", url.wallet().name());
            report.put("url", url.url());
            line(out, url.wallet().displayName().english() + " " + url.url() + ": for customers to scan");
        } else if (code instanceof ScannedCode.ConsumerPresented consumer) {
            ConsumerCodeText text = ConsumerCodeText.parse(consumer.text().secretText());
            head(report, out, "EMV_CPM", code.reason());
            text.put(report);
            if (!json) {
                text.print(out);
            }
        } else if (code instanceof ScannedCode.MerchantPresented merchant) {
            MerchantCodeText text = MerchantCodeText.parse(merchant.payload());
            head(report, out, "EMV_MPM", code.reason());
            text.put(report);
            if (!json) {
                text.print(out);
            }
        }
    }

    private void head(ObjectNode report, PrintWriter out, String kind, String reason) {
        report.put("kind", kind);
        report.put("reason", reason);
        line(out, kind + ": " + reason);
    }

    private void line(PrintWriter out, String text) {
        if (!json) {
            out.println(text);
        }
    }

    private String text() throws BadInputException {
        if (!input.equals("-")) {
            return input;
        }
        try {
            byte[] bytes = System.in.readNBytes(4 * ScannerInput.MAXIMUM_LENGTH + 1);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read standard input", unreadable);
        }
    }
}

package dev.solvo.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.Decoder;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo decode}: bytes into words. */
@Command(
        name = "decode",
        description = {
            "Puts TLV, commands, answers and single data elements into words.",
            "A file or standard input may hold one thing a line; lines that start with # are skipped.",
            "Account numbers and cardholder data are masked; PINs always are."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DecodeCommand implements Callable<Integer> {
    /** Longest input that is read, in characters. */
    private static final int LONGEST_INPUT = 4_000_000;

    /** What the bytes are. */
    enum As {
        tlv(Decoder.Kind.TLV),
        apdu(Decoder.Kind.APDU),
        tvr(Decoder.Kind.TVR),
        tsi(Decoder.Kind.TSI),
        aip(Decoder.Kind.AIP),
        cvm(Decoder.Kind.CVM),
        cvmresults(Decoder.Kind.CVM_RESULTS),
        auc(Decoder.Kind.AUC),
        iad(Decoder.Kind.IAD),
        dol(Decoder.Kind.DOL),
        ttq(Decoder.Kind.TTQ),
        ctq(Decoder.Kind.CTQ),
        capabilities(Decoder.Kind.CAPABILITIES),
        field55(Decoder.Kind.FIELD55);

        final Decoder.Kind kind;

        As(Decoder.Kind kind) {
            this.kind = kind;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "HEX|-|FILE", description = "hexadecimal digits, - for standard input, or a file")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String input;

    @Option(names = "--as", description = "${COMPLETION-CANDIDATES}; without it the bytes are looked at")
    private @Nullable As as;

    @Option(names = "--unmasked", description = "show account numbers and cardholder data in full (never a PIN)")
    private boolean unmasked;

    @Option(names = "--json", description = "print a JSON array")
    private boolean json;

    @Override
    public Integer call() throws BadInputException, IOException {
        TagDictionary dictionary = TagDictionary.load();
        Decoder decoder = unmasked ? Decoder.unmasked(dictionary) : Decoder.masked(dictionary);
        List<Decoded> decoded = new ArrayList<>();
        for (Bytes bytes : read()) {
            decoded.addAll(decoder.decode(kind(bytes), bytes));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            StringBuilder array = new StringBuilder("[");
            for (Decoded line : decoded) {
                array.append(array.length() == 1 ? "" : ",").append(line.toJson());
            }
            ObjectMapper mapper = new ObjectMapper();
            out.println(mapper.readTree(array.append(']').toString()).toPrettyString());
        } else {
            decoded.forEach(line -> out.print(line.toText()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Bytes> read() throws BadInputException {
        if (input.equals("-")) {
            return lines("standard input", text("standard input", System.in));
        }
        if (isFile(input)) {
            try (InputStream file = Files.newInputStream(Path.of(input))) {
                return lines(input, text(input, file));
            } catch (IOException unreadable) {
                throw new BadInputException("cannot read " + input, unreadable);
            }
        }
        try {
            return List.of(notEmpty(Bytes.fromHex(input)));
        } catch (IllegalArgumentException notHex) {
            throw new BadInputException("neither a file nor hexadecimal: " + notHex.getMessage(), notHex);
        }
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static String text(String name, InputStream stream) throws BadInputException {
        try {
            byte[] bytes = stream.readNBytes(LONGEST_INPUT + 1);
            if (bytes.length > LONGEST_INPUT) {
                throw new BadInputException(name + " is longer than " + LONGEST_INPUT + " characters");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + name, unreadable);
        }
    }

    private static List<Bytes> lines(String name, String text) throws BadInputException {
        List<Bytes> all = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                all.add(Bytes.fromHex(line));
            } catch (IllegalArgumentException notHex) {
                throw new BadInputException(name + ", line " + number + ": " + notHex.getMessage(), notHex);
            }
        }
        if (all.isEmpty()) {
            throw new BadInputException(name + " holds no bytes");
        }
        return all;
    }

    private static Bytes notEmpty(Bytes bytes) throws BadInputException {
        if (bytes.isEmpty()) {
            throw new BadInputException("there are no bytes to decode");
        }
        return bytes;
    }

    /** Commands of payment cards start with class 00 or 80 and an instruction that starts no EMV template's length. */
    private Decoder.Kind kind(Bytes bytes) {
        if (as != null) {
            return as.kind;
        }
        boolean command = bytes.length() >= 4
                && (bytes.unsigned(0) == 0x00
                        || bytes.unsigned(0) == 0x84
                        || (bytes.unsigned(0) == 0x80 && isInstruction(bytes.unsigned(1))));
        boolean status = bytes.length() == 2 && (bytes.unsigned(0) >> 4 == 6 || bytes.unsigned(0) == 0x90);
        boolean answer = bytes.length() > 2
                && bytes.unsigned(bytes.length() - 2) == 0x90
                && bytes.unsigned(bytes.length() - 1) == 0x00;
        return command || status || answer ? Decoder.Kind.APDU : Decoder.Kind.TLV;
    }

    private static boolean isInstruction(int ins) {
        return switch (ins) {
            case 0xA8, 0xAE, 0xCA, 0xD0, 0x2A -> true;
            default -> false;
        };
    }
}

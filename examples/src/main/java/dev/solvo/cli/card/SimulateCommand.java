package dev.solvo.cli.card;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.pcsc.CardProtocol;
import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo simulate}: a simulated card for any other program on the machine. */
@Command(
        name = "simulate",
        description = {
            "Puts a simulated card into the virtual smart card reader of vsmartcard-vpcd, so that every program that uses"
                    + " PC/SC sees it as a card in a reader.",
            "Reads orders from standard input: 'insert', 'insert NAME|FILE' for another card, 'remove', 'quit'. Where that"
                    + " ends, the card stays in until the command is stopped (Ctrl-C) or the reader goes away.",
            "Prints what is done to the card, without any data."
        },
        footer = {"", "Example:", "  solvo simulate --vpcd 35963 --card pin-plaintext --protocol T0"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    private static final int LONGEST_ANSWER_TO_RESET = 33;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--vpcd",
            paramLabel = "PORT",
            required = true,
            description = "where the virtual reader waits for a card; Debian's package has 35963 and 35964")
    private int port;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1", description = "default: 127.0.0.1")
    private String host = "127.0.0.1";

    @Option(
            names = "--card",
            paramLabel = "NAME|FILE",
            defaultValue = "online-cda",
            description =
                    "a name of 'solvo pay --list-cards' or 'solvo tap --list-cards', or a card image file (default:"
                            + " online-cda)")
    private String image = "online-cda";

    @Option(
            names = "--protocol",
            description = "${COMPLETION-CANDIDATES} (default: the one that the answer to reset offers first)")
    private @Nullable CardProtocol protocol;

    @Option(
            names = "--atr",
            paramLabel = "HEX",
            description = "answer to reset, right or wrong (default: the card's own, or one that fits --protocol)")
    private @Nullable String answerToReset;

    @Option(names = "--empty", description = "begin with an empty reader")
    private boolean empty;

    @Override
    public Integer call() throws BadInputException, IOException {
        if (port < 1 || port > 65_535) {
            throw usage("--vpcd: a port is 1 to 65535");
        }
        Optional<Bytes> answer = Optional.ofNullable(answerToReset).map(this::hex);
        InetSocketAddress reader = new InetSocketAddress(host, port);
        if (reader.isUnresolved()) {
            throw new BadInputException("there is no host " + host);
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        OfferLog log = new OfferLog(spec.commandLine().getOut());
        try (CardOffer offer = new CardOffer(reader, image, answer, Optional.ofNullable(protocol), log)) {
            if (!empty) {
                offer.insert();
            }
            return offer.obey(orders);
        }
    }

    private Bytes hex(String digits) {
        try {
            Bytes bytes = Bytes.fromHex(digits);
            if (!bytes.isEmpty() && bytes.length() <= LONGEST_ANSWER_TO_RESET) {
                return bytes;
            }
        } catch (IllegalArgumentException notHex) {
            // Told below.
        }
        throw usage("--atr: expected 2 to " + 2 * LONGEST_ANSWER_TO_RESET + " hexadecimal digits");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

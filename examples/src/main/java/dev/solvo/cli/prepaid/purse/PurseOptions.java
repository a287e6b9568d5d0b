package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.PurseAccount;
import dev.solvo.prepaid.purse.PurseSettings;
import dev.solvo.prepaid.purse.TerminalNumber;
import dev.solvo.prepaid.purse.TransactionTime;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.tlv.Bytes;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all commands about purses ask for: which card, which terminal, how to print. */
final class PurseOptions {
    private static final int MOST_WHOLE_DIGITS = 9;

    /** What goes wrong with a simulated card when money moves. */
    enum CardFault {
        torn_before(PurseFault.Effect.TORN_BEFORE),
        torn_after(PurseFault.Effect.TORN_AFTER),
        wrong_mac(PurseFault.Effect.WRONG_MAC);

        private final PurseFault.Effect effect;

        CardFault(PurseFault.Effect effect) {
            this.effect = effect;
        }

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--card",
            paramLabel = "NAME|FILE",
            description = "a simulated card: loaded (100.00 in it), empty, or an image file (default: loaded)")
    private @Nullable String card;

    @Option(
            names = "--card-file",
            paramLabel = "FILE",
            description = "keeps the simulated card, the security module and what is pending from command to command;"
                    + " made, readable by its owner only, if it is not there")
    private @Nullable Path cardFile;

    @Option(names = "--reader", paramLabel = "NAME", description = "a card in a PC/SC reader; a part of its name")
    private @Nullable String reader;

    @Option(names = "--account", defaultValue = "purse", description = "${COMPLETION-CANDIDATES} (default: purse)")
    private PurseAccount account = PurseAccount.PURSE;

    @Option(names = "--currency", paramLabel = "CNY", defaultValue = "CNY", description = "ISO 4217 (default: CNY)")
    private String currency = "CNY";

    @Option(
            names = "--aid",
            paramLabel = "HEX",
            description = "name of the purse application (default: that of city cards, A00000000386980701)")
    private @Nullable String applicationName;

    @Option(
            names = "--terminal",
            paramLabel = "HEX",
            defaultValue = "000000000001",
            description = "terminal number, 12 digits (default: 000000000001)")
    private String terminal = "000000000001";

    @Option(
            names = "--pin",
            paramLabel = "123456",
            description = "what the cardholder enters (default: 123456 for a simulated card; asked for with a reader)")
    private @Nullable String pin;

    @Option(
            names = "--fault",
            description = "what goes wrong with a simulated card when money moves: ${COMPLETION-CANDIDATES}")
    private @Nullable CardFault fault;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    /** Checks what picocli does not. */
    void check(boolean movesMoney) {
        if (reader != null && (card != null || fault != null)) {
            throw usage("--card and --fault are for a simulated card, not for --reader");
        }
        if (reader != null && movesMoney && cardFile == null) {
            throw usage("with --reader add --card-file, which keeps the transaction until it is settled");
        }
    }

    PurseSettings settings() {
        List<Bytes> names = applicationName == null
                ? List.of(PurseSettings.CITY_UNION)
                : List.of(hex("--aid", applicationName, 5, 16));
        return new PurseSettings(names, currency(), 1, new TerminalNumber(hex("--terminal", terminal, 6, 6)));
    }

    Money money(BigDecimal amount) {
        CurrencyUnit unit = currency();
        if (amount.signum() <= 0 || (long) amount.precision() - amount.scale() > MOST_WHOLE_DIGITS) {
            throw usage("--amount is more than zero and has at most " + MOST_WHOLE_DIGITS + " digits before the point");
        }
        BigDecimal exact = amount.stripTrailingZeros();
        if (exact.scale() > unit.getDecimalPlaces()) {
            throw usage("--amount has more decimals than " + unit);
        }
        return Money.of(unit, exact);
    }

    TransactionTime now() {
        return new TransactionTime(LocalDateTime.now(ZoneId.systemDefault()));
    }

    PurseDesk open() throws BadInputException, InterruptedException {
        return PurseDesk.open(
                settings(),
                Optional.ofNullable(card),
                Optional.ofNullable(cardFile),
                Optional.ofNullable(reader),
                fault == null ? List.of() : List.of(PurseFault.at(PurseFault.Step.COMPLETE, fault.effect)),
                Optional.ofNullable(pin));
    }

    PurseAccount account() {
        return account;
    }

    /** Prints the report; the exit code is the report's. */
    int print(PurseReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson().toPrettyString());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.exitCode();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private CurrencyUnit currency() {
        try {
            return CurrencyUnit.of(currency);
        } catch (IllegalCurrencyException unknown) {
            throw usage("--currency " + currency + " is no ISO 4217 code");
        }
    }

    private Bytes hex(String option, String digits, int min, int max) {
        try {
            Bytes bytes = Bytes.fromHex(digits);
            if (bytes.length() >= min && bytes.length() <= max) {
                return bytes;
            }
        } catch (IllegalArgumentException notHex) {
            // Told below.
        }
        throw usage(option + ": expected " + (min == max ? "" : 2 * min + " to ") + 2 * max + " hexadecimal digits");
    }
}

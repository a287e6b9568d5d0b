package dev.solvo.cli.prepaid;

import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much. */
final class AmountOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--amount", paramLabel = "100.00", description = "how much")
    private @Nullable BigDecimal amount;

    @Option(names = "--currency", paramLabel = "CNY", defaultValue = "CNY", description = "ISO 4217 (default: CNY)")
    private String currency = "CNY";

    CurrencyUnit currency() {
        try {
            return CurrencyUnit.of(currency);
        } catch (IllegalCurrencyException unknown) {
            throw usage("--currency is no ISO 4217 code");
        }
    }

    /** More than 0. */
    Money positive() {
        Money money = signed();
        if (!money.isPositive()) {
            throw usage("--amount is more than 0");
        }
        return money;
    }

    /** Anything but 0. */
    Money signed() {
        CurrencyUnit unit = currency();
        if (amount == null) {
            throw usage("--amount is missing");
        }
        if (amount.signum() == 0) {
            throw usage("--amount is not 0");
        }
        // A number such as 1E+999999999 would be written out before anything looks at its size.
        if (amount.precision() - (long) amount.scale() > 18 || amount.scale() > 18) {
            throw usage("--amount is larger than the books count");
        }
        try {
            Money money = Money.of(unit, amount);
            money.getAmountMinorLong();
            return money;
        } catch (ArithmeticException tooFine) {
            throw usage("--amount has more decimals than " + currency + " has, or is larger than the books count");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

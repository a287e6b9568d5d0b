package dev.solvo.cli;

import dev.solvo.emv.TransactionRequest;
import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is to be paid. */
final class OrderOptions {
    /** What kind of transaction. */
    enum Type {
        purchase,
        cash,
        refund
    }

    @Option(names = "--amount", paramLabel = "12.34", defaultValue = "12.34", description = "goods (default: 12.34)")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(names = "--currency", paramLabel = "EUR", defaultValue = "EUR", description = "ISO 4217 (default: EUR)")
    private String currency = "EUR";

    @Option(names = "--cashback", paramLabel = "5.00", description = "cash paid out beside the goods")
    private @Nullable BigDecimal cashback;

    @Option(names = "--type", defaultValue = "purchase", description = "${COMPLETION-CANDIDATES} (default: purchase)")
    private Type type = Type.purchase;

    TransactionRequest request(CommandLine command) {
        try {
            CurrencyUnit unit = CurrencyUnit.of(currency);
            Money goods = Money.of(unit, amount);
            if (cashback != null) {
                if (type != Type.purchase) {
                    throw new ParameterException(command, "--cashback goes with a purchase only");
                }
                return TransactionRequest.purchaseWithCashback(goods, Money.of(unit, cashback));
            }
            return switch (type) {
                case purchase -> TransactionRequest.purchase(goods);
                case cash -> TransactionRequest.cash(goods);
                case refund -> TransactionRequest.refund(goods);
            };
        } catch (IllegalCurrencyException unknown) {
            throw new ParameterException(command, "--currency " + currency + " is no ISO 4217 code");
        } catch (ArithmeticException tooFine) {
            throw new ParameterException(command, "--amount or --cashback has more decimals than " + currency + " has");
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command, String.valueOf(refused.getMessage()));
        }
    }
}

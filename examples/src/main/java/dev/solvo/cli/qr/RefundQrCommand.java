package dev.solvo.cli.qr;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.shell.Prompt;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.refund.BlockingRefunder;
import dev.solvo.qr.wallet.refund.RefundStep;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code solvo qr refund}: money back to the customer of a collected payment. */
@Command(
        name = "refund",
        description = {
            "Refunds a payment that solvo qr collect has collected: asks the wallet whether it was paid and how much is"
                    + " left, asks you, sends the refund, and asks what became of it.",
            "Repeated with the same --refund number the money goes back once.",
        },
        footer = {
            "",
            "Example:",
            "  solvo qr refund --wallet alipay --order 20261123100000001 --refund 20261123100000001R1 --amount 12.50"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RefundQrCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private TillOptions options = new TillOptions();

    @Option(names = "--order", required = true, paramLabel = "NUMBER", description = "the order that was paid")
    private String order = "";

    @Option(
            names = "--refund",
            required = true,
            paramLabel = "NUMBER",
            description = "the refund's own number; the same again if it is repeated")
    private String refund = "";

    @Option(
            names = "--amount",
            required = true,
            paramLabel = "12.50",
            description = "how much, in the order's currency")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(names = "--reason", paramLabel = "TEXT", description = "what the customer reads")
    private @Nullable String reason;

    @Option(names = "--yes", description = "do not ask before the refund is sent")
    private boolean yes;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Unmatched
    private @Nullable List<String> notUnderstood;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        options.check(notUnderstood);
        Optional<Console> console = Prompt.console();
        if (!yes && console.isEmpty()) {
            throw usage("nobody can be asked here whether to refund: add --yes");
        }
        try (Till till = options.open(options.wallet())) {
            CollectionRecord paid = paid(till);
            Money money = money(paid);
            RefundScreen screen = new RefundScreen(
                    json
                            ? new PrintWriter(PrintWriter.nullWriter())
                            : spec.commandLine().getOut(),
                    till.pace().clock(),
                    question -> yes
                            ? "y"
                            : console.map(line -> line.readLine("%s", question)).orElse(""));
            screen.head(till, paid, money);
            check(till, paid, money);
            RefundStep.End end = refund(till, paid.order(), money, screen);
            RefundReport report = RefundReport.of(end, refundNumber());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(report.toJson(screen).toPrettyString());
                out.flush();
            } else {
                screen.conclude(report);
            }
            return ExitCode.of(report.result());
        } catch (IOException lost) {
            throw new BadInputException("the records cannot be used: " + lost.getMessage(), lost);
        }
    }

    private RefundStep.End refund(Till till, OrderReference paid, Money money, RefundScreen screen)
            throws BadInputException, InterruptedException {
        try {
            BlockingRefunder refunder = new BlockingRefunder(
                    till.gateway(),
                    till.transport(),
                    screen.watching(till.refunds()),
                    screen,
                    till.pace().clock(),
                    till.pace()::waitUntil);
            return reason == null
                    ? refunder.refund(refundNumber(), paid, money)
                    : refunder.refund(refundNumber(), paid, money, reason);
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** What the wallet would refuse by its form is refused before a record is made of it. */
    private void check(Till till, CollectionRecord paid, Money money) throws BadInputException {
        if (!(paid.state() instanceof PaymentState.Approved approved)) {
            return;
        }
        OrderReference confirmed = new OrderReference(
                paid.order().number(),
                paid.order().amount(),
                paid.order().submittedAt(),
                Optional.of(approved.payment().transactionId()));
        try {
            till.gateway()
                    .refund(new Refund(
                            refundNumber(),
                            confirmed,
                            money,
                            till.pace().clock().instant(),
                            Optional.ofNullable(reason)));
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private CollectionRecord paid(Till till) throws BadInputException, IOException {
        OrderNumber number;
        try {
            number = OrderNumber.of(order);
        } catch (IllegalArgumentException wrong) {
            throw usage("--order: expected 1 to 64 of A-Z a-z 0-9 _ - | *");
        }
        return till.collections()
                .find(till.gateway().wallet(), till.gateway().account(), number)
                .orElseThrow(() -> new BadInputException("there is no "
                        + till.gateway().wallet().displayName().english() + " order " + number + " in "
                        + till.directory()));
    }

    private Money money(CollectionRecord paid) {
        try {
            return WalletAmount.of(paid.order().amount().getCurrencyUnit(), amount);
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
    }

    private RefundNumber refundNumber() {
        try {
            return RefundNumber.of(refund);
        } catch (IllegalArgumentException wrong) {
            throw usage("--refund: expected 1 to 64 of A-Z a-z 0-9 _ - | *");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

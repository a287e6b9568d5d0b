package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.BatchAnswer;
import dev.solvo.prepaid.account.BatchDifference;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid batch}: what a terminal took in a batch. */
@Command(
        name = "batch",
        description = {
            "Shows what a terminal's batch comes to in the books.",
            "With --close, closes the batch and compares the totals that the terminal has."
        },
        footer = {"", "Example:", "  solvo prepaid batch --terminal till-1 --close --total DEBIT=2:25.00"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BatchCommand extends BooksTask {
    private static final Pattern TOTAL = Pattern.compile("([A-Z_]{1,20})=([0-9]{1,9}):([0-9]{1,16}(?:[.][0-9]{1,3})?)");

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Option(names = "--close", description = "close it")
    private boolean close;

    @Option(
            names = "--total",
            paramLabel = "KIND=COUNT:AMOUNT",
            description =
                    "what the terminal counted, once a kind: LOAD, DEBIT, CAPTURE, REFUND …; what is missing is 0")
    private @Nullable List<String> totals;

    @Option(
            names = "--currency",
            paramLabel = "CNY",
            defaultValue = "CNY",
            description = "of the totals (default: CNY)")
    private String currency = "CNY";

    @Mixin
    private KeyOptions keys = new KeyOptions();

    private @Nullable OperationKey key;
    private final List<BatchLine> counted = new ArrayList<>();

    @Override
    void prepare() throws BadInputException {
        terminal.terminal();
        terminal.batch();
        if (!close && totals != null) {
            throw usage("--total goes with --close");
        }
        if (!close) {
            return;
        }
        if (totals != null) {
            totals.forEach(total -> counted.add(counted(total)));
        }
        key = keys.key(err());
    }

    private BatchLine counted(String total) {
        Matcher parts = TOTAL.matcher(total);
        if (!parts.matches()) {
            throw usage("--total is written as DEBIT=2:25.00");
        }
        try {
            return new BatchLine(
                    OperationKind.valueOf(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    Money.of(CurrencyUnit.of(currency), new BigDecimal(parts.group(3))));
        } catch (IllegalCurrencyException unknown) {
            throw usage("--currency is no ISO 4217 code");
        } catch (ArithmeticException | IllegalArgumentException wrong) {
            throw usage("--total: " + wrong.getMessage());
        }
    }

    @Override
    int run(OpenStore books) throws LedgerException {
        OperationKey under = key;
        if (under == null) {
            show(books.operator().batch(terminal.terminal(), terminal.batch()));
            return ExitCode.OK;
        }
        BatchAnswer answer = books.terminal(terminal.terminal()).closeBatch(terminal.batch(), counted, under);
        if (isJson()) {
            print(json(answer));
        } else {
            text(answer).forEach(this::line);
        }
        if (answer instanceof BatchAnswer.Matched) {
            return ExitCode.OK;
        }
        if (answer instanceof BatchAnswer.Different) {
            return ExitCode.DECLINED;
        }
        return answer instanceof BatchAnswer.Conflict ? ExitCode.BAD_INPUT : ExitCode.REVERSAL_OWED;
    }

    private void show(List<BatchLine> lines) {
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE");
            report.put("terminal", terminal.terminal().value());
            report.put("batch", terminal.batch());
            report.putArray("totals");
            for (BatchLine total : lines) {
                ObjectNode entry = report.withArray("totals").addObject();
                entry.put("operation", total.kind().name());
                entry.put("count", total.count());
                AnswerReport.put(entry.putObject("amount"), total.amount());
            }
            print(report);
            return;
        }
        line("terminal   " + terminal.terminal() + ", batch " + terminal.batch());
        for (BatchLine total : lines) {
            line(String.format(Locale.ROOT, "%-16s %6d  %s", total.kind(), total.count(), total.amount()));
        }
        if (lines.isEmpty()) {
            line("nothing");
        }
    }

    private ObjectNode json(BatchAnswer answer) {
        ObjectNode report = object();
        report.put("outcome", answer.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        report.put("key", answer.key().value());
        report.put("terminal", terminal.terminal().value());
        report.put("batch", terminal.batch());
        report.put("operation", OperationKind.CLOSE_BATCH.name());
        if (answer instanceof BatchAnswer.Matched matched) {
            report.put("replayed", matched.replayed());
        }
        if (answer instanceof BatchAnswer.Different different) {
            for (BatchDifference difference : different.differences()) {
                ObjectNode entry = report.withArray("differences").addObject();
                entry.put("operation", difference.kind().name());
                entry.put("terminalCount", difference.terminalCount());
                AnswerReport.put(entry.putObject("terminalAmount"), difference.terminalAmount());
                entry.put("ledgerCount", difference.ledgerCount());
                AnswerReport.put(entry.putObject("ledgerAmount"), difference.ledgerAmount());
            }
            report.put("more", different.more());
            report.put("replayed", different.replayed());
        }
        return report;
    }

    private List<String> text(BatchAnswer answer) {
        List<String> lines = new ArrayList<>();
        String what = "batch " + terminal.batch() + " of " + terminal.terminal();
        if (answer instanceof BatchAnswer.Matched) {
            lines.add("MATCHED    " + what + " is closed; terminal and books agree");
        } else if (answer instanceof BatchAnswer.Different different) {
            lines.add("DIFFERENT  " + what + " is closed; terminal and books differ:");
            for (BatchDifference difference : different.differences()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "           %s: terminal %d of %s, books %d of %s",
                        difference.kind(),
                        difference.terminalCount(),
                        difference.terminalAmount(),
                        difference.ledgerCount(),
                        difference.ledgerAmount()));
            }
            if (different.more() > 0) {
                lines.add("           and " + different.more() + " more");
            }
        } else if (answer instanceof BatchAnswer.Conflict) {
            lines.add("CONFLICT   the key " + answer.key() + " stands for something else; nothing was done");
        } else {
            lines.add("UNKNOWN    it was not learned whether " + what + " is closed");
            lines.add("next       give the same command again with --key " + answer.key());
        }
        return lines;
    }
}

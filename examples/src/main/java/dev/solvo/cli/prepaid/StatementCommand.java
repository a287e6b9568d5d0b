package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.CardReference;
import dev.solvo.prepaid.account.OperationRecord;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.account.StatementPage;
import dev.solvo.prepaid.account.TenantTotals;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SystemBalance;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid statement}: what happened on a card, under a key, or where all the money is. */
@Command(
        name = "statement",
        description = {
            "Lists a card's operations, the oldest first, with the running balance.",
            "With --key in the place of a card it looks an operation up; with neither it shows what all cards have, and where"
                    + " it came from and went."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StatementCommand extends BooksTask {
    private static final int MOST = 1_000;

    /** The time of an entry is in milliseconds, and so is what limits it. */
    private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

    @Mixin
    private CardOptions options = new CardOptions();

    @Option(names = "--key", paramLabel = "K", description = "the key of an operation")
    private @Nullable String key;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "the earliest time: 2026-11-30 or 2026-11-30T08:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "the first time that is too late")
    private @Nullable String to;

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "go on after this number of the journal, as the page before says")
    private long after;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "100",
            description = "1 to 1000 operations (default: 100)")
    private int most = 100;

    private @Nullable CardReference card;

    @Override
    void prepare() throws BadInputException {
        if (most < 1 || most > MOST || after < 0) {
            throw usage("--most is 1 to " + MOST + ", and --after is not negative");
        }
        if (options.isGiven() && key != null) {
            throw usage("--key goes without a card");
        }
        if (options.isGiven()) {
            card = options.reference(secrets());
        }
    }

    @Override
    int run(OpenStore books) throws BadInputException, LedgerException {
        OperatorDesk desk = books.operator();
        if (key != null) {
            return lookUp(desk, key);
        }
        return card == null
                ? totals(desk)
                : statement(desk, card, books.policy().zone());
    }

    private int statement(OperatorDesk desk, CardReference named, ZoneId zone)
            throws BadInputException, LedgerException {
        Instant first = Moment.of("--from", from, zone).orElse(Instant.EPOCH);
        Instant end = Moment.of("--to", to, zone).orElse(END_OF_TIME);
        if (desk.card(named).isEmpty()) {
            if (isJson()) {
                print(object().put("outcome", "REFUSED").put("reason", RefusalReason.UNKNOWN_CARD.name()));
            } else {
                line("REFUSED    " + RefusalReason.UNKNOWN_CARD + ": "
                        + AnswerReport.words(RefusalReason.UNKNOWN_CARD));
            }
            return ExitCode.DECLINED;
        }
        StatementPage page = desk.statement(named, after, first, end, most);
        show(page.operations(), CardOptions.masked(named), page.next());
        return ExitCode.OK;
    }

    private int lookUp(OperatorDesk desk, String text) throws LedgerException {
        OperationKey wanted;
        try {
            wanted = OperationKey.of(text);
        } catch (IllegalArgumentException wrong) {
            throw usage("--key: " + wrong.getMessage());
        }
        List<OperationRecord> found = desk.operations(wanted);
        show(found, "", OptionalLong.empty());
        return found.isEmpty() ? ExitCode.DECLINED : ExitCode.OK;
    }

    private void show(List<OperationRecord> operations, String shownCard, OptionalLong next) {
        if (isJson()) {
            ObjectNode report = object().put("outcome", operations.isEmpty() && key != null ? "REFUSED" : "DONE");
            if (!shownCard.isEmpty()) {
                report.put("card", shownCard);
            }
            report.putArray("operations");
            operations.forEach(operation ->
                    OperationText.put(report.withArray("operations").addObject(), operation));
            next.ifPresent(number -> report.put("next", number));
            print(report);
            return;
        }
        if (operations.isEmpty()) {
            line(key == null ? "nothing in that time" : "there is no operation under this key");
        }
        operations.forEach(operation -> line(OperationText.line(operation)));
        next.ifPresent(number -> line("next page: --after " + number));
    }

    private int totals(OperatorDesk desk) throws LedgerException {
        TenantTotals totals = desk.totals();
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE");
            report.putArray("owedToCards");
            for (Money owed : totals.owedToCards()) {
                AnswerReport.put(report.withArray("owedToCards").addObject(), owed);
            }
            report.putArray("systemAccounts");
            for (SystemBalance balance : totals.systemBalances()) {
                report.withArray("systemAccounts")
                        .addObject()
                        .put("account", balance.account().name())
                        .put("currency", balance.currency())
                        .put("minorUnits", balance.balance());
            }
            print(report);
            return ExitCode.OK;
        }
        totals.owedToCards().forEach(owed -> line("owed to cards            " + owed));
        for (SystemBalance balance : totals.systemBalances()) {
            line(String.format(
                    java.util.Locale.ROOT,
                    "%-24s %s",
                    balance.account().name(),
                    Money.ofMinor(CurrencyUnit.of(balance.currency()), balance.balance())));
        }
        return ExitCode.OK;
    }
}

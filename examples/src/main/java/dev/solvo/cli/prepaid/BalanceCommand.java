package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.account.BalanceAnswer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardRecord;
import dev.solvo.prepaid.account.CardReference;
import dev.solvo.prepaid.account.OpenHold;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid balance}: what is on a card. */
@Command(
        name = "balance",
        description = {
            "Shows a card as an operator sees it: balance, state, holds.",
            "With --terminal, or with a PIN, as a terminal sees it: the balance, if the card is accepted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BalanceCommand extends BooksTask {
    @Mixin
    private CardOptions options = new CardOptions();

    @Mixin
    private PinOptions pins = new PinOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Option(names = "--at", paramLabel = "TIME", description = "what was on it at a time: 2026-11-30T08:00:00Z")
    private @Nullable String at;

    private @Nullable CardReference card;
    private Optional<Pin> pin = Optional.empty();

    private boolean isAtTerminal() {
        return terminal.isGiven() || pins.isGiven();
    }

    @Override
    void prepare() throws BadInputException {
        if (at != null && isAtTerminal()) {
            throw usage("--at is an operator's question: leave --terminal and the PIN out");
        }
        card = isAtTerminal() ? options.code(secrets()) : options.reference(secrets());
        pin = pins.pin(secrets());
    }

    @Override
    int run(OpenStore books) throws BadInputException, LedgerException {
        CardReference named = card;
        if (named instanceof CardCode code && isAtTerminal()) {
            return atTerminal(books, code);
        }
        if (named == null) {
            throw new IllegalStateException("the options have not been read");
        }
        Optional<Instant> time = Moment.of("--at", at, books.policy().zone());
        if (time.isPresent()) {
            Optional<Money> balance = books.operator().balanceAt(named, time.get());
            return balance.isEmpty()
                    ? refused(named, RefusalReason.UNKNOWN_CARD)
                    : atTime(named, time.get(), balance.get());
        }
        Optional<CardRecord> found = books.operator().card(named);
        return found.isEmpty() ? refused(named, RefusalReason.UNKNOWN_CARD) : shown(found.get());
    }

    private int atTerminal(OpenStore books, CardCode code) throws LedgerException {
        TerminalDesk desk = terminal.desk(books);
        BalanceAnswer answer;
        if (pin.isEmpty()) {
            answer = desk.balance(code);
        } else {
            try (Pin entered = pin.get()) {
                answer = desk.balance(code, entered);
            }
        }
        if (answer instanceof BalanceAnswer.Refused refused) {
            return refused(code, refused.reason());
        }
        BalanceAnswer.Shown shown = (BalanceAnswer.Shown) answer;
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE").put("card", CardOptions.masked(code));
            AnswerReport.put(report, shown.balance());
            print(report.put("operation", "BALANCE"));
        } else {
            line("card       " + CardOptions.masked(code));
            line(AnswerReport.text(shown.balance()));
        }
        return ExitCode.OK;
    }

    private int atTime(CardReference named, Instant time, Money balance) {
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE").put("card", CardOptions.masked(named));
            AnswerReport.put(report.putObject("ledger"), balance);
            print(report.put("at", time.toString()).put("operation", "BALANCE"));
        } else {
            line("card       " + CardOptions.masked(named));
            line("balance    " + balance + " at " + time);
        }
        return ExitCode.OK;
    }

    private int shown(CardRecord record) {
        if (isJson()) {
            print(json(record));
            return ExitCode.OK;
        }
        line("card       ****" + record.codeHint() + " " + record.state() + ", " + record.product() + ", account "
                + record.account());
        line(AnswerReport.text(record.balance()));
        line("opened     " + record.opened()
                + record.expires().map(time -> ", expires " + time).orElse(", does not expire"));
        record.successor().ifPresent(successor -> line("replaced   by account " + successor));
        if (record.hasPin()) {
            line("PIN        " + record.pinTriesLeft() + " tries left");
        }
        for (OpenHold hold : record.openHolds()) {
            line("held       " + hold.held() + " of " + hold.authorised() + " under key " + hold.key()
                    + hold.expires().map(time -> " until " + time).orElse(""));
        }
        return ExitCode.OK;
    }

    private ObjectNode json(CardRecord record) {
        ObjectNode report = object();
        report.put("outcome", "DONE");
        report.put("card", "****" + record.codeHint());
        report.put("state", record.state().name());
        AnswerReport.put(report, record.balance());
        report.put("operation", "BALANCE");
        report.put("account", record.account().toString());
        report.put("product", record.product());
        report.put("opened", record.opened().toString());
        record.expires().ifPresent(time -> report.put("expires", time.toString()));
        record.successor().ifPresent(successor -> report.put("successor", successor.toString()));
        report.put("hasPin", record.hasPin());
        report.put("pinTriesLeft", record.pinTriesLeft());
        for (OpenHold hold : record.openHolds()) {
            ObjectNode entry = report.withArray("holds").addObject();
            entry.put("key", hold.key().value());
            entry.put("terminal", hold.terminal());
            AnswerReport.put(entry.putObject("authorised"), hold.authorised());
            AnswerReport.put(entry.putObject("captured"), hold.captured());
            AnswerReport.put(entry.putObject("held"), hold.held());
            entry.put("made", hold.made().toString());
            hold.expires().ifPresent(time -> entry.put("expires", time.toString()));
        }
        return report;
    }

    private int refused(CardReference named, RefusalReason reason) {
        if (isJson()) {
            print(object().put("outcome", "REFUSED")
                    .put("reason", reason.name())
                    .put("card", CardOptions.masked(named))
                    .put("operation", "BALANCE"));
        } else {
            line("REFUSED    balance, card " + CardOptions.masked(named));
            line("reason     " + reason + ": " + AnswerReport.words(reason));
        }
        return ExitCode.DECLINED;
    }
}

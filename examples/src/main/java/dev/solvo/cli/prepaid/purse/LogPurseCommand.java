package dev.solvo.cli.prepaid.purse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.LogOutcome;
import dev.solvo.prepaid.purse.LogRecord;
import dev.solvo.prepaid.purse.NotDone;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code solvo prepaid purse log}: the card's latest transactions. */
@Command(
        name = "log",
        description = "Lists the card's latest transactions, at most ten.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LogPurseCommand implements Callable<Integer> {
    @Mixin
    private PurseOptions options = new PurseOptions();

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        return SelectedPurse.run(options, false, false, (desk, card) -> {
            LogOutcome outcome = desk.run(desk.reader().log());
            return outcome instanceof LogOutcome.Log log ? report(log) : PurseReport.of((NotDone) outcome);
        });
    }

    private static PurseReport report(LogOutcome.Log log) {
        PurseReport report = PurseReport.done("LOG", log.records().size() + " transactions, the latest first");
        ArrayNode all = report.toJson().putArray("records");
        for (LogRecord record : log.records()) {
            all.addObject()
                    .put("sequence", record.sequence())
                    .put("type", record.type().name())
                    .put("currency", record.amount().getCurrencyUnit().getCode())
                    .put("minorUnits", record.amount().getAmountMinorLong())
                    .put("terminal", record.terminal().toString())
                    .put("time", record.time().dateTime().toString());
            report.line(String.format(
                    Locale.ROOT,
                    "%5d  %s  %-18s %12s  terminal %s",
                    record.sequence(),
                    record.time().dateTime(),
                    PurseReport.words(record.type().name()),
                    record.amount(),
                    record.terminal()));
        }
        report.toJson().put("unreadable", log.unreadable());
        return report;
    }
}

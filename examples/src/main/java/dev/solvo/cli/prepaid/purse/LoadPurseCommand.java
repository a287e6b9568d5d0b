package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.HostNotice;
import dev.solvo.prepaid.purse.LoadOutcome;
import dev.solvo.prepaid.purse.Loaded;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.NotLoaded;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.RecoveredLoad;
import dev.solvo.prepaid.purse.UnknownTransaction;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.joda.money.Money;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid purse load}: money into the card. */
@Command(
        name = "load",
        description = "Puts money into the card, with the simulated issuer online.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LoadPurseCommand implements Callable<Integer> {
    @Mixin
    private PurseOptions options = new PurseOptions();

    @Option(names = "--amount", required = true, paramLabel = "20.00", description = "how much")
    private BigDecimal amount = BigDecimal.ZERO;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        Money money = options.money(amount);
        return SelectedPurse.run(options, true, true, (desk, card) -> load(desk, card, money));
    }

    private PurseReport load(PurseDesk desk, PurseCard card, Money money) throws BadInputException {
        ProvePurseCommand.requireSettled(desk);
        LoadOutcome outcome = desk.run(desk.reader().load(card, options.account(), money, options.now()));
        if (outcome instanceof NotDone notDone) {
            desk.settled();
            return PurseReport.of(notDone);
        }
        return report(desk, (RecoveredLoad) outcome);
    }

    /** The end of a load, at once or after a recovery. */
    static PurseReport report(PurseDesk desk, RecoveredLoad outcome) {
        if (outcome instanceof UnknownTransaction unknown) {
            return PurseReport.of(unknown);
        }
        desk.settled();
        if (outcome instanceof Loaded loaded) {
            String line = "loaded " + loaded.record().facts().amount() + ", now "
                    + loaded.record().facts().newBalance();
            PurseReport report = loaded.notice() == HostNotice.ACCEPTED
                    ? PurseReport.done("LOADED", line)
                    : PurseReport.open("LOADED", line);
            return report.with(loaded.record()).with(loaded.notice());
        }
        NotLoaded not = (NotLoaded) outcome;
        return PurseReport.declined(
                        "NOT_LOADED",
                        "not loaded: " + PurseReport.words(not.why().name()))
                .with(not.report().facts())
                .put("reason", not.why().name())
                .with(not.notice());
    }
}

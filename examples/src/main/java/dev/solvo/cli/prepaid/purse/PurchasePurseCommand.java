package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.DebitedWithoutCode;
import dev.solvo.prepaid.purse.NotDebited;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.Paid;
import dev.solvo.prepaid.purse.PurchaseOutcome;
import dev.solvo.prepaid.purse.PurseAccount;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.RecoveredPurchase;
import dev.solvo.prepaid.purse.UnknownTransaction;
import dev.solvo.prepaid.purse.Unproven;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.joda.money.Money;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid purse purchase}: money out of the card. */
@Command(
        name = "purchase",
        description = "Takes money out of the card, with the simulated security module.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PurchasePurseCommand implements Callable<Integer> {
    @Mixin
    private PurseOptions options = new PurseOptions();

    @Option(names = "--amount", required = true, paramLabel = "3.50", description = "how much")
    private BigDecimal amount = BigDecimal.ZERO;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        Money money = options.money(amount);
        return SelectedPurse.run(
                options, true, options.account() == PurseAccount.PASSBOOK, (desk, card) -> purchase(desk, card, money));
    }

    private PurseReport purchase(PurseDesk desk, PurseCard card, Money money) throws BadInputException {
        ProvePurseCommand.requireSettled(desk);
        PurchaseOutcome outcome = desk.run(desk.reader().purchase(card, options.account(), money, options.now()));
        if (outcome instanceof NotDone notDone) {
            desk.settled();
            return PurseReport.of(notDone);
        }
        return report(desk, (RecoveredPurchase) outcome);
    }

    /** The end of a purchase, at once or after a recovery. */
    static PurseReport report(PurseDesk desk, RecoveredPurchase outcome) {
        if (outcome instanceof UnknownTransaction unknown) {
            return PurseReport.of(unknown);
        }
        desk.settled();
        if (outcome instanceof Paid paid) {
            return PurseReport.done(
                            "PAID",
                            "paid " + paid.record().facts().amount() + ", now "
                                    + paid.record().facts().newBalance())
                    .with(paid.record())
                    .put("module", paid.confirmation().name())
                    .with(desk.upload(paid.record()));
        }
        if (outcome instanceof Unproven unproven) {
            return PurseReport.open("UNPROVEN", "the card says that it has paid, and its proof is wrong")
                    .with(unproven.record())
                    .put("module", unproven.confirmation().name())
                    .with(desk.upload(unproven.record()));
        }
        if (outcome instanceof DebitedWithoutCode debited) {
            return PurseReport.open("DEBITED_WITHOUT_CODE", "paid, and the card has no code to claim it with any more")
                    .with(debited.facts());
        }
        return PurseReport.declined("NOT_DEBITED", "not paid").with(((NotDebited) outcome).facts());
    }
}

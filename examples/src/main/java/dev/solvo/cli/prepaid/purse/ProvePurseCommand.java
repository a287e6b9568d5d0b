package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.PendingLoad;
import dev.solvo.prepaid.purse.PendingPurchase;
import dev.solvo.prepaid.purse.PendingTransaction;
import dev.solvo.prepaid.purse.ProofOutcome;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.PurseTransactionType;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid purse prove}: what became of a transaction. */
@Command(
        name = "prove",
        description = {
            "Finds out what became of the transaction that is pending in the card file, and settles it.",
            "With --number it only asks the card for the codes of a transaction.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ProvePurseCommand implements Callable<Integer> {
    private static final int MOST = 65_534;

    @Mixin
    private PurseOptions options = new PurseOptions();

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "the card's number of a transaction, as load and purchase print it")
    private @Nullable Integer number;

    @Option(
            names = "--type",
            defaultValue = "purse_purchase",
            description = "with --number: ${COMPLETION-CANDIDATES} (default: purse_purchase)")
    private PurseTransactionType type = PurseTransactionType.PURSE_PURCHASE;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        if (number != null && (number < 0 || number > MOST)) {
            throw options.usage("--number is 0 to " + MOST);
        }
        // The passbook and loads tell nothing before the PIN.
        return SelectedPurse.run(options, false, number == null, this::prove);
    }

    private PurseReport prove(PurseDesk desk, PurseCard card) throws BadInputException {
        if (number != null) {
            return proof(desk, number);
        }
        Optional<PendingTransaction> pending = desk.pending();
        if (pending.isEmpty()) {
            return PurseReport.done("NOTHING_PENDING", "nothing is pending");
        }
        if (pending.get() instanceof PendingPurchase purchase) {
            return PurchasePurseCommand.report(desk, desk.run(desk.reader().recover(card, purchase)));
        }
        return LoadPurseCommand.report(desk, desk.run(desk.reader().recover(card, (PendingLoad) pending.get())));
    }

    private PurseReport proof(PurseDesk desk, int sequence) {
        ProofOutcome outcome = desk.run(desk.reader().prove(type, sequence));
        if (!(outcome instanceof ProofOutcome.Proof proof)) {
            return PurseReport.of((NotDone) outcome);
        }
        return PurseReport.done(
                        "PROOF",
                        "the card has done it; MAC " + proof.mac().toHex() + ", TAC "
                                + proof.tac().toHex())
                .put("mac", proof.mac().toHex())
                .put("tac", proof.tac().toHex());
    }

    /** A new transaction would make the proof of the one before it unreachable. */
    static void requireSettled(PurseDesk desk) throws BadInputException {
        if (desk.pending().isPresent()) {
            throw new BadInputException(
                    "a transaction is pending in the card file: settle it first with solvo prepaid purse prove");
        }
    }
}

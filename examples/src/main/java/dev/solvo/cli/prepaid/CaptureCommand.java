package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CaptureRest;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid capture}: held money spent. */
@Command(
        name = "capture",
        description =
                "Spends what an authorisation holds, or a part of it. What is left is released, or with --keep stays held.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CaptureCommand extends CardTask {
    @Option(names = "--original", required = true, paramLabel = "K", description = "the key of the authorisation")
    private String original = "";

    @Option(names = "--keep", description = "what is left stays held for further captures")
    private boolean keep;

    @Mixin
    private AmountOptions amount = new AmountOptions();

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    void read() throws BadInputException {
        amount.positive();
        original(original);
        readCard(true);
    }

    @Override
    Answer answer(OpenStore books, OperationKey under) throws LedgerException {
        return terminal.desk(books)
                .capture(
                        code(),
                        original(original),
                        amount.positive(),
                        keep ? CaptureRest.KEEP : CaptureRest.RELEASE,
                        under);
    }

    @Override
    OperationKind kind() {
        return OperationKind.CAPTURE;
    }
}

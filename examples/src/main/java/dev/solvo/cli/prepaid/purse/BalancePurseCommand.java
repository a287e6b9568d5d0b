package dev.solvo.cli.prepaid.purse;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.purse.BalanceOutcome;
import dev.solvo.prepaid.purse.ElectronicCash;
import dev.solvo.prepaid.purse.ElectronicCashOutcome;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.PurseReader;
import dev.solvo.tlv.Bytes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code solvo prepaid purse balance}: what the card holds. */
@Command(
        name = "balance",
        description = "Tells what the card holds.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BalancePurseCommand implements Callable<Integer> {
    @Mixin
    private PurseOptions options = new PurseOptions();

    @Option(
            names = "--electronic-cash",
            paramLabel = "AID",
            description = "read UnionPay electronic cash of this application instead, such as A000000333010106")
    private @Nullable String electronicCash;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        if (electronicCash != null) {
            return readElectronicCash(electronicCash);
        }
        return SelectedPurse.run(options, false, false, (desk, card) -> {
            BalanceOutcome outcome = desk.run(desk.reader().balance(options.account()));
            return outcome instanceof BalanceOutcome.Balance balance
                    ? PurseReport.done("BALANCE", "balance " + balance.amount())
                            .put("account", options.account().name())
                            .put("balance", balance.amount())
                    : PurseReport.of((NotDone) outcome);
        });
    }

    private int readElectronicCash(String hex) throws BadInputException, InterruptedException {
        Bytes name;
        try {
            name = Bytes.fromHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw options.usage("--electronic-cash: expected 10 to 32 hexadecimal digits");
        }
        if (name.length() < 5 || name.length() > 16) {
            throw options.usage("--electronic-cash: expected 10 to 32 hexadecimal digits");
        }
        options.check(false);
        PurseReport report;
        try (PurseDesk desk = options.open()) {
            ElectronicCashOutcome outcome = desk.run(
                    PurseReader.electronicCash(name, desk.reader().settings().currency()));
            report = outcome instanceof ElectronicCash cash ? report(cash) : PurseReport.of((NotDone) outcome);
        }
        return options.print(report);
    }

    private static PurseReport report(ElectronicCash cash) {
        PurseReport report = PurseReport.done("BALANCE", "electronic cash " + cash.balance())
                .put("account", "ELECTRONIC_CASH")
                .put("balance", cash.balance());
        cash.limit().ifPresent(limit -> report.put("limit", limit));
        cash.transactionLimit().ifPresent(limit -> report.put("transactionLimit", limit));
        cash.resetThreshold().ifPresent(threshold -> report.put("resetThreshold", threshold));
        return report;
    }
}

package dev.solvo.cli.qr;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.reconcile.AlipayBill;
import dev.solvo.qr.reconcile.BillReader;
import dev.solvo.qr.reconcile.BillRow;
import dev.solvo.qr.reconcile.NeutralBill;
import dev.solvo.qr.reconcile.OwnEntry;
import dev.solvo.qr.reconcile.Reconciliation;
import dev.solvo.qr.reconcile.ReconciliationReport;
import dev.solvo.qr.reconcile.WeChatPayBill;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo qr reconcile}: a wallet's bill against the records of a till. */
@Command(
        name = "reconcile",
        description = {
            "Compares a wallet's bill with the records of a till, movement by movement.",
            "Exit code 0 if they agree, 1 if they differ, 65 if the bill or the records cannot be read.",
            "Bills of UnionPay have no public description: bring them into the neutral form."
        },
        footer = {
            "",
            "Examples:",
            "  solvo qr reconcile 20881000000000000156_20261123.csv.zip --wallet alipay --store till1",
            "  solvo qr reconcile bill.csv --wallet neutral --store till1 --date 2026-11-23 --json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReconcileCommand implements Callable<Integer> {
    /** Whose bill it is, and in which form. */
    enum Form {
        alipay,
        wechat,
        unionpay,
        neutral;

        /** A neutral bill may be of any wallet, or of several. */
        boolean isOf(Wallet wallet) {
            return switch (this) {
                case alipay -> wallet == Wallet.ALIPAY;
                case wechat -> wallet == Wallet.WECHAT_PAY;
                case unionpay -> wallet == Wallet.UNIONPAY;
                case neutral -> true;
            };
        }

        BillReader reader() {
            return switch (this) {
                case alipay -> new AlipayBill();
                case wechat -> new WeChatPayBill();
                case unionpay, neutral -> new NeutralBill();
            };
        }
    }

    /** The wallets' days are Beijing's. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the bill: as the wallet gives it, or neutral CSV")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path bill;

    @Option(
            names = "--wallet",
            required = true,
            paramLabel = "WALLET",
            description = "alipay, wechat, unionpay (neutral form), or neutral for the records of all wallets")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Form form;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "the till's directory with collections.jsonl and refunds.jsonl")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path store;

    @Option(names = "--account", paramLabel = "ID", description = "only records of this account")
    private @Nullable String account;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "the bill's day in Beijing; from the first to the last day in the bill if absent")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        List<BillRow> rows = rows();
        ReconciliationReport report = compare(rows, own());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReconciliationText.json(report).toPrettyString());
        } else {
            ReconciliationText.print(report, out);
        }
        out.flush();
        return report.agrees() ? ExitCode.OK : ExitCode.DECLINED;
    }

    private ReconciliationReport compare(List<BillRow> rows, List<OwnEntry> own) {
        LocalDate first = date;
        LocalDate last = date;
        for (BillRow row : rows) {
            LocalDate day =
                    row.time().map(time -> LocalDate.ofInstant(time, BEIJING)).orElse(null);
            if (date == null && day != null) {
                first = first == null || day.isBefore(first) ? day : first;
                last = last == null || day.isAfter(last) ? day : last;
            }
        }
        if (first == null || last == null) {
            return Reconciliation.compare(rows, own);
        }
        return Reconciliation.compare(
                rows,
                own,
                first.atStartOfDay(BEIJING).toInstant(),
                last.plusDays(1).atStartOfDay(BEIJING).toInstant());
    }

    private List<BillRow> rows() throws BadInputException {
        try (InputStream in = Files.newInputStream(bill)) {
            return form.reader().read(in);
        } catch (QrException wrong) {
            throw new BadInputException(bill + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + bill, unreadable);
        }
    }

    /** All of the till's records; the comparison leaves out those of other days. */
    private List<OwnEntry> own() throws BadInputException {
        // Opening a store would create its file.
        if (!Files.isRegularFile(store.resolve("collections.jsonl"))) {
            throw new BadInputException("no records of collections in " + store);
        }
        List<OwnEntry> own = new ArrayList<>();
        try (FileCollectionStore collections = FileCollectionStore.open(store)) {
            for (CollectionRecord record : collections.begunBetween(Instant.EPOCH, Instant.MAX)) {
                if (isAskedFor(record.wallet(), record.account())) {
                    own.add(OwnEntry.of(record));
                }
            }
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the collections: " + unreadable.getMessage(), unreadable);
        }
        if (!Files.isRegularFile(store.resolve("refunds.jsonl"))) {
            return own;
        }
        try (FileRefundStore refunds = FileRefundStore.open(store)) {
            for (RefundRecord record : refunds.begunBetween(Instant.EPOCH, Instant.MAX)) {
                if (isAskedFor(record.wallet(), record.account())) {
                    own.add(OwnEntry.of(record));
                }
            }
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the refunds: " + unreadable.getMessage(), unreadable);
        }
        return own;
    }

    private boolean isAskedFor(Wallet wallet, String ofAccount) {
        return form.isOf(wallet) && (account == null || account.equals(ofAccount));
    }
}

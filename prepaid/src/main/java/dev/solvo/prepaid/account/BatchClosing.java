package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.BatchTotal;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Compares a terminal's totals with those of the books, and enters what came of it. */
final class BatchClosing {
    private static final int MOST_DIFFERENCES = 12;
    private static final int FIELDS = 6;

    private final Office office;
    private final Caller caller;

    BatchClosing(Teller teller) {
        this.office = teller.office();
        this.caller = teller.caller();
    }

    private record LineName(OperationKind kind, String currency) implements Comparable<LineName> {
        @Override
        public int compareTo(LineName other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : currency.compareTo(other.currency);
        }
    }

    BatchAnswer close(List<BatchLine> totals, OperationKey key) throws LedgerException {
        Map<LineName, BatchLine> terminal = byName(totals);
        TerminalId id = new TerminalId(caller.terminal());
        AccountId account = DerivedKeys.terminal(caller.tenant(), id);
        Map<LineName, BatchLine> ledger = byName(lines(office, caller, id, caller.batch()));
        List<BatchDifference> differences = differences(terminal, ledger);
        LedgerCommand command =
                new LedgerCommand(new OperationId(caller.tenant(), account, key), fingerprint(terminal));
        OperationRow row = new OperationRow(
                command.id(), command.fingerprint(), facts(account), answer(differences), OperationProgress.NONE, 0);
        LedgerResult result;
        try {
            result = office.ledger().execute(command, view -> Decision.remembered(row));
        } catch (LedgerException e) {
            if (e.outcomeUnknown()) {
                return new BatchAnswer.Unknown(key);
            }
            throw e;
        }
        if (result instanceof LedgerResult.Conflicting) {
            return new BatchAnswer.Conflict(key);
        }
        return answer(key, Transfers.operation(result), result instanceof LedgerResult.Replayed);
    }

    /** The books' totals of a batch: what was done and not reversed. */
    static List<BatchLine> lines(Office office, Caller caller, TerminalId terminal, int batch) throws LedgerException {
        List<BatchLine> lines = new ArrayList<>();
        for (BatchTotal total : office.ledger().reads().batchTotals(caller.tenant(), terminal, batch)) {
            if (BatchLine.KINDS.contains(total.kind()) && total.count() > total.reversedCount()) {
                lines.add(new BatchLine(
                        total.kind(),
                        total.count() - total.reversedCount(),
                        Money.ofMinor(Answers.currency(total.currency()), total.amount() - total.reversedAmount())));
            }
        }
        return lines;
    }

    private static Map<LineName, BatchLine> byName(List<BatchLine> lines) {
        Map<LineName, BatchLine> byName = new TreeMap<>();
        for (BatchLine line : lines) {
            LineName name =
                    new LineName(line.kind(), line.amount().getCurrencyUnit().getCode());
            if (byName.putIfAbsent(name, line) != null) {
                throw new IllegalArgumentException("there are two lines of " + name.kind() + " " + name.currency());
            }
        }
        return byName;
    }

    private static List<BatchDifference> differences(
            Map<LineName, BatchLine> terminal, Map<LineName, BatchLine> ledger) {
        Map<LineName, BatchLine> all = new TreeMap<>(terminal);
        ledger.forEach(all::putIfAbsent);
        List<BatchDifference> differences = new ArrayList<>();
        all.forEach((name, any) -> {
            BatchLine none =
                    new BatchLine(name.kind(), 0, Money.zero(any.amount().getCurrencyUnit()));
            BatchLine theirs = terminal.getOrDefault(name, none);
            BatchLine ours = ledger.getOrDefault(name, none);
            if (!theirs.equals(ours)) {
                differences.add(
                        new BatchDifference(name.kind(), theirs.count(), theirs.amount(), ours.count(), ours.amount()));
            }
        });
        return differences;
    }

    private Bytes fingerprint(Map<LineName, BatchLine> terminal) {
        CanonicalBytes bytes = new CanonicalBytes()
                .text(OperationKind.CLOSE_BATCH.name())
                .text(caller.terminal())
                .number(caller.batch())
                .number(terminal.size());
        terminal.values()
                .forEach(line ->
                        bytes.text(line.kind().name()).number(line.count()).money(line.amount()));
        return bytes.sha256();
    }

    private OperationFacts facts(AccountId account) {
        String currency =
                caller.policy().products().values().iterator().next().currency().getCode();
        return new OperationFacts(
                OperationKind.CLOSE_BATCH,
                office.now(),
                caller.terminal(),
                caller.batch(),
                currency,
                0,
                "",
                account,
                "",
                "");
    }

    private static AnswerRow answer(List<BatchDifference> differences) {
        StringBuilder detail = new StringBuilder();
        int written = 0;
        while (written < differences.size() && written < MOST_DIFFERENCES) {
            String line = line(differences.get(written));
            if (detail.length() + line.length() > AnswerRow.DETAIL_LENGTH - FIELDS) {
                break;
            }
            detail.append(line);
            written++;
        }
        detail.insert(0, differences.size() - written);
        return new AnswerRow(true, "", 0, 0, 0, CardState.ACTIVE, detail.toString());
    }

    private static String line(BatchDifference difference) {
        return ";" + difference.kind() + " "
                + difference.terminalAmount().getCurrencyUnit().getCode() + " "
                + difference.terminalCount() + " "
                + difference.terminalAmount().getAmountMinor().toPlainString() + " "
                + difference.ledgerCount() + " "
                + difference.ledgerAmount().getAmountMinor().toPlainString();
    }

    private static BatchAnswer answer(OperationKey key, OperationRow row, boolean replayed) throws LedgerException {
        String[] parts = row.answer().detail().split(";", -1);
        List<BatchDifference> differences = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            differences.add(difference(parts[i]));
        }
        int more = Integer.parseInt(parts[0]);
        return differences.isEmpty() && more == 0
                ? new BatchAnswer.Matched(key, replayed)
                : new BatchAnswer.Different(key, differences, more, replayed);
    }

    private static BatchDifference difference(String line) throws LedgerException {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new LedgerException(LedgerException.Cause.CORRUPT, "a closed batch cannot be read");
        }
        CurrencyUnit currency = Answers.currency(fields[1]);
        return new BatchDifference(
                OperationKind.valueOf(fields[0]),
                Long.parseLong(fields[2]),
                Money.ofMinor(currency, Long.parseLong(fields[3])),
                Long.parseLong(fields[4]),
                Money.ofMinor(currency, Long.parseLong(fields[5])));
    }
}

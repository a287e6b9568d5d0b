package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the port asks of every {@link Decision} and its types cannot say. A decision that breaks a rule is a mistake in the
 * program: every ledger refuses it as such, before it stores anything.
 */
final class DecisionRules {
    /** More than any operation needs, and few enough for one transaction. */
    private static final int MOST_ROWS = 64;

    private static final int LONGEST_NAME = 48;
    private static final int LONGEST_PRODUCT = 32;
    private static final int LONGEST_HINT = 4;
    private static final int LONGEST_TERMINAL = 32;
    private static final int LONGEST_REFUSAL = 32;
    private static final int LONGEST_KEY = 80;
    private static final int CURRENCY_LENGTH = 3;

    /** More than any card may have, and so little that sums of many stay numbers. */
    private static final long LARGEST_POSTING = 1_000_000_000_000_000L;

    private DecisionRules() {}

    /** @throws IllegalArgumentException if {@code decision} is none that {@code command} can have */
    static void check(LedgerCommand command, Decision decision) {
        if (decision.entries().size() > MOST_ROWS
                || decision.accounts().size() > MOST_ROWS
                || decision.progressed().size() > MOST_ROWS) {
            throw new IllegalArgumentException("a decision has at most " + MOST_ROWS + " rows of a kind");
        }
        checkEntries(command, decision.entries());
        Set<AccountId> accounts = checkAccounts(command.id().tenant(), decision.accounts());
        checkProgressed(command.id().tenant(), accounts, decision.progressed());
    }

    /** @throws IllegalArgumentException if texts or the amount are larger than any store keeps */
    static void check(PlainDebit debit) {
        if (debit.facts().amount() > LARGEST_POSTING) {
            throw new IllegalArgumentException("a posting is of at most " + LARGEST_POSTING);
        }
        checkTexts(debit.facts());
    }

    private static void checkEntries(LedgerCommand command, List<JournalEntry> entries) {
        OperationRow first = entries.get(0).operation();
        if (!first.id().equals(command.id()) || !first.fingerprint().equals(command.fingerprint())) {
            throw new IllegalArgumentException("the first entry is not the one that was commanded");
        }
        Set<OperationKey> keys = new HashSet<>();
        for (JournalEntry entry : entries) {
            OperationRow operation = entry.operation();
            if (!operation.id().tenant().equals(command.id().tenant())) {
                throw new IllegalArgumentException("an entry is another tenant's");
            }
            if (operation.number() != 0) {
                throw new IllegalArgumentException("a new entry has no number yet");
            }
            if (!keys.add(operation.id().key())) {
                throw new IllegalArgumentException("two entries have one key");
            }
            checkTexts(operation.facts());
            checkText("refusal", operation.answer().reason(), LONGEST_REFUSAL);
            checkText("detail", operation.answer().detail(), AnswerRow.DETAIL_LENGTH);
            LedgerAccount own = LedgerAccount.card(operation.id().account());
            for (Posting posting : entry.postings()) {
                checkText("ledger account's name", posting.account().name(), LONGEST_NAME);
                if (posting.amount() > LARGEST_POSTING) {
                    throw new IllegalArgumentException("a posting is of at most " + LARGEST_POSTING);
                }
                // Where a store is sharded by card, an entry lives beside the one card that it is about.
                if (posting.account().isCard() && !posting.account().equals(own)) {
                    throw new IllegalArgumentException("an entry posts to another card than its own");
                }
            }
        }
    }

    private static Set<AccountId> checkAccounts(TenantId tenant, List<AccountRow> rows) {
        Set<AccountId> accounts = new HashSet<>();
        for (AccountRow row : rows) {
            if (!row.tenant().equals(tenant)) {
                throw new IllegalArgumentException("an account is another tenant's");
            }
            if (!accounts.add(row.id())) {
                throw new IllegalArgumentException("an account is there twice");
            }
            checkText("product", row.product(), LONGEST_PRODUCT);
            checkText("hint", row.codeHint(), LONGEST_HINT);
            checkText("currency", row.currency(), CURRENCY_LENGTH);
        }
        return accounts;
    }

    private static void checkProgressed(TenantId tenant, Set<AccountId> accounts, List<OperationRow> progressed) {
        Set<Long> numbers = new HashSet<>();
        for (OperationRow row : progressed) {
            if (row.number() <= 0 || !numbers.add(row.number())) {
                throw new IllegalArgumentException("what progresses is stored, and there once");
            }
            // Only the version of its account guards an operation against what others do to it meanwhile.
            if (!row.id().tenant().equals(tenant) || !accounts.contains(row.id().account())) {
                throw new IllegalArgumentException("an operation progresses without its account");
            }
        }
    }

    private static void checkTexts(OperationFacts facts) {
        if (!facts.terminal().isEmpty()) {
            checkText("terminal", new TerminalId(facts.terminal()).value(), LONGEST_TERMINAL);
        }
        checkText("currency", facts.currency(), CURRENCY_LENGTH);
        checkText("original", facts.original(), LONGEST_KEY);
        checkText("operator", facts.operator(), OperationFacts.OPERATOR_LENGTH);
        checkText("reason", facts.reason(), OperationFacts.REASON_LENGTH);
    }

    private static void checkText(String what, String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException("a " + what + " has at most " + longest + " characters");
        }
    }
}

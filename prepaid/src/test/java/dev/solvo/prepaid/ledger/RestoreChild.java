package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.nio.file.Path;

/** Fills the store of the file that is named, and ends in the middle of it. */
final class RestoreChild {
    static final int KILLED = 137;
    private static final int ACCOUNTS = 5_000;

    private RestoreChild() {}

    public static void main(String[] arguments) throws Exception {
        BookOperations books = new BookOperations(new TenantId("hotel"), new TerminalId("T-1"));
        LedgerRows.Restoration restoration =
                SqliteLedger.open(Path.of(arguments[0])).restore();
        for (int i = 0; i < ACCOUNTS; i++) {
            restoration.account(books.newAccount(BookOperations.card(i), 1, AccountRow.NEVER)
                    .atVersion(1));
        }
        Runtime.getRuntime().halt(KILLED);
    }
}

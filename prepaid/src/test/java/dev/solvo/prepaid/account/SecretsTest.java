package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.fen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerRows;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String CODE = "SECRETCODE77";
    private static final String PIN = "48151623";

    /** Everything that is at hand after a card was used, right and wrong. */
    private static List<Object> seen(Issuer issuer) throws LedgerException {
        CardCode card = CardCode.of(CODE);
        List<Object> seen = new ArrayList<>();
        seen.add(card);
        seen.add(issuer.operator.issueActive(card, Issuer.PRODUCT, issuer.key()));
        seen.add(issuer.operator.load(card, fen(100), issuer.key()));
        seen.add(issuer.operator.setPin(card, Pin.of(PIN), issuer.key()));
        Spending spending = Spending.of(card, fen(1)).withPin(Pin.of(PIN)).orLess();
        seen.add(spending);
        seen.add(issuer.till.debit(spending, issuer.key()));
        seen.add(issuer.till.debit(Spending.of(card, fen(1)).withPin(Pin.of("0000")), issuer.key()));
        seen.add(issuer.till.balance(card, Pin.of(PIN)));
        seen.add(issuer.offline.book(new OfflineSpending(card, fen(1), issuer.now(), 1), issuer.key()));
        seen.add(new OfflineSpending(card, fen(1), issuer.now(), 1));
        seen.add(issuer.operator.replace(card, CardCode.of(CODE + "X"), "worn", issuer.key()));
        seen.add(issuer.operator.card(card).orElseThrow());
        seen.add(issuer.operator.statement(card, 0, Instant.EPOCH, Instant.MAX, 100));
        seen.add(Issuer.keys(2, 2));
        seen.add(SecretBytes.of(new byte[] {1, 2, 3}));
        return seen;
    }

    @Test
    void nothingPrintsACodeOrAPin() throws LedgerException {
        Issuer issuer = new Issuer();
        for (Object object : seen(issuer)) {
            String text = object.toString();
            assertFalse(text.contains(CODE), text);
            assertFalse(text.contains(PIN), text);
        }
    }

    @Test
    void theBooksHoldNeitherCodesNorPins() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        Issuer issuer = new Issuer(ledger, rules -> rules);
        seen(issuer);
        List<String> rows = new ArrayList<>();
        ledger.export(new LedgerRows.LedgerRowSink() {
            @Override
            public void account(dev.solvo.prepaid.ledger.AccountRow account) {
                rows.add(account.toString());
            }

            @Override
            public void entry(JournalEntry entry) {
                rows.add(entry.toString());
            }
        });
        assertTrue(rows.size() > 10);
        for (String row : rows) {
            assertFalse(row.contains(CODE) || row.contains(PIN), row);
        }
    }

    /** Two operations that differ in the PIN only have the same fingerprint, so that it is no way to try PINs. */
    @Test
    void theFingerprintOfADebitKnowsNoPin() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.cardWithPin(100, "1234");
        var key = issuer.key();
        issuer.till.debit(Spending.of(card, fen(1)).withPin(Pin.of("1234")), key);
        Answer other = issuer.till.debit(Spending.of(card, fen(1)).withPin(Pin.of("4321")), key);
        assertTrue(other.replayed());
        assertEquals(3, issuer.record(card).pinTriesLeft());
    }
}

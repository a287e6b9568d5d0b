package dev.solvo.benchmarks.prepaid;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardBalance;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import java.security.SecureRandom;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** All of this library: a terminal debits a card by its code, as a shop's server would for a till. */
final class DeskDebits implements Debits {
    private static final CurrencyUnit CURRENCY = CurrencyUnit.of(Cards.CURRENCY);

    private final Ledger ledger;
    private final CardCodeKeys keys;
    private final TerminalDesk[] desks = new TerminalDesk[Cards.TERMINALS.size()];
    private final CardCode[] codes;

    DeskDebits(Ledger ledger, Cards cards) {
        this.ledger = ledger;
        try (SecretBytes codeKey = SecretBytes.of(Cards.codeKey());
                SecretBytes pinKey = SecretBytes.of(Cards.codeKey())) {
            keys = CardCodeKeys.builder().codeKey(1, codeKey).pinKey(1, pinKey).build();
        }
        codes = new CardCode[cards.count()];
        for (int card = 0; card < codes.length; card++) {
            codes[card] = CardCode.of(Cards.code(card));
        }
        TenantPolicy policy = TenantPolicy.builder(Cards.TENANT)
                .product(ProductRules.builder(Cards.PRODUCT, CURRENCY).build())
                .build();
        Instant now = Instant.ofEpochMilli(Cards.NOW);
        PrepaidAccounts accounts = PrepaidAccounts.builder(ledger, keys, () -> now, new SecureRandom())
                .policy(policy)
                .build();
        for (int terminal = 0; terminal < desks.length; terminal++) {
            desks[terminal] = accounts.terminal(Cards.TENANT, Cards.TERMINALS.get(terminal))
                    .inBatch(Cards.BATCH);
        }
    }

    @Override
    public long debit(DebitRequest request) throws LedgerException {
        Answer answer = desks[request.terminal()].debit(
                codes[request.card()], Money.ofMinor(CURRENCY, request.amount()), OperationKey.of(request.key()));
        if (answer instanceof Answer.Done done) {
            return done.balance().map(CardBalance::available).orElseThrow().getAmountMinorLong();
        }
        if (answer instanceof Answer.Refused) {
            return REFUSED;
        }
        throw new IllegalStateException("neither done nor refused: " + answer);
    }

    @Override
    public void close() throws LedgerException {
        keys.close();
        for (CardCode code : codes) {
            code.close();
        }
        ledger.close();
    }
}

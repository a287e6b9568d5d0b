package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.tlv.Bytes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What all desks share. */
record Office(Ledger ledger, CardCodeKeys keys, InstantSource clock, RandomGenerator random, AttemptLimit limit) {
    private static final int SALT_LENGTH = 16;
    private static final int MOST_SUCCESSORS = 16;

    /** A card by its code, under the newest key version that has it. */
    Optional<AccountRow> find(TenantId tenant, CardCode code) throws LedgerException {
        for (int version : keys.codeVersions()) {
            Optional<AccountRow> found = ledger.reads().account(tenant, keys.account(version, tenant, code));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    Optional<AccountRow> find(TenantId tenant, CardReference card) throws LedgerException {
        if (card instanceof CardCode code) {
            return find(tenant, code);
        }
        return ledger.reads().account(tenant, ((AccountReference) card).account());
    }

    /** The id that a code has, or would have if there were such a card. */
    AccountId newest(TenantId tenant, CardCode code) {
        return keys.account(keys.codeVersion(), tenant, code);
    }

    /** The card that stands at the end of a row of replacements. */
    AccountId heir(AccountRow replaced) throws LedgerException {
        AccountRow last = replaced;
        for (int i = 0; i < MOST_SUCCESSORS && last.state() == CardState.REPLACED; i++) {
            Optional<AccountRow> next = ledger.reads().account(last.tenant(), last.successor());
            if (next.isEmpty()) {
                return last.successor();
            }
            last = next.get();
        }
        return last.id();
    }

    byte[] randomBytes() {
        byte[] bytes = new byte[SALT_LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    Bytes salt() {
        return Bytes.of(randomBytes());
    }

    long now() {
        return clock.millis();
    }
}

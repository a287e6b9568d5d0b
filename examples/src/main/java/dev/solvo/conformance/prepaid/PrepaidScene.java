package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.CaseException;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Where a case plays: books in memory, a clock that only the case moves, and cards that go by the case's names.
 *
 * <p>Codes come from the seed, so that the same case has the same cards in each run.
 */
final class PrepaidScene implements AutoCloseable {
    static final TenantId TENANT = new TenantId("hotel");

    private static final String OPERATOR = "operator";
    private static final Instant OPENING = Instant.parse("2026-03-02T09:00:00Z");
    private static final int KEY_LENGTH = 32;

    private final MemoryLedger ledger = new MemoryLedger();
    private final CardCodeKeys keys;
    private final PrepaidAccounts accounts;
    private final Random random;
    private final Map<String, CardCode> cards = new HashMap<>();
    private final Map<OperationKey, Bytes> stored = new HashMap<>();
    private Instant now = OPENING;

    PrepaidScene(TenantPolicy policy, long seed) {
        random = new Random(seed);
        keys = CardCodeKeys.builder()
                .codeKey(1, SecretBytes.of(key()))
                .pinKey(1, SecretBytes.of(key()))
                .build();
        accounts = PrepaidAccounts.builder(ledger, keys, () -> now, random)
                .policy(policy)
                .build();
    }

    private byte[] key() {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        return key;
    }

    OperatorDesk office() {
        return accounts.operator(TENANT, OPERATOR);
    }

    TerminalDesk till(String terminal) {
        return accounts.terminal(TENANT, new TerminalId(terminal));
    }

    void wait(Duration duration) {
        now = now.plus(duration);
    }

    long forgetKeys() throws LedgerException {
        return accounts.forgetKeys();
    }

    LedgerAudit audit() throws LedgerException {
        ledger.seal();
        return ledger.audit();
    }

    /** A name that no card has yet gets a new code. */
    CardCode newCard(String name) throws CaseException {
        if (cards.containsKey(name)) {
            throw new CaseException("there is a card " + name + " already");
        }
        CardCode code = office().newCode();
        cards.put(name, code);
        return code;
    }

    CardCode card(String name) throws CaseException {
        CardCode code = cards.get(name);
        if (code == null) {
            throw new CaseException(
                    "there is no card " + name + "; issue it first, or make its code known with do: code");
        }
        return code;
    }

    void remember(Answer answer) {
        stored.putIfAbsent(answer.key(), answer.stored());
    }

    /** Whether somebody has had an answer under the key; a reversal takes a key that nobody has used. */
    boolean isAnswered(OperationKey key) {
        return stored.containsKey(key);
    }

    /** Whether the answer is, byte for byte, the first one that the key had. */
    boolean isFirstAnswer(Answer answer) {
        return answer.stored().equals(stored.get(answer.key()));
    }

    @Override
    public void close() {
        cards.values().forEach(CardCode::close);
        keys.close();
    }
}

package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;

/** Keys of operations that others entail. They start with a tilde, which no caller's key has. */
final class DerivedKeys {
    static final String IN = "in";
    static final String END = "end";
    static final String EXPIRED_HOLD = "x";
    static final String FEE = "c";
    static final String FORWARD = "f";
    static final String MOVED = "m";
    static final String NEW_CARD = "n";
    static final String ACTIVATION = "a";
    static final String BREAKAGE = "b";

    private static final String TILDE = "~";
    private static final int TAG_LENGTH = 6;
    private static final int LETTERS = 26;

    private DerivedKeys() {}

    /** Of a step that an operation entails; also of one that is entailed itself. */
    static OperationKey step(OperationKey key, String step) {
        return key.value().startsWith(TILDE)
                ? new OperationKey(TILDE + step + "." + key.value().substring(1))
                : key.derived(step);
    }

    /**
     * The same key, bound to a card: where a store takes a key for one card only, and it stands under another one that was not
     * accepted, the operation goes by this key. Else the conflict would tell that there is that other card.
     */
    static OperationKey ofCard(OperationKey key, AccountId account) {
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < TAG_LENGTH; i++) {
            tag.append((char) ('a' + account.value().unsigned(i) % LETTERS));
        }
        return key.derived(tag.toString());
    }

    static boolean isCallers(OperationKey key) {
        return !key.value().startsWith(TILDE);
    }

    /** Of what the sweep of expired cards does; anew if the card's date was changed since. */
    static OperationKey expiry(AccountId account, long expires) {
        return new OperationKey(TILDE + "due." + expires + "." + account);
    }

    static OperationKey inquiry(byte[] random) {
        StringBuilder key = new StringBuilder(TILDE + "verify.");
        for (byte part : random) {
            key.append(Character.forDigit(part >> 4 & 0xF, 16)).append(Character.forDigit(part & 0xF, 16));
        }
        return new OperationKey(key.toString());
    }

    /** The id that stands for a terminal where there is no card. */
    static AccountId terminal(TenantId tenant, TerminalId terminal) {
        return new AccountId(new CanonicalBytes()
                .text("terminal")
                .text(tenant.value())
                .text(terminal.value())
                .sha256()
                .slice(0, AccountId.LENGTH));
    }
}

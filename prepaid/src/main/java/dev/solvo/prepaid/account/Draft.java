package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AccountCounters;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerView;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.PinRow;
import dev.solvo.prepaid.ledger.Posting;
import dev.solvo.prepaid.ledger.Side;
import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt to decide an operation on a card: what changes is collected here, and becomes a {@link Decision} as a whole. It
 * begins with the release of holds whose time is over. The file is long because all operations post, hold and refuse by these few
 * words, which would be no use to anyone apart from the draft that they change.
 */
final class Draft {
    /** More holds than a card can have open: transfers that are under way hold too. */
    private static final int MOST_HOLDS = 4 * ProductRules.MOST_HOLDS;

    private static final int MOST_SUCCESSORS = 16;

    private final Setting setting;
    private final LedgerView view;
    private final LedgerCommand command;
    private final AccountRow stored;
    private final Optional<ProductRules> rules;
    private final List<Posting> postings = new ArrayList<>();
    private final List<JournalEntry> entailed = new ArrayList<>();
    private final List<AccountRow> others = new ArrayList<>();
    private final Map<OperationKey, OperationRow> progressed = new LinkedHashMap<>();
    private final AnswerDetail detail = new AnswerDetail();

    private AccountRow row;
    private OperationProgress progress = OperationProgress.NONE;
    private OperationFacts facts;
    private boolean touched;
    private boolean pinVerified;
    private Optional<Boolean> balanceShown = Optional.empty();
    private long openHolds;
    private long freed;

    /** What a draft is made for; the same each time that the operation is decided. */
    record Setting(
            Caller caller,
            CardCodeKeys keys,
            Bytes salt,
            OperationFacts facts,
            boolean originalOfCard,
            Optional<AccountId> heir,
            Together together) {}

    /** Whether one transaction can change two accounts. */
    @FunctionalInterface
    interface Together {
        boolean test(AccountId first, AccountId second);
    }

    Draft(Setting setting, LedgerView view, LedgerCommand command, AccountRow row) throws LedgerException {
        this.setting = setting;
        this.view = view;
        this.command = command;
        this.stored = row;
        this.row = row;
        this.rules = setting.caller().rules(row.product());
        this.facts = inCurrencyOf(setting.facts(), row);
    }

    Caller caller() {
        return setting.caller();
    }

    LedgerView view() {
        return view;
    }

    AccountRow row() {
        return row;
    }

    AccountCounters counters() {
        return row.counters();
    }

    OperationFacts facts() {
        return facts;
    }

    OperationKey key() {
        return command.id().key();
    }

    long amount() {
        return facts.amount();
    }

    long at() {
        return facts.at();
    }

    /** The rules of the card's product. Only of a card that is {@link #isUsable}. */
    ProductRules rules() {
        return rules.orElseThrow(() -> new IllegalStateException("there are no rules for the card's product"));
    }

    Optional<ProductRules> knownRules() {
        return rules;
    }

    AnswerDetail detail() {
        return detail;
    }

    /** Why the card cannot be used now; empty if it can. */
    String hindrance() {
        if (row.state() != CardState.ACTIVE) {
            return row.state().name();
        }
        if (row.expires() <= at()) {
            return CardState.EXPIRED.name();
        }
        return rules.isEmpty() ? RefusalReason.NO_RULES.name() : "";
    }

    boolean isUsable() {
        return hindrance().isEmpty();
    }

    /**
     * Whether the card's PIN was given as far as it is needed; counts a wrong one.
     *
     * @param needed whether the rules want it here, should the card have one
     */
    boolean acceptsPin(Optional<Pin> entered, boolean needed) {
        PinRow pin = row.pin();
        if (!pin.isSet() || entered.isEmpty() && !needed) {
            return true;
        }
        if (entered.isEmpty()) {
            detail.put(AnswerDetail.CAUSE, "PIN_MISSING");
            return false;
        }
        if (pin.triesLeft() <= 0) {
            detail.put(AnswerDetail.CAUSE, "PIN_BLOCKED");
            return false;
        }
        Pin given = entered.get();
        if (!isRight(setting.keys(), row, given)) {
            int left = pin.triesLeft() - 1;
            row = row.with(new PinRow(pin.hash(), pin.salt(), pin.keyVersion(), left));
            if (left == 0) {
                row = row.with(CardState.BLOCKED);
            }
            detail.put(AnswerDetail.CAUSE, "PIN_WRONG");
            return false;
        }
        pinVerified = true;
        setPin(given, pin.keyVersion() == setting.keys().pinVersion());
        return true;
    }

    static boolean isRight(CardCodeKeys keys, AccountRow row, Pin given) {
        PinRow pin = row.pin();
        Bytes hash = keys.pin(pin.keyVersion(), pin.salt(), row.id(), given);
        return MessageDigest.isEqual(hash.toByteArray(), pin.hash().toByteArray());
    }

    /** Sets a PIN with all its tries. */
    void setPin(Pin given) {
        setPin(given, false);
    }

    private void setPin(Pin given, boolean sameHash) {
        PinRow pin = row.pin();
        int tries = rules.map(ProductRules::pin).orElse(PinRules.STRICT).tries();
        int version = setting.keys().pinVersion();
        row = row.with(
                sameHash
                        ? new PinRow(pin.hash(), pin.salt(), version, tries)
                        : new PinRow(
                                setting.keys().pin(version, setting.salt(), row.id(), given),
                                setting.salt(),
                                version,
                                tries));
    }

    void change(AccountRow changed) {
        row = changed;
    }

    /** Sees to it that the decision holds only if nothing else changes the card meanwhile. */
    void touch() {
        touched = true;
    }

    void reason(String text) {
        facts = withReason(facts, text);
    }

    void credit(LedgerAccount from, long amount) {
        if (amount > 0) {
            row = row.with(row.counters().credited(amount));
            postings.add(new Posting(from, Side.DEBIT, amount));
            postings.add(new Posting(LedgerAccount.card(row.id()), Side.CREDIT, amount));
        }
    }

    void debit(LedgerAccount to, long amount) {
        if (amount > 0) {
            row = row.with(row.counters().debited(amount));
            postings.add(new Posting(LedgerAccount.card(row.id()), Side.DEBIT, amount));
            postings.add(new Posting(to, Side.CREDIT, amount));
        }
    }

    void post(LedgerAccount account, Side side, long amount) {
        if (amount > 0) {
            postings.add(new Posting(account, side, amount));
        }
    }

    void hold(long amount) {
        row = row.with(row.counters().held(amount));
    }

    /** What was held is spent. */
    void unhold(long amount) {
        row = row.with(row.counters().released(amount));
    }

    /** What was held is available again. */
    void free(long amount) {
        unhold(amount);
        freed += amount;
    }

    void progress(OperationProgress of) {
        progress = of;
    }

    /** How an earlier operation has gone on. */
    void progress(OperationRow earlier, OperationProgress changed) {
        progressed.put(earlier.id().key(), earlier.with(changed));
    }

    /** Another account of the same decision. */
    void also(AccountRow account) {
        others.removeIf(known -> known.id().equals(account.id()));
        others.add(account);
    }

    Optional<AccountRow> other(AccountId account) throws LedgerException {
        for (AccountRow known : others) {
            if (known.id().equals(account)) {
                return Optional.of(known);
            }
        }
        return view.account(account);
    }

    /** An operation of this card as it is now. */
    Optional<OperationRow> operation(OperationKey key) throws LedgerException {
        OperationRow changed = progressed.get(key);
        return changed != null ? Optional.of(changed) : view.operation(row.id(), key);
    }

    /** The operation that this one refers to. */
    Optional<OperationRow> original() throws LedgerException {
        OperationKey asked = new OperationKey(facts.original());
        Optional<OperationRow> found = operation(asked);
        return found.isEmpty() && DerivedKeys.isCallers(asked) ? operation(DerivedKeys.ofCard(asked, row.id())) : found;
    }

    /** The key that a late original shall find taken. */
    OperationKey tombstoneKey() {
        OperationKey asked = new OperationKey(facts.original());
        return setting.originalOfCard() ? DerivedKeys.ofCard(asked, row.id()) : asked;
    }

    /** Open holds, but for those that are over. */
    long openHolds() {
        return openHolds;
    }

    /** Gives back what is held by holds whose time is over. */
    void releaseDueHolds() throws LedgerException {
        if (row.counters().held() == 0) {
            return;
        }
        int released = 0;
        for (OperationRow hold : view.openHolds(row.id(), MOST_HOLDS)) {
            if (hold.facts().kind() != OperationKind.AUTHORISE) {
                continue;
            }
            if (hold.progress().holdExpires() > at()) {
                openHolds++;
            } else if (released < ProductRules.MOST_HOLDS) {
                expireHold(hold);
                released++;
            }
        }
    }

    private void expireHold(OperationRow hold) {
        long remaining = hold.progress().holdRemaining();
        OperationKey key = DerivedKeys.step(hold.id().key(), DerivedKeys.EXPIRED_HOLD);
        if (key.equals(key())) {
            return;
        }
        free(remaining);
        close(hold);
        entail(
                OperationKind.EXPIRE_HOLD,
                key,
                remaining,
                remaining,
                hold.id().key().value(),
                row.id(),
                List.of());
    }

    /** A hold holds nothing any more. */
    void close(OperationRow hold) {
        OperationProgress before = hold.progress();
        progress(
                hold,
                new OperationProgress(
                        0, before.holdExpires(), before.captured(), before.refunded(), before.reversed()));
    }

    /** Takes a fee with the operation; it has an entry of its own, which a reversal finds. */
    void fee(long amount) {
        if (amount > 0) {
            row = row.with(row.counters().debited(amount));
            entail(
                    OperationKind.FEE,
                    DerivedKeys.step(key(), DerivedKeys.FEE),
                    amount,
                    amount,
                    key().value(),
                    row.id(),
                    List.of(
                            new Posting(LedgerAccount.card(row.id()), Side.DEBIT, amount),
                            new Posting(LedgerAccount.FEES, Side.CREDIT, amount)));
        }
    }

    /** Remembers under the original's key that it is to be refused when it comes. */
    void tombstone(RefusalReason late) {
        OperationFacts facts = entailedFacts(OperationKind.TOMBSTONE, 0, key().value(), row.id());
        AnswerRow answer = new AnswerRow(
                false, late.name(), 0, row.counters().ledger(), row.counters().held(), row.state(), "");
        entailed.add(new JournalEntry(
                new OperationRow(
                        new OperationId(caller().tenant(), row.id(), tombstoneKey()),
                        fingerprint("tombstone", tombstoneKey()),
                        facts,
                        answer,
                        OperationProgress.NONE,
                        0),
                List.of()));
        touch();
    }

    private OperationRow entail(
            OperationKind kind,
            OperationKey key,
            long amount,
            long approved,
            String original,
            AccountId other,
            List<Posting> lines) {
        return entail(kind, key, amount, approved, original, other, lines, row, OperationProgress.NONE, "");
    }

    private OperationRow entail(
            OperationKind kind,
            OperationKey key,
            long amount,
            long approved,
            String original,
            AccountId other,
            List<Posting> lines,
            AccountRow on,
            OperationProgress progressOfIt,
            String detailOfIt) {
        AnswerRow answer = new AnswerRow(
                true, "", approved, on.counters().ledger(), on.counters().held(), on.state(), detailOfIt);
        OperationRow operation = new OperationRow(
                new OperationId(caller().tenant(), on.id(), key),
                fingerprint(kind.name(), key),
                entailedFacts(kind, amount, original, other),
                answer,
                progressOfIt,
                0);
        entailed.add(new JournalEntry(operation, lines));
        return operation;
    }

    /** The taking side of a transfer, on a card that is changed together with this one. */
    AccountRow take(AccountRow taker, OperationKey transfer, long amount) {
        AccountRow after = taker.with(taker.counters().credited(amount));
        also(after);
        entail(
                OperationKind.TRANSFER_IN,
                DerivedKeys.step(transfer, DerivedKeys.IN),
                amount,
                amount,
                transfer.value(),
                row.id(),
                takingLines(taker.id(), amount),
                after,
                OperationProgress.NONE,
                "");
        return after;
    }

    /** A new card, entailed by the replacement of this one. */
    void issue(AccountRow issued) {
        also(issued);
        entail(
                OperationKind.ISSUE,
                DerivedKeys.step(key(), DerivedKeys.NEW_CARD),
                0,
                0,
                key().value(),
                row.id(),
                List.of(),
                issued,
                OperationProgress.NONE,
                "");
    }

    /** Begins a transfer in steps that this operation entails: what is available is held for it. */
    void beginEntailedTransfer(OperationKey transfer, AccountId to, long amount) {
        row = row.with(row.counters().held(amount));
        entail(
                OperationKind.TRANSFER,
                transfer,
                amount,
                amount,
                key().value(),
                to,
                List.of(),
                row,
                new OperationProgress(amount, AccountRow.NEVER, 0, 0, false),
                new AnswerDetail().flag(AnswerDetail.STEPS).text());
    }

    static List<Posting> takingLines(AccountId taker, long amount) {
        return List.of(
                new Posting(LedgerAccount.TRANSIT, Side.DEBIT, amount),
                new Posting(LedgerAccount.card(taker), Side.CREDIT, amount));
    }

    /** Done; the card's balance is what it is now. */
    Decision done(long approved) throws LedgerException {
        if (caller().isTerminal() && !showsBalance()) {
            detail.put(AnswerDetail.BALANCE, AnswerDetail.HIDDEN);
        }
        OperationRow operation = operation(true, "", approved);
        settleRest();
        return decision(operation);
    }

    Decision refused(RefusalReason reason) throws LedgerException {
        if (reason == RefusalReason.INSUFFICIENT_FUNDS && caller().isTerminal() && showsBalanceOnRefusal()) {
            detail.put(AnswerDetail.BALANCE, AnswerDetail.SHOWN);
        }
        OperationRow operation = operation(false, reason.name(), 0);
        settleRest();
        return decision(operation);
    }

    /** The card cannot be used: a terminal is not told why. */
    Decision notUsable() throws LedgerException {
        String hindrance = hindrance();
        detail.put(AnswerDetail.CAUSE, hindrance);
        if (caller().isTerminal()) {
            return refused(RefusalReason.NOT_ACCEPTED);
        }
        return refused(
                hindrance.equals(RefusalReason.NO_RULES.name()) ? RefusalReason.NO_RULES : RefusalReason.WRONG_STATE);
    }

    /** Not accepted for a cause that is in the detail already, or for this one. */
    Decision notAccepted(String cause) throws LedgerException {
        if (!detail.has(AnswerDetail.CAUSE)) {
            detail.put(AnswerDetail.CAUSE, cause);
        }
        return refused(RefusalReason.NOT_ACCEPTED);
    }

    /** As an earlier step of the same operation did. */
    void showsBalance(boolean shown) {
        balanceShown = Optional.of(shown);
    }

    private boolean showsBalance() {
        return balanceShown.isPresent()
                ? balanceShown.get()
                : isUsable()
                        && (!row.pin().isSet() || pinVerified || !rules().pin().forBalance());
    }

    private boolean showsBalanceOnRefusal() {
        return pinVerified || rules.isPresent() && rules().balanceOnRefusal() && showsBalance();
    }

    /** What comes back to a card that has a successor goes on to it; what is released on an expired one goes to breakage. */
    private void settleRest() throws LedgerException {
        long rest = row.counters().available();
        if (rest == 0 || facts.kind() == OperationKind.EXPIRE || facts.kind() == OperationKind.REPLACE) {
            return;
        }
        if (row.state() == CardState.REPLACED) {
            forward(rest);
        } else if (row.state() == CardState.EXPIRED && freed > 0) {
            long released = Math.min(rest, freed);
            row = row.with(row.counters().debited(released));
            entail(
                    OperationKind.EXPIRE,
                    DerivedKeys.step(key(), DerivedKeys.BREAKAGE),
                    released,
                    released,
                    key().value(),
                    row.id(),
                    List.of(
                            new Posting(LedgerAccount.card(row.id()), Side.DEBIT, released),
                            new Posting(LedgerAccount.BREAKAGE, Side.CREDIT, released)));
        }
    }

    private void forward(long rest) throws LedgerException {
        OperationKey transfer = DerivedKeys.step(key(), DerivedKeys.FORWARD);
        AccountId heir = setting.heir().orElse(row.successor());
        for (int i = 0; i < MOST_SUCCESSORS && setting.together().test(row.id(), heir); i++) {
            Optional<AccountRow> taker = other(heir);
            if (taker.isEmpty() || heir.equals(row.id())) {
                return;
            }
            if (taker.get().state() != CardState.REPLACED
                    || !setting.together().test(row.id(), taker.get().successor())) {
                row = row.with(row.counters().debited(rest));
                entail(
                        OperationKind.TRANSFER,
                        transfer,
                        rest,
                        rest,
                        key().value(),
                        heir,
                        List.of(
                                new Posting(LedgerAccount.card(row.id()), Side.DEBIT, rest),
                                new Posting(LedgerAccount.TRANSIT, Side.CREDIT, rest)));
                take(taker.get(), transfer, rest);
                return;
            }
            heir = taker.get().successor();
        }
        if (!setting.together().test(row.id(), heir)) {
            beginEntailedTransfer(transfer, heir, rest);
        }
    }

    private OperationRow operation(boolean done, String reason, long approved) {
        AccountCounters counters = row.counters();
        return new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(done, reason, approved, counters.ledger(), counters.held(), row.state(), detail.text()),
                progress,
                0);
    }

    private Decision decision(OperationRow operation) {
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(new JournalEntry(operation, postings));
        entries.addAll(entailed);
        List<AccountRow> accounts = new ArrayList<>(others);
        // Only the version of the card guards its earlier operations against others' changes.
        if (touched || !progressed.isEmpty() || !row.equals(stored)) {
            accounts.add(0, row);
        }
        return new Decision(entries, accounts, List.copyOf(progressed.values()));
    }

    private OperationFacts entailedFacts(OperationKind kind, long amount, String original, AccountId other) {
        boolean charged = kind == OperationKind.FEE;
        return new OperationFacts(
                kind,
                at(),
                charged ? facts.terminal() : "",
                charged ? facts.batch() : 0,
                row.currency(),
                amount,
                original,
                other,
                "",
                "");
    }

    /** Of what is entailed or swept: the key says it all. */
    static Bytes fingerprint(String what, OperationKey key) {
        return new CanonicalBytes().text(what).text(key.value()).sha256();
    }

    private static OperationFacts inCurrencyOf(OperationFacts facts, AccountRow row) {
        boolean sameCurrency = facts.currency().equals(row.currency());
        return new OperationFacts(
                facts.kind(),
                facts.at(),
                facts.terminal(),
                facts.batch(),
                row.currency(),
                sameCurrency ? facts.amount() : 0,
                facts.original(),
                facts.other(),
                facts.operator(),
                facts.reason());
    }

    private static OperationFacts withReason(OperationFacts facts, String reason) {
        return new OperationFacts(
                facts.kind(),
                facts.at(),
                facts.terminal(),
                facts.batch(),
                facts.currency(),
                facts.amount(),
                facts.original(),
                facts.other(),
                facts.operator(),
                reason);
    }

    /** Whether the amount that was asked for is in the card's currency. */
    boolean hasCurrency() {
        return setting.facts().currency().isEmpty()
                || setting.facts().currency().equals(row.currency());
    }

    Decision wrongCurrency() throws LedgerException {
        detail.put(AnswerDetail.ASKED, setting.facts().currency());
        return refused(RefusalReason.CURRENCY);
    }
}

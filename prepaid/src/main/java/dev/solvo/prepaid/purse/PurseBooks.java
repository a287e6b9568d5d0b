package dev.solvo.prepaid.purse;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.account.OfflineSpending;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The issuer's books of purses, in the same ledger as all other prepaid cards: a purse has an account there, its balance is what
 * may still be spent from the purse. A load is booked before the card gets its code, and taken back if the card did not take it; a
 * purchase is booked when a merchant hands in its record with the right code. What comes in beyond the account's balance (a load that a
 * terminal denied, a cloned card) is the merchant's all the same, and stands in suspense.
 *
 * <p>The same load and the same purchase are booked once, however often and by whomever they are handed in: a purchase is known by
 * what its code covers, not by the card's own number, which it does not cover.
 *
 * <p>Safe for use by several threads.
 */
public final class PurseBooks implements LoadHost {
    private static final int KEY_BYTES = 20;

    private final PrepaidAccounts accounts;
    private final TenantId tenant;
    private final OperatorDesk operator;
    private final ProductRules product;
    private final IssuerLoadDesk desk;
    private final TransactionAuthenticationCodes codes;
    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * Books of a tenant's purses.
     *
     * @param accounts the accounts, where the product is one of the tenant's
     * @param tenant the issuer
     * @param operator who stands in the books for what is done here
     * @param product the rules of purses' accounts. A card's serial number is no secret, so they allow nothing at terminals
     * @param load the issuer's key for loads; the caller closes it
     * @param codes checks transaction codes; the caller closes it
     * @param clock gives loads their time
     * @param zone of the terminals' and the issuer's clocks
     * @throws IllegalArgumentException if the product allows something at terminals, or the key is for something else
     */
    public PurseBooks(
            PrepaidAccounts accounts,
            TenantId tenant,
            String operator,
            ProductRules product,
            PurseMasterKey load,
            TransactionAuthenticationCodes codes,
            InstantSource clock,
            ZoneId zone) {
        if (!product.atTerminals().isEmpty()) {
            throw new IllegalArgumentException("product " + product.name()
                    + " allows something at terminals: who knows a card's serial number could spend there");
        }
        this.accounts = accounts;
        this.tenant = tenant;
        this.operator = accounts.operator(tenant, operator);
        this.product = product;
        this.desk = new IssuerLoadDesk(load, codes);
        this.codes = codes;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Opens the account of a purse. Opening it again changes nothing.
     *
     * @throws LedgerException if the books could not be used; nothing was done
     */
    public Answer open(ApplicationSerial serial, PurseAccount account) throws LedgerException {
        try (CardCode code = code(serial, account)) {
            return operator.issueActive(code, product.name(), key("open", text(serial, account)));
        }
    }

    /**
     * Books a load and gives the card its code. The account must be open. A request that is heard again is booked once.
     *
     * @return refused with {@code NOT_BY_CARD} if MAC1 is wrong, or with the reason that the books give; no answer if it was not
     *     learned whether the books have it
     */
    @Override
    public LoadAnswer authorise(LoadRequest request) {
        TransactionTime time = new TransactionTime(LocalDateTime.ofInstant(clock.instant(), zone));
        Optional<LoadAnswer.Authorised> authorised = desk.authorise(request, time);
        if (authorised.isEmpty()) {
            return new LoadAnswer.Refused("NOT_BY_CARD");
        }
        LoadFacts facts = request.facts();
        try (CardCode code = code(facts.serial(), facts.type().account())) {
            Answer answer = operator.load(code, facts.amount(), loadKey(facts));
            if (answer instanceof Answer.Done) {
                return authorised.get();
            }
            if (answer instanceof Answer.Refused refused) {
                return new LoadAnswer.Refused(refused.reason().name());
            }
            return answer instanceof Answer.Conflict
                    ? new LoadAnswer.Refused("OTHER_LOAD_OF_THIS_NUMBER_AND_TIME")
                    : new LoadAnswer.NoAnswer();
        } catch (LedgerException e) {
            return e.outcomeUnknown() ? new LoadAnswer.NoAnswer() : new LoadAnswer.Refused("BOOKS_UNAVAILABLE");
        }
    }

    /**
     * Hears what became of a load: leaves it in the books if the card's code is right, takes it back if the card has not taken the
     * money. That the card has not is the terminal's word alone; if it was false, the purchases show it in suspense.
     */
    @Override
    public HostNotice report(LoadReport report) {
        if (report instanceof LoadReport.Credited credited) {
            return desk.verify(credited.record()).isEmpty() ? HostNotice.REFUSED : credited(credited.facts());
        }
        LoadFacts facts = report.facts();
        try (CardCode code = code(facts.serial(), facts.type().account())) {
            Answer answer = operator.reverse(code, loadKey(facts), "the card did not take it", reversalKey(facts));
            return notice(answer);
        } catch (LedgerException e) {
            return HostNotice.NOT_DELIVERED;
        }
    }

    /** The card has the money: if the books do not, because nothing was heard of them then, they get it now. */
    private HostNotice credited(LoadFacts facts) {
        try (CardCode code = code(facts.serial(), facts.type().account())) {
            return notice(operator.load(code, facts.amount(), loadKey(facts)));
        } catch (LedgerException e) {
            return HostNotice.NOT_DELIVERED;
        }
    }

    private static HostNotice notice(Answer answer) {
        if (answer instanceof Answer.Done) {
            return HostNotice.ACCEPTED;
        }
        return answer instanceof Answer.Unknown ? HostNotice.NOT_DELIVERED : HostNotice.REFUSED;
    }

    /**
     * Books a purchase that a merchant hands in.
     *
     * @return what was booked, and what of it stands in suspense; empty if the record's code is wrong and nothing was booked
     * @throws LedgerException if the books could not be used; nothing was done
     */
    public Optional<OfflineAnswer> handIn(PurchaseRecord record) throws LedgerException {
        Optional<VerifiedPurchase> verified = codes.verify(record);
        return verified.isPresent() ? Optional.of(book(verified.get())) : Optional.empty();
    }

    /**
     * Books a purchase whose code was checked, for instance by {@link PurchaseUpload}. Of a compound purchase of nothing there is
     * nothing to book.
     *
     * @throws LedgerException if the books could not be used; nothing was done
     */
    public OfflineAnswer book(VerifiedPurchase purchase) throws LedgerException {
        PurchaseFacts facts = purchase.record().facts();
        PurseAccount account = facts.type().account();
        String covered = String.join(
                " ",
                text(facts.serial(), account),
                facts.type().name(),
                facts.terminal().toString(),
                String.valueOf(facts.terminalSequence()),
                facts.time().toBytes().toHex(),
                String.valueOf(facts.amount().getAmountMinorLong()));
        OperationKey key = key("paid", covered);
        if (facts.amount().isZero()) {
            return new OfflineAnswer.Booked(key, facts.amount(), facts.amount(), false);
        }
        try (CardCode code = code(facts.serial(), account)) {
            OfflineSpending spending = new OfflineSpending(
                    code, facts.amount(), facts.time().dateTime().atZone(zone).toInstant(), facts.terminalSequence());
            return accounts.offline(tenant, new TerminalId(facts.terminal().toString()))
                    .book(spending, key);
        }
    }

    private static OperationKey loadKey(LoadFacts facts) {
        return key("load", covered(facts));
    }

    private static OperationKey reversalKey(LoadFacts facts) {
        return key("back", covered(facts));
    }

    private static String covered(LoadFacts facts) {
        return String.join(
                " ",
                text(facts.serial(), facts.type().account()),
                facts.terminal().toString(),
                String.valueOf(facts.onlineSequence()),
                facts.terminalTime().toBytes().toHex());
    }

    /** A hash, for what identifies a transaction is longer than a key may be. */
    private static OperationKey key(String what, String covered) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(covered.getBytes(StandardCharsets.US_ASCII));
            return OperationKey.of(
                    "purse-" + what + "-" + Bytes.of(hash, 0, KEY_BYTES).toHex());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static CardCode code(ApplicationSerial serial, PurseAccount account) {
        return CardCode.of(text(serial, account));
    }

    private static String text(ApplicationSerial serial, PurseAccount account) {
        return serial.value().toHex() + (account == PurseAccount.PURSE ? "EP" : "ED");
    }
}

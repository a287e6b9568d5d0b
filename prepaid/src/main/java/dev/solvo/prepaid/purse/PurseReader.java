package dev.solvo.prepaid.purse;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The reader's side of purses. Every method begins an operation and returns its first step; {@link BlockingPurseTerminal}
 * carries it to its end, or whoever embeds it does.
 *
 * <p>All but {@link #select} and {@link #electronicCash} need the purse selected, in this session of the card. Immutable;
 * safe for use by several threads.
 */
public final class PurseReader {
    private final PurseSettings settings;

    /**
     * A reader.
     *
     * @param settings what the terminal is set up with
     */
    public PurseReader(PurseSettings settings) {
        this.settings = settings;
    }

    /**
     * What the terminal is set up with.
     *
     * @return the settings
     */
    public PurseSettings settings() {
        return settings;
    }

    /**
     * Selects the purse and reads who it is.
     *
     * @return the first step
     */
    public PurseStep<SelectOutcome> select() {
        return new Selection(settings).begin();
    }

    /**
     * Lets the card check the cardholder's PIN.
     *
     * @param pin the PIN, which the caller closes; the first step's command holds it
     * @return the first step
     */
    public PurseStep<PinOutcome> verifyPin(Pin pin) {
        return new TransmitApdu<>(
                PurseCommands.verify(pin),
                response -> new Completed<>(pinOutcome(response.statusWord())),
                kind -> new Completed<>(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    /**
     * Asks what an account holds.
     *
     * @param account the account
     * @return the first step
     */
    public PurseStep<BalanceOutcome> balance(PurseAccount account) {
        return new TransmitApdu<>(
                PurseCommands.getBalance(account),
                response -> new Completed<>(balanceOutcome(response)),
                kind -> new Completed<>(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    /**
     * Reads the card's latest transactions.
     *
     * @return the first step
     */
    public PurseStep<LogOutcome> log() {
        return new LogReading<LogOutcome>(settings, Completed::new).begin();
    }

    /**
     * Asks for the codes of a transaction that the card has done.
     *
     * @param type its type
     * @param sequenceBefore the card's number of it, as it was told when the transaction was begun: 0 to 65 534. The card is
     *     asked with the next number, at which its counter stood after the transaction; so do the terminals of public
     *     systems
     * @return the first step
     */
    public PurseStep<ProofOutcome> prove(PurseTransactionType type, int sequenceBefore) {
        CardNumber.requireSequence(sequenceBefore);
        return new TransmitApdu<>(
                PurseCommands.getTransactionProve(type, CardNumber.requireSequence(sequenceBefore + 1)),
                response -> new Completed<>(proofOutcome(response)),
                kind -> new Completed<>(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    /**
     * Takes money out of the card. From the passbook only after the PIN.
     *
     * @param card the selected purse
     * @param account the account
     * @param amount how much, above zero, in the purses' currency
     * @param time date and time at the terminal
     * @return the first step
     * @throws IllegalArgumentException if the amount is out of range or of another currency
     */
    public PurseStep<PurchaseOutcome> purchase(
            PurseCard card, PurseAccount account, Money amount, TransactionTime time) {
        return new PurchaseFlow(
                        settings, card, PurseTransactionType.purchase(account), settings.minor(amount), List.of(), time)
                .begin();
    }

    /**
     * Takes money out of the purse and writes records of the application, both or neither (CAPP).
     *
     * @param card the selected purse
     * @param amount how much, zero or more, in the purses' currency
     * @param records what to write, at most 16
     * @param time date and time at the terminal
     * @return the first step
     * @throws IllegalArgumentException if the amount is out of range or of another currency, or there are more records
     */
    public PurseStep<PurchaseOutcome> compoundPurchase(
            PurseCard card, Money amount, List<CompoundRecord> records, TransactionTime time) {
        if (records.size() > 16) {
            throw new IllegalArgumentException("at most 16 records, not " + records.size());
        }
        long minor =
                amount.isZero() && amount.getCurrencyUnit().equals(settings.currency()) ? 0 : settings.minor(amount);
        return new PurchaseFlow(
                        settings, card, PurseTransactionType.COMPOUND_PURCHASE, minor, List.copyOf(records), time)
                .begin();
    }

    /**
     * Puts money into the card, with the issuer online. Cards want the PIN first.
     *
     * @param card the selected purse
     * @param account the account
     * @param amount how much, above zero, in the purses' currency
     * @param time date and time at the terminal
     * @return the first step
     * @throws IllegalArgumentException if the amount is out of range or of another currency
     */
    public PurseStep<LoadOutcome> load(PurseCard card, PurseAccount account, Money amount, TransactionTime time) {
        return new LoadFlow(settings, card, account, settings.minor(amount), time).begin();
    }

    /**
     * Finds out what became of a purchase. May be tried as often as it stays unknown.
     *
     * @param card the purse that is selected now
     * @param pending the purchase
     * @return the first step
     */
    public PurseStep<RecoveredPurchase> recover(PurseCard card, PendingPurchase pending) {
        return new PurchaseRecovery(settings, card, pending).begin();
    }

    /**
     * Finds out what became of a load, and tells the issuer. May be tried as often as it stays unknown.
     *
     * @param card the purse that is selected now
     * @param pending the load
     * @return the first step
     */
    public PurseStep<RecoveredLoad> recover(PurseCard card, PendingLoad pending) {
        return new LoadRecovery(settings, card, pending).begin();
    }

    /**
     * Reads what a payment application says of its electronic cash.
     *
     * @param applicationName name (AID) of the application, 5 to 16 bytes
     * @param currency currency of the card
     * @return the first step
     * @throws IllegalArgumentException if the name has another length
     */
    public static PurseStep<ElectronicCashOutcome> electronicCash(Bytes applicationName, CurrencyUnit currency) {
        return new ElectronicCashReading(applicationName, currency).begin();
    }

    private static PinOutcome pinOutcome(StatusWord statusWord) {
        if (statusWord.isSuccess()) {
            return new PinOutcome.Accepted();
        }
        return statusWord.sw1() == 0x63 && statusWord.sw2() >> 4 == 0x0C
                ? new PinOutcome.Wrong(statusWord.sw2() & 0x0F)
                : NotDone.refused(statusWord);
    }

    private BalanceOutcome balanceOutcome(ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return NotDone.refused(response.statusWord());
        }
        return response.data().length() == 4
                ? new BalanceOutcome.Balance(settings.money(response.data().toUnsignedLong()))
                : NotDone.because(NotDone.Reason.MALFORMED_ANSWER);
    }

    private static ProofOutcome proofOutcome(ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return NotDone.refused(response.statusWord());
        }
        return response.data().length() == 8
                ? new ProofOutcome.Proof(
                        response.data().slice(0, 4), response.data().slice(4))
                : NotDone.because(NotDone.Reason.MALFORMED_ANSWER);
    }
}

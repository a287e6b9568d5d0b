package dev.solvo.emv;

import dev.solvo.emv.data.AccountType;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What is to be paid. Immutable.
 *
 * @param type what kind of transaction, tag 9C
 * @param amount the whole amount, cashback included, tag 9F02
 * @param cashback the part of the amount that is paid out in cash, tag 9F03
 * @param merchantForcesOnline whether the merchant wants the issuer to be asked, EMV 4.4 Book 4, 6.5.3
 * @param sequenceCounter the terminal's transaction sequence counter, tag 9F41, where it keeps one; the terminal counts
 *     every transaction, however it ends (EMV 4.4 Book 3, Annex A)
 * @param accountType the account that the cardholder chose, tag 5F57, where he was asked
 */
public record TransactionRequest(
        TransactionType type,
        Money amount,
        Optional<Money> cashback,
        boolean merchantForcesOnline,
        OptionalLong sequenceCounter,
        Optional<AccountType> accountType) {
    /** The largest amount that tag 9F02 can hold: twelve digits of minor units. */
    private static final long LARGEST_AMOUNT_MINOR = 999_999_999_999L;

    private static final long LARGEST_BINARY_AMOUNT = 0xFFFF_FFFFL;

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if an amount is negative, longer than 12 digits, of a currency without numeric code,
     *     or the cashback exceeds the amount or has another currency
     */
    public TransactionRequest {
        requireAmount(amount);
        if (amount.getCurrencyUnit().getNumericCode() < 0) {
            throw new IllegalArgumentException(amount.getCurrencyUnit() + " has no ISO 4217 numeric code");
        }
        if (cashback.isPresent()) {
            Money part = cashback.get();
            requireAmount(part);
            if (!part.getCurrencyUnit().equals(amount.getCurrencyUnit())) {
                throw new IllegalArgumentException("cashback in another currency");
            }
            if (part.isGreaterThan(amount)) {
                throw new IllegalArgumentException("cashback exceeds the whole amount");
            }
        }
        if (sequenceCounter.isPresent()
                && (sequenceCounter.getAsLong() < 0 || sequenceCounter.getAsLong() > 99_999_999)) {
            throw new IllegalArgumentException("a transaction sequence counter has at most 8 digits");
        }
    }

    /**
     * A request without account type.
     *
     * @param type what kind of transaction
     * @param amount the whole amount
     * @param cashback the part that is paid out in cash
     * @param merchantForcesOnline whether the merchant wants the issuer to be asked
     * @param sequenceCounter the terminal's transaction sequence counter
     */
    public TransactionRequest(
            TransactionType type,
            Money amount,
            Optional<Money> cashback,
            boolean merchantForcesOnline,
            OptionalLong sequenceCounter) {
        this(type, amount, cashback, merchantForcesOnline, sequenceCounter, Optional.empty());
    }

    /**
     * A purchase of goods or services.
     *
     * @param amount what is to be paid
     * @return the request
     */
    public static TransactionRequest purchase(Money amount) {
        return of(TransactionType.PURCHASE, amount);
    }

    /**
     * A purchase with cash paid out beside it.
     *
     * @param goods the price of the goods or services
     * @param cashback what is paid out in cash
     * @return the request; its {@link #amount()} is the sum
     */
    public static TransactionRequest purchaseWithCashback(Money goods, Money cashback) {
        return new TransactionRequest(
                TransactionType.PURCHASE_WITH_CASHBACK,
                goods.plus(cashback),
                Optional.of(cashback),
                false,
                OptionalLong.empty());
    }

    /**
     * Cash paid out.
     *
     * @param amount how much
     * @return the request
     */
    public static TransactionRequest cash(Money amount) {
        return of(TransactionType.CASH, amount);
    }

    /**
     * Money back to the card.
     *
     * @param amount how much
     * @return the request
     */
    public static TransactionRequest refund(Money amount) {
        return of(TransactionType.REFUND, amount);
    }

    /**
     * A question for the balance of an account.
     *
     * @param currency the terminal's currency
     * @return the request, of amount zero
     */
    public static TransactionRequest balanceInquiry(CurrencyUnit currency) {
        return of(TransactionType.BALANCE_INQUIRY, Money.zero(currency));
    }

    /**
     * A question whether the issuer would accept the card, without an amount.
     *
     * @param currency the terminal's currency
     * @return the request, of amount zero
     */
    public static TransactionRequest statusInquiry(CurrencyUnit currency) {
        return of(TransactionType.STATUS_INQUIRY, Money.zero(currency));
    }

    /**
     * A request without cashback.
     *
     * @param type what kind of transaction
     * @param amount the whole amount
     * @return the request
     */
    public static TransactionRequest of(TransactionType type, Money amount) {
        return new TransactionRequest(type, amount, Optional.empty(), false, OptionalLong.empty());
    }

    /**
     * The same request, with the merchant asking for the issuer's word.
     *
     * @return the request
     */
    public TransactionRequest forcedOnline() {
        return new TransactionRequest(type, amount, cashback, true, sequenceCounter, accountType);
    }

    /**
     * The same request with the terminal's transaction sequence counter.
     *
     * @param counter 0 to 99 999 999
     * @return the request
     */
    public TransactionRequest withSequenceCounter(long counter) {
        return new TransactionRequest(
                type, amount, cashback, merchantForcesOnline, OptionalLong.of(counter), accountType);
    }

    /**
     * The same request for one of the cardholder's accounts.
     *
     * @param account the one he chose
     * @return the request
     */
    public TransactionRequest withAccountType(AccountType account) {
        return new TransactionRequest(
                type, amount, cashback, merchantForcesOnline, sequenceCounter, Optional.of(account));
    }

    /**
     * The currency of all amounts.
     *
     * @return the currency
     */
    public CurrencyUnit currency() {
        return amount.getCurrencyUnit();
    }

    /**
     * Puts the transaction into data elements: 9C, 9F02, 9F03, 81, 9F04, 5F2A, 5F36, and 9F41 and 5F57 where they are known.
     *
     * @param data where to put them
     */
    public void putInto(DataStore data) {
        data.putTerminal(EmvTag.TRANSACTION_TYPE, type.toBytes());
        long whole = minor(amount);
        long paidOut = cashback.isPresent() ? minor(cashback.get()) : 0;
        data.putTerminal(EmvTag.AMOUNT_AUTHORISED_NUMERIC, BcdNumber.toBytes(whole, 6));
        data.putTerminal(EmvTag.AMOUNT_OTHER_NUMERIC, BcdNumber.toBytes(paidOut, 6));
        // An amount that four bytes cannot hold is absent in its binary form, and a list that asks for it gets zeros.
        putBinary(data, EmvTag.AMOUNT_AUTHORISED_BINARY, whole);
        putBinary(data, EmvTag.AMOUNT_OTHER_BINARY, paidOut);
        data.putTerminal(
                EmvTag.TRANSACTION_CURRENCY_CODE, BcdNumber.toBytes(currency().getNumericCode(), 2));
        data.putTerminal(
                EmvTag.TRANSACTION_CURRENCY_EXPONENT,
                BcdNumber.toBytes(currency().getDecimalPlaces(), 1));
        if (sequenceCounter.isPresent()) {
            data.putTerminal(EmvTag.TRANSACTION_SEQUENCE_COUNTER, BcdNumber.toBytes(sequenceCounter.getAsLong(), 4));
        }
        if (accountType.isPresent()) {
            data.putTerminal(EmvTag.ACCOUNT_TYPE, accountType.get().toBytes());
        }
    }

    private static void putBinary(DataStore data, Tag tag, long amountMinor) {
        if (amountMinor <= LARGEST_BINARY_AMOUNT) {
            data.putTerminal(
                    tag,
                    Bytes.of((byte) (amountMinor >> 24), (byte) (amountMinor >> 16), (byte) (amountMinor >> 8), (byte)
                            amountMinor));
        }
    }

    private static long minor(Money money) {
        return money.getAmount()
                .movePointRight(money.getCurrencyUnit().getDecimalPlaces())
                .longValueExact();
    }

    private static void requireAmount(Money money) {
        if (money.isNegative()
                || money.getAmount()
                                .movePointRight(money.getCurrencyUnit().getDecimalPlaces())
                                .compareTo(BigDecimal.valueOf(LARGEST_AMOUNT_MINOR))
                        > 0) {
            throw new IllegalArgumentException("an amount is negative or has more than 12 digits");
        }
    }
}

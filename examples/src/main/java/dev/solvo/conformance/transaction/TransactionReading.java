package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.data.AccountType;
import dev.solvo.emv.data.TransactionType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** The key {@code transaction}: what is to be paid, and when. */
final class TransactionReading {
    private static final Map<String, TransactionType> TYPES = new TreeMap<>(Map.of(
            "purchase", TransactionType.PURCHASE,
            "cash", TransactionType.CASH,
            "purchase-with-cashback", TransactionType.PURCHASE_WITH_CASHBACK,
            "cash-disbursement", TransactionType.CASH_DISBURSEMENT,
            "refund", TransactionType.REFUND,
            "deposit", TransactionType.DEPOSIT,
            "balance-inquiry", TransactionType.BALANCE_INQUIRY,
            "status-inquiry", TransactionType.STATUS_INQUIRY,
            "transfer", TransactionType.TRANSFER,
            "payment", TransactionType.PAYMENT));
    private static final Map<String, AccountType> ACCOUNTS = new TreeMap<>(Map.of(
            "default", AccountType.DEFAULT,
            "savings", AccountType.SAVINGS,
            "cheque-debit", AccountType.CHEQUE_DEBIT,
            "credit", AccountType.CREDIT));

    private TransactionReading() {}

    /**
     * What is to be paid, and when.
     *
     * @param seed where randomness begins; empty for the run's
     */
    record Order(TransactionRequest request, Instant at, ZoneId zone, OptionalLong seed) {}

    static Order read(CaseObject file) {
        Order usual = new Order(
                TransactionRequest.purchase(Money.of(CurrencyUnit.EUR, BigDecimal.TEN)),
                Instant.parse("2026-03-01T12:00:00Z"),
                ZoneOffset.UTC,
                OptionalLong.empty());
        Optional<CaseObject> given = file.object("transaction");
        if (given.isEmpty()) {
            return usual;
        }
        CaseObject object = given.get();
        CurrencyUnit currency =
                object.read("currency", node -> currency(node.text())).orElse(CurrencyUnit.EUR);
        Optional<TransactionType> type = object.read("type", node -> type(node.text()));
        Money amount = object.read("amount", node -> money(currency, node))
                .orElse(Money.of(currency, BigDecimal.TEN.setScale(currency.getDecimalPlaces())));
        Optional<Money> cashback = object.read("cashback", node -> money(currency, node));
        boolean forced = object.flag("forceOnline", false);
        Optional<AccountType> account = object.read("accountType", node -> account(node.text()));
        Optional<Long> counter = object.read("sequenceCounter", node -> number(node.text(), 99_999_999));
        Optional<Long> seed = object.read("seed", node -> number(node.text(), Long.MAX_VALUE));
        Instant at = object.read("at", node -> instant(node.text())).orElse(usual.at());
        ZoneId zone = object.read("zone", node -> zone(node.text())).orElse(ZoneOffset.UTC);
        object.close();
        try {
            TransactionRequest request = new TransactionRequest(
                    type.orElse(
                            cashback.isPresent() ? TransactionType.PURCHASE_WITH_CASHBACK : TransactionType.PURCHASE),
                    cashback.isPresent() ? amount.plus(cashback.get()) : amount,
                    cashback,
                    forced,
                    counter.isPresent() ? OptionalLong.of(counter.get()) : OptionalLong.empty(),
                    account);
            return new Order(request, at, zone, seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty());
        } catch (IllegalArgumentException wrong) {
            object.fault("transaction: " + wrong.getMessage());
            return usual;
        }
    }

    private static CurrencyUnit currency(String text) throws CaseException {
        try {
            return CurrencyUnit.of(text);
        } catch (IllegalCurrencyException unknown) {
            throw new CaseException("expected the three letters of an ISO 4217 currency, such as EUR");
        }
    }

    private static TransactionType type(String text) throws CaseException {
        TransactionType known = TYPES.get(text);
        if (known != null) {
            return known;
        }
        if (text.matches("[0-9]{2}")) {
            return new TransactionType(Integer.parseInt(text));
        }
        throw new CaseException("expected " + String.join(", ", TYPES.keySet()) + " or two digits of tag 9C");
    }

    private static AccountType account(String text) throws CaseException {
        AccountType known = ACCOUNTS.get(text);
        if (known != null) {
            return known;
        }
        if (text.matches("[0-9]{2}")) {
            return new AccountType(Integer.parseInt(text));
        }
        throw new CaseException(
                "expected " + String.join(", ", new TreeSet<>(ACCOUNTS.keySet())) + " or two digits of tag 5F57");
    }

    private static Money money(CurrencyUnit currency, CaseNode node) throws CaseException {
        if (node.text().matches("[0-9]{1,12}(\\.[0-9]{1,3})?")) {
            try {
                return Money.of(currency, new BigDecimal(node.text()));
            } catch (ArithmeticException tooFine) {
                throw new CaseException("more decimals than " + currency + " has", tooFine);
            }
        }
        throw new CaseException("expected an amount in units of the currency, such as \"10.00\"");
    }

    private static long number(String text, long most) throws CaseException {
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw new CaseException("expected a number from 0 to " + most);
    }

    private static Instant instant(String text) throws CaseException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new CaseException("expected a time such as 2026-03-01T12:00:00Z", notATime);
        }
    }

    private static ZoneId zone(String text) throws CaseException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException notAZone) {
            throw new CaseException("expected a time zone such as Europe/Paris or +01:00", notAZone);
        }
    }
}

package dev.solvo.qr.unionpay;

import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.wallet.CallOutcome;
import dev.solvo.qr.wallet.CodeTable;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An answer after the checks: either a reason why it says nothing, or a verified message about the right order. */
final class UnionPayAnswer {
    private final UnionPayMessage message;
    private final CodeTable codes;
    private final Optional<UnknownCause> fault;

    private UnionPayAnswer(UnionPayMessage message, CodeTable codes, Optional<UnknownCause> fault) {
        this.message = message;
        this.codes = codes;
        this.fault = fault;
    }

    /** Checks status, form, signature, and that the message speaks of what was asked. */
    static UnionPayAnswer of(
            HttpAnswer answer, Map<String, String> asked, UnionPayTrust trust, Instant now, CodeTable codes) {
        UnionPayMessage none = UnionPayMessage.of(Map.of());
        if (answer.status() != 200) {
            return new UnionPayAnswer(none, codes, Optional.of(UnknownCause.HTTP_ERROR));
        }
        try {
            UnionPayMessage message = UnionPayMessage.parseAnswer(answer.body());
            Optional<UnknownCause> fault = signatureFault(message, trust, now);
            if (!fault.isPresent()) {
                fault = speaksOf(message, asked) ? Optional.empty() : Optional.of(UnknownCause.MISMATCH);
            }
            return new UnionPayAnswer(message, codes, fault);
        } catch (QrException e) {
            return new UnionPayAnswer(none, codes, Optional.of(UnknownCause.MALFORMED));
        }
    }

    /** Merchant and order stand in every answer; time and amount, where they do, have to be those that were asked for. */
    private static boolean speaksOf(UnionPayMessage message, Map<String, String> asked) {
        for (Map.Entry<String, String> field : asked.entrySet()) {
            Optional<String> value = message.find(field.getKey());
            boolean always = field.getKey().equals("merId") || field.getKey().equals("orderId");
            if (value.isPresent() ? !value.get().equals(field.getValue()) : always) {
                return false;
            }
        }
        return true;
    }

    static Optional<UnknownCause> signatureFault(UnionPayMessage message, UnionPayTrust trust, Instant now) {
        if (message.get("signature").isEmpty()) {
            return Optional.of(UnknownCause.SIGNATURE_MISSING);
        }
        return trust.keyOf(message.get("signPubKeyCert"), now)
                .map(key -> UnionPaySignature.isValid(message, key)
                        ? Optional.<UnknownCause>empty()
                        : Optional.of(UnknownCause.SIGNATURE_WRONG))
                .orElse(Optional.of(UnknownCause.SIGNATURE_KEY_UNKNOWN));
    }

    Optional<UnknownCause> fault() {
        return fault;
    }

    UnionPayMessage message() {
        return message;
    }

    Optional<CodeTable.Entry> entry(String code) {
        return codes.find("*", code);
    }

    /** What the code in that field means for the call; an unlisted one is unknown. */
    CallOutcome outcome(String field) {
        return entry(message.get(field)).map(CodeTable.Entry::outcome).orElse(CallOutcome.UNKNOWN);
    }

    /** Why an unknown outcome is unknown. */
    UnknownCause unsure(String field) {
        return entry(message.get(field)).isPresent() ? UnknownCause.WALLET_UNSURE : UnknownCause.CODE_UNLISTED;
    }

    /** The payment of a message that says it was made; empty if amount, currency or number are missing or wrong. */
    static Optional<Payment> payment(UnionPayMessage message) {
        try {
            Money amount =
                    money(message.get("txnAmt"), message.find("currencyCode").orElse("156"));
            Optional<Money> settled = message.find("settleAmt")
                    .map(fen -> money(fen, message.find("settleCurrencyCode").orElse("156")));
            TransactionId id = new TransactionId(message.get("queryId"));
            return Optional.of(new Payment(amount, Optional.empty(), List.of(), settled, id, paidAt(message)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * UnionPay's own time of the transaction (traceTime) has no year: it is the one that brings it nearest to the time of
     * the order (txnTime).
     */
    private static Optional<Instant> paidAt(UnionPayMessage message) {
        String time = message.get("traceTime");
        Optional<Instant> ordered = BeijingTime.parse(message.get("txnTime"));
        if (!ordered.isPresent() || !time.matches("[0-9]{10}")) {
            return Optional.empty();
        }
        int year = Integer.parseInt(message.get("txnTime").substring(0, 4));
        Optional<Instant> nearest = Optional.empty();
        for (int y = year - 1; y <= year + 1; y++) {
            Optional<Instant> candidate = BeijingTime.parse(y + time);
            if (candidate.isPresent()
                    && (!nearest.isPresent() || away(candidate, ordered).compareTo(away(nearest, ordered)) < 0)) {
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static Duration away(Optional<Instant> one, Optional<Instant> other) {
        return Duration.between(one.get(), other.get()).abs();
    }

    private static Money money(String minor, String numericCode) {
        if (minor.isEmpty() || minor.length() > 12 || !minor.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("an amount is 1 to 12 digits");
        }
        return Money.ofMinor(CurrencyUnit.ofNumericCode(numericCode), Long.parseLong(minor));
    }
}

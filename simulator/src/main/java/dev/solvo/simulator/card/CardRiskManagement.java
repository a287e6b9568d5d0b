package dev.solvo.simulator.card;

import dev.solvo.simulator.card.ApplicationImage.Cryptogram;
import dev.solvo.simulator.card.RiskParameters.Ceiling;
import dev.solvo.simulator.card.RiskParameters.Condition;
import dev.solvo.simulator.card.RiskParameters.DeclineReason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Set;

/** Decides which cryptogram the card gives, never a higher one than asked. EMV 4.4 Book 3, 10.8 and 10.11. */
final class CardRiskManagement {
    private static final Tag AMOUNT_AUTHORISED = Tag.of(0x9F02);
    private static final Tag TRANSACTION_CURRENCY = Tag.of(0x5F2A);

    private final RiskParameters parameters;
    private final Cryptogram cryptogram;
    private final ApplicationMemory memory;
    private final TransactionState transaction;

    CardRiskManagement(ApplicationImage image, ApplicationMemory memory, TransactionState transaction) {
        this.parameters = image.risk();
        this.cryptogram = image.cryptogram();
        this.memory = memory;
        this.transaction = transaction;
    }

    /** A kind of cryptogram and the reason for an AAC. */
    record Decision(CryptogramType type, DeclineReason reason) {
        private static Decision decline(DeclineReason reason) {
            return new Decision(CryptogramType.AAC, reason);
        }
    }

    Decision first(CryptogramType asked) {
        if (memory.blocked) {
            return Decision.decline(DeclineReason.NONE);
        }
        if (parameters.first() == Ceiling.DECLINE) {
            return Decision.decline(parameters.declineReason());
        }
        if (anyHolds(parameters.decline())) {
            return Decision.decline(pinBlockedDeclines() ? DeclineReason.PIN_TRIES : DeclineReason.NONE);
        }
        boolean online = parameters.first() == Ceiling.ONLINE || anyHolds(parameters.goOnline()) || overLower();
        return new Decision(asked.atMost(online ? CryptogramType.ARQC : CryptogramType.TC), DeclineReason.NONE);
    }

    Decision second(CryptogramType asked) {
        if (memory.blocked || transaction.issuerDeclined || parameters.second() == Ceiling.DECLINE) {
            return Decision.decline(DeclineReason.NONE);
        }
        if (transaction.issuerAuthenticationFailed) {
            return Decision.decline(DeclineReason.ISSUER_AUTHENTICATION);
        }
        if (transaction.unableToGoOnline) {
            return overUpper() ? Decision.decline(DeclineReason.NONE) : new Decision(asked, DeclineReason.NONE);
        }
        if (cryptogram.mandatory() && !transaction.issuerAuthenticated) {
            return Decision.decline(DeclineReason.ISSUER_AUTHENTICATION);
        }
        return new Decision(asked, DeclineReason.NONE);
    }

    /** Counts an offline approval. */
    void approvedOffline() {
        memory.consecutiveOffline++;
        memory.cumulativeOffline += countedAmount();
    }

    /** Starts counting again after the issuer was heard. */
    void completedOnline() {
        memory.lastOnlineCounter = memory.transactionCounter;
        memory.consecutiveOffline = 0;
        memory.cumulativeOffline = 0;
    }

    boolean overLower() {
        return memory.consecutiveOffline + 1 > parameters.consecutive().lower()
                || memory.cumulativeOffline + countedAmount()
                        > parameters.cumulative().lower();
    }

    boolean overUpper() {
        return memory.consecutiveOffline + 1 > parameters.consecutive().upper()
                || memory.cumulativeOffline + countedAmount()
                        > parameters.cumulative().upper();
    }

    private boolean anyHolds(Set<Condition> conditions) {
        return conditions.stream().anyMatch(this::holds);
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case NEW_CARD -> memory.lastOnlineCounter == 0;
            case PREVIOUS_INCOMPLETE -> memory.previousIncomplete;
            case ISSUER_AUTHENTICATION_FAILED -> memory.issuerAuthenticationFailed;
            case SCRIPT_FAILED -> memory.scriptFailed;
            case PIN_BLOCKED -> memory.pinTriesLeft == 0;
        };
    }

    private boolean pinBlockedDeclines() {
        return parameters.decline().contains(Condition.PIN_BLOCKED) && holds(Condition.PIN_BLOCKED);
    }

    /** The amount in the card's currency, in minor units; 0 in any other currency. */
    private long countedAmount() {
        Bytes currency = transaction.values.getOrDefault(TRANSACTION_CURRENCY, Bytes.EMPTY);
        if (parameters.cumulativeCurrency().isEmpty() || !currency.equals(parameters.cumulativeCurrency())) {
            return 0;
        }
        long amount = 0;
        Bytes digits = transaction.values.getOrDefault(AMOUNT_AUTHORISED, Bytes.EMPTY);
        for (int i = 0; i < digits.length(); i++) {
            amount = amount * 100 + (digits.unsigned(i) >> 4) % 10 * 10L + (digits.unsigned(i) & 0x0F) % 10;
        }
        return amount;
    }
}

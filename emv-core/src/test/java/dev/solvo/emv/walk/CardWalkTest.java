package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.simulator.trace.Dialogue;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every exchange of every card image, with an answer that is lost, refused, cut or damaged in one bit: each transaction ends
 * in an outcome, and none that authentication should have stopped is approved. Purchases get each kind of damage at each answer,
 * other payments a flipped bit and one more. {@link ExhaustiveCardWalkTest} does it with all bits.
 *
 * <p>{@code -Dsolvo.walk.seed=N} draws other bits.
 */
final class CardWalkTest {
    private static final long SEED = Long.getLong("solvo.walk.seed", 1);

    static List<Arguments> payments() {
        return WalkedCard.all().stream()
                .map(card -> Arguments.of(Named.of(card.name() + ", " + card.payment(), card)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("payments")
    void aDamagedAnswer_endsInAnOutcomeAndInNoNewApproval(WalkedCard card) {
        long seed = SEED + card.name().hashCode() + card.payment().toString().hashCode();
        Walk walk = Walk.of(
                card,
                ReviewedApprovals.load(),
                (exchange, answer) -> card.payment() == Payment.PURCHASE
                        ? Change.sample(answer, new SplittableRandom(seed + exchange))
                        : Change.few(answer, new SplittableRandom(seed + exchange)));
        assertEquals(List.of(), walk.findings(), () -> "seed " + SEED);
        assertTrue(walk.transactions() > 0);
    }

    /** A payment that no card image tells from a purchase would show nothing. */
    @Test
    void everyPayment_isAnotherDialogueWithSomeCard() {
        assertEquals(
                EnumSet.allOf(Payment.class),
                WalkedCard.all().stream()
                        .map(WalkedCard::payment)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Payment.class))));
    }

    /** Found by the exhaustive walk: there was nothing to send to the card, and the command could not be made. */
    @Test
    void aDdolWithNoByteOfTheUnpredictableNumber_makesDdaFail() {
        WalkedCard card = new WalkedCard("online-dda", Payment.PURCHASE);
        String ddol = "9F49039F3704";
        for (int exchange = 0; exchange < card.exchanges().size(); exchange++) {
            if (card.exchanges().get(exchange) instanceof Dialogue.Answered answered
                    && answered.response().data().toHex().contains(ddol)) {
                int length = answered.response().data().toHex().indexOf(ddol) / 2 + ddol.length() / 2 - 1;
                Outcome outcome = card.outcomeWith(exchange, new Change.FlippedBit(length * 8 + 5));
                assertEquals(
                        new OfflineDataAuthentication(Method.DDA, Status.FAILED),
                        outcome.result().offlineDataAuthentication());
                return;
            }
        }
        throw new AssertionError("the card has no DDOL " + ddol);
    }
}

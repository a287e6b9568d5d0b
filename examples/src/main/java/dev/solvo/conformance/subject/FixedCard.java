package dev.solvo.conformance.subject;

import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.InsertedCard;

/** One card of one image, for the cases that want exactly that; a fresh one for each. */
public final class FixedCard implements CardUnderTest {
    private final CardDescription only;
    private final CardUnderTest cards;

    /**
     * The only card that there is.
     *
     * @param only its name and image
     * @param cards makes it
     */
    public FixedCard(CardDescription only, CardUnderTest cards) {
        this.only = only;
        this.cards = cards;
    }

    @Override
    public String name() {
        return "card " + only.name();
    }

    @Override
    public InsertedCard insert(CardDescription card, long seed) throws CaseException, InterruptedException {
        if (!card.name().equals(only.name())) {
            throw new InapplicableCaseException("the case wants the card " + card.name() + ", here is " + only.name());
        }
        if (!card.image().equals(only.image())) {
            throw new InapplicableCaseException(
                    "the case changes the card " + card.name() + ", which only a simulated one lets happen");
        }
        return cards.insert(card, seed);
    }
}

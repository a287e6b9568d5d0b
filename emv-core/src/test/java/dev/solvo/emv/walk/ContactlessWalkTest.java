package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.card.CardImages;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every exchange of every contactless image, with an answer that is lost, refused, cut or damaged in one bit: each tap ends in an
 * outcome, and none is approved without the authentication that its kind of approval stands on.
 *
 * <p>{@code -Dsolvo.walk.seed=N} draws other bits; {@code -Dsolvo.walk.images=NAME} takes the images alone whose names begin so.
 */
final class ContactlessWalkTest {
    private static final String IMAGES = System.getProperty("solvo.walk.images", "");
    private static final long SEED = Long.getLong("solvo.walk.seed", 1);

    static List<String> images() {
        return CardImages.contactlessNames().stream()
                .filter(name -> name.startsWith(IMAGES))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void aDamagedAnswer_endsInAnOutcomeAndInNoNewApproval(String image) {
        ContactlessWalk walk = ContactlessWalk.of(
                image,
                ReviewedApprovals.loadContactless(),
                (exchange, answer) -> Change.sample(answer, new SplittableRandom(SEED + image.hashCode() + exchange)));
        assertEquals(List.of(), walk.findings(), () -> "seed " + SEED);
        assertTrue(walk.transactions() > 0);
    }

    @Test
    @Tag("exhaustive")
    void noBitAndNoLengthOfAnAnswer_givesAnApprovalThatNobodyReviewed() {
        ReviewedApprovals reviewed = ReviewedApprovals.loadContactless();
        List<ContactlessWalk> walks = images().parallelStream()
                .map(image -> ContactlessWalk.of(image, reviewed, (exchange, answer) -> Change.all(answer)))
                .toList();
        List<String> findings = new ArrayList<>();
        int transactions = 0;
        for (ContactlessWalk walk : walks) {
            transactions += walk.transactions();
            findings.addAll(walk.findings());
            walk.listedButNotWalked().forEach(listed -> findings.add(listed + ": listed, but there is none such"));
        }
        System.out.println("walked " + transactions + " taps with " + walks.size() + " card images");
        assertEquals(List.of(), findings);
    }
}

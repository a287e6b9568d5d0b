package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link CardWalkTest} with every bit and every length of every answer; {@code scripts/walk} runs it. */
@Tag("exhaustive")
final class ExhaustiveCardWalkTest {
    @Test
    void noBitAndNoLengthOfAnAnswer_givesAnApprovalThatNobodyReviewed() {
        ReviewedApprovals reviewed = ReviewedApprovals.load();
        List<Walk> walks = WalkedCard.all().parallelStream()
                .map(card -> Walk.of(card, reviewed, (exchange, answer) -> Change.all(answer)))
                .toList();
        List<String> findings = new ArrayList<>();
        int transactions = 0;
        for (Walk walk : walks) {
            transactions += walk.transactions();
            findings.addAll(walk.findings());
            walk.listedButNotWalked()
                    .forEach(listed -> findings.add(listed + ": listed in new-approvals.json, but there is none such"));
        }
        System.out.println("walked " + transactions + " transactions with " + walks.size() + " payments");
        assertEquals(List.of(), findings);
    }
}

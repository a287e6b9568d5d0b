package dev.solvo.emv.walk;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.simulator.trace.Dialogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Taps with one contactless image once for each change of each answer, and notes what must not come of it.
 *
 * <p>Unlike with the contact kernel no answer is no end: the card is asked for again, and then does what it does. And an approval
 * without the issuer stands on offline data authentication alone, for every kernel, so there is none without.
 */
final class ContactlessWalk {
    private final TappedCard card;
    private final AuthenticatedBytes authenticated;
    private final ReviewedApprovals reviewed;
    private final int unchanged;
    private final List<String> findings = new ArrayList<>();
    private final Set<NewApproval> walked = new HashSet<>();
    private final Set<NewApproval> newApprovals = new TreeSet<>();
    private int transactions;

    private ContactlessWalk(String image, ReviewedApprovals reviewed) {
        this.card = new TappedCard(image);
        this.authenticated = AuthenticatedBytes.of(card.exchanges(), card.outcome());
        this.reviewed = reviewed;
        this.unchanged = approval(card.outcome());
        checkAlways("unchanged", card.outcome());
    }

    static ContactlessWalk of(String image, ReviewedApprovals reviewed, Walk.Changes changes) {
        ContactlessWalk walk = new ContactlessWalk(image, reviewed);
        for (int exchange = 0; exchange < walk.card.exchanges().size(); exchange++) {
            if (walk.card.exchanges().get(exchange) instanceof Dialogue.Answered answered) {
                walk.payWithEach(exchange, changes.of(exchange, answered.response()), answered.response());
            }
        }
        return walk;
    }

    private void payWithEach(int exchange, List<Change> changes, ResponseApdu answer) {
        for (Change change : changes) {
            NewApproval place = NewApproval.of(card.name(), Payment.PURCHASE, card.header(exchange), exchange, change);
            walked.add(place);
            transactions++;
            try {
                check(place, exchange, change, card.outcomeWith(exchange, change));
            } catch (RuntimeException | AssertionError thrown) {
                findings.add(place + ", answer of " + answer.data().length() + " bytes: " + thrown);
            }
        }
    }

    int transactions() {
        return transactions;
    }

    /** What must not be; each with image, exchange and change. */
    List<String> findings() {
        List<String> found = new ArrayList<>(findings);
        Set<NewApproval> unlisted = new TreeSet<>(newApprovals);
        unlisted.removeIf(reviewed::contain);
        if (!unlisted.isEmpty()) {
            found.add("new approvals that nobody has reviewed; if they are right, they belong into"
                    + " new-contactless-approvals.json:\n" + ReviewedApprovals.entries(unlisted));
        }
        for (NewApproval listed : reviewed.of(card.name(), Payment.PURCHASE)) {
            if (walked.contains(listed) && !newApprovals.contains(listed)) {
                found.add(listed + ": listed in new-contactless-approvals.json, but no longer a new approval");
            }
        }
        return found;
    }

    /** What is listed for the image and was not walked: it may not exist at all. */
    List<NewApproval> listedButNotWalked() {
        return reviewed.of(card.name(), Payment.PURCHASE).stream()
                .filter(listed -> !walked.contains(listed))
                .toList();
    }

    private void check(NewApproval place, int exchange, Change change, Outcome outcome) {
        checkAlways(place.toString(), outcome);
        boolean covered = authenticated.cover(exchange, change);
        boolean approvedOffline = approval(outcome) == 2;
        if (covered && approvedOffline) {
            findings.add(place + ": approved offline with an authentication that did not notice");
        }
        if (approval(outcome) > unchanged) {
            newApprovals.add(place);
        }
    }

    private void checkAlways(String place, Outcome outcome) {
        if (approval(outcome) == 2
                && outcome.result().offlineDataAuthentication().status() != Status.OK) {
            findings.add(place + ": approved without issuer and without offline data authentication");
        }
        if (outcome.hostState() instanceof HostState.Confirmed confirmed
                && confirmed.response().decision().approves() != outcome instanceof Outcome.Approved) {
            findings.add(place + ": " + outcome.getClass().getSimpleName() + " against the issuer's word");
        }
        if (outcome.result().contactless().isEmpty()) {
            findings.add(place + ": no outcome parameters");
        }
    }

    /** 0 for none, 1 by the issuer, 2 by card and terminal. */
    private static int approval(Outcome outcome) {
        if (!(outcome instanceof Outcome.Approved)) {
            return 0;
        }
        return outcome.hostState() instanceof HostState.Confirmed ? 1 : 2;
    }
}

package dev.solvo.emv.walk;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.simulator.trace.Dialogue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pays with one card image once for each change of each answer, and notes what must not come of it.
 *
 * <p>An accepted refund is to be feared like an approval: money goes out.
 */
final class Walk {
    private static final int GENERATE_AC = 0xAE;

    /** Which changes are made of an answer. */
    @FunctionalInterface
    interface Changes {
        List<Change> of(int exchange, ResponseApdu answer);
    }

    /** Who approved. */
    private enum Approval {
        NOBODY,
        ISSUER,
        CARD_AND_TERMINAL;

        static Approval of(Outcome outcome) {
            if (!isApproval(outcome)) {
                return NOBODY;
            }
            return outcome.hostState() instanceof HostState.Confirmed ? ISSUER : CARD_AND_TERMINAL;
        }

        /** An approval by the issuer is none to fear where card and terminal would have approved without asking. */
        boolean isNewAfter(Approval unchanged) {
            return compareTo(unchanged) > 0;
        }
    }

    private final WalkedCard card;
    private final AuthenticatedBytes authenticated;
    private final ReviewedApprovals reviewed;
    private final Approval unchanged;
    private final List<String> findings = new ArrayList<>();
    private final Set<NewApproval> walked = new LinkedHashSet<>();
    private final Set<NewApproval> newApprovals = new TreeSet<>();
    private int transactions;

    private Walk(WalkedCard card, ReviewedApprovals reviewed) {
        this.card = card;
        this.authenticated = AuthenticatedBytes.of(card);
        this.reviewed = reviewed;
        this.unchanged = Approval.of(card.outcome());
    }

    /** Walks one image. */
    static Walk of(WalkedCard card, ReviewedApprovals reviewed, Changes changes) {
        Walk walk = new Walk(card, reviewed);
        for (int exchange = 0; exchange < walk.card.exchanges().size(); exchange++) {
            // What came without an answer cannot be changed.
            if (walk.card.exchanges().get(exchange) instanceof Dialogue.Answered answered) {
                for (Change change : changes.of(exchange, answered.response())) {
                    walk.pay(exchange, change);
                }
            }
        }
        return walk;
    }

    /** How many transactions were walked. */
    int transactions() {
        return transactions;
    }

    /** What must not be; each with image, exchange and change. */
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        Set<NewApproval> unlisted = new TreeSet<>(newApprovals);
        unlisted.removeIf(reviewed::contain);
        if (!unlisted.isEmpty()) {
            all.add("new approvals that nobody has reviewed; if they are right, they belong into new-approvals.json:\n"
                    + ReviewedApprovals.entries(unlisted));
        }
        for (NewApproval listed : reviewed.of(card.name(), card.payment())) {
            if (walked.contains(listed) && !newApprovals.contains(listed)) {
                all.add(listed + ": listed in new-approvals.json, but no longer a new approval");
            }
        }
        return all;
    }

    /** What is listed for the image and was not walked: it may not exist at all. */
    List<NewApproval> listedButNotWalked() {
        return reviewed.of(card.name(), card.payment()).stream()
                .filter(listed -> !walked.contains(listed))
                .toList();
    }

    private void pay(int exchange, Change change) {
        NewApproval place = NewApproval.of(card, exchange, change);
        walked.add(place);
        transactions++;
        Outcome outcome;
        try {
            outcome = card.outcomeWith(exchange, change);
        } catch (RuntimeException | AssertionError thrown) {
            findings.add(place + ": " + thrown);
            return;
        }
        check(place, exchange, change, outcome);
    }

    private void check(NewApproval place, int exchange, Change change, Outcome outcome) {
        if (change instanceof Change.NoAnswer && !endsWith(outcome, exchange)) {
            findings.add(place + ": " + outcome.getClass().getSimpleName() + " without an answer");
        }
        if (!hostStateFits(outcome)) {
            findings.add(place + ": " + outcome.getClass().getSimpleName() + " with "
                    + outcome.hostState().getClass().getSimpleName());
        }
        boolean covered = authenticated.cover(exchange, change);
        Status authentication = outcome.result().offlineDataAuthentication().status();
        if (covered && isApproval(outcome) && authentication == Status.OK) {
            findings.add(place + ": approved with an authentication that did not notice");
        }
        if (Approval.of(outcome).isNewAfter(unchanged)) {
            if (covered && authentication != Status.NOT_PERFORMED) {
                findings.add(place + ": a new approval, although the changed bytes are authenticated");
            } else {
                newApprovals.add(place);
            }
        }
    }

    /** Without an answer the session ends, unless the last cryptogram had decided before. */
    private boolean endsWith(Outcome outcome, int exchange) {
        return outcome instanceof Outcome.Terminated
                || (exchange > lastGenerateAc()
                        && outcome.getClass().equals(card.outcome().getClass()));
    }

    private int lastGenerateAc() {
        int last = Integer.MAX_VALUE;
        for (int i = 0; i < card.exchanges().size(); i++) {
            if (card.exchanges().get(i).command().ins() == GENERATE_AC) {
                last = i;
            }
        }
        return last;
    }

    private static boolean isApproval(Outcome outcome) {
        return outcome instanceof Outcome.Approved || outcome instanceof Outcome.RefundAccepted;
    }

    /** What the issuer approved is approved, or owed back. */
    private static boolean hostStateFits(Outcome outcome) {
        return !(outcome.hostState() instanceof HostState.Confirmed confirmed)
                || confirmed.response().decision().approves() == outcome instanceof Outcome.Approved;
    }
}

package dev.solvo.soak;

import dev.solvo.simulator.wallet.Customer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The customers who look at the till's screen: they scan what they see, some of them later than they should. */
final class ShownCodes {
    private final SoakPlan plan;
    private final Clock clock;
    private final Consumer<String> scan;
    private final List<Visit> visits = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private record Visit(Instant due, String codeText) {}

    /**
     * Customers of a plan.
     *
     * @param scan pays by a code's text at whatever wallet has it
     */
    ShownCodes(SoakPlan plan, Clock clock, Consumer<String> scan) {
        this.plan = plan;
        this.clock = clock;
        this.scan = scan;
    }

    /** The code of that order is on the screen. */
    synchronized void show(String orderNumber, String codeText) {
        seen.add(orderNumber);
        plan.attempt(orderNumber)
                .map(PlannedAttempt::customer)
                .filter(customer -> customer.act() == Customer.Act.PAYS)
                .ifPresent(customer -> visits.add(new Visit(clock.instant().plus(customer.after()), codeText)));
    }

    /** Whether anybody may have seen the code of that order. */
    synchronized boolean wasSeen(String orderNumber) {
        return seen.contains(orderNumber);
    }

    /** Lets those pay whose time has come. */
    void scanDue() {
        takeDue().forEach(scan);
    }

    private synchronized List<String> takeDue() {
        Instant now = clock.instant();
        List<String> due = new ArrayList<>();
        for (Iterator<Visit> each = visits.iterator(); each.hasNext(); ) {
            Visit visit = each.next();
            if (!visit.due().isAfter(now)) {
                due.add(visit.codeText());
                each.remove();
            }
        }
        return due;
    }
}

package dev.solvo.conformance.subject;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.PresentCard;
import org.jspecify.annotations.Nullable;

/** Catches what somebody answers to a step of a kernel that is elsewhere. */
final class Caught<A> {
    private @Nullable A answer;

    /** Takes the answer; the step that follows is of no use to anybody. */
    KernelStep take(A given) {
        answer = given;
        return new PresentCard(presented -> {
            throw new IllegalStateException("the kernel is elsewhere");
        });
    }

    boolean isEmpty() {
        return answer == null;
    }

    A answer() {
        if (answer == null) {
            throw new IllegalStateException("the step was not answered");
        }
        return answer;
    }
}

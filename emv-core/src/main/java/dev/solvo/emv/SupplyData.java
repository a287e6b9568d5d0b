package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Supply data that the card asks for and the kernel does not have. Comes only where the data exchange of a contactless kernel is
 * switched on; how long a terminal may take for it is not established, and no time is kept.
 */
public final class SupplyData implements KernelStep {
    private final List<Tag> needed;
    private final Function<Map<Tag, Bytes>, KernelStep> answered;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param needed tags that the card's list names
     * @param answered goes on with what there is
     */
    public SupplyData(List<Tag> needed, Function<Map<Tag, Bytes>, KernelStep> answered) {
        this.needed = List.copyOf(needed);
        this.answered = answered;
    }

    /**
     * What the card asks for.
     *
     * @return tags in the order of the card's list
     */
    public List<Tag> needed() {
        return needed;
    }

    /**
     * Goes on with what there is.
     *
     * @param supplied values by tag, of tags that were asked for; what is not there goes to the card as zeros
     * @return the next step
     * @throws IllegalArgumentException if a tag was not asked for
     */
    public KernelStep resume(Map<Tag, Bytes> supplied) {
        if (!needed.containsAll(supplied.keySet())) {
            throw new IllegalArgumentException("data that were not asked for");
        }
        return answer.give(() -> answered.apply(supplied));
    }

    /**
     * There is nothing.
     *
     * @return the next step
     */
    public KernelStep nothing() {
        return resume(Collections.emptyMap());
    }
}

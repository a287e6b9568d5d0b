package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for the fewest mutations, and the smallest, from which the same fault comes. */
final class Shrinking {
    private static final int MOST_TRIALS = 400;

    /** A kernel that hangs takes its whole time at each trial, and leaves a thread behind. */
    private static final int MOST_HANGS = 8;

    private static final int MOST_BITS = 160;

    /** Whether mutations lead to the fault; with the answers as they were changed. */
    interface Trying {
        Optional<List<Delivery>> leadToFault(List<Mutation> mutations) throws InterruptedException;
    }

    private final Trying trying;
    private final Map<List<Mutation>, Optional<List<Delivery>>> tried = new HashMap<>();
    private int left;

    Shrinking(Trying trying, FaultKind kind) {
        this.trying = trying;
        this.left = kind == FaultKind.HANG ? MOST_HANGS : MOST_TRIALS;
    }

    /** The smallest mutations that were found; those given where they do not lead to the fault again. */
    List<Mutation> of(List<Mutation> given) throws InterruptedException {
        List<Mutation> mutations = fewest(given);
        boolean smaller = true;
        while (smaller && left > 0) {
            smaller = false;
            for (int i = 0; i < mutations.size() && !smaller; i++) {
                Optional<List<Mutation>> better = smaller(mutations, i);
                smaller = better.isPresent();
                mutations = better.orElse(mutations);
            }
        }
        return mutations;
    }

    private List<Mutation> fewest(List<Mutation> given) throws InterruptedException {
        List<Mutation> mutations = given;
        for (int i = mutations.size() - 1; i >= 0; i--) {
            List<Mutation> fewer = new ArrayList<>(mutations);
            fewer.remove(i);
            if (attempt(fewer).isPresent()) {
                mutations = fewer;
            }
        }
        return mutations;
    }

    private Optional<List<Mutation>> smaller(List<Mutation> mutations, int at) throws InterruptedException {
        Mutation mutation = mutations.get(at);
        if (isSmallest(mutation.change())) {
            return Optional.empty();
        }
        List<AnswerChange> candidates = new ArrayList<>(bits(mutations, mutation));
        candidates.addAll(mutation.change().smaller());
        for (AnswerChange candidate : candidates) {
            List<Mutation> changed = new ArrayList<>(mutations);
            changed.set(at, new Mutation(mutation.exchange(), candidate));
            if (attempt(changed).isPresent()) {
                return Optional.of(changed);
            }
        }
        return Optional.empty();
    }

    private static boolean isSmallest(AnswerChange change) {
        return change instanceof AnswerChange.FlippedBit
                || change instanceof AnswerChange.OfObject object
                        && object.edit() == AnswerChange.ObjectEdit.VALUE_BIT_FLIPPED;
    }

    /** Each bit alone, where only bits of the answer are others. */
    private List<AnswerChange> bits(List<Mutation> mutations, Mutation mutation) throws InterruptedException {
        List<AnswerChange> bits = new ArrayList<>();
        Optional<List<Delivery>> deliveries = attempt(mutations);
        if (deliveries.isEmpty() || deliveries.get().size() < mutation.exchange()) {
            return bits;
        }
        Delivery delivery = deliveries.get().get(mutation.exchange() - 1);
        if (delivery.sent().isEmpty() || delivery.delivered().isEmpty()) {
            return bits;
        }
        ResponseApdu sent = delivery.sent().get();
        Bytes changed = delivery.delivered().get().data();
        boolean comparable = sent.statusWord().equals(delivery.delivered().get().statusWord())
                && sent.data().length() == changed.length();
        for (int bit = 0; comparable && bit < changed.length() * 8 && bits.size() < MOST_BITS; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((sent.data().unsigned(bit / 8) ^ changed.unsigned(bit / 8)) & mask) != 0) {
                bits.add(new AnswerChange.FlippedBit(bit));
            }
        }
        return bits;
    }

    /** What was said, if these mutations lead to the fault. */
    Optional<List<Delivery>> attempt(List<Mutation> mutations) throws InterruptedException {
        Optional<List<Delivery>> known = tried.get(mutations);
        if (known != null) {
            return known;
        }
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        Optional<List<Delivery>> deliveries = trying.leadToFault(mutations);
        tried.put(List.copyOf(mutations), deliveries);
        return deliveries;
    }
}

package dev.solvo.qr.wallet.collect;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks every way through a program that asks it what happens next. What is free is tried in every way; of what departs
 * from the normal course, up to so many departures a way, at every place where one is possible.
 */
public final class Choices implements Course {
    private record Choice(int chosen, int alternatives) {}

    private final int departures;
    private final List<Choice> way = new ArrayList<>();
    private int at;
    private int departed;
    private long ways;

    /** Ways with up to so many departures. */
    public Choices(int departures) {
        this.departures = departures;
    }

    /** Carries the program out once for every way; a failure names the way. */
    public long walk(Program program) throws Exception {
        do {
            at = 0;
            departed = 0;
            ways++;
            try {
                program.run(this);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("way " + ways + " " + this + ": " + e.getMessage(), e);
            }
        } while (advance());
        return ways;
    }

    /** What is walked through. */
    public interface Program {
        /** Goes one way, from a fresh start. */
        void run(Choices choices) throws Exception;
    }

    /** The same ways, in which nothing departs but what is asked for here. */
    public Course withoutDepartures() {
        return new Course() {
            @Override
            public int free(int alternatives) {
                return Choices.this.free(alternatives);
            }

            @Override
            public int depart(int alternatives) {
                return 0;
            }
        };
    }

    @Override
    public int free(int alternatives) {
        if (at == way.size()) {
            way.add(new Choice(0, alternatives));
        }
        return way.get(at++).chosen();
    }

    @Override
    public int depart(int alternatives) {
        int chosen = free(departed < departures ? alternatives : 1);
        departed += chosen == 0 ? 0 : 1;
        return chosen;
    }

    private boolean advance() {
        // What was not asked for this time is not there.
        while (way.size() > at) {
            way.remove(way.size() - 1);
        }
        while (!way.isEmpty()) {
            Choice last = way.remove(way.size() - 1);
            if (last.chosen() + 1 < last.alternatives()) {
                way.add(new Choice(last.chosen() + 1, last.alternatives()));
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Choice choice : way.subList(0, at)) {
            text.append(choice.chosen());
        }
        return text.toString();
    }
}

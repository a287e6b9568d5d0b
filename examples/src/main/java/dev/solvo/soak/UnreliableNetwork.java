package dev.solvo.soak;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.collect.Waiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A network that does to requests what only lies between till and wallet: it has no route, delivers one twice, delivers one
 * after the till has given up waiting, brings a wrong answer, or is down for minutes.
 */
final class UnreliableNetwork implements HttpTransport {
    /** Payment codes live for about a minute; a request that is older is no danger any more. */
    private static final int LONGEST_SECONDS = 60;

    private static final int LONGEST_OUTAGE_SECONDS = 600;
    private static final int NO_ROUTE_PERCENT = 3;
    private static final int TWICE_PERCENT = 5;
    private static final int LATE_PERCENT = 4;
    private static final int WRONG_PERCENT = 9;

    private final HttpTransport network;
    private final Clock clock;
    private final Waiter waiter;
    private final Random random;
    private final int requestsPerOutage;
    private final WrongAnswers wrong;
    private final List<Late> late = new ArrayList<>();
    private Instant downUntil = Instant.EPOCH;
    private boolean calm;

    private record Late(Instant due, SignedRequest request) {}

    private enum Trouble {
        NONE,
        NO_ROUTE,
        TWICE,
        LATE,
        WRONG_ANSWER,
        DOWN
    }

    /**
     * A network around a better one.
     *
     * @param requestsPerOutage every so many requests, on the average, it goes down
     */
    UnreliableNetwork(
            HttpTransport network,
            Clock clock,
            Waiter waiter,
            Random random,
            int requestsPerOutage,
            WrongAnswers wrong) {
        this.network = network;
        this.clock = clock;
        this.waiter = waiter;
        this.random = random;
        this.requestsPerOutage = requestsPerOutage;
        this.wrong = wrong;
    }

    /** From now on it delivers everything once; what is still on its way arrives. */
    synchronized void calm() {
        calm = true;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        switch (draw()) {
            case NO_ROUTE -> throw new TransportException(TransportException.Kind.NOT_SENT, "no route");
            case TWICE -> {
                network.send(request, timeout);
                return again(request, timeout);
            }
            case DOWN -> {
                waitOut(timeout);
                throw new TransportException(TransportException.Kind.NO_ANSWER, "no answer within " + timeout);
            }
            case LATE -> {
                hold(request);
                waitOut(timeout);
                throw new TransportException(TransportException.Kind.NO_ANSWER, "no answer within " + timeout);
            }
            case WRONG_ANSWER -> {
                return wrong.insteadOf(request, network.send(request, timeout));
            }
            default -> {
                HttpAnswer answer = network.send(request, timeout);
                wrong.keep(request, answer);
                return answer;
            }
        }
    }

    /** Whatever becomes of the second one, the first one has left. */
    private HttpAnswer again(SignedRequest request, Duration timeout) throws TransportException {
        try {
            return network.send(request, timeout);
        } catch (TransportException e) {
            throw new TransportException(TransportException.Kind.NO_ANSWER, "no answer the second time", e);
        }
    }

    private synchronized Trouble draw() {
        if (calm) {
            return Trouble.NONE;
        }
        if (clock.instant().isBefore(downUntil)) {
            return Trouble.DOWN;
        }
        if (random.nextInt(requestsPerOutage) == 0) {
            downUntil = clock.instant().plusSeconds(random.nextInt(LONGEST_OUTAGE_SECONDS));
        }
        int drawn = random.nextInt(100);
        int bound = NO_ROUTE_PERCENT;
        if (drawn < bound) {
            return Trouble.NO_ROUTE;
        }
        bound += TWICE_PERCENT;
        if (drawn < bound) {
            return Trouble.TWICE;
        }
        bound += LATE_PERCENT;
        if (drawn < bound) {
            return Trouble.LATE;
        }
        bound += WRONG_PERCENT;
        return drawn < bound ? Trouble.WRONG_ANSWER : Trouble.NONE;
    }

    private synchronized void hold(SignedRequest request) {
        late.add(new Late(clock.instant().plusSeconds(1 + random.nextInt(LONGEST_SECONDS)), request));
    }

    private void waitOut(Duration timeout) throws TransportException {
        try {
            waiter.waitUntil(clock.instant().plus(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(TransportException.Kind.NO_ANSWER, "interrupted", e);
        }
    }

    /** Delivers the late ones that are due; nobody waits for their answers any more. */
    void deliverDue() {
        for (SignedRequest request : takeDue()) {
            try {
                network.send(request, Duration.ofSeconds(10));
            } catch (TransportException e) {
                // Lost, at last.
            }
        }
    }

    private synchronized List<SignedRequest> takeDue() {
        Instant now = clock.instant();
        List<SignedRequest> due = new ArrayList<>();
        for (Iterator<Late> each = late.iterator(); each.hasNext(); ) {
            Late one = each.next();
            if (!one.due().isAfter(now)) {
                due.add(one.request());
                each.remove();
            }
        }
        return due;
    }
}

package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.InsertedCard;
import dev.solvo.tlv.Bytes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Somebody else's card behind a socket: it is told which card a case wants, gets commands and resets, and answers. What goes
 * wrong on the way is a {@link RemoteSubjectException}; the next case gets a new connection.
 */
public final class RemoteCard implements CardUnderTest, AutoCloseable {
    private final SubjectConnections connections;
    private final Duration silence;
    private final String name;

    private RemoteCard(SubjectConnections connections, Duration silence, String name) {
        this.connections = connections;
        this.silence = silence;
        this.name = name;
    }

    /**
     * Asks a card what it is.
     *
     * @param address where it waits
     * @param silence how long it may be silent after a command
     * @param connections how many cards it can be at the same time, 1 or more
     * @return the card
     * @throws RemoteSubjectException if nobody is there, or no card
     * @throws InterruptedException if the thread was interrupted
     */
    public static RemoteCard at(InetSocketAddress address, Duration silence, int connections)
            throws InterruptedException {
        SubjectConnections all = new SubjectConnections(address, RemoteProtocol.Subject.card, connections);
        return new RemoteCard(all, silence, all.hello().text("name"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InsertedCard insert(CardDescription card, long seed) throws CaseException, InterruptedException {
        SubjectConnections.Lease lease = connections.take();
        boolean inserted = false;
        try {
            ObjectNode order = Message.of("insert")
                    .put("card", card.name())
                    .put("image", card.image())
                    .put("seed", seed);
            Message answer = new Message(lease.begin(order, silence));
            if (answer.type().equals("refused")) {
                lease.keep();
                throw new InapplicableCaseException(RemoteProtocol.reason(answer));
            }
            known(answer).expect("inserted");
            inserted = true;
            return new Inserted(lease);
        } finally {
            if (!inserted) {
                lease.close();
            }
        }
    }

    private static Message known(Message answer) {
        if (answer.type().equals("error")) {
            throw new RemoteSubjectException("could not go on: " + RemoteProtocol.reason(answer));
        }
        return answer;
    }

    @Override
    public void close() {
        connections.close();
    }

    /** What came of a command. */
    private record Answer(Optional<CardTransportException.Kind> failure, Bytes response, long elapsedNanos) {
        static Answer read(Message message) {
            if (message.type().equals("noAnswer")) {
                return new Answer(
                        Optional.of(message.choice("failure", CardTransportException.Kind.class)), Bytes.EMPTY, 0);
            }
            message.expect("answer");
            long elapsed = message.has("elapsedNanos") ? message.number("elapsedNanos") : 0;
            return new Answer(Optional.empty(), message.hex("response"), elapsed);
        }
    }

    /** The card of one case. */
    private final class Inserted implements InsertedCard {
        private final SubjectConnections.Lease lease;
        private boolean sound = true;

        Inserted(SubjectConnections.Lease lease) {
            this.lease = lease;
        }

        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            Answer answer =
                    ask(Message.of("command").put("apdu", command.toBytes().toHex()), Answer::read);
            if (answer.failure().isPresent()) {
                throw new CardTransportException(answer.failure().get(), "the remote card did not answer");
            }
            return new Exchange(ResponseApdu.parse(answer.response()), answer.elapsedNanos());
        }

        @Override
        public void reinsert() {
            ask(Message.of("reset"), message -> message.expect("done"));
        }

        @Override
        public void unlockDevice() {
            ask(Message.of("unlock"), message -> message.expect("done"));
        }

        private <R> R ask(ObjectNode question, Function<Message, R> reading) {
            boolean answered = false;
            try {
                lease.lines().send(question);
                R answer = reading.apply(known(new Message(lease.lines().receive(silence))));
                answered = true;
                return answer;
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
                throw new RemoteSubjectException("was given up", given);
            } finally {
                sound &= answered;
            }
        }

        @Override
        public void close() {
            try {
                if (sound) {
                    ask(Message.of("remove"), message -> message.expect("done"));
                    lease.keep();
                }
            } catch (RemoteSubjectException broken) {
                // The case is over; the next one gets a new connection.
            } finally {
                lease.close();
            }
        }
    }
}

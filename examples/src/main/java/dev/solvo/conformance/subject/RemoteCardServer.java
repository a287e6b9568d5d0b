package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.InsertedCard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cards offered to a harness over a socket. */
public final class RemoteCardServer {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private RemoteCardServer() {}

    /**
     * Begins to wait for harnesses.
     *
     * @param address where; port 0 takes one that is free
     * @param cards where the cards come from; several at the same time, if several connect
     * @param log told of connections and failures, in a line each, from any thread
     * @return the server
     * @throws IOException if the port is taken
     */
    public static SubjectServer start(InetSocketAddress address, CardUnderTest cards, Consumer<String> log)
            throws IOException {
        return SubjectServer.start(address, new Cards(cards), PATIENCE, log);
    }

    private record Cards(CardUnderTest cards) implements SubjectServer.Subject {
        @Override
        public RemoteProtocol.Subject kind() {
            return RemoteProtocol.Subject.card;
        }

        @Override
        public void introduce(ObjectNode hello) {
            hello.put("name", cards.name());
        }

        @Override
        public SubjectServer.Session session(Conversation harness) {
            return new Slot(cards);
        }
    }

    /** Where one card at a time is. */
    private static final class Slot implements SubjectServer.Session {
        private final CardUnderTest cards;
        private @Nullable InsertedCard card;

        Slot(CardUnderTest cards) {
            this.cards = cards;
        }

        @Override
        public ObjectNode answer(Message message) {
            switch (message.type()) {
                case "insert" -> {
                    return insert(message);
                }
                case "command" -> {
                    return command(message);
                }
                case "reset" -> inserted(message).reinsert();
                case "unlock" -> inserted(message).unlockDevice();
                case "remove" -> {
                    inserted(message);
                    close();
                }
                default -> throw message.wrong("a harness does not say that here");
            }
            return Message.of("done");
        }

        private ObjectNode insert(Message message) {
            if (card != null) {
                throw message.wrong("there is a card already");
            }
            try {
                card = cards.insert(
                        new CardDescription(message.text("card"), message.text("image")), message.number("seed"));
                return Message.of("inserted");
            } catch (InapplicableCaseException | CaseException unavailable) {
                return Message.of("refused").put("reason", String.valueOf(unavailable.getMessage()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new RemoteSubjectException("was given up", stopped);
            }
        }

        private ObjectNode command(Message message) {
            CommandApdu command;
            try {
                command = CommandApdu.parse(message.hex("apdu"));
            } catch (IllegalArgumentException malformed) {
                throw message.wrong("\"apdu\" is no command");
            }
            try {
                CardTransport.Exchange exchange = inserted(message).transmit(command);
                return Message.of("answer")
                        .put("response", exchange.response().toBytes().toHex())
                        .put("elapsedNanos", exchange.elapsedNanos());
            } catch (CardTransportException lost) {
                return Message.of("noAnswer").put("failure", lost.kind().name());
            }
        }

        private InsertedCard inserted(Message message) {
            InsertedCard here = card;
            if (here == null) {
                throw message.wrong("there is no card");
            }
            return here;
        }

        @Override
        public void close() {
            InsertedCard here = card;
            card = null;
            if (here != null) {
                here.close();
            }
        }
    }
}

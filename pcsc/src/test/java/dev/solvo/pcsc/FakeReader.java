package dev.solvo.pcsc;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/**
 * A reader of {@code javax.smartcardio} without hardware. It notes what was asked of it.
 */
class FakeReader extends CardTerminal {
    /** What the card does with a command. */
    interface Behaviour {
        byte[] answer(byte[] command) throws CardException;
    }

    static final String NAME = "Fake 00 00";

    private final List<String> log = new ArrayList<>();
    private final Behaviour behaviour;
    private final Deque<String> answersToReset;
    private final boolean leavesAfterFailure;
    private final List<String> offered;

    /** @param answersToReset in hexadecimal digits, one a reset; the last one stays */
    FakeReader(Behaviour behaviour, boolean leavesAfterFailure, List<String> offered, String... answersToReset) {
        this.behaviour = behaviour;
        this.leavesAfterFailure = leavesAfterFailure;
        this.offered = offered;
        this.answersToReset = new ArrayDeque<>(List.of(answersToReset));
    }

    static FakeReader t0(Behaviour behaviour) {
        return new FakeReader(behaviour, false, List.of("T=0"), "3B600000");
    }

    static FakeReader t1(Behaviour behaviour) {
        return new FakeReader(behaviour, false, List.of("T=1"), "3BE000008131FE45EB");
    }

    static CardException failure(String code) {
        return new CardException("transmit() failed", new Exception(code));
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Called when a connection is asked for. */
    void connecting() throws CardException {}

    /** Called when exclusive access is asked for. */
    void assigning() throws CardException {}

    /** Called after a disconnection was noted. */
    void disconnected() throws CardException {}

    private synchronized void note(String what) {
        log.add(what);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Card connect(String protocol) throws CardException {
        note("connect " + protocol);
        connecting();
        if (answersToReset.isEmpty()) {
            throw new CardNotPresentException("No card present");
        }
        if (protocol.equals("*")) {
            return new FakeCard(offered.get(0));
        }
        if (!offered.contains(protocol)) {
            throw new CardException("connect() failed", new Exception("SCARD_E_PROTO_MISMATCH"));
        }
        return new FakeCard(protocol);
    }

    @Override
    public boolean isCardPresent() {
        return !answersToReset.isEmpty();
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        note("waitForCardAbsent");
        return leavesAfterFailure;
    }

    private final class FakeCard extends Card {
        private final String protocol;

        FakeCard(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public ATR getATR() {
            return new ATR(HexFormat.of().parseHex(answersToReset.getFirst()));
        }

        @Override
        public String getProtocol() {
            return protocol;
        }

        @Override
        public CardChannel getBasicChannel() {
            return new FakeChannel(this);
        }

        @Override
        public CardChannel openLogicalChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void beginExclusive() throws CardException {
            assigning();
            note("beginExclusive");
        }

        @Override
        public void endExclusive() {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] transmitControlCommand(int controlCode, byte[] command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void disconnect(boolean reset) throws CardException {
            note(reset ? "reset" : "leave");
            disconnected();
            if (reset && answersToReset.size() > 1) {
                answersToReset.removeFirst();
            }
        }
    }

    private final class FakeChannel extends CardChannel {
        private final Card card;

        FakeChannel(Card card) {
            this.card = card;
        }

        @Override
        public Card getCard() {
            return card;
        }

        @Override
        public int getChannelNumber() {
            return 0;
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            return new ResponseAPDU(behaviour.answer(command.getBytes()));
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            note(HexFormat.of().withUpperCase().formatHex(bytes));
            byte[] answer = behaviour.answer(bytes);
            response.put(answer);
            return answer.length;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.solvo.docs;

import java.nio.ByteBuffer;
import java.util.List;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** A reader with a T=1 payment card, without hardware; the card has one answer to everything. */
final class FakeReader extends CardTerminals {
    static final String NAME = "Fake 00 00";

    private final byte[] answer;

    /** @param answer empty for a card that was removed */
    FakeReader(byte... answer) {
        this.answer = answer.clone();
    }

    @Override
    public List<CardTerminal> list(State state) {
        return List.of(new Terminal());
    }

    @Override
    public boolean waitForChange(long timeout) {
        throw new UnsupportedOperationException();
    }

    private final class Terminal extends CardTerminal {
        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public Card connect(String protocol) {
            return new FakeCard();
        }

        @Override
        public boolean isCardPresent() {
            return true;
        }

        @Override
        public boolean waitForCardPresent(long timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean waitForCardAbsent(long timeout) {
            return answer.length == 0;
        }
    }

    private final class FakeCard extends Card {
        @Override
        public ATR getATR() {
            byte[] t1Card = {0x3B, (byte) 0xE0, 0, 0, (byte) 0x81, 0x31, (byte) 0xFE, 0x45, (byte) 0xEB};
            return new ATR(t1Card);
        }

        @Override
        public String getProtocol() {
            return "T=1";
        }

        @Override
        public CardChannel getBasicChannel() {
            return new Channel(this);
        }

        @Override
        public CardChannel openLogicalChannel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void beginExclusive() {}

        @Override
        public void endExclusive() {}

        @Override
        public byte[] transmitControlCommand(int controlCode, byte[] command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void disconnect(boolean reset) {}
    }

    private final class Channel extends CardChannel {
        private final Card card;

        Channel(Card card) {
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
            throw new UnsupportedOperationException();
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer response) {
            response.put(answer);
            return answer.length;
        }

        @Override
        public void close() {}
    }
}

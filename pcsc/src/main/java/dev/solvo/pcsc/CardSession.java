package dev.solvo.pcsc;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.pcsc.AnswerToResetRule.Reset;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/** A connected card, seen from its {@link CallThread}; all methods but the constructor are called on that thread. */
final class CardSession {
    /** 65 536 bytes and a status word: the longest answer of ISO/IEC 7816-4. */
    private static final int MAX_ANSWER = 65_538;

    private final CardTerminal terminal;
    private final ConnectionSettings settings;
    private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER);
    private Optional<Card> card = Optional.empty();
    private boolean hasFailed;

    /** Set from another thread. */
    private volatile boolean isAbandoned;

    /** What is known of a card after connecting. */
    record Connected(AnswerToReset answerToReset, CardProtocol protocol) {}

    CardSession(CardTerminal terminal, ConnectionSettings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    Connected connect() throws CardException, PcscException {
        List<CardProtocol> allowed = settings.protocols();
        boolean emv = settings.acceptance() == ConnectionSettings.Acceptance.EMV_CONTACT;
        Card first = open(emv || allowed.size() > 1 ? "*" : allowed.get(0).pcscName());
        if (!emv) {
            return new Connected(AnswerToReset.parse(atr(first)), protocolOf(first));
        }
        AnswerToReset answerToReset = paymentCard(first);
        CardProtocol wanted = answerToReset.firstProtocol() == 0 ? CardProtocol.T0 : CardProtocol.T1;
        if (!allowed.contains(wanted)) {
            throw new PcscException(
                    PcscException.Kind.CARD_REFUSED,
                    "the card offers " + wanted.pcscName() + " first, and the settings allow only "
                            + allowed.get(0).pcscName());
        }
        Card connected = card.orElse(first);
        if (protocolOf(connected) != wanted) {
            // A PC/SC service that may choose takes T=1 where both are offered. Only after a reset it lets us choose.
            connected.disconnect(true);
            open(wanted.pcscName());
        }
        return new Connected(answerToReset, wanted);
    }

    CardTransport.Exchange exchange(CommandApdu command) throws CardException, CardTransportException {
        byte[] bytes = command.toBytes().toByteArray();
        Card connected = card.orElseThrow(() -> new IllegalStateException("not connected"));
        answer.clear();
        try {
            long start = System.nanoTime();
            int length = connected.getBasicChannel().transmit(ByteBuffer.wrap(bytes), answer);
            long elapsed = System.nanoTime() - start;
            return new CardTransport.Exchange(ResponseApdu.parse(Bytes.of(answer.array(), 0, length)), elapsed);
        } catch (CardException e) {
            hasFailed = true;
            throw e;
        } finally {
            // A command may hold a PIN, an answer card data; the JDK's own copies are out of reach.
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(answer.array(), 0, answer.position(), (byte) 0);
        }
    }

    /** Whether the card leaves the reader, or has left it, within the given time. */
    boolean leaves(Duration limit) throws CardException {
        return terminal.waitForCardAbsent(limit.toMillis());
    }

    /** Nobody waits for the call under way any more. Called from any thread. */
    void abandon() {
        isAbandoned = true;
    }

    /** Gives the card back. */
    void release() {
        try {
            if (card.isPresent()) {
                // A call that hung until it failed has ended because its card left; by now the next one may be in the
                // reader, and in the middle of a payment.
                boolean anotherCard = isAbandoned && hasFailed;
                card.get().disconnect(settings.resetOnClose() && !anotherCard);
            }
        } catch (CardException | RuntimeException e) {
            // The card or the reader is gone: there is nothing left to give back.
        } finally {
            card = Optional.empty();
        }
    }

    private Card open(String protocol) throws CardException, PcscException {
        card = Optional.empty();
        try {
            Card opened = terminal.connect(protocol);
            opened.beginExclusive();
            card = Optional.of(opened);
            return opened;
        } catch (CardException e) {
            // The JDK keeps one card object per reader. Where the refusal is its own, the object belongs to another
            // connection of this program, so it must not be disconnected.
            if (PcscErrors.isRefusedByJdk(e)) {
                throw PcscErrors.inUse(e, terminal.getName());
            }
            throw e;
        }
    }

    /** EMV 4.4 Book 1, 8.3 and 12.2: an answer that breaks the rules is given one warm reset. */
    private AnswerToReset paymentCard(Card first) throws CardException, PcscException {
        // NOTE: PC/SC does not say which kind of reset came last; another program may have given a warm one. We take
        // the answer found for that to a cold reset, for that is what a card just inserted has had.
        try {
            AnswerToReset found = AnswerToReset.parse(atr(first));
            if (AnswerToResetRule.brokenBy(found, Reset.COLD).isEmpty()) {
                return found;
            }
        } catch (PcscException damaged) {
            // A damaged answer is answered like a wrong one.
        }
        first.disconnect(true);
        AnswerToReset warm = AnswerToReset.parse(atr(open("*")));
        List<AnswerToResetRule> broken = AnswerToResetRule.brokenBy(warm, Reset.WARM);
        if (!broken.isEmpty()) {
            throw new PcscException(
                    PcscException.Kind.CARD_REFUSED,
                    "this is no contact payment card: its answer to reset " + warm + " breaks the rules for " + broken);
        }
        return warm;
    }

    private static CardProtocol protocolOf(Card connected) {
        return connected.getProtocol().equals(CardProtocol.T0.pcscName()) ? CardProtocol.T0 : CardProtocol.T1;
    }

    private static Bytes atr(Card connected) {
        return Bytes.of(connected.getATR().getBytes());
    }
}

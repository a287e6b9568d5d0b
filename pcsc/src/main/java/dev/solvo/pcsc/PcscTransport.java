package dev.solvo.pcsc;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CardTransportException.Kind;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.CorrectedLe;
import dev.solvo.apdu.GetResponse;
import dev.solvo.apdu.T0Transport;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.smartcardio.CardTerminal;

/**
 * A card in a PC/SC reader.
 *
 * <p>The card is held exclusively from {@link PcscReader#connect} to {@link #close}: no other program gets a word in.
 * The caller sees commands and answers as of T=1, whatever the protocol: 61xx and 6Cxx are dealt with here, with class
 * 00 as EMV has it, and for T=0 the cases of commands are mapped (EMV 4.4 Book 1, 9.3.1 and Annex A).
 *
 * <p>No call waits longer than {@link ConnectionSettings#timeLimit} for one exchange with the card (one command may
 * take several), plus {@value #REMOVAL_MILLIS} ms after a failure, in which the reader is asked whether the card is
 * still there. A time-out or an interrupt of the caller abandons the exchange, and the card is lost: whatever is sent
 * then fails with {@link Kind#TIME_OUT}. {@link Kind#CARD_REMOVED} is final, too. After {@link Kind#TRANSMISSION} and
 * {@link Kind#PROTOCOL} the card may be asked again; a payment terminal ends the transaction.
 *
 * <p>Commands of several threads are sent one after the other. {@link #close} may be called from any thread.
 *
 * <p>The elapsed time is that of the calls into PC/SC, and so includes the service's and the reader's own.
 */
public final class PcscTransport implements CardTransport, AutoCloseable {
    /** Services notice a removal within half a second; in that time the card only seems to be mute. */
    private static final int REMOVAL_MILLIS = 1000;

    private static final Duration REMOVAL = Duration.ofMillis(REMOVAL_MILLIS);

    private final String reader;
    private final ConnectionSettings settings;
    private final CardSession session;
    private final CallThread thread;
    private final CardSession.Connected connected;
    private final CardTransport exchanges;
    private final Object stateLock = new Object();
    private volatile State state = State.OPEN;

    private enum State {
        OPEN,
        TIMED_OUT,
        REMOVED,
        CLOSED
    }

    private PcscTransport(
            String reader,
            ConnectionSettings settings,
            CardSession session,
            CallThread thread,
            CardSession.Connected connected) {
        this.reader = reader;
        this.settings = settings;
        this.session = session;
        this.thread = thread;
        this.connected = connected;
        this.exchanges = connected.protocol() == CardProtocol.T0
                ? T0Transport.over(this::exchange)
                : GetResponse.t1(new CorrectedLe(this::exchange));
    }

    static PcscTransport connect(CardTerminal terminal, ConnectionSettings settings) throws PcscException {
        String reader = terminal.getName();
        CardSession session = new CardSession(terminal, settings);
        CallThread thread = new CallThread("solvo-pcsc " + reader, session::release);
        try {
            CardSession.Connected connected = ReaderCalls.call(thread, reader, session::connect, settings.timeLimit());
            return new PcscTransport(reader, settings, session, thread, connected);
        } catch (PcscException e) {
            thread.close();
            if (e.kind() != PcscException.Kind.TIME_OUT) {
                awaitEnd(thread, settings.timeLimit());
            }
            throw e;
        } catch (RuntimeException | Error e) {
            thread.close();
            throw e;
        }
    }

    /**
     * Name of the reader.
     *
     * @return the name that the PC/SC service gives it
     */
    public String reader() {
        return reader;
    }

    /**
     * The card's answer to reset.
     *
     * @return the answer that was accepted
     */
    public AnswerToReset answerToReset() {
        return connected.answerToReset();
    }

    /**
     * The protocol in use.
     *
     * @return T=0 or T=1
     */
    public CardProtocol protocol() {
        return connected.protocol();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CardTransportException if no answer came; with {@link Kind#PROTOCOL} also for what cannot be sent: an
     *     extended length over T=0, and the classes and the MANAGE CHANNEL command that {@code javax.smartcardio}
     *     keeps to itself (logical channels other than 0)
     * @throws IllegalStateException if this connection is closed
     */
    @Override
    public synchronized Exchange transmit(CommandApdu command) throws CardTransportException {
        switch (state) {
            case OPEN -> {}
            case TIMED_OUT -> throw failure(Kind.TIME_OUT, "is lost since a call timed out");
            case REMOVED -> throw failure(Kind.CARD_REMOVED, "has been removed");
            case CLOSED -> throw new IllegalStateException("the connection is closed");
        }
        // NOTE: which protocol a card offers is not the caller's doing, so this is no IllegalArgumentException.
        if (command.extended() && protocol() == CardProtocol.T0) {
            throw failure(Kind.PROTOCOL, "speaks T=0, which carries no extended lengths");
        }
        if (isChangedByJdk(command)) {
            throw failure(Kind.PROTOCOL, "cannot be sent this class: javax.smartcardio would change or refuse it");
        }
        return exchanges.transmit(command);
    }

    /** Gives the card back, reset if the settings say so. Never fails; waits no longer than the time limit. */
    @Override
    public void close() {
        synchronized (stateLock) {
            boolean stuck = state == State.TIMED_OUT;
            state = State.CLOSED;
            if (stuck) {
                return;
            }
        }
        thread.close();
        awaitEnd(thread, settings.timeLimit());
    }

    /** Says which reader and protocol; nothing of the card. */
    @Override
    public String toString() {
        return protocol().pcscName() + " card in reader \"" + reader + "\"";
    }

    /** Waits until the card is given back, or the limit is over: then the reader is stuck, and its thread left behind. */
    private static void awaitEnd(CallThread thread, Duration limit) {
        try {
            boolean unusedHere = thread.awaitEnd(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Exchange exchange(CommandApdu command) throws CardTransportException {
        try {
            return thread.call(() -> session.exchange(command), settings.timeLimit());
        } catch (TimeoutException e) {
            throw lost("did not answer within " + settings.timeLimit().toMillis() + " ms", e);
        } catch (InterruptedException e) {
            // NOTE: an interrupted caller wants to go on, and the command cannot be taken back: as after a time-out.
            Thread.currentThread().interrupt();
            throw lost("was given up, for the waiting thread was interrupted", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        }
    }

    private CardTransportException failed(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        Kind kind = cause instanceof CardTransportException e ? e.kind() : PcscErrors.exchange(cause);
        if (kind == Kind.CARD_REMOVED || kind != Kind.TIME_OUT && hasLeft()) {
            leaveOpen(State.REMOVED);
            return new CardTransportException(Kind.CARD_REMOVED, "the card in \"" + reader + "\" was removed", cause);
        }
        String code = PcscErrors.code(cause);
        return new CardTransportException(
                kind,
                "the exchange with the card in \"" + reader + "\" failed: "
                        + (code.isEmpty() ? cause.getClass().getSimpleName() : code),
                cause);
    }

    /** Asks the reader; what it cannot say counts as no. */
    private boolean hasLeft() {
        try {
            return thread.call(() -> session.leaves(REMOVAL), REMOVAL.plus(settings.timeLimit()));
        } catch (TimeoutException e) {
            leaveOpen(State.TIMED_OUT);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaveOpen(State.TIMED_OUT);
            return false;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private CardTransportException lost(String what, Exception cause) {
        session.abandon();
        leaveOpen(State.TIMED_OUT);
        return new CardTransportException(Kind.TIME_OUT, "the card in \"" + reader + "\" " + what, cause);
    }

    private void leaveOpen(State next) {
        synchronized (stateLock) {
            if (state == State.OPEN) {
                state = next;
            }
        }
    }

    private CardTransportException failure(Kind kind, String what) {
        return new CardTransportException(kind, "the card in \"" + reader + "\" " + what);
    }

    /** The JDK writes the channel number into the class bytes of ISO/IEC 7816-4, 5.4.1, and refuses MANAGE CHANNEL. */
    private static boolean isChangedByJdk(CommandApdu command) {
        int cla = command.cla();
        if (cla >= 0x80) {
            return false;
        }
        return command.ins() == 0x70 || (cla & 0xE0) != 0x20 && (cla & 0x43) != 0;
    }
}

package dev.solvo.pcsc.vpcd;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Optional;

/**
 * A card in a virtual reader: speaks the protocol of vsmartcard's vpcd for any {@link CardTransport}.
 *
 * <p>The protocol: a length of two bytes and that many bytes, both ways. One byte is for the card itself (00 power off,
 * 01 power on, 02 reset, 04 asks for the answer to reset, the only one that is answered), anything longer is a command.
 * What is not a command of ISO/IEC 7816-4 is answered by 6700 and not shown to the card.
 *
 * <p>What the transport throws decides what the card does: with
 * {@link dev.solvo.apdu.CardTransportException.Kind#TIME_OUT} it stays silent, with anything else it is pulled out in the
 * middle of the command. An answer of more than 65,535 bytes, which the protocol cannot carry, pulls it out, too.
 *
 * <p>The card is asked on a thread of this object, and nowhere else.
 */
public final class VirtualCard implements AutoCloseable {
    /** Answer to reset of the plainest T=0 payment card. */
    public static final Bytes T0_ANSWER = Bytes.fromHex("3B600000");

    /** Answer to reset of a plain T=1 payment card. */
    public static final Bytes T1_ANSWER = Bytes.fromHex("3BE000008131FE45EB");

    private static final int CONNECT_MILLIS = 5000;
    private static final int NOTICE_MILLIS = 5000;
    private static final int MAX_IGNORED = 20;
    private static final int MAX_LENGTH = 0xFFFF;
    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int ASK_ANSWER_TO_RESET = 4;
    private static final int WRONG_LENGTH = 0x6700;

    /** What the reader does with the card, told on the card's thread before anything else comes from the reader. */
    public interface Watcher {
        /** The power is on. */
        void poweredOn();

        /** The power is off. */
        void poweredOff();

        /** The reader reset the card; the power stayed on. */
        void reset();

        /** The card is out: it was pulled, or the reader is gone. The last that is told. */
        void left();

        /**
         * A watcher who does not care.
         *
         * @return does nothing
         */
        static Watcher none() {
            return new Watcher() {
                @Override
                public void poweredOn() {}

                @Override
                public void poweredOff() {}

                @Override
                public void reset() {}

                @Override
                public void left() {}
            };
        }
    }

    private final Socket socket;
    private final Bytes answerToReset;
    private final CardTransport card;
    private final Watcher watcher;
    private final Thread thread;

    private VirtualCard(Socket socket, Bytes answerToReset, CardTransport card, Watcher watcher) {
        this.socket = socket;
        this.answerToReset = answerToReset;
        this.card = card;
        this.watcher = watcher;
        thread = new Thread(this::serve, "virtual card in " + socket.getRemoteSocketAddress());
        thread.setDaemon(true);
    }

    /**
     * Puts a card into an empty virtual reader; the PC/SC service sees it up to half a second later.
     *
     * @param reader where vpcd waits for cards; Debian's package has 35963 and 35964 on the local host
     * @param answerToReset what the card says of itself, which nobody checks on the way: 1 to 65,535 bytes
     * @param card answers the commands in the form of the protocol that the answer to reset offers; see {@link T0Card}
     * @param watcher is told of power and resets
     * @return the card
     * @throws IOException if nobody waits for a card there
     * @throws IllegalArgumentException if the answer to reset has another length
     */
    public static VirtualCard insert(InetSocketAddress reader, Bytes answerToReset, CardTransport card, Watcher watcher)
            throws IOException {
        if (answerToReset.isEmpty() || answerToReset.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an answer to reset of " + answerToReset);
        }
        Socket socket = new Socket();
        try {
            socket.connect(reader, CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        VirtualCard inserted = new VirtualCard(socket, answerToReset, card, watcher);
        inserted.thread.start();
        return inserted;
    }

    /** Pulls the card out; the reader notices when it next asks for it, up to half a second later. */
    public void pull() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is out already.
        }
    }

    /** Pulls the card out and returns when the reader has noticed; a reader that notices nothing for 5 s is left. */
    @Override
    public void close() {
        pull();
        try {
            thread.join(NOTICE_MILLIS);
            socket.close();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It is out in any case.
        }
    }

    /**
     * Tells whether the card is still in.
     *
     * @return false once it was pulled and the reader has noticed, or the reader is gone
     */
    public boolean isIn() {
        return thread.isAlive();
    }

    /** Waits until the card is out, whoever pulls it. Returns early if the caller is interrupted. */
    public void awaitLeft() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            try {
                converse(in, new DataOutputStream(socket.getOutputStream()));
            } catch (IOException e) {
                pull();
                awaitNoticed(in);
            }
        } catch (IOException e) {
            // The reader is gone, or it has just noticed.
        } finally {
            watcher.left();
        }
    }

    private void converse(DataInputStream in, DataOutputStream out) throws IOException {
        Optional<SocketOption<Boolean>> quickAcknowledgement = quickAcknowledgement();
        while (true) {
            // vpcd sends length and content apart and waits for the acknowledgement in between (40 ms each time unless
            // it comes at once). The system forgets the option, so it is set before each read.
            if (quickAcknowledgement.isPresent()) {
                socket.setOption(quickAcknowledgement.get(), true);
            }
            byte[] message = new byte[in.readUnsignedShort()];
            in.readFully(message);
            if (message.length != 1) {
                answer(Bytes.of(message), out);
            } else if (message[0] == ASK_ANSWER_TO_RESET) {
                send(out, answerToReset);
            } else {
                power(message[0]);
            }
        }
    }

    private void power(int order) {
        switch (order) {
            case POWER_OFF -> watcher.poweredOff();
            case POWER_ON -> watcher.poweredOn();
            case RESET -> watcher.reset();
            default -> {
                // Later versions of vpcd may have more to say; only the question above waits for an answer.
            }
        }
    }

    /** The reader closes its end when it finds that nobody answers. */
    private void awaitNoticed(DataInputStream in) throws IOException {
        socket.setSoTimeout(NOTICE_MILLIS);
        byte[] ignored = new byte[256];
        for (int i = 0; i < MAX_IGNORED && in.read(ignored) >= 0; i++) {
            // What the reader still asks is lost on a card that is out.
        }
    }

    private void answer(Bytes bytes, DataOutputStream out) throws IOException {
        CommandApdu command;
        try {
            command = CommandApdu.parse(bytes);
        } catch (IllegalArgumentException malformed) {
            send(out, ResponseApdu.of(WRONG_LENGTH).toBytes());
            return;
        }
        Bytes answer;
        try {
            answer = card.transmit(command).response().toBytes();
        } catch (CardTransportException e) {
            if (e.kind() != CardTransportException.Kind.TIME_OUT) {
                throw new IOException(e);
            }
            return;
        }
        if (answer.length() > MAX_LENGTH) {
            throw new IOException("vpcd carries no answer of " + answer);
        }
        send(out, answer);
    }

    private static void send(DataOutputStream out, Bytes content) throws IOException {
        byte[] message = new byte[2 + content.length()];
        message[0] = (byte) (content.length() >> 8);
        message[1] = (byte) content.length();
        content.copyTo(message, 2);
        out.write(message);
        out.flush();
    }

    /** The option is in module jdk.net; looked up by name, nothing needs to read that module. */
    @SuppressWarnings("unchecked") // the option's own type says Boolean
    private Optional<SocketOption<Boolean>> quickAcknowledgement() {
        return socket.supportedOptions().stream()
                .filter(option -> option.name().equals("TCP_QUICKACK") && option.type() == Boolean.class)
                .map(option -> (SocketOption<Boolean>) option)
                .findFirst();
    }
}

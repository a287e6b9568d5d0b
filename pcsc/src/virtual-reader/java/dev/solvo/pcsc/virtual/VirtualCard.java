package dev.solvo.pcsc.virtual;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A card in a {@link VirtualReader}: speaks vpcd's protocol for any {@link CardTransport}.
 *
 * <p>The protocol: a length of two bytes and that many bytes, both ways. One byte is for the card itself (00 power off,
 * 01 power on, 02 reset, 04 asks for the answer to reset, the only one that is answered), anything longer is a command.
 *
 * <p>What the transport throws decides what the card does: with TIME_OUT it stays silent, with anything else it is
 * pulled out in the middle of the command.
 */
public final class VirtualCard implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;
    private static final int NOTICE_MILLIS = 5000;
    private static final int MAX_IGNORED = 20;
    private static final int RESET = 2;
    private static final int ASK_ANSWER_TO_RESET = 4;

    private final Socket socket;
    private final Bytes answerToReset;
    private final CardTransport card;
    private final Thread thread;
    private final AtomicInteger resets = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    VirtualCard(int port, Bytes answerToReset, CardTransport card) {
        this.answerToReset = answerToReset;
        this.card = card;
        try {
            socket = new Socket();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException("no empty virtual reader on port " + port, e);
        }
        thread = new Thread(this::serve, "virtual card on port " + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** Number of resets since the card was inserted. */
    public int resets() {
        return resets.get();
    }

    /** The commands as they reached the card, in hexadecimal digits. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Pulls the card out; the reader notices when it next asks for it, up to half a second later. */
    public void pull() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is out already.
        }
    }

    /** Pulls the card out and returns when the reader has noticed. */
    @Override
    public void close() {
        pull();
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
            if (message.length == 1 && message[0] == ASK_ANSWER_TO_RESET) {
                send(out, answerToReset);
            } else if (message.length == 1) {
                resets.addAndGet(message[0] == RESET ? 1 : 0);
            } else {
                Bytes command = Bytes.of(message);
                commands.add(command.toHex());
                answer(command, out);
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

    private void answer(Bytes command, DataOutputStream out) throws IOException {
        try {
            send(out, card.transmit(CommandApdu.parse(command)).response().toBytes());
        } catch (CardTransportException e) {
            if (e.kind() != CardTransportException.Kind.TIME_OUT) {
                throw new IOException(e);
            }
        }
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

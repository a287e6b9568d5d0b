package dev.solvo.pcsc.virtual;

import dev.solvo.tlv.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Speaks to one virtual card after the other as vpcd does, without any PC/SC service. */
public final class FakeVpcd implements AutoCloseable {
    private static final int MILLIS = 10_000;

    private final ServerSocket server;
    private Socket card = new Socket();

    /** Waits for a card on a free port. */
    public FakeVpcd() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(MILLIS);
    }

    /** Where the card is to connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Waits until a card is inserted. */
    public void awaitCard() throws IOException {
        card.close();
        card = server.accept();
        card.setSoTimeout(MILLIS);
    }

    public void powerOff() throws IOException {
        send(Bytes.ofUnsigned(0));
    }

    public void powerOn() throws IOException {
        send(Bytes.ofUnsigned(1));
    }

    public void reset() throws IOException {
        send(Bytes.ofUnsigned(2));
    }

    /** Asks for the answer to reset, in hexadecimal digits. */
    public String answerToReset() throws IOException {
        return exchange("04");
    }

    /** Sends bytes and waits for the answer, both in hexadecimal digits. */
    public String exchange(String hex) throws IOException {
        send(Bytes.fromHex(hex));
        DataInputStream in = new DataInputStream(card.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return Bytes.of(answer).toHex();
    }

    /** Sends bytes in hexadecimal digits. */
    public void send(Bytes message) throws IOException {
        DataOutputStream out = new DataOutputStream(card.getOutputStream());
        out.writeShort(message.length());
        out.write(message.toByteArray());
        out.flush();
    }

    /** Waits until the card is pulled out, and lets it know that this was seen. */
    public boolean isPulled() throws IOException {
        boolean pulled = card.getInputStream().read() < 0;
        card.close();
        return pulled;
    }

    /** The reader is unplugged. */
    public void unplug() throws IOException {
        card.close();
    }

    @Override
    public void close() throws IOException {
        card.close();
        server.close();
    }
}

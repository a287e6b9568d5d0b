package dev.solvo.conformance.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects over a socket, one a line, UTF-8. No line is longer than {@value #LONGEST_LINE} bytes, and no wait is without
 * end. A thread that waits here can be interrupted; the connection is lost then.
 *
 * <p>For one thread at a time.
 */
final class JsonLines implements AutoCloseable {
    static final int LONGEST_LINE = 1_000_000;

    private static final int FIRST_BUFFER = 8192;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SocketChannel channel;
    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private boolean ended;

    JsonLines(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.in = channel.socket().getInputStream();
    }

    /** Connects; whoever does not answer in time is not there. */
    static JsonLines connect(InetSocketAddress address, Duration limit) throws InterruptedException {
        String place = address.getHostString() + ":" + address.getPort();
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.socket().connect(address, Math.toIntExact(limit.toMillis()));
            return new JsonLines(channel);
        } catch (IOException | RuntimeException nobody) {
            closeQuietly(channel);
            throwIfInterrupted();
            throw new RemoteSubjectException("nobody is there at " + place, nobody);
        }
    }

    void send(ObjectNode message) throws InterruptedException {
        try {
            byte[] line = (message.toString() + "\n").getBytes(StandardCharsets.UTF_8);
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException gone) {
            throwIfInterrupted();
            ended = true;
            throw new RemoteSubjectException("closed the connection", gone);
        }
    }

    /**
     * Waits for a message.
     *
     * @throws RemoteSubjectException if none comes, or something else; the connection is of no use then
     * @throws InterruptedException if the thread was interrupted; the connection is of no use then
     */
    ObjectNode receive(Duration limit) throws InterruptedException {
        try {
            return object(line(limit));
        } catch (SocketTimeoutException silence) {
            throw new RemoteSubjectException("said nothing for " + seconds(limit), silence);
        } catch (IOException gone) {
            close();
            throwIfInterrupted();
            throw new RemoteSubjectException("closed the connection", gone);
        }
    }

    /** Waits for a message, or for the end of the connection between two messages, which is no message. */
    Optional<ObjectNode> receiveOrEnd(Duration limit) throws InterruptedException {
        try {
            return Optional.of(receive(limit));
        } catch (RemoteSubjectException end) {
            if (ended) {
                return Optional.empty();
            }
            throw end;
        }
    }

    /** Whether the other side has closed the connection between two messages. */
    boolean hasEnded() {
        return ended;
    }

    private byte[] line(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        int searched = 0;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    byte[] line = Arrays.copyOf(buffer, i);
                    System.arraycopy(buffer, i + 1, buffer, 0, filled - i - 1);
                    filled -= i + 1;
                    return line;
                }
            }
            searched = filled;
            if (filled > LONGEST_LINE) {
                throw new RemoteSubjectException("sent a line of more than " + LONGEST_LINE + " bytes");
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(2 * filled, LONGEST_LINE + 1));
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            channel.socket().setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                ended = filled == 0;
                throw new RemoteSubjectException(
                        filled == 0 ? "closed the connection" : "closed the connection in the middle of a line");
            }
            filled += count;
        }
    }

    private static ObjectNode object(byte[] line) {
        JsonNode json;
        try {
            json = MAPPER.readTree(new String(line, StandardCharsets.UTF_8));
        } catch (JsonProcessingException broken) {
            throw new RemoteSubjectException("sent a line of " + line.length + " bytes that is not JSON");
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new RemoteSubjectException("sent a line that is no JSON object");
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /** An interrupt closes the channel, which shows as one failure or another. */
    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("waiting for the other side was given up");
        }
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is of no use any more.
        }
    }
}

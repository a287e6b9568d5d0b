package dev.solvo.pcsc.virtual;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.pcsc.vpcd.VirtualCard;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A card in a {@link VirtualReader} that remembers what was done to it. */
public final class InsertedCard implements AutoCloseable {
    private final AtomicInteger resets = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final VirtualCard card;

    InsertedCard(InetSocketAddress reader, Bytes answerToReset, CardTransport card) throws IOException {
        this.card = VirtualCard.insert(
                reader, answerToReset, command -> transmit(card, command), new VirtualCard.Watcher() {
                    @Override
                    public void poweredOn() {}

                    @Override
                    public void poweredOff() {}

                    @Override
                    public void reset() {
                        resets.incrementAndGet();
                    }

                    @Override
                    public void left() {}
                });
    }

    private CardTransport.Exchange transmit(CardTransport behind, CommandApdu command) throws CardTransportException {
        commands.add(command.toBytes().toHex());
        return behind.transmit(command);
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
        card.pull();
    }

    /** Pulls the card out and returns when the reader has noticed. */
    @Override
    public void close() {
        card.close();
    }
}

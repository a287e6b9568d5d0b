package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObservedTransportTest {
    private final List<String> seen = new ArrayList<>();
    private final CardTransport.Observer observer = new CardTransport.Observer() {
        @Override
        public void exchanged(CommandApdu command, CardTransport.Exchange exchange) {
            seen.add(command + " > " + exchange.response() + " " + exchange.elapsedNanos());
        }

        @Override
        public void failed(CommandApdu command, CardTransportException.Kind kind) {
            seen.add(command + " > " + kind);
        }
    };

    @Test
    void outside_showsWhatWasAskedFor() throws CardTransportException {
        ScriptedReader reader = new ScriptedReader("00B2010C00", "6C01", "00B2010C01", "AA9000");
        reader.run(new ObservedTransport(new CorrectedLe(reader), observer), "00B2010C00");
        assertEquals(List.of("00B2010C Le=256 > 1 byte 9000 200"), seen);
    }

    @Test
    void inside_showsWhatWentOverTheWire() throws CardTransportException {
        ScriptedReader reader = new ScriptedReader("00B2010C00", "6C01", "00B2010C01", "AA9000");
        CardTransport.Exchange exchange =
                reader.run(new CorrectedLe(new ObservedTransport(reader, observer)), "00B2010C00");
        assertEquals("AA9000", exchange.response().toBytes().toHex());
        assertEquals(List.of("00B2010C Le=256 > 0 bytes 6C01 100", "00B2010C Le=1 > 1 byte 9000 100"), seen);
    }

    @Test
    void failure_isShownAndThrownOn() {
        CardTransportException removed = new CardTransportException(
                CardTransportException.Kind.CARD_REMOVED, "gone", new IllegalStateException());
        CardTransport transport = new ObservedTransport(
                command -> {
                    throw removed;
                },
                observer);
        CommandApdu command = CommandApdu.case1(0x80, 0x1E, 0, 0);
        assertSame(removed, assertThrows(CardTransportException.class, () -> transport.transmit(command)));
        assertEquals(List.of("801E0000 > CARD_REMOVED"), seen);
    }
}

package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;

/** Any bytes as a command: exactly one command that is written as it was read, or refused. */
final class TlvCommandApduFuzzTest {
    @FuzzTest
    void command(byte[] data) {
        Bytes bytes = Bytes.of(data);
        CommandApdu command;
        try {
            command = CommandApdu.parse(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertEquals(bytes, command.toBytes());
    }
}

package dev.solvo.prepaid.offline;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One entry of a journal's file: its length (4 bytes), the length with all bits turned (4), kind (1) and content, a seal over its place
 * and those (16), a last byte that is never 0.
 *
 * <p>A power failure leaves of the last entry a beginning, or whole sectors of zeros; all else is damage. The turned length tells the
 * two apart where the length itself was hit, the last byte where the end was.
 */
final class JournalFrame {
    static final int CHECKPOINT = 1;
    static final int RECORD = 2;
    static final int ACKNOWLEDGED = 3;
    static final int BATCH = 4;
    static final int FORGOTTEN = 5;

    /** The longest entry but for the checkpoint, which is never torn: it comes with a new file. */
    static final int LONGEST = OfflineRecord.LONGEST + 1;

    static final int LONGEST_CHECKPOINT = 1 << 16;

    /** Bytes around kind and content. */
    static final int AROUND = 25;

    private static final int PREFIX = 8;
    private static final int SEAL = 16;
    private static final byte END = (byte) 0xA5;
    private static final int SECTOR = 512;

    private JournalFrame() {}

    static byte[] of(TerminalKey key, long at, int kind, byte[] content) {
        byte[] body = new WireWriter().u8(kind).raw(content).toByteArray();
        return new WireWriter()
                .i32(body.length)
                .i32(~body.length)
                .raw(body)
                .raw(seal(key, at, body))
                .u8(END & 0xFF)
                .toByteArray();
    }

    private static byte[] seal(TerminalKey key, long at, byte[] body) {
        byte[] place = new WireWriter().i64(at).toByteArray();
        return Arrays.copyOf(key.mac(KeyUse.JOURNAL, place, body), SEAL);
    }

    /** The length of the entry at a place with all that is around it; 0 if it was not written wholly, -1 if it is damaged. */
    static int length(byte[] file, int at, int longest) {
        int rest = file.length - at;
        if (rest < PREFIX) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int length = buffer.getInt(at);
        if (length != ~buffer.getInt(at + Integer.BYTES) || length < 1 || length > longest) {
            return rest <= LONGEST + AROUND && (lastByteIsMissing(file) || firstSectorIsMissing(file, at)) ? 0 : -1;
        }
        return length + AROUND <= rest ? length + AROUND : 0;
    }

    /** Kind and content, whatever the seal. */
    static byte[] body(byte[] file, int at, int length) {
        return Arrays.copyOfRange(file, at + PREFIX, at + length - SEAL - 1);
    }

    static boolean isSealed(byte[] file, int at, int length, TerminalKey key) {
        byte[] seal = Arrays.copyOfRange(file, at + length - SEAL - 1, at + length - 1);
        return MessageDigest.isEqual(seal, seal(key, at, body(file, at, length))) && file[at + length - 1] == END;
    }

    /** Whether an entry with a wrong seal is the last one, and was not written wholly. */
    static boolean isTorn(byte[] file, int at, int length) {
        return at + length == file.length && lastByteIsMissing(file);
    }

    private static boolean lastByteIsMissing(byte[] file) {
        return file[file.length - 1] == 0;
    }

    /** Whether there are only zeros from a place to the end of its sector: the last entry lies in two sectors at most. */
    private static boolean firstSectorIsMissing(byte[] file, int at) {
        int end = Math.min(file.length, (at / SECTOR + 1) * SECTOR);
        for (int i = at; i < end; i++) {
            if (file[i] != 0) {
                return false;
            }
        }
        return true;
    }
}

package dev.solvo.qr.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What the tests of bill readers share. */
final class BillSamples {
    private BillSamples() {}

    static List<BillRow> read(BillReader reader, byte[] bill) throws QrException {
        try {
            return reader.read(new ByteArrayInputStream(bill));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static QrException refused(BillReader reader, byte[] bill) {
        return assertThrows(QrException.class, () -> read(reader, bill));
    }

    static void refused(String code, BillReader reader, byte[] bill, String... said) {
        QrException e = refused(reader, bill);
        assertEquals(code, e.code(), e::toString);
        for (String part : said) {
            assertTrue(String.valueOf(e.getMessage()).contains(part), e::toString);
        }
    }

    /** Cut at every byte, a bill is either refused, or only its last line's end was cut. */
    static void neverHalf(BillReader reader, byte[] bill, int leastThatMatters) throws QrException {
        List<BillRow> whole = read(reader, bill);
        for (int length = 0; length < bill.length; length++) {
            byte[] cut = Arrays.copyOf(bill, length);
            try {
                assertEquals(whole, read(reader, cut), "cut after " + length + " bytes");
                assertTrue(length >= leastThatMatters, "not refused when cut after " + length + " bytes");
            } catch (QrException e) {
                assertTrue(e.code().startsWith("BILL_"), e::toString);
            }
        }
    }

    /** A changed byte gives another bill or none, and no other exception. */
    static void survivesChanges(BillReader reader, byte[] bill) {
        for (int at = 0; at < bill.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = bill.clone();
                changed[at] ^= (byte) flip;
                try {
                    read(reader, changed);
                } catch (QrException e) {
                    assertTrue(e.code().startsWith("BILL_"), e::toString);
                }
            }
        }
    }

    static byte[] gzip(byte[]... members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
                packed.write(member);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out.toByteArray();
    }

    /** A stream that breaks, and one that must not be closed. */
    static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    static final class OpenStream extends ByteArrayInputStream {
        boolean closed;

        OpenStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

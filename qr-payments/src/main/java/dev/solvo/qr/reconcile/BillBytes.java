package dev.solvo.qr.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** The bytes of a bill after unpacking, no more than a number: a small archive can hold a text without end. */
final class BillBytes extends InputStream {
    /** There are more. */
    static final class TooManyException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooManyException(long maximum) {
            super("more than " + maximum + " bytes");
        }
    }

    private final InputStream in;
    private final long maximum;
    private long left;

    BillBytes(InputStream in, long maximum) {
        this.in = in;
        this.maximum = maximum;
        left = maximum;
    }

    /** The stream with room for a look at its first two bytes; closing it leaves the caller's open. */
    static PushbackInputStream of(InputStream bill) {
        return new PushbackInputStream(bill, 2) {
            @Override
            public void close() {
                // The caller's.
            }
        };
    }

    /** Whether the stream begins with these two bytes, which stay in it. */
    static boolean beginsWith(PushbackInputStream bill, int first, int second) throws IOException {
        int a = bill.read();
        if (a < 0) {
            return false;
        }
        int b = bill.read();
        if (b >= 0) {
            bill.unread(b);
        }
        bill.unread(a);
        return a == first && b == second;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    /** Reads to the end, and counts: an archive's own way of passing over a file has no bound. */
    void passOver() throws IOException {
        byte[] part = new byte[8192];
        int n = 0;
        while (n >= 0) {
            n = read(part, 0, part.length);
        }
    }

    private void count(int bytes) throws TooManyException {
        left -= bytes;
        if (left < 0) {
            throw new TooManyException(maximum);
        }
    }
}

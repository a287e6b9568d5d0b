package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads the binary forms. Whatever is not as it should be is {@link OfflineException.Reason#FORMAT}. */
final class WireReader {
    /** What one operation may move at most, in minor units. */
    static final long MOST_AMOUNT = 1_000_000_000_000L;

    private final byte[] bytes;
    private final int end;
    private int at;

    WireReader(Bytes bytes) {
        this(bytes.toByteArray());
    }

    WireReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    int u8() throws OfflineException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int u16() throws OfflineException {
        return u8() << Byte.SIZE | u8();
    }

    int i32() throws OfflineException {
        return u16() << Short.SIZE | u16();
    }

    long i64() throws OfflineException {
        return (long) i32() << Integer.SIZE | i32() & 0xFFFF_FFFFL;
    }

    /** A number of 0 or more. */
    int count() throws OfflineException {
        int value = i32();
        if (value < 0) {
            throw malformed("a negative number");
        }
        return value;
    }

    /** A number of 0 or more. */
    long number() throws OfflineException {
        long value = i64();
        if (value < 0) {
            throw malformed("a negative number");
        }
        return value;
    }

    String text() throws OfflineException {
        byte[] characters = raw(u8());
        for (byte character : characters) {
            if (character <= ' ' || character > '~') {
                throw malformed("a text that is not printable ASCII");
            }
        }
        return new String(characters, StandardCharsets.US_ASCII);
    }

    byte[] raw(int length) throws OfflineException {
        need(length);
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return part;
    }

    Bytes block() throws OfflineException {
        return Bytes.of(raw(u16()));
    }

    void magic(String expected) throws OfflineException {
        byte[] found = raw(expected.length());
        byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
        int last = wanted.length - 1;
        if (Arrays.equals(found, wanted)) {
            return;
        }
        byte version = found[last];
        found[last] = wanted[last];
        if (Arrays.equals(found, wanted) && version > wanted[last]) {
            throw new OfflineException(OfflineException.Reason.INCOMPATIBLE, "a newer format than " + expected);
        }
        throw malformed("it does not begin with " + expected);
    }

    TenantId tenant() throws OfflineException {
        String text = text();
        try {
            return new TenantId(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    TerminalId terminal() throws OfflineException {
        String text = text();
        try {
            return new TerminalId(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    OperationKey key() throws OfflineException {
        String text = text();
        try {
            return OperationKey.of(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    CurrencyUnit currency() throws OfflineException {
        String text = text();
        try {
            return CurrencyUnit.of(text);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    /** An amount of 1 minor unit to {@link #MOST_AMOUNT}. */
    Money amount(CurrencyUnit currency) throws OfflineException {
        long minor = i64();
        if (minor < 1 || minor > MOST_AMOUNT) {
            throw malformed("an amount that nobody spends");
        }
        return Money.ofMinor(currency, minor);
    }

    int remaining() {
        return end - at;
    }

    void finish() throws OfflineException {
        if (at != end) {
            throw malformed((end - at) + " bytes too many");
        }
    }

    private void need(int length) throws OfflineException {
        if (length > end - at) {
            throw malformed("it ends at byte " + end);
        }
    }

    static OfflineException malformed(String what) {
        return new OfflineException(OfflineException.Reason.FORMAT, what);
    }

    private static OfflineException malformed(IllegalArgumentException cause) {
        return new OfflineException(OfflineException.Reason.FORMAT, "a value that cannot be", cause);
    }
}

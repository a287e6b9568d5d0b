package dev.solvo.apdu;

import dev.solvo.tlv.Bytes;
import java.util.Locale;

/**
 * A command to a card, in one of the four cases of ISO/IEC 7816-4, short or extended.
 *
 * <table>
 * <caption>Cases</caption>
 * <tr><th>case</th><th>data</th><th>Le</th></tr>
 * <tr><td>1</td><td>no</td><td>no</td></tr>
 * <tr><td>2</td><td>no</td><td>yes</td></tr>
 * <tr><td>3</td><td>yes</td><td>no</td></tr>
 * <tr><td>4</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * @param cla class byte, 0 to 255
 * @param ins instruction byte, 0 to 255
 * @param p1 first parameter, 0 to 255
 * @param p2 second parameter, 0 to 255
 * @param data the body, 0 to 65 535 bytes
 * @param le number of bytes expected in the answer: {@link #NO_LE} for none asked, 1 to 65 536 otherwise; 256 is
 *     coded 00 and 65 536 is coded 0000
 * @param extended whether the lengths are coded in the extended form
 */
public record CommandApdu(int cla, int ins, int p1, int p2, Bytes data, int le, boolean extended) {
    /** No answer data are asked for: case 1 or 3. */
    public static final int NO_LE = 0;

    /** All that the card has, up to 256 bytes: Le is coded 00. */
    public static final int LE_ALL = 256;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a field is out of range for the form
     */
    public CommandApdu {
        if (((cla | ins | p1 | p2) & ~0xFF) != 0) {
            throw new IllegalArgumentException("CLA, INS, P1 and P2 have one byte each");
        }
        int maxData = extended ? 65_535 : 255;
        int maxLe = extended ? 65_536 : 256;
        if (data.length() > maxData) {
            throw new IllegalArgumentException(data + " of data exceed " + maxData);
        }
        if (le < 0 || le > maxLe) {
            throw new IllegalArgumentException("Le " + le + " is not in 0 to " + maxLe);
        }
        if (extended && data.isEmpty() && le == NO_LE) {
            throw new IllegalArgumentException("a command without data and Le has no extended form");
        }
    }

    /**
     * A command without data and without Le: case 1.
     *
     * @param cla class byte
     * @param ins instruction byte
     * @param p1 first parameter
     * @param p2 second parameter
     * @return the command
     */
    public static CommandApdu case1(int cla, int ins, int p1, int p2) {
        return new CommandApdu(cla, ins, p1, p2, Bytes.EMPTY, NO_LE, false);
    }

    /**
     * A command that asks for data: case 2, extended where Le exceeds 256.
     *
     * @param cla class byte
     * @param ins instruction byte
     * @param p1 first parameter
     * @param p2 second parameter
     * @param le number of bytes expected, 1 to 65 536
     * @return the command
     */
    public static CommandApdu case2(int cla, int ins, int p1, int p2, int le) {
        requireLe(le);
        return new CommandApdu(cla, ins, p1, p2, Bytes.EMPTY, le, le > 256);
    }

    /**
     * A command that brings data: case 3, extended where they exceed 255 bytes.
     *
     * @param cla class byte
     * @param ins instruction byte
     * @param p1 first parameter
     * @param p2 second parameter
     * @param data the body, not empty
     * @return the command
     */
    public static CommandApdu case3(int cla, int ins, int p1, int p2, Bytes data) {
        requireData(data);
        return new CommandApdu(cla, ins, p1, p2, data, NO_LE, data.length() > 255);
    }

    /**
     * A command that brings data and asks for data: case 4, extended where either needs it.
     *
     * @param cla class byte
     * @param ins instruction byte
     * @param p1 first parameter
     * @param p2 second parameter
     * @param data the body, not empty
     * @param le number of bytes expected, 1 to 65 536
     * @return the command
     */
    public static CommandApdu case4(int cla, int ins, int p1, int p2, Bytes data, int le) {
        requireData(data);
        requireLe(le);
        return new CommandApdu(cla, ins, p1, p2, data, le, data.length() > 255 || le > 256);
    }

    /**
     * Reads a command as it is on the wire (T=1 form).
     *
     * @param bytes header, lengths and body
     * @return the command
     * @throws IllegalArgumentException if the bytes are not exactly one command; the message gives lengths only
     */
    public static CommandApdu parse(Bytes bytes) {
        int n = bytes.length();
        if (n < 4) {
            throw new IllegalArgumentException("a command of " + bytes + " has no whole header");
        }
        int cla = bytes.unsigned(0);
        int ins = bytes.unsigned(1);
        int p1 = bytes.unsigned(2);
        int p2 = bytes.unsigned(3);
        if (n == 4) {
            return case1(cla, ins, p1, p2);
        }
        int first = bytes.unsigned(4);
        if (n == 5) {
            return new CommandApdu(cla, ins, p1, p2, Bytes.EMPTY, first == 0 ? 256 : first, false);
        }
        if (first != 0) {
            int rest = n - 5 - first;
            if (rest == 0 || rest == 1) {
                int le = rest == 0 ? NO_LE : bytes.unsigned(n - 1);
                return new CommandApdu(
                        cla, ins, p1, p2, bytes.slice(5, 5 + first), rest == 1 && le == 0 ? 256 : le, false);
            }
        } else if (n >= 7) {
            int length = bytes.unsigned(5) << 8 | bytes.unsigned(6);
            if (n == 7) {
                return new CommandApdu(cla, ins, p1, p2, Bytes.EMPTY, length == 0 ? 65_536 : length, true);
            }
            int rest = n - 7 - length;
            if (length != 0 && (rest == 0 || rest == 2)) {
                int le = rest == 0 ? NO_LE : bytes.unsigned(n - 2) << 8 | bytes.unsigned(n - 1);
                return new CommandApdu(
                        cla, ins, p1, p2, bytes.slice(7, 7 + length), rest == 2 && le == 0 ? 65_536 : le, true);
            }
        }
        throw new IllegalArgumentException("the length bytes do not fit a command of " + bytes);
    }

    /**
     * The same command with another Le. The form stays extended as far as there are lengths to code, and becomes
     * extended where Le exceeds 256.
     *
     * @param newLe number of bytes expected, or {@link #NO_LE}
     * @return the command
     * @throws IllegalArgumentException if Le is out of range
     */
    public CommandApdu withLe(int newLe) {
        boolean anyLength = !data.isEmpty() || newLe != NO_LE;
        return new CommandApdu(cla, ins, p1, p2, data, newLe, extended && anyLength || newLe > 256);
    }

    /**
     * The command as it is on the wire (T=1 form; {@link T0Transport} makes the T=0 form).
     *
     * @return header, lengths and body
     */
    public Bytes toBytes() {
        Bytes header = Bytes.ofUnsigned(cla, ins, p1, p2);
        Bytes lc =
                data.isEmpty() ? Bytes.EMPTY : extended ? twoBytes(0, data.length()) : Bytes.ofUnsigned(data.length());
        Bytes expected = Bytes.EMPTY;
        if (le != NO_LE) {
            if (!extended) {
                expected = Bytes.ofUnsigned(le & 0xFF);
            } else {
                expected = data.isEmpty() ? twoBytes(0, le) : Bytes.ofUnsigned(le >> 8 & 0xFF, le & 0xFF);
            }
        }
        return Bytes.concat(header, lc, data, expected);
    }

    /** Header and lengths, never the data: {@code 00A40400 Lc=14 Le=256}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", cla, ins, p1, p2)
                + (data.isEmpty() ? "" : " Lc=" + data.length())
                + (le == NO_LE ? "" : " Le=" + le);
    }

    private static Bytes twoBytes(int marker, int value) {
        return Bytes.ofUnsigned(marker, value >> 8 & 0xFF, value & 0xFF);
    }

    private static void requireData(Bytes data) {
        if (data.isEmpty()) {
            throw new IllegalArgumentException("a command of case 3 or 4 needs data");
        }
    }

    private static void requireLe(int le) {
        if (le == NO_LE) {
            throw new IllegalArgumentException("a command of case 2 or 4 needs Le");
        }
    }
}

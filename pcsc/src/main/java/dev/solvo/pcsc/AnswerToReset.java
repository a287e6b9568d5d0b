package dev.solvo.pcsc;

import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a card says of itself when it is reset: ATR. ISO/IEC 7816-3, 8.2; EMV 4.4 Book 1, 8.
 *
 * <p>PC/SC services hand over what the reader received without looking at it, so the structure is checked here: the
 * announced bytes are all there, none follows, the check byte is right. Whether the values are those of a payment card
 * is for {@link AnswerToResetRule}.
 */
public final class AnswerToReset {
    /** ISO/IEC 7816-3 has 32 characters after TS. */
    private static final int MAX_LENGTH = 33;

    private static final int DIRECT_CONVENTION = 0x3B;
    private static final int INVERSE_CONVENTION = 0x3F;

    private final Bytes bytes;
    private final List<InterfaceBytes> interfaceBytes;
    private final Bytes historicalBytes;

    /** TAi, TBi, TCi and TDi of one i; −1 where absent. */
    private record InterfaceBytes(int ta, int tb, int tc, int td) {}

    private AnswerToReset(Bytes bytes, List<InterfaceBytes> interfaceBytes, Bytes historicalBytes) {
        this.bytes = bytes;
        this.interfaceBytes = List.copyOf(interfaceBytes);
        this.historicalBytes = historicalBytes;
    }

    /**
     * Reads an answer to reset: {@code 3B600000} is that of the plainest T=0 payment card.
     *
     * @param bytes TS to TCK, 2 to 33 bytes
     * @return its parts
     * @throws PcscException with {@link PcscException.Kind#CARD_REFUSED} if the structure is broken
     */
    public static AnswerToReset parse(Bytes bytes) throws PcscException {
        int length = bytes.length();
        if (length < 2 || length > MAX_LENGTH) {
            throw refused("has " + bytes + ", not 2 to " + MAX_LENGTH);
        }
        if (bytes.unsigned(0) != DIRECT_CONVENTION && bytes.unsigned(0) != INVERSE_CONVENTION) {
            throw refused("begins with neither 3B nor 3F");
        }
        List<InterfaceBytes> groups = new ArrayList<>();
        int at = 2;
        int announced = bytes.unsigned(1) >> 4;
        boolean checked = false;
        // Each round takes at least TDi of at most 33 bytes, so the rounds are bounded by the length.
        while (announced >= 0) {
            int end = at + Integer.bitCount(announced);
            if (end > length) {
                throw refused("ends before the interface bytes that it announces");
            }
            int ta = (announced & 1) != 0 ? bytes.unsigned(at++) : -1;
            int tb = (announced & 2) != 0 ? bytes.unsigned(at++) : -1;
            int tc = (announced & 4) != 0 ? bytes.unsigned(at++) : -1;
            int td = (announced & 8) != 0 ? bytes.unsigned(at++) : -1;
            groups.add(new InterfaceBytes(ta, tb, tc, td));
            checked |= td >= 0 && (td & 0xF) != 0;
            announced = td < 0 ? -1 : td >> 4;
        }
        int historical = bytes.unsigned(1) & 0xF;
        int expected = at + historical + (checked ? 1 : 0);
        if (expected != length) {
            throw refused("has " + bytes + " where its own bytes announce " + expected);
        }
        if (checked && checksum(bytes) != 0) {
            throw refused("has a wrong check byte TCK");
        }
        return new AnswerToReset(bytes, groups, bytes.slice(at, at + historical));
    }

    /**
     * The whole answer.
     *
     * @return TS to TCK
     */
    public Bytes bytes() {
        return bytes;
    }

    /**
     * What the issuer or the card's maker has to say.
     *
     * @return 0 to 15 bytes
     */
    public Bytes historicalBytes() {
        return historicalBytes;
    }

    /**
     * Interface byte TAi.
     *
     * @param i 1 or more
     * @return 0 to 255, or empty
     */
    public OptionalInt ta(int i) {
        return present(group(i).ta);
    }

    /**
     * Interface byte TBi.
     *
     * @param i 1 or more
     * @return 0 to 255, or empty
     */
    public OptionalInt tb(int i) {
        return present(group(i).tb);
    }

    /**
     * Interface byte TCi.
     *
     * @param i 1 or more
     * @return 0 to 255, or empty
     */
    public OptionalInt tc(int i) {
        return present(group(i).tc);
    }

    /**
     * Interface byte TDi.
     *
     * @param i 1 or more
     * @return 0 to 255, or empty
     */
    public OptionalInt td(int i) {
        return present(group(i).td);
    }

    /**
     * Number of the first protocol offered, which is the one that EMV terminals use. EMV 4.4 Book 1, 8.3.3.4.
     *
     * @return 0 to 15; 0 where TD1 is absent
     */
    public int firstProtocol() {
        return td(1).orElse(0) & 0xF;
    }

    /** The answer in hexadecimal digits; it says which product a card is, not whose. */
    @Override
    public String toString() {
        return bytes.toHex();
    }

    private InterfaceBytes group(int i) {
        if (i < 1) {
            throw new IllegalArgumentException("interface bytes are counted from 1, not " + i);
        }
        return i <= interfaceBytes.size() ? interfaceBytes.get(i - 1) : new InterfaceBytes(-1, -1, -1, -1);
    }

    private static OptionalInt present(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static int checksum(Bytes bytes) {
        int sum = 0;
        for (int i = 1; i < bytes.length(); i++) {
            sum ^= bytes.unsigned(i);
        }
        return sum;
    }

    private static PcscException refused(String what) {
        return new PcscException(PcscException.Kind.CARD_REFUSED, "the answer to reset " + what);
    }
}

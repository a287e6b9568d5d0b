package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads key blocks as the standards have them; what else passes is named one by one. */
public final class KeyBlockReader {
    /** Most characters of a block: the length field has four digits. */
    public static final int MAX_LENGTH = 9999;

    private static final int LENGTH_BYTES = 2;

    private final Set<Leniency> allowed;

    private KeyBlockReader(Set<Leniency> allowed) {
        this.allowed = Collections.unmodifiableSet(allowed);
    }

    /**
     * A reader that lets nothing pass.
     *
     * @return the reader
     */
    public static KeyBlockReader strict() {
        return new KeyBlockReader(EnumSet.noneOf(Leniency.class));
    }

    /**
     * A reader that lets some things pass.
     *
     * @param leniencies what
     * @return the reader
     */
    public static KeyBlockReader allowing(Leniency... leniencies) {
        Set<Leniency> set = EnumSet.noneOf(Leniency.class);
        set.addAll(Arrays.asList(leniencies));
        return new KeyBlockReader(set);
    }

    /**
     * Checks the form of a block, without a key.
     *
     * @param text the block, nothing before or behind it
     * @return the block; its header can be read, its key needs the protection key
     * @throws CryptoException if the text is no key block
     */
    public KeyBlock read(String text) throws CryptoException {
        if (text.length() > MAX_LENGTH) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a key block has at most 9999 characters, not " + text.length());
        }
        if (!Characters.isPrintable(text)) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "a character cannot be printed");
        }
        KeyBlockHeader.Read read = KeyBlockHeader.read(text, allowed);
        KeyBlockVersion version = read.header().version();
        int stated = Integer.parseInt(text.substring(1, 5));
        if (stated != text.length()) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "the length field says " + stated + " characters, there are " + text.length());
        }
        if (read.end() % version.blockLength() != 0) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the optional blocks are no whole cipher blocks: padding is absent");
        }
        String behind = text.substring(read.end());
        if (behind.length() % 2 != 0 || !Characters.isHex(behind)) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "key and code are no hexadecimal bytes in capital letters");
        }
        int payloadBytes = behind.length() / 2 - version.macBytes();
        boolean whole = version == KeyBlockVersion.E || payloadBytes % version.blockLength() == 0;
        if (payloadBytes <= LENGTH_BYTES || !whole) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "there are no whole cipher blocks and a code behind the header");
        }
        Bytes bytes = Bytes.fromHex(behind);
        return new KeyBlock(
                text,
                read.header(),
                text.substring(0, read.end()),
                bytes.slice(0, payloadBytes),
                bytes.slice(payloadBytes),
                allowed);
    }
}

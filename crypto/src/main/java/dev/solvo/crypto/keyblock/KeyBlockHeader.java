package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a key block says about its key (ANSI X9.143:2021, 6.2). In clear, and authenticated once the block is unwrapped.
 *
 * <p>Which usage goes with which algorithm and mode is not checked: partners wrap what they have.
 *
 * @param version how the block is bound together
 * @param usage what the key is for
 * @param algorithm what kind of key it is
 * @param mode which operations it may do
 * @param keyVersion two characters: {@code 00} where there are no versions, {@code c} and a digit for a component of a
 *     key
 * @param exportability whether it may leave
 * @param context where the block may be used
 * @param optionalBlocks more about the key, in their order
 */
public record KeyBlockHeader(
        KeyBlockVersion version,
        KeyUsage usage,
        WrappedAlgorithm algorithm,
        ModeOfUse mode,
        String keyVersion,
        Exportability exportability,
        KeyContext context,
        List<OptionalBlock> optionalBlocks) {
    /** Length without optional blocks. */
    static final int FIXED_LENGTH = 16;

    private static final int MAX_OPTIONAL_BLOCKS = 99;
    private static final int LENGTH_FROM = 1;
    private static final int LENGTH_TO = 5;
    private static final int SHORT_OVERHEAD = 4;
    private static final int EXTENDED_OVERHEAD = 10;
    private static final int MAX_SHORT = 0xFF;
    private static final int MAX_EXTENDED = 0xFFFF;

    /**
     * Checks the characters and copies the list.
     *
     * @throws IllegalArgumentException if a key version is malformed, or there are more than 99 optional blocks
     */
    public KeyBlockHeader {
        if (!isKeyVersion(keyVersion)) {
            throw new IllegalArgumentException("a key version has two characters of A to Z and 0 to 9");
        }
        if (optionalBlocks.size() > MAX_OPTIONAL_BLOCKS) {
            throw new IllegalArgumentException("there are more than 99 optional blocks");
        }
        optionalBlocks = Collections.unmodifiableList(new ArrayList<>(optionalBlocks));
    }

    /**
     * Begins a header of a key without version that may not be exported.
     *
     * @param version how the block will be bound together
     * @param usage what the key is for
     * @param algorithm what kind of key it is
     * @param mode which operations it may do
     * @return a header without optional blocks
     */
    public static KeyBlockHeader of(
            KeyBlockVersion version, KeyUsage usage, WrappedAlgorithm algorithm, ModeOfUse mode) {
        return new KeyBlockHeader(
                version,
                usage,
                algorithm,
                mode,
                "00",
                Exportability.NONE,
                KeyContext.OF_PROTECTION_KEY,
                Collections.emptyList());
    }

    /**
     * Reads a header that stands alone. Its length field is not looked at, for it counts what is not there.
     *
     * @param text 16 characters and the optional blocks, nothing else
     * @param leniencies what to let pass
     * @return the header
     * @throws CryptoException if the text is no header
     */
    public static KeyBlockHeader parse(String text, Leniency... leniencies) throws CryptoException {
        if (!Characters.isPrintable(text)) {
            throw malformed("a character cannot be printed");
        }
        Set<Leniency> allowed = EnumSet.noneOf(Leniency.class);
        allowed.addAll(Arrays.asList(leniencies));
        Read read = read(text, allowed);
        if (read.end() != text.length()) {
            throw malformed("something follows the optional blocks");
        }
        return read.header();
    }

    /**
     * The same key with another exportability.
     *
     * @param other whether it may leave
     * @return a header
     */
    public KeyBlockHeader withExportability(Exportability other) {
        return new KeyBlockHeader(version, usage, algorithm, mode, keyVersion, other, context, optionalBlocks);
    }

    /**
     * The same key with a version.
     *
     * @param other two characters
     * @return a header
     * @throws IllegalArgumentException if it is malformed
     */
    public KeyBlockHeader withKeyVersion(String other) {
        return new KeyBlockHeader(version, usage, algorithm, mode, other, exportability, context, optionalBlocks);
    }

    /**
     * The same key with a context.
     *
     * @param other where the block may be used
     * @return a header
     */
    public KeyBlockHeader withContext(KeyContext other) {
        return new KeyBlockHeader(version, usage, algorithm, mode, keyVersion, exportability, other, optionalBlocks);
    }

    /**
     * The same key with one more optional block, at the end.
     *
     * @param block the block
     * @return a header
     */
    public KeyBlockHeader with(OptionalBlock block) {
        List<OptionalBlock> blocks = new ArrayList<>(optionalBlocks);
        blocks.add(block);
        return new KeyBlockHeader(version, usage, algorithm, mode, keyVersion, exportability, context, blocks);
    }

    /**
     * Finds the optional block of a type.
     *
     * @param <T> the type
     * @param type its class
     * @return the first such block, or empty
     */
    public <T extends OptionalBlock> Optional<T> find(Class<T> type) {
        for (OptionalBlock block : optionalBlocks) {
            if (type.isInstance(block)) {
                return Optional.of(type.cast(block));
            }
        }
        return Optional.empty();
    }

    /**
     * The header as text, filled up to whole cipher blocks, with its own length in the length field.
     *
     * @return 16 characters or more
     * @throws IllegalArgumentException if an optional block is longer than its length field can say, or padding would be
     *     the hundredth block
     */
    public String toText() {
        return toText(0);
    }

    /** The header of a block that goes on for so many characters behind it. */
    String toText(int following) {
        StringBuilder blocks = new StringBuilder();
        int count = 0;
        for (OptionalBlock block : optionalBlocks) {
            if (!(block instanceof OptionalBlock.Padding)) {
                append(blocks, block.id(), block.data());
                count++;
            }
        }
        int missing = Math.floorMod(-blocks.length(), version.blockLength());
        if (missing > 0) {
            int length = missing < SHORT_OVERHEAD ? missing + version.blockLength() : missing;
            char[] zeros = new char[length - SHORT_OVERHEAD];
            Arrays.fill(zeros, '0');
            append(blocks, OptionalBlock.Padding.ID, new String(zeros));
            count++;
        }
        if (count > MAX_OPTIONAL_BLOCKS) {
            throw new IllegalArgumentException("there is no room for padding beside 99 optional blocks");
        }
        return version.name()
                + Characters.decimal(FIXED_LENGTH + blocks.length() + following, LENGTH_TO - LENGTH_FROM)
                + usage
                + algorithm
                + mode
                + keyVersion
                + exportability
                + Characters.decimal(count, 2)
                + context.code()
                + "0"
                + blocks;
    }

    /** A header and where in the text it ended. */
    record Read(KeyBlockHeader header, int end) {}

    /** Reads a header at the start of a text of printable characters. */
    static Read read(String text, Set<Leniency> allowed) throws CryptoException {
        if (text.length() < FIXED_LENGTH) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a header has 16 characters or more, not " + text.length());
        }
        KeyBlockVersion version = version(text.charAt(0));
        if (!Characters.isDecimal(text.substring(LENGTH_FROM, LENGTH_TO))) {
            throw malformed("the length field has no four digits");
        }
        if (!Characters.isAlphanumeric(text.substring(LENGTH_TO, 9))
                || !isKeyVersion(text.substring(9, 11))
                || !Characters.isAlphanumeric(text.substring(11, 12))) {
            throw malformed("a field of the header has other characters than A to Z and 0 to 9");
        }
        KeyUsage usage = new KeyUsage(text.substring(5, 7));
        WrappedAlgorithm algorithm = new WrappedAlgorithm(text.substring(7, 8));
        ModeOfUse mode = new ModeOfUse(text.substring(8, 9));
        Exportability exportability = new Exportability(text.substring(11, 12));
        boolean known = usage.isKnown() && algorithm.isKnown() && mode.isKnown() && exportability.isKnown();
        if (!known && !allowed.contains(Leniency.PROPRIETARY_CODES)) {
            throw new CryptoException(
                    CryptoException.Reason.UNSUPPORTED, "a field of the header has a value that X9.143 does not name");
        }
        if (!Characters.isDecimal(text.substring(12, 14)) || text.charAt(15) != '0') {
            throw malformed("the number of optional blocks or the reserved field is malformed");
        }
        KeyContext context = context(text.charAt(14));
        Blocks blocks = readBlocks(text, Integer.parseInt(text.substring(12, 14)), allowed);
        KeyBlockHeader header = new KeyBlockHeader(
                version, usage, algorithm, mode, text.substring(9, 11), exportability, context, blocks.blocks());
        return new Read(header, blocks.end());
    }

    private record Blocks(List<OptionalBlock> blocks, int end) {}

    private static Blocks readBlocks(String text, int count, Set<Leniency> allowed) throws CryptoException {
        List<OptionalBlock> blocks = new ArrayList<>();
        int at = FIXED_LENGTH;
        for (int i = 0; i < count; i++) {
            if (text.length() < at + SHORT_OVERHEAD || !Characters.isHex(text.substring(at + 2, at + 4))) {
                throw malformed("an optional block has no identifier and length");
            }
            String id = text.substring(at, at + 2);
            if (!Characters.isAlphanumeric(id)) {
                throw malformed("an optional block's identifier has other characters than A to Z and 0 to 9");
            }
            int overhead = SHORT_OVERHEAD;
            int length = Integer.parseInt(text.substring(at + 2, at + 4), 16);
            if (length == 0) {
                int digits = extendedDigits(text, at);
                overhead = SHORT_OVERHEAD + 2 + digits;
                length = Integer.parseInt(text.substring(at + 6, at + 6 + digits), 16);
            }
            if (length < overhead || length > text.length() - at) {
                throw malformed("an optional block's length is not that of the block");
            }
            blocks.add(block(id, text.substring(at + overhead, at + length), allowed));
            at += length;
            if (id.equals(OptionalBlock.Padding.ID) && i != count - 1) {
                throw malformed("an optional block follows the padding");
            }
        }
        return new Blocks(blocks, at);
    }

    /** Number of characters, not of bytes, that the length has: X9.143:2021 8.5 and 8.6 read no other way. */
    private static int extendedDigits(String text, int at) throws CryptoException {
        String field = text.length() < at + 6 ? "" : text.substring(at + 4, at + 6);
        int digits = field.isEmpty() || !Characters.isHex(field) ? 0 : Integer.parseInt(field, 16);
        boolean present = digits >= 1
                && digits <= 4
                && text.length() >= at + 6 + digits
                && Characters.isHex(text.substring(at + 6, at + 6 + digits));
        if (!present) {
            throw malformed("an optional block's extended length is malformed");
        }
        return digits;
    }

    private static OptionalBlock block(String id, String data, Set<Leniency> allowed) throws CryptoException {
        if (!OptionalBlock.Other.isNamed(id) && !allowed.contains(Leniency.PROPRIETARY_OPTIONAL_BLOCKS)) {
            throw new CryptoException(
                    CryptoException.Reason.UNSUPPORTED, "there is an optional block that X9.143 does not name");
        }
        try {
            return OptionalBlock.parse(id, data);
        } catch (CryptoException malformed) {
            if (allowed.contains(Leniency.MALFORMED_OPTIONAL_BLOCKS)) {
                return new OptionalBlock.Other(id, data);
            }
            throw malformed;
        }
    }

    private static void append(StringBuilder text, String id, String data) {
        if (data.length() + SHORT_OVERHEAD <= MAX_SHORT) {
            text.append(id)
                    .append(Characters.hex(data.length() + SHORT_OVERHEAD, 2))
                    .append(data);
            return;
        }
        int length = data.length() + EXTENDED_OVERHEAD;
        if (length > MAX_EXTENDED) {
            throw new IllegalArgumentException("an optional block of " + length + " characters");
        }
        text.append(id).append("0004").append(Characters.hex(length, 4)).append(data);
    }

    private static boolean isKeyVersion(String text) {
        if (text.length() != 2) {
            return false;
        }
        String component = text.charAt(0) == 'c' ? text.substring(1) : text;
        return Characters.isAlphanumeric(component);
    }

    private static KeyBlockVersion version(char id) throws CryptoException {
        for (KeyBlockVersion version : KeyBlockVersion.values()) {
            if (version.name().charAt(0) == id) {
                return version;
            }
        }
        throw new CryptoException(CryptoException.Reason.UNSUPPORTED, "a key block has version A to E");
    }

    private static KeyContext context(char code) throws CryptoException {
        for (KeyContext context : KeyContext.values()) {
            if (context.code() == code) {
                return context;
            }
        }
        throw malformed("the context is malformed");
    }

    private static CryptoException malformed(String message) {
        return new CryptoException(CryptoException.Reason.FORMAT, message);
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The character sets that an Issuer Code Table Index can name: ISO/IEC 8859, parts 1 to 10. EMV 4.4 Book 3, Annex C4.
 * Immutable.
 *
 * <p>The tables are a resource of the module, {@code issuer-code-tables.txt}, so that a name reads the same on every Java
 * runtime.
 */
final class IssuerCodeTables {
    static final int PARTS = 10;

    private static final int FIRST_UPPER = 0xA0;
    private static final int UPPER_COUNT = 0x100 - FIRST_UPPER;
    private static final char[] NO_UPPER_HALF = new char[UPPER_COUNT];
    private static final char NO_CHARACTER = 0;

    private final char[][] upper;

    private IssuerCodeTables(char[][] upper) {
        this.upper = upper;
    }

    /** Loaded when the first preferred name is met: most cards have none. */
    private static final class Loaded {
        static final IssuerCodeTables TABLES = load();

        private Loaded() {}
    }

    static IssuerCodeTables tables() {
        return Loaded.TABLES;
    }

    private static IssuerCodeTables load() {
        try (InputStream file = IssuerCodeTables.class.getResourceAsStream("issuer-code-tables.txt")) {
            if (file == null) {
                throw new IllegalStateException("the resource issuer-code-tables.txt is missing from the module");
            }
            return read(new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static IssuerCodeTables read(BufferedReader lines) throws IOException {
        char[][] upper = new char[PARTS][UPPER_COUNT];
        int part = 0;
        int position = UPPER_COUNT;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("part ")) {
                requireComplete(part, position);
                part = Integer.parseInt(line.substring("part ".length()));
                position = 0;
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                for (String code : line.split(" ", -1)) {
                    upper[part - 1][position++] = code.equals("-") ? NO_CHARACTER : (char) Integer.parseInt(code, 16);
                }
            }
        }
        requireComplete(part, position);
        return new IssuerCodeTables(upper);
    }

    private static void requireComplete(int part, int positions) {
        if (positions != UPPER_COUNT) {
            throw new IllegalStateException("part " + part + " has " + positions + " code positions");
        }
    }

    /**
     * Reads a text. Positions without a visible character, control characters included, are left out.
     *
     * @param part 1 to 10
     * @param text one byte a character
     */
    String decode(int part, Bytes text) {
        return decode(upper[part - 1], text);
    }

    /** Reads a text that has none but the characters that all parts share; others are left out. */
    static String decodeShared(Bytes text) {
        return decode(NO_UPPER_HALF, text);
    }

    private static String decode(char[] upperHalf, Bytes text) {
        StringBuilder characters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int code = text.unsigned(i);
            if (code >= 0x20 && code < 0x7F) {
                characters.append((char) code);
            } else if (code >= FIRST_UPPER && upperHalf[code - FIRST_UPPER] != NO_CHARACTER) {
                characters.append(upperHalf[code - FIRST_UPPER]);
            }
        }
        return characters.toString();
    }
}

package dev.solvo.prepaid.account;

import dev.solvo.crypto.key.SecretKeyAccess;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A card's code, as it is printed, embossed or encoded on the card: who knows it can spend what is on the card. Closed after use,
 * compared in constant time, never printed.
 *
 * <p>A code has {@value #MIN_LENGTH} to {@value #MAX_LENGTH} letters A to Z and digits. Lower-case letters count as upper-case ones;
 * spaces and hyphens between the characters are dropped. Codes that {@link #generate} makes have {@value #GENERATED_LENGTH}
 * characters: 16 random ones out of 31 that do not look like one another (79 bits), and a check character that finds every single
 * mistyped character and every exchange of two neighbours.
 *
 * <p>Whoever gives out codes of his own sees to it that they cannot be guessed: eight digits in a row can.
 *
 * <p>{@link #close()} overwrites the one array this object holds; the garbage collector may have left copies of it.
 */
public final class CardCode implements CardReference, AutoCloseable {
    /** Fewest characters. */
    public static final int MIN_LENGTH = 8;

    /** Most characters. */
    public static final int MAX_LENGTH = 32;

    /** Characters of a code that {@link #generate} makes. */
    public static final int GENERATED_LENGTH = 17;

    /** Digits and letters but for 0, O, 1, I and L. Their number is a prime, which the check character needs. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LONGEST_TEXT = 3 * MAX_LENGTH;
    private static final int LONG_ENOUGH_FOR_HINT = 12;
    private static final int HINT_LENGTH = 4;
    private static final int SHORT_HINT_LENGTH = 2;

    private final byte[] characters;
    private boolean closed;

    private CardCode(byte[] owned) {
        this.characters = owned;
    }

    /**
     * Takes a code as it was typed, scanned or read. A {@code char[]} behind a {@code CharBuffer} can be wiped by the caller, a
     * {@code String} cannot.
     *
     * @throws IllegalArgumentException if the text is no code; the message never shows it
     */
    public static CardCode of(CharSequence text) {
        byte[] kept = new byte[MAX_LENGTH];
        int length = 0;
        boolean sound = text.length() <= LONGEST_TEXT;
        for (int i = 0; sound && i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == ' ' || character == '-') {
                continue;
            }
            if (character >= 'a' && character <= 'z') {
                character = (char) (character - 'a' + 'A');
            }
            sound = length < MAX_LENGTH
                    && (character >= 'A' && character <= 'Z' || character >= '0' && character <= '9');
            if (sound) {
                kept[length] = (byte) character;
                length++;
            }
        }
        byte[] characters = Arrays.copyOf(kept, length);
        Arrays.fill(kept, (byte) 0);
        if (!sound || length < MIN_LENGTH) {
            Arrays.fill(characters, (byte) 0);
            throw new IllegalArgumentException(
                    "a card code has " + MIN_LENGTH + " to " + MAX_LENGTH + " letters and digits");
        }
        return new CardCode(characters);
    }

    /**
     * A new code.
     *
     * @param random where its characters come from: {@link java.security.SecureRandom} for real cards
     */
    public static CardCode generate(RandomGenerator random) {
        byte[] characters = new byte[GENERATED_LENGTH];
        for (int i = 0; i < GENERATED_LENGTH - 1; i++) {
            characters[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        characters[GENERATED_LENGTH - 1] = checkCharacter(characters);
        return new CardCode(characters);
    }

    /**
     * Whether it looks like a code that {@link #generate} made, with the right check character. A till can tell the cashier that he
     * mistyped a code without asking anybody; the desks do not look at it, for given codes have none.
     */
    public synchronized boolean hasCheckCharacter() {
        requireOpen();
        if (characters.length != GENERATED_LENGTH) {
            return false;
        }
        for (byte character : characters) {
            if (ALPHABET.indexOf(character) < 0) {
                return false;
            }
        }
        return characters[GENERATED_LENGTH - 1] == checkCharacter(characters);
    }

    /** Number of characters: {@value #MIN_LENGTH} to {@value #MAX_LENGTH}. */
    public int length() {
        return characters.length;
    }

    /** The last four characters, or the last two of a code of less than twelve: what an operator may see. */
    public synchronized String hint() {
        requireOpen();
        int shown = characters.length >= LONG_ENOUGH_FOR_HINT ? HINT_LENGTH : SHORT_HINT_LENGTH;
        StringBuilder hint = new StringBuilder();
        for (int i = characters.length - shown; i < characters.length; i++) {
            hint.append((char) characters[i]);
        }
        return hint.toString();
    }

    /**
     * A copy of the normalised characters, for the card's printer. The caller wipes it.
     *
     * @param access the token that makes this call visible
     * @throws IllegalStateException if this code is closed
     */
    public char[] toCharacters(SecretKeyAccess access) {
        if (access == null) {
            throw new IllegalArgumentException("no access");
        }
        byte[] bytes = bytes();
        char[] copy = new char[bytes.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (char) bytes[i];
        }
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }

    /** Overwrites the code. Closing again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(characters, (byte) 0);
        closed = true;
    }

    /** Compares in constant time. A closed code equals itself only. */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof CardCode that) || isClosed() || that.isClosed()) {
            return false;
        }
        byte[] mine = bytes();
        byte[] theirs = that.bytes();
        boolean equal = MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return equal;
    }

    /** The same for every code, for a hash of the characters would leak them. */
    @Override
    public int hashCode() {
        return CardCode.class.hashCode();
    }

    /** No character and not their number. */
    @Override
    public String toString() {
        return "CardCode[****]";
    }

    /** A copy of the normalised code in ASCII. The caller wipes it. */
    synchronized byte[] bytes() {
        requireOpen();
        return characters.clone();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the card code is closed");
        }
    }

    private static byte checkCharacter(byte[] characters) {
        int sum = 0;
        for (int i = 0; i < GENERATED_LENGTH - 1; i++) {
            sum += (i + 2) * ALPHABET.indexOf(characters[i]);
        }
        return (byte) ALPHABET.charAt(sum % ALPHABET.length());
    }
}

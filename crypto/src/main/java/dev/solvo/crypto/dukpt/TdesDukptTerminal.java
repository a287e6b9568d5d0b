package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SecretKeyAccess;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * The terminal's side of triple DES DUKPT: future key registers and the counter (ANSI X9.24-1:2009, A.3).
 *
 * <p>{@link #next()} gives each transaction its key and forgets what led to it, so a terminal that is opened later tells
 * nothing about earlier transactions. A terminal that survives a loss of power {@linkplain #save saves} its state between
 * {@code next()} and the first use of the key; one that restores an older state uses a key twice.
 *
 * <p>Safe for use by several threads. What {@link SecretBytes} says about wiping holds here too.
 */
public final class TdesDukptTerminal implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final int KEY_LENGTH_AT = 1;
    private static final int NUMBER_AT = 2;
    private static final int REGISTERS_AT = NUMBER_AT + TdesKeySerialNumber.LENGTH_BYTES;

    private final FutureKeyRegisters registers;
    private TdesKeySerialNumber last;
    private boolean closed;

    private TdesDukptTerminal(FutureKeyRegisters registers, TdesKeySerialNumber last) {
        this.registers = registers;
        this.last = last;
    }

    /**
     * Fills the registers from the initial key, which is not needed afterwards.
     *
     * @param initialKey the key with its number; stays the caller's, who closes it
     * @return a terminal before its first transaction
     */
    public static TdesDukptTerminal load(TdesInitialKey initialKey) {
        byte[] key = DukptBytes.of(initialKey.software());
        FutureKeyRegisters registers = new FutureKeyRegisters(TdesKeySerialNumber.COUNTER_BITS, key.length);
        TdesDukptTerminal terminal = new TdesDukptTerminal(registers, initialKey.keySerialNumber());
        terminal.fill(key, 0, TdesKeySerialNumber.COUNTER_BITS);
        Arrays.fill(key, (byte) 0);
        return terminal;
    }

    /**
     * Takes up where a saved state left off.
     *
     * @param state what {@link #save} gave; copied, the caller closes it
     * @return the terminal
     * @throws CryptoException if it is no such state
     */
    public static TdesDukptTerminal restore(SecretBytes state) throws CryptoException {
        byte[] bytes = state.toByteArray(InsecureSecretKeyAccess.get());
        try {
            if (bytes.length < REGISTERS_AT
                    || bytes[0] != FORMAT
                    || !KeyAlgorithm.TDES.hasKeysOf(bytes[KEY_LENGTH_AT])
                    || bytes[KEY_LENGTH_AT] != TdesDerivation.KEY_BYTES) {
                throw new CryptoException(CryptoException.Reason.FORMAT, "this is no saved state of a terminal");
            }
            FutureKeyRegisters registers =
                    new FutureKeyRegisters(TdesKeySerialNumber.COUNTER_BITS, bytes[KEY_LENGTH_AT]);
            if (bytes.length != REGISTERS_AT + registers.savedBytes()) {
                throw new CryptoException(CryptoException.Reason.LENGTH, "a saved state has another length");
            }
            TdesKeySerialNumber last =
                    TdesKeySerialNumber.parse(Bytes.of(bytes, NUMBER_AT, TdesKeySerialNumber.LENGTH_BYTES));
            registers.restore(bytes, REGISTERS_AT);
            if (!registers.isOf(last.counter(), TdesKeySerialNumber.MAX_ONES)) {
                registers.wipe();
                throw new CryptoException(
                        CryptoException.Reason.FORMAT, "the registers of the saved state are not those of its counter");
            }
            return new TdesDukptTerminal(registers, last);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * The number of the transaction before, or of the initial key.
     *
     * @return the last number
     */
    public synchronized TdesKeySerialNumber keySerialNumber() {
        return last;
    }

    /**
     * Goes on to the next transaction.
     *
     * @return its key, with the number to send along; to be closed by the caller
     * @throws CryptoException if the initial key has no more transactions: the terminal needs a new one
     * @throws IllegalStateException if this terminal is closed
     */
    public synchronized TdesTransactionKey next() throws CryptoException {
        requireOpen();
        TdesKeySerialNumber number = last.next();
        int counter = number.counter();
        int register = Integer.numberOfTrailingZeros(counter);
        byte[] key = registers.take(register);
        last = number;
        if (Integer.bitCount(counter) < TdesKeySerialNumber.MAX_ONES) {
            fill(key, counter, register);
        }
        return new TdesTransactionKey(DukptBytes.key(KeyAlgorithm.TDES, key), number);
    }

    /**
     * The whole state, with keys: for the protected memory of the device, never for a file in clear.
     *
     * @param access the token that makes this call visible
     * @return the state, to be closed by the caller
     * @throws IllegalStateException if this terminal is closed
     */
    public synchronized SecretBytes save(SecretKeyAccess access) {
        if (access == null) {
            throw new IllegalArgumentException("no access");
        }
        requireOpen();
        byte[] state = new byte[REGISTERS_AT + registers.savedBytes()];
        state[0] = FORMAT;
        state[KEY_LENGTH_AT] = (byte) registers.keyBytes();
        last.toBytes().copyTo(state, NUMBER_AT);
        registers.save(state, REGISTERS_AT);
        try {
            return SecretBytes.of(state);
        } finally {
            Arrays.fill(state, (byte) 0);
        }
    }

    /** Overwrites the registers. Closing again does nothing. */
    @Override
    public synchronized void close() {
        registers.wipe();
        closed = true;
    }

    /** The last number, no key. */
    @Override
    public synchronized String toString() {
        return "TdesDukptTerminal[" + (closed ? "closed" : last) + "]";
    }

    /** Makes the keys of the counters that have one more bit, below the lowest one of the given counter. */
    private void fill(byte[] key, int counter, int below) {
        byte[] child = new byte[key.length];
        for (int bit = 0; bit < below; bit++) {
            TdesDerivation.step(key, last, counter | 1 << bit, child);
            registers.put(bit, child);
        }
        Arrays.fill(child, (byte) 0);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the terminal is closed");
        }
    }
}

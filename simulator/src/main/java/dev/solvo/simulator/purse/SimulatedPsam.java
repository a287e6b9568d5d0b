package dev.solvo.simulator.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The merchant's security module (PSAM) in software: holds the master key of purchases, proves the terminal to the card,
 * checks the card's proof, and counts the money.
 *
 * <p>It is a card of its own: a {@code CardTransport} that answers INIT SAM FOR PURCHASE (8070), CREDIT SAM FOR PURCHASE
 * (8072) and READ BINARY of its terminal number (00B096). Not safe for use by several threads at once.
 */
public final class SimulatedPsam implements CardTransport {
    /** The largest number of a transaction; after it the module refuses with 9402. */
    public static final long MAX_SEQUENCE = 0xFFFF_FFFFL;

    private static final int TERMINAL_FILE = 0x96;
    private static final int FIXED_BYTES = 20;
    private static final int FACTOR_BYTES = 8;
    private static final int MAX_FACTORS = 3;

    private final Bytes masterKey;
    private final Bytes terminal;
    private final FaultyField field;
    private long nextSequence;
    private long total;
    private Optional<Bytes> expectedMac2 = Optional.empty();
    private long amount;

    /**
     * A module without faults.
     *
     * @param keys the issuer's master keys; only the one for purchases is used
     * @param terminal terminal number, 6 bytes
     * @param nextSequence number of its next transaction, 0 to {@link #MAX_SEQUENCE}; one more when it is exhausted
     */
    public SimulatedPsam(PurseKeys keys, Bytes terminal, long nextSequence) {
        this(keys, terminal, nextSequence, List.of());
    }

    /**
     * A module.
     *
     * @param keys the issuer's master keys; only the one for purchases is used
     * @param terminal terminal number, 6 bytes
     * @param nextSequence number of its next transaction, 0 to {@link #MAX_SEQUENCE}; one more when it is exhausted
     * @param faults what goes wrong
     * @throws IllegalArgumentException if the terminal number or the sequence is out of range
     */
    public SimulatedPsam(PurseKeys keys, Bytes terminal, long nextSequence, List<PurseFault> faults) {
        if (terminal.length() != 6) {
            throw new IllegalArgumentException("a terminal number has 6 bytes, not " + terminal.length());
        }
        if (nextSequence < 0 || nextSequence > MAX_SEQUENCE + 1) {
            throw new IllegalArgumentException("a terminal's sequence has 4 bytes");
        }
        this.masterKey = keys.purchase();
        this.terminal = terminal;
        this.nextSequence = nextSequence;
        this.field = new FaultyField(this::answer, faults);
    }

    /**
     * Terminal number.
     *
     * @return 6 bytes
     */
    public Bytes terminal() {
        return terminal;
    }

    /**
     * Number of the next transaction.
     *
     * @return 0 to {@link #MAX_SEQUENCE}, or one more when the module is exhausted
     */
    public long nextSequence() {
        return nextSequence;
    }

    /**
     * Money of all purchases that cards have proved.
     *
     * @return minor units
     */
    public long totalMinor() {
        return total;
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        return field.transmit(command);
    }

    private ResponseApdu answer(CommandApdu command, boolean wrongMac, boolean wrongTac) {
        try {
            return switch (command.cla() << 8 | command.ins()) {
                case 0x00B0 -> readTerminal(command);
                case 0x8070 -> initialize(command, wrongMac);
                case 0x8072 -> credit(command);
                default -> throw new PurseRefusal(PurseRefusal.UNKNOWN_INSTRUCTION);
            };
        } catch (PurseRefusal refusal) {
            return ResponseApdu.of(refusal.statusWord());
        }
    }

    private ResponseApdu readTerminal(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == TERMINAL_FILE && command.p2() == 0, PurseRefusal.FILE_NOT_FOUND);
        PurseRefusal.unless(command.le() == terminal.length() || command.le() == 256, PurseRefusal.WRONG_LENGTH);
        return ResponseApdu.success(terminal);
    }

    /**
     * The number is used up here and not at the end, so that no number is given to two transactions, one of which a card
     * may have done without being heard.
     */
    private ResponseApdu initialize(CommandApdu command, boolean wrongMac) throws PurseRefusal {
        expectedMac2 = Optional.empty();
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        Bytes data = command.data();
        int factors = (data.length() - FIXED_BYTES) / FACTOR_BYTES;
        PurseRefusal.unless(
                factors >= 1 && factors <= MAX_FACTORS && data.length() == FIXED_BYTES + factors * FACTOR_BYTES,
                PurseRefusal.WRONG_LENGTH);
        PurseRefusal.unless(data.unsigned(19) == 0, PurseRefusal.KEY_NOT_FOUND);
        PurseRefusal.unless(nextSequence <= MAX_SEQUENCE, PurseRefusal.OUT_OF_RANGE);
        Bytes sequence = PurseCryptography.number(nextSequence++, 4);
        // NOTE: the factors come card first; keys are derived from the top: city, bank, card.
        Bytes key = masterKey;
        for (int level = factors - 1; level >= 0; level--) {
            int from = FIXED_BYTES + level * FACTOR_BYTES;
            key = PurseCryptography.diversified(key, data.slice(from, from + FACTOR_BYTES));
        }
        Bytes session = PurseCryptography.purchaseSessionKey(key, data.slice(0, 4), data.slice(4, 6), sequence);
        Bytes amountBytes = data.slice(6, 10);
        Bytes mac1 = PurseCryptography.code(
                session, Bytes.concat(amountBytes, data.slice(10, 11), terminal, data.slice(11, 18)));
        expectedMac2 = Optional.of(PurseCryptography.code(session, amountBytes));
        amount = amountBytes.toUnsignedLong();
        return ResponseApdu.success(sequence.plus(wrongMac ? PurseCryptography.spoilt(mac1) : mac1));
    }

    private ResponseApdu credit(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().length() == 4, PurseRefusal.WRONG_LENGTH);
        Bytes expected = expectedMac2.orElseThrow(() -> new PurseRefusal(PurseRefusal.CONDITIONS_NOT_SATISFIED));
        PurseRefusal.unless(expected.equals(command.data()), PurseRefusal.WRONG_MAC);
        expectedMac2 = Optional.empty();
        total = Math.addExact(total, amount);
        return ResponseApdu.of(0x9000);
    }
}

package dev.solvo.crypto.cryptogram;

import dev.solvo.tlv.Bytes;

/**
 * What the issuer tells the card beside yes or no (EMV 4.4 Book 3, Annex C8.2, Card Status Update of the common core
 * definitions).
 *
 * @param value 4 bytes; the fourth is the issuer's own
 */
public record CardStatusUpdate(Bytes value) {
    /** How the card's offline counters change. */
    public enum CounterUpdate {
        /** They stay. */
        DO_NOT_UPDATE(0),
        /** They are set to their upper limits: the next transaction goes online. */
        SET_TO_UPPER_LIMITS(1),
        /** They are set to zero. */
        RESET_TO_ZERO(2),
        /** This transaction is added to them. */
        ADD_TRANSACTION(3);

        private final int bits;

        CounterUpdate(int bits) {
            this.bits = bits;
        }
    }

    private static final int PROPRIETARY_DATA = 0x80;
    private static final int APPROVES = 0x80;
    private static final int BLOCK_CARD = 0x40;
    private static final int BLOCK_APPLICATION = 0x20;
    private static final int UPDATE_PIN_TRY_COUNTER = 0x10;
    private static final int GO_ONLINE_NEXT = 0x08;
    private static final int BY_PROXY = 0x04;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 4 bytes
     */
    public CardStatusUpdate {
        if (value.length() != 4) {
            throw new IllegalArgumentException("a card status update has 4 bytes, not " + value.length());
        }
    }

    /**
     * Takes the bytes.
     *
     * @param value 4 bytes
     * @return the update
     */
    public static CardStatusUpdate of(Bytes value) {
        return new CardStatusUpdate(value);
    }

    /**
     * Approves and resets the offline counters: {@code 00820000}.
     *
     * @return the update
     */
    public static CardStatusUpdate approval() {
        return new CardStatusUpdate(Bytes.ofUnsigned(0, APPROVES, 0, 0)).withCounters(CounterUpdate.RESET_TO_ZERO);
    }

    /**
     * Declines and changes nothing: {@code 00000000}.
     *
     * @return the update
     */
    public static CardStatusUpdate refusal() {
        return new CardStatusUpdate(Bytes.repeat(0, 4));
    }

    /**
     * The same with another counter update.
     *
     * @param update what happens to the counters
     * @return the update
     */
    public CardStatusUpdate withCounters(CounterUpdate update) {
        return withByte(1, value.unsigned(1) & ~0x03 | update.bits);
    }

    /**
     * The same with a new PIN try counter.
     *
     * @param tries 0 to 15
     * @return the update
     */
    public CardStatusUpdate withPinTryCounter(int tries) {
        if (tries < 0 || tries > 15) {
            throw new IllegalArgumentException(tries + " tries are not in 0 to 15");
        }
        return withByte(0, value.unsigned(0) & 0xF0 | tries).withByte(1, value.unsigned(1) | UPDATE_PIN_TRY_COUNTER);
    }

    /**
     * The same, blocking the application.
     *
     * @return the update
     */
    public CardStatusUpdate withApplicationBlocked() {
        return withByte(1, value.unsigned(1) | BLOCK_APPLICATION);
    }

    /**
     * The same, blocking the card.
     *
     * @return the update
     */
    public CardStatusUpdate withCardBlocked() {
        return withByte(1, value.unsigned(1) | BLOCK_CARD);
    }

    /**
     * The same, asking for an online authorisation next time.
     *
     * @return the update
     */
    public CardStatusUpdate withOnlineNextTime() {
        return withByte(1, value.unsigned(1) | GO_ONLINE_NEXT);
    }

    /**
     * The same, saying that proprietary authentication data follow.
     *
     * @return the update
     */
    public CardStatusUpdate withProprietaryData() {
        return withByte(0, value.unsigned(0) | PROPRIETARY_DATA);
    }

    /**
     * Whether proprietary authentication data follow.
     *
     * @return byte 1, b8
     */
    public boolean announcesProprietaryData() {
        return (value.unsigned(0) & PROPRIETARY_DATA) != 0;
    }

    /**
     * Whether the issuer approves the transaction.
     *
     * @return byte 2, b8
     */
    public boolean approves() {
        return (value.unsigned(1) & APPROVES) != 0;
    }

    /**
     * Whether the card is to be blocked.
     *
     * @return byte 2, b7
     */
    public boolean blocksCard() {
        return (value.unsigned(1) & BLOCK_CARD) != 0;
    }

    /**
     * Whether the application is to be blocked.
     *
     * @return byte 2, b6
     */
    public boolean blocksApplication() {
        return (value.unsigned(1) & BLOCK_APPLICATION) != 0;
    }

    /**
     * Whether {@link #pinTryCounter()} is to be set.
     *
     * @return byte 2, b5
     */
    public boolean updatesPinTryCounter() {
        return (value.unsigned(1) & UPDATE_PIN_TRY_COUNTER) != 0;
    }

    /**
     * The new PIN try counter.
     *
     * @return byte 1, b4 to b1
     */
    public int pinTryCounter() {
        return value.unsigned(0) & 0x0F;
    }

    /**
     * Whether the next transaction is to go online.
     *
     * @return byte 2, b4
     */
    public boolean setsOnlineNextTime() {
        return (value.unsigned(1) & GO_ONLINE_NEXT) != 0;
    }

    /**
     * Whether another answered for the issuer.
     *
     * @return byte 2, b3
     */
    public boolean isMadeByProxy() {
        return (value.unsigned(1) & BY_PROXY) != 0;
    }

    /**
     * How the offline counters change.
     *
     * @return byte 2, b2 and b1
     */
    public CounterUpdate counterUpdate() {
        return switch (value.unsigned(1) & 0x03) {
            case 0 -> CounterUpdate.DO_NOT_UPDATE;
            case 1 -> CounterUpdate.SET_TO_UPPER_LIMITS;
            case 2 -> CounterUpdate.RESET_TO_ZERO;
            default -> CounterUpdate.ADD_TRANSACTION;
        };
    }

    private CardStatusUpdate withByte(int index, int newValue) {
        return new CardStatusUpdate(
                Bytes.concat(value.slice(0, index), Bytes.ofUnsigned(newValue), value.slice(index + 1)));
    }
}

package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One spending, as the terminal signed it. It holds the seal of the record before it, so that none can be taken out, put in or moved;
 * the card's code is enciphered.
 *
 * <p>What {@link #parse} returns has the right form and nothing more: {@link #verify} checks the seal.
 */
public final class OfflineRecord {
    /** Bytes of a seal. */
    public static final int SEAL_LENGTH = HmacSha256.LENGTH;

    /** The longest record, in bytes. */
    public static final int LONGEST = 384;

    /** What stands in the place of the seal before the first one. */
    static final Bytes NOTHING_BEFORE = Bytes.repeat(0, SEAL_LENGTH);

    private static final String MAGIC = "SOR1";
    private static final int CARD_LENGTH = TerminalKey.NONCE_LENGTH + TerminalKey.ENCIPHERED_LENGTH;

    private final TenantId tenant;
    private final TerminalId terminal;
    private final int keyNumber;
    private final long sequence;
    private final long time;
    private final int batch;
    private final Money amount;
    private final int parametersVersion;
    private final int blockListVersion;
    private final OperationKey key;
    private final Bytes bytes;
    private final int contextLength;

    private OfflineRecord(Bytes bytes) throws OfflineException {
        this.bytes = bytes;
        WireReader reader = new WireReader(bytes);
        reader.magic(MAGIC);
        tenant = reader.tenant();
        terminal = reader.terminal();
        keyNumber = atLeastOne(reader.i32());
        sequence = reader.number();
        time = reader.number();
        batch = atLeastOne(reader.i32());
        CurrencyUnit currency = reader.currency();
        amount = reader.amount(currency);
        parametersVersion = atLeastOne(reader.i32());
        blockListVersion = reader.count();
        key = reader.key();
        reader.raw(SEAL_LENGTH);
        contextLength = bytes.length() - reader.remaining();
        reader.raw(CARD_LENGTH);
        reader.raw(SEAL_LENGTH);
        reader.finish();
        if (sequence < 1 || !currency.getCode().matches("[A-Z]{3}")) {
            throw WireReader.malformed("a record that cannot be");
        }
    }

    private static int atLeastOne(int value) throws OfflineException {
        if (value < 1) {
            throw WireReader.malformed("a number that is 1 or more");
        }
        return value;
    }

    /**
     * Reads a record. Its seal is not checked.
     *
     * @throws OfflineException if it has not the form of a record
     */
    public static OfflineRecord parse(Bytes bytes) throws OfflineException {
        if (bytes.length() > LONGEST) {
            throw WireReader.malformed("a record of " + bytes.length() + " bytes");
        }
        return new OfflineRecord(bytes);
    }

    static OfflineRecord seal(
            TerminalKey terminalKey,
            long sequence,
            long time,
            int batch,
            Money amount,
            int parametersVersion,
            int blockListVersion,
            OperationKey key,
            CardCode card,
            Bytes previous) {
        byte[] context = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .text(terminalKey.tenant().value())
                .text(terminalKey.terminal().value())
                .i32(terminalKey.number())
                .i64(sequence)
                .i64(time)
                .i32(batch)
                .text(amount.getCurrencyUnit().getCode())
                .i64(amount.getAmountMinorLong())
                .i32(parametersVersion)
                .i32(blockListVersion)
                .text(key.value())
                .raw(previous.toByteArray())
                .toByteArray();
        byte[] body = new WireWriter()
                .raw(context)
                .raw(terminalKey.encipher(card, context))
                .toByteArray();
        try {
            return new OfflineRecord(terminalKey.seal(KeyUse.RECORD, body));
        } catch (OfflineException e) {
            throw new IllegalArgumentException("not a record", e);
        }
    }

    /**
     * Checks that a terminal signed it.
     *
     * @throws OfflineException if it is of another terminal or key, or its seal is wrong
     */
    public void verify(TerminalKey terminalKey) throws OfflineException {
        terminalKey.requireOwn(tenant, terminal, keyNumber);
        terminalKey.open(KeyUse.RECORD, bytes.toByteArray(), "the record");
    }

    /** The card. The caller closes it. */
    CardCode card(TerminalKey terminalKey) throws OfflineException {
        byte[] all = bytes.toByteArray();
        return terminalKey.decipher(
                Arrays.copyOfRange(all, contextLength, contextLength + CARD_LENGTH), Arrays.copyOf(all, contextLength));
    }

    /** The issuer. */
    public TenantId tenant() {
        return tenant;
    }

    /** The terminal. */
    public TerminalId terminal() {
        return terminal;
    }

    /** Which of the terminal's keys. */
    public int keyNumber() {
        return keyNumber;
    }

    /** Its number under that key: 1, 2, 3 and so on without a gap. */
    public long sequence() {
        return sequence;
    }

    /** When, by the terminal's clock; never before the record before. */
    public Instant time() {
        return Instant.ofEpochMilli(time);
    }

    long millis() {
        return time;
    }

    /** The terminal's batch. */
    public int batch() {
        return batch;
    }

    /** What was spent. */
    public Money amount() {
        return amount;
    }

    long minor() {
        return amount.getAmountMinorLong();
    }

    /** The parameters that allowed it. */
    public int parametersVersion() {
        return parametersVersion;
    }

    /** The block list that the card was not on; 0 for none. */
    public int blockListVersion() {
        return blockListVersion;
    }

    /** The till's own key of the spending, as on the receipt. */
    public OperationKey key() {
        return key;
    }

    /** The seal of the record before; zeros for the first one. */
    public Bytes previous() {
        return bytes.slice(contextLength - SEAL_LENGTH, contextLength);
    }

    /** Its own seal. */
    public Bytes seal() {
        return bytes.slice(bytes.length() - SEAL_LENGTH);
    }

    /** The record as it is uploaded. */
    public Bytes toBytes() {
        return bytes;
    }

    /** Compares all bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OfflineRecord that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** All but the card. */
    @Override
    public String toString() {
        return "OfflineRecord[" + tenant + ", " + terminal + ", key " + keyNumber + ", " + sequence + ", " + time()
                + ", batch " + batch + ", " + amount + ", " + key + "]";
    }
}

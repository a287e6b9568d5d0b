package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.TenantId;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Cards that are refused offline. Immutable. In memory and on the wire a card is {@value CardDigest#LENGTH} bytes in one sorted array,
 * so that looking one up makes no objects and takes 20 steps at most.
 *
 * <p>The issuer makes a list with {@link #of}, or a {@link BlockListChange} with {@link #changeTo}, and seals it for each terminal.
 */
public final class BlockList {
    /** The most cards: 16 MiB. */
    public static final int MOST_CARDS = 1 << 20;

    static final String MAGIC = "SOB1";

    private final TenantId tenant;
    private final int version;
    private final byte[] digests;

    BlockList(TenantId tenant, int version, byte[] ownedSorted) {
        this.tenant = tenant;
        this.version = version;
        this.digests = ownedSorted;
    }

    /**
     * A list.
     *
     * @param version 1 or more, higher than that of the list before
     * @param cards at most {@value #MOST_CARDS}, in any order
     */
    public static BlockList of(TenantId tenant, int version, Collection<CardDigest> cards) {
        if (version < 1) {
            throw new IllegalArgumentException("a list's version is 1 or more, not " + version);
        }
        TreeSet<CardDigest> sorted = new TreeSet<>(cards);
        if (sorted.size() > MOST_CARDS) {
            throw new IllegalArgumentException("a list has at most " + MOST_CARDS + " cards, not " + sorted.size());
        }
        byte[] digests = new byte[sorted.size() * CardDigest.LENGTH];
        int at = 0;
        for (CardDigest card : sorted) {
            card.value().copyTo(digests, at);
            at += CardDigest.LENGTH;
        }
        return new BlockList(tenant, version, digests);
    }

    /** Whose cards. */
    public TenantId tenant() {
        return tenant;
    }

    /** Which list: a higher number is a newer one. */
    public int version() {
        return version;
    }

    /** How many cards. */
    public int size() {
        return digests.length / CardDigest.LENGTH;
    }

    /** Whether a card is on it. */
    public boolean contains(CardDigest card) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int difference = compare(middle, card);
            if (difference == 0) {
                return true;
            }
            if (difference < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private int compare(int index, CardDigest card) {
        int from = index * CardDigest.LENGTH;
        for (int i = 0; i < CardDigest.LENGTH; i++) {
            int difference = (digests[from + i] & 0xFF) - card.value().unsigned(i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** What a terminal that has this list needs in order to have another one. */
    public BlockListChange changeTo(BlockList newer) {
        if (!tenant.equals(newer.tenant) || newer.version <= version) {
            throw new IllegalArgumentException("not a newer list of the same tenant");
        }
        return new BlockListChange(
                tenant, version, newer.version, difference(newer.digests, digests), difference(digests, newer.digests));
    }

    /**
     * The list after a change.
     *
     * @throws OfflineException if the change is for another list ({@code OTHER_LIST}), is not newer ({@code OUTDATED}), or makes a
     *     list of too many cards ({@code FORMAT})
     */
    public BlockList with(BlockListChange change) throws OfflineException {
        if (!tenant.equals(change.tenant())) {
            throw new OfflineException(OfflineException.Reason.OTHER_TERMINAL, "a change to another tenant's list");
        }
        if (change.version() <= version) {
            throw new OfflineException(
                    OfflineException.Reason.OUTDATED,
                    "list " + version + " is here, " + change.version() + " is not newer");
        }
        if (change.base() != version) {
            throw new OfflineException(
                    OfflineException.Reason.OTHER_LIST, "a change to list " + change.base() + ", not " + version);
        }
        byte[] changed = union(difference(digests, change.removed()), change.added());
        if (changed.length > MOST_CARDS * CardDigest.LENGTH) {
            throw WireReader.malformed("a list of too many cards");
        }
        return new BlockList(tenant, change.version(), changed);
    }

    /** The list as a terminal takes it. */
    public Bytes seal(TerminalKey key) {
        requireTenant(key, tenant);
        byte[] body = new WireWriter()
                .raw(MAGIC.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .text(tenant.value())
                .i32(version)
                .i32(size())
                .raw(digests)
                .toByteArray();
        return key.seal(KeyUse.BLOCK_LIST, body);
    }

    /**
     * Reads what {@link #seal} made.
     *
     * @throws OfflineException if it is forged, of another tenant, or malformed
     */
    public static BlockList open(Bytes sealed, TerminalKey key) throws OfflineException {
        WireReader reader = new WireReader(key.open(KeyUse.BLOCK_LIST, sealed.toByteArray(), "the block list"));
        reader.magic(MAGIC);
        TenantId tenant = ownTenant(reader, key);
        int version = version(reader);
        byte[] digests = sorted(reader);
        reader.finish();
        return new BlockList(tenant, version, digests);
    }

    static void requireTenant(TerminalKey key, TenantId tenant) {
        if (!key.tenant().equals(tenant)) {
            throw new IllegalArgumentException("the key of another tenant's terminal");
        }
    }

    static TenantId ownTenant(WireReader reader, TerminalKey key) throws OfflineException {
        TenantId tenant = reader.tenant();
        if (!tenant.equals(key.tenant())) {
            throw new OfflineException(OfflineException.Reason.OTHER_TERMINAL, "another tenant's block list");
        }
        return tenant;
    }

    static int version(WireReader reader) throws OfflineException {
        int version = reader.i32();
        if (version < 1) {
            throw WireReader.malformed("a list's version is 1 or more");
        }
        return version;
    }

    /** Digests, each one greater than that before, for a look-up in what is not sorted finds nothing. */
    static byte[] sorted(WireReader reader) throws OfflineException {
        int count = reader.count();
        if (count > MOST_CARDS) {
            throw WireReader.malformed("a list of too many cards");
        }
        byte[] digests = reader.raw(count * CardDigest.LENGTH);
        for (int i = 1; i < count; i++) {
            if (compare(digests, i - 1, digests, i) >= 0) {
                throw WireReader.malformed("a list that is not sorted");
            }
        }
        return digests;
    }

    private static int compare(byte[] first, int i, byte[] second, int k) {
        int from = i * CardDigest.LENGTH;
        int to = k * CardDigest.LENGTH;
        for (int n = 0; n < CardDigest.LENGTH; n++) {
            int difference = (first[from + n] & 0xFF) - (second[to + n] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** What is in the first and not in the second. */
    private static byte[] difference(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length);
        int others = second.length / CardDigest.LENGTH;
        int k = 0;
        for (int i = 0; i < first.length / CardDigest.LENGTH; i++) {
            while (k < others && compare(second, k, first, i) < 0) {
                k++;
            }
            if (k == others || compare(second, k, first, i) != 0) {
                out.write(first, i * CardDigest.LENGTH, CardDigest.LENGTH);
            }
        }
        return out.toByteArray();
    }

    private static byte[] union(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
        int i = 0;
        int k = 0;
        int firsts = first.length / CardDigest.LENGTH;
        int seconds = second.length / CardDigest.LENGTH;
        while (i < firsts || k < seconds) {
            int order = i == firsts ? 1 : k == seconds ? -1 : compare(first, i, second, k);
            if (order <= 0) {
                out.write(first, i * CardDigest.LENGTH, CardDigest.LENGTH);
                i++;
            } else {
                out.write(second, k * CardDigest.LENGTH, CardDigest.LENGTH);
            }
            if (order >= 0) {
                k++;
            }
        }
        return out.toByteArray();
    }

    /** Version and number of cards. */
    @Override
    public String toString() {
        return "BlockList[" + tenant + ", version " + version + ", " + size() + " cards]";
    }
}

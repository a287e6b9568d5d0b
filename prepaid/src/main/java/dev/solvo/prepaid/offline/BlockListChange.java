package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.TenantId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;

/** What makes one version of a {@link BlockList} out of an earlier one. */
public final class BlockListChange {
    static final String MAGIC = "SOD1";

    private final TenantId tenant;
    private final int base;
    private final int version;
    private final byte[] added;
    private final byte[] removed;

    BlockListChange(TenantId tenant, int base, int version, byte[] added, byte[] removed) {
        this.tenant = tenant;
        this.base = base;
        this.version = version;
        this.added = added;
        this.removed = removed;
    }

    /** Whose cards. */
    public TenantId tenant() {
        return tenant;
    }

    /** The version that it changes. */
    public int base() {
        return base;
    }

    /** The version that it makes. */
    public int version() {
        return version;
    }

    byte[] added() {
        return added;
    }

    byte[] removed() {
        return removed;
    }

    /** The change as a terminal takes it. */
    public Bytes seal(TerminalKey key) {
        BlockList.requireTenant(key, tenant);
        byte[] body = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .text(tenant.value())
                .i32(base)
                .i32(version)
                .i32(added.length / CardDigest.LENGTH)
                .raw(added)
                .i32(removed.length / CardDigest.LENGTH)
                .raw(removed)
                .toByteArray();
        return key.seal(KeyUse.BLOCK_LIST, body);
    }

    /**
     * Reads what {@link #seal} made.
     *
     * @throws OfflineException if it is forged, of another tenant, or malformed
     */
    public static BlockListChange open(Bytes sealed, TerminalKey key) throws OfflineException {
        WireReader reader = new WireReader(key.open(KeyUse.BLOCK_LIST, sealed.toByteArray(), "the block list"));
        reader.magic(MAGIC);
        TenantId tenant = BlockList.ownTenant(reader, key);
        int base = BlockList.version(reader);
        int version = BlockList.version(reader);
        byte[] added = BlockList.sorted(reader);
        byte[] removed = BlockList.sorted(reader);
        reader.finish();
        return new BlockListChange(tenant, base, version, added, removed);
    }

    /** Versions and numbers of cards. */
    @Override
    public String toString() {
        return "BlockListChange[" + tenant + ", version " + base + " to " + version + ", "
                + added.length / CardDigest.LENGTH + " more, " + removed.length / CardDigest.LENGTH + " less]";
    }
}

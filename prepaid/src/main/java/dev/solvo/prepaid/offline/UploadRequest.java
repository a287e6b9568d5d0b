package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal sends: records in their order, or none to ask how far the issuer is.
 *
 * @param tenant the issuer
 * @param terminal the terminal
 * @param keyNumber which of its keys
 * @param records each one as the terminal signed it, at most {@value #MOST_RECORDS}
 */
public record UploadRequest(TenantId tenant, TerminalId terminal, int keyNumber, List<Bytes> records) {
    /** The most records of one request. */
    public static final int MOST_RECORDS = 1000;

    private static final String MAGIC = "SOU1";
    private static final int LONGEST = 128 + MOST_RECORDS * (OfflineRecord.LONGEST + 2);

    /** @throws IllegalArgumentException if there are too many records, or one is too long */
    public UploadRequest {
        records = List.copyOf(records);
        if (records.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("a request has at most " + MOST_RECORDS + " records");
        }
        for (Bytes record : records) {
            if (record.length() > OfflineRecord.LONGEST) {
                throw new IllegalArgumentException("a record has at most " + OfflineRecord.LONGEST + " bytes");
            }
        }
    }

    /** The request as it is sent. */
    public Bytes toBytes() {
        WireWriter writer = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .text(tenant.value())
                .text(terminal.value())
                .i32(keyNumber)
                .u16(records.size());
        records.forEach(writer::block);
        return writer.toBytes();
    }

    /**
     * Reads what {@link #toBytes} made. The records are not looked into.
     *
     * @throws OfflineException if it has another form
     */
    public static UploadRequest parse(Bytes bytes) throws OfflineException {
        if (bytes.length() > LONGEST) {
            throw WireReader.malformed("a request of " + bytes.length() + " bytes");
        }
        WireReader reader = new WireReader(bytes);
        reader.magic(MAGIC);
        TenantId tenant = reader.tenant();
        TerminalId terminal = reader.terminal();
        int keyNumber = reader.i32();
        int count = reader.u16();
        if (count > MOST_RECORDS) {
            throw WireReader.malformed("a request of " + count + " records");
        }
        List<Bytes> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bytes record = reader.block();
            if (record.length() > OfflineRecord.LONGEST) {
                throw WireReader.malformed("a record of " + record.length() + " bytes");
            }
            records.add(record);
        }
        reader.finish();
        return new UploadRequest(tenant, terminal, keyNumber, records);
    }
}

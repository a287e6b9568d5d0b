package dev.solvo.emv.contactless;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The card's Proximity Payment System Environment: its applications in the order of its directory. EMV Book B. */
final class ProximityDirectory {
    /** The environment's name, 2PAY.SYS.DDF01. */
    static final Bytes NAME = Bytes.of("2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    private static final Tag KERNEL_IDENTIFIER = Tag.of(0x9F2A);
    private static final Tag EXTENDED_SELECTION = Tag.of(0x9F29);
    private static final int MIN_NAME_LENGTH = 5;
    private static final int MAX_NAME_LENGTH = 16;

    /**
     * One template 61.
     *
     * @param adfName tag 4F, 5 to 16 bytes
     * @param priority low four bits of 87, 0 for none
     * @param kernelIdentifier tag 9F2A as it came
     * @param extendedSelection tag 9F29
     */
    record Entry(Bytes adfName, int priority, Optional<Bytes> kernelIdentifier, Optional<Bytes> extendedSelection) {}

    private ProximityDirectory() {}

    /**
     * Reads the answer to SELECT. Entries without a usable name are left out; elements without a meaning here are ignored.
     *
     * @throws EmvDataException if the bytes are not TLV
     */
    static List<Entry> parse(Bytes response) throws EmvDataException {
        List<Entry> entries = new ArrayList<>();
        try {
            TlvReader reader = TlvReader.of(response);
            if (reader.next() && reader.tag() == EmvTag.FCI_TEMPLATE.value()) {
                reader.enter();
                while (reader.next()) {
                    if (reader.tag() == EmvTag.FCI_PROPRIETARY_TEMPLATE.value()) {
                        proprietary(reader, entries);
                    }
                }
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        return entries;
    }

    private static void proprietary(TlvReader reader, List<Entry> entries) throws TlvException {
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == EmvTag.FCI_ISSUER_DISCRETIONARY_DATA.value()) {
                reader.enter();
                while (reader.next()) {
                    if (reader.tag() == EmvTag.APPLICATION_TEMPLATE.value()) {
                        entry(reader).ifPresent(entries::add);
                    }
                }
                reader.leave();
            }
        }
        reader.leave();
    }

    private static Optional<Entry> entry(TlvReader reader) throws TlvException {
        Bytes adfName = Bytes.EMPTY;
        int priority = 0;
        Optional<Bytes> kernel = Optional.empty();
        Optional<Bytes> extendedSelection = Optional.empty();
        reader.enter();
        while (reader.next()) {
            int tag = reader.tag();
            if (tag == EmvTag.APPLICATION_DEDICATED_FILE_NAME.value()) {
                adfName = reader.value();
            } else if (tag == EmvTag.APPLICATION_PRIORITY_INDICATOR.value() && reader.length() == 1) {
                priority = reader.value().unsigned(0) & 0x0F;
            } else if (tag == KERNEL_IDENTIFIER.value()) {
                kernel = Optional.of(reader.value());
            } else if (tag == EXTENDED_SELECTION.value() && reader.length() > 0) {
                extendedSelection = Optional.of(reader.value());
            }
        }
        reader.leave();
        return adfName.length() < MIN_NAME_LENGTH || adfName.length() > MAX_NAME_LENGTH
                ? Optional.empty()
                : Optional.of(new Entry(adfName, priority, kernel, extendedSelection));
    }
}

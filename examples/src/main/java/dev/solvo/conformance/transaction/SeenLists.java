package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data object lists that went by, with which the data of a command can be taken apart. */
final class SeenLists {
    private static final int GET_PROCESSING_OPTIONS = 0xA8;
    private static final int GENERATE_AC = 0xAE;
    private static final int INTERNAL_AUTHENTICATE = 0x88;
    private static final Tag COMMAND_TEMPLATE = Tag.of(0x83);

    private final Map<Tag, Bytes> lists = new HashMap<>();
    private int cryptograms;

    void saw(ResponseApdu response) {
        try {
            collect(TlvReader.lenient(response.data(), TlvLimits.DEFAULT));
        } catch (TlvException notObjects) {
            // An answer in format 1 holds no data object lists.
        }
    }

    private void collect(TlvReader reader) throws TlvException {
        while (reader.next()) {
            Tag tag = Tag.of(reader.tag());
            if (reader.isConstructed()) {
                reader.enter();
                collect(reader);
                reader.leave();
            } else if (tag.equals(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST)
                    || tag.equals(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1)
                    || tag.equals(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2)
                    || tag.equals(EmvTag.DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST)) {
                lists.put(tag, reader.value());
            }
        }
    }

    void sent(CommandApdu command) {
        cryptograms += command.ins() == GENERATE_AC ? 1 : 0;
    }

    /** The command with another value for one element of its list; as it was where the list does not have it. */
    CommandApdu replaced(CommandApdu command, Tag tag, Bytes value) {
        try {
            if (command.ins() == GET_PROCESSING_OPTIONS) {
                TlvReader template = TlvReader.lenient(command.data(), TlvLimits.DEFAULT);
                if (!template.next()) {
                    return command;
                }
                Bytes inner = replaced(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, template.value(), tag, value);
                return with(
                        command, new TlvWriter().put(COMMAND_TEMPLATE, inner).toBytes());
            }
            if (command.ins() == GENERATE_AC) {
                Tag list = cryptograms == 0
                        ? EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1
                        : EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2;
                return with(command, replaced(list, command.data(), tag, value));
            }
            if (command.ins() == INTERNAL_AUTHENTICATE) {
                return with(
                        command,
                        replaced(EmvTag.DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST, command.data(), tag, value));
            }
            return command;
        } catch (TlvException doesNotFit) {
            return command;
        }
    }

    private Bytes replaced(Tag list, Bytes data, Tag tag, Bytes value) throws TlvException {
        Dol dol = Dol.parse(lists.getOrDefault(list, Bytes.EMPTY));
        List<Bytes> parts = new ArrayList<>(dol.split(data));
        for (int i = 0; i < parts.size(); i++) {
            if (dol.entries().get(i).tag().equals(tag) && parts.get(i).length() == value.length()) {
                parts.set(i, value);
            }
        }
        return parts.isEmpty() ? data : Bytes.concat(parts.toArray(Bytes[]::new));
    }

    private static CommandApdu with(CommandApdu command, Bytes data) {
        return new CommandApdu(
                command.cla(), command.ins(), command.p1(), command.p2(), data, command.le(), command.extended());
    }
}

package dev.solvo.benchmarks;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can hardly be left out of a transaction without ODA, written by hand: each answer of the card walked, its objects put into a table,
 * and the data for GENERATE AC put together as the card's list says. It decides nothing.
 */
final class FloorTransaction {
    private static final int GENERATE_AC = 0xAE;
    private static final int CDOL_1 = 0x8C;
    private static final int SLOTS = 256;
    private static final int MAX_DATA = 252;

    private final byte[][] answers;
    private final int generateAc;
    private final List<Tlv> terminal = new ArrayList<>();
    private final byte[][] terminalValues;
    private final int[] terminalTags;
    private final int[] tags = new int[SLOTS];
    private final byte[][] sources = new byte[SLOTS][];
    private final int[] offsets = new int[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final byte[] data = new byte[MAX_DATA];

    FloorTransaction(RecordedTransaction recorded) throws TlvException {
        answers = recorded.responses().stream()
                .map(ResponseApdu::data)
                .map(Bytes::toByteArray)
                .toArray(byte[][]::new);
        int found = -1;
        for (int i = 0; i < recorded.commands().size(); i++) {
            if (recorded.commands().get(i).ins() == GENERATE_AC) {
                found = i;
            }
        }
        generateAc = found;
        addTerminalData(recorded);
        terminalTags =
                terminal.stream().mapToInt(object -> object.tag().value()).toArray();
        terminalValues =
                terminal.stream().map(object -> object.value().toByteArray()).toArray(byte[][]::new);
    }

    /** What the terminal had of the card's list: as it stands in the command that was recorded. */
    private void addTerminalData(RecordedTransaction recorded) throws TlvException {
        CommandApdu command = recorded.commands().get(generateAc);
        int at = 0;
        for (ResponseApdu response : recorded.responses()) {
            if (response.data().isEmpty()) {
                continue;
            }
            for (Tlv record : Tlv.parseAll(response.data())) {
                for (Tlv object : record.tag().isConstructed() ? record.children() : List.of(record)) {
                    if (object.tag().value() == CDOL_1) {
                        byte[] list = object.value().toByteArray();
                        for (int i = 0; i < list.length; ) {
                            int size = (list[i] & 0x1F) == 0x1F ? 2 : 1;
                            Bytes value = command.data().slice(at, at + list[i + size]);
                            terminal.add(Tlv.of(Tag.of(tag(list, i, size)), value));
                            at += list[i + size];
                            i += size + 1;
                        }
                    }
                }
            }
        }
    }

    /** Walks all answers; gives the length of the data for GENERATE AC, which are in {@link #data()}. */
    int run() throws FloorTlv.Refused {
        Arrays.fill(tags, 0);
        for (int i = 0; i < terminalTags.length; i++) {
            put(terminalTags[i], terminalValues[i], 0, terminalValues[i].length);
        }
        int length = 0;
        for (int i = 0; i < answers.length; i++) {
            if (i == generateAc) {
                length = build();
            }
            walk(answers[i], 0, answers[i].length, 0);
        }
        return length;
    }

    byte[] data() {
        return data;
    }

    private int build() throws FloorTlv.Refused {
        int list = slot(CDOL_1);
        byte[] source = sources[list];
        int length = 0;
        int end = offsets[list] + lengths[list];
        for (int at = offsets[list]; at < end; ) {
            int size = (source[at] & 0x1F) == 0x1F ? 2 : 1;
            int wanted = source[at + size];
            int slot = slot(tag(source, at, size));
            if (tags[slot] == 0 || wanted != lengths[slot] || length + wanted > MAX_DATA) {
                throw new FloorTlv.Refused("list", at);
            }
            System.arraycopy(sources[slot], offsets[slot], data, length, wanted);
            length += wanted;
            at += size + 1;
        }
        return length;
    }

    private void walk(byte[] input, int from, int end, int depth) throws FloorTlv.Refused {
        int at = from;
        while (at < end) {
            int size = (input[at] & 0x1F) == 0x1F ? 2 : 1;
            int next = at + size;
            if (next >= end || depth > 4) {
                throw new FloorTlv.Refused("tag", at);
            }
            int length = input[next++];
            if (length == (byte) 0x81 && next < end) {
                length = input[next++] & 0xFF;
            }
            if (length < 0 || length > end - next) {
                throw new FloorTlv.Refused("value", at);
            }
            if ((input[at] & 0x20) != 0) {
                walk(input, next, next + length, depth + 1);
            } else {
                put(tag(input, at, size), input, next, length);
            }
            at = next + length;
        }
    }

    private static int tag(byte[] input, int at, int size) {
        return size == 1 ? input[at] & 0xFF : (input[at] & 0xFF) << 8 | input[at + 1] & 0xFF;
    }

    private void put(int tag, byte[] source, int offset, int length) {
        int slot = slot(tag);
        tags[slot] = tag;
        sources[slot] = source;
        offsets[slot] = offset;
        lengths[slot] = length;
    }

    private int slot(int tag) {
        int slot = (tag * 31 >> 3) & (SLOTS - 1);
        while (tags[slot] != 0 && tags[slot] != tag) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }
}

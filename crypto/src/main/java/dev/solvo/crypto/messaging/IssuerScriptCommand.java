package dev.solvo.crypto.messaging;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * The commands of issuer scripts, before they are protected (EMV 4.4 Book 3, 6.5).
 *
 * <p>PIN CHANGE, whose data are enciphered, is made by {@link ScriptMessaging} itself.
 */
public final class IssuerScriptCommand {
    static final int PIN_CHANGE_UNBLOCK = 0x24;
    static final int UNBLOCK_PIN = 0x00;
    static final int CHANGE_WITH_CURRENT_PIN = 0x01;
    static final int CHANGE_PIN = 0x02;

    private static final int PROPRIETARY = 0x80;

    private IssuerScriptCommand() {}

    /**
     * APPLICATION BLOCK: the application selected answers no more than AAC (6.5.1).
     *
     * @return {@code 801E0000}
     */
    public static CommandApdu applicationBlock() {
        return CommandApdu.case1(PROPRIETARY, 0x1E, 0, 0);
    }

    /**
     * APPLICATION UNBLOCK (6.5.2).
     *
     * @return {@code 80180000}
     */
    public static CommandApdu applicationUnblock() {
        return CommandApdu.case1(PROPRIETARY, 0x18, 0, 0);
    }

    /**
     * CARD BLOCK: no application of the card can be selected any more, for ever (6.5.3).
     *
     * @return {@code 80160000}
     */
    public static CommandApdu cardBlock() {
        return CommandApdu.case1(PROPRIETARY, 0x16, 0, 0);
    }

    /**
     * PIN CHANGE/UNBLOCK without a new PIN: sets the PIN try counter to its limit (6.5.10).
     *
     * @return {@code 80240000}
     */
    public static CommandApdu pinUnblock() {
        return CommandApdu.case1(PROPRIETARY, PIN_CHANGE_UNBLOCK, 0, UNBLOCK_PIN);
    }

    /**
     * UPDATE RECORD of ISO/IEC 7816-4: replaces a record.
     *
     * @param shortFileIdentifier 1 to 30
     * @param recordNumber 1 to 255
     * @param record the whole new record, 1 to 247 bytes so that a MAC fits behind it
     * @return the command
     * @throws IllegalArgumentException if a number is out of range
     */
    public static CommandApdu updateRecord(int shortFileIdentifier, int recordNumber, Bytes record) {
        if (shortFileIdentifier < 1 || shortFileIdentifier > 30 || recordNumber < 1 || recordNumber > 255) {
            throw new IllegalArgumentException("record " + recordNumber + " of file " + shortFileIdentifier);
        }
        return CommandApdu.case3(0x00, 0xDC, recordNumber, shortFileIdentifier << 3 | 4, record);
    }

    /**
     * PUT DATA of ISO/IEC 7816-4: replaces a data object of the card, such as an offline limit.
     *
     * @param tag one or two bytes
     * @param value the new value, 1 to 247 bytes so that a MAC fits behind it
     * @return the command
     * @throws IllegalArgumentException if the tag has more than two bytes
     */
    public static CommandApdu putData(Tag tag, Bytes value) {
        if (tag.size() > 2) {
            throw new IllegalArgumentException("PUT DATA takes tags of one or two bytes");
        }
        return CommandApdu.case3(0x00, 0xDA, tag.value() >> 8 & 0xFF, tag.value() & 0xFF, value);
    }
}

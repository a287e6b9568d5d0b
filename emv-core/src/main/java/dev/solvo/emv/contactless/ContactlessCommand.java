package dev.solvo.emv.contactless;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/** The commands that contactless kernels have in common. EMV 4.4 Book 1, 11 and Book 3, 6.5. */
public final class ContactlessCommand {
    private ContactlessCommand() {}

    /**
     * SELECT by name.
     *
     * @param name file or application name, with what extended selection adds to it
     * @return the command
     */
    public static CommandApdu select(Bytes name) {
        return CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, name, CommandApdu.LE_ALL);
    }

    /**
     * GET PROCESSING OPTIONS.
     *
     * @param pdolData values for the PDOL, without template, at most 252 bytes
     * @return the command
     */
    public static CommandApdu getProcessingOptions(Bytes pdolData) {
        Bytes header = pdolData.length() < 0x80
                ? Bytes.ofUnsigned(0x83, pdolData.length())
                : Bytes.ofUnsigned(0x83, 0x81, pdolData.length());
        return CommandApdu.case4(0x80, 0xA8, 0x00, 0x00, header.plus(pdolData), CommandApdu.LE_ALL);
    }

    /**
     * READ RECORD.
     *
     * @param shortFileIdentifier 1 to 30
     * @param record 1 to 255
     * @return the command
     */
    public static CommandApdu readRecord(int shortFileIdentifier, int record) {
        return CommandApdu.case2(0x00, 0xB2, record, shortFileIdentifier << 3 | 0x04, CommandApdu.LE_ALL);
    }

    /**
     * GET DATA.
     *
     * @param tag one or two bytes
     * @return the command
     */
    public static CommandApdu getData(Tag tag) {
        return CommandApdu.case2(0x80, 0xCA, tag.value() >> 8 & 0xFF, tag.value() & 0xFF, CommandApdu.LE_ALL);
    }

    /**
     * GENERATE AC.
     *
     * @param referenceControlParameter which cryptogram and which signature
     * @param dolData values for the CDOL
     * @return the command
     */
    public static CommandApdu generateAc(int referenceControlParameter, Bytes dolData) {
        return dolData.isEmpty()
                ? CommandApdu.case2(0x80, 0xAE, referenceControlParameter, 0x00, CommandApdu.LE_ALL)
                : CommandApdu.case4(0x80, 0xAE, referenceControlParameter, 0x00, dolData, CommandApdu.LE_ALL);
    }

    /**
     * EXTERNAL AUTHENTICATE.
     *
     * @param issuerAuthenticationData the value of tag 91
     * @return the command
     */
    public static CommandApdu externalAuthenticate(Bytes issuerAuthenticationData) {
        return CommandApdu.case3(0x00, 0x82, 0x00, 0x00, issuerAuthenticationData);
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/** The commands of a payment application. EMV 4.4 Book 1, 11 and Book 3, 6.5. */
final class CardCommand {
    /** Longest command data of the short form, in bytes. */
    static final int MAX_DATA = 255;

    private CardCommand() {}

    /** SELECT by DF name. EMV 4.4 Book 1, 11.3. */
    static CommandApdu select(Bytes dfName) {
        return CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, dfName, CommandApdu.LE_ALL);
    }

    /** SELECT for the next application whose name begins with the given one. EMV 4.4 Book 1, 11.3. */
    static CommandApdu selectNext(Bytes dfName) {
        return CommandApdu.case4(0x00, 0xA4, 0x04, 0x02, dfName, CommandApdu.LE_ALL);
    }

    /** READ RECORD. EMV 4.4 Book 3, 6.5.11. */
    static CommandApdu readRecord(int shortFileIdentifier, int record) {
        return CommandApdu.case2(0x00, 0xB2, record, shortFileIdentifier << 3 | 4, CommandApdu.LE_ALL);
    }

    /** GET PROCESSING OPTIONS with the data named by the PDOL. EMV 4.4 Book 3, 6.5.8. */
    static CommandApdu getProcessingOptions(Bytes pdolData) {
        Bytes header = pdolData.length() < 0x80
                ? Bytes.ofUnsigned(0x83, pdolData.length())
                : Bytes.ofUnsigned(0x83, 0x81, pdolData.length());
        return CommandApdu.case4(0x80, 0xA8, 0x00, 0x00, header.plus(pdolData), CommandApdu.LE_ALL);
    }

    /** GET DATA. EMV 4.4 Book 3, 6.5.7. */
    static CommandApdu getData(Tag tag) {
        return CommandApdu.case2(0x80, 0xCA, tag.value() >> 8 & 0xFF, tag.value() & 0xFF, CommandApdu.LE_ALL);
    }

    /** INTERNAL AUTHENTICATE. EMV 4.4 Book 3, 6.5.9. */
    static CommandApdu internalAuthenticate(Bytes ddolData) {
        return CommandApdu.case4(0x00, 0x88, 0x00, 0x00, ddolData, CommandApdu.LE_ALL);
    }

    /** GET CHALLENGE. EMV 4.4 Book 3, 6.5.6. */
    static CommandApdu getChallenge() {
        return CommandApdu.case2(0x00, 0x84, 0x00, 0x00, CommandApdu.LE_ALL);
    }

    /** VERIFY; the qualifier tells how the PIN travels. EMV 4.4 Book 3, 6.5.12. */
    static CommandApdu verify(int qualifier, Bytes data) {
        return CommandApdu.case3(0x00, 0x20, 0x00, qualifier, data);
    }

    /** GENERATE AC; the reference control parameter tells which cryptogram and which signature. Book 3, 6.5.5. */
    static CommandApdu generateAc(int referenceControlParameter, Bytes dolData) {
        return dolData.isEmpty()
                ? CommandApdu.case2(0x80, 0xAE, referenceControlParameter, 0x00, CommandApdu.LE_ALL)
                : CommandApdu.case4(0x80, 0xAE, referenceControlParameter, 0x00, dolData, CommandApdu.LE_ALL);
    }

    /** EXTERNAL AUTHENTICATE. EMV 4.4 Book 3, 6.5.4. */
    static CommandApdu externalAuthenticate(Bytes issuerAuthenticationData) {
        return CommandApdu.case3(0x00, 0x82, 0x00, 0x00, issuerAuthenticationData);
    }
}

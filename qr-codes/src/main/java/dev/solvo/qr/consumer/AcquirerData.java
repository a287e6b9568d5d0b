package dev.solvo.qr.consumer;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.Optional;

/**
 * What an acquirer's message takes from a consumer-presented code.
 *
 * <p>Field 55 has the application identifier under the configured tag and then the content of 63 and 64 byte by byte;
 * track 2 data, PAN and sequence number go to the fields of the message that are made for them.
 *
 * @param pan field 2
 * @param track2EquivalentData field 35, with the filling F at its end as the code has it
 * @param panSequenceNumber field 23
 * @param posEntryMode field 22, as the acquirer wants it for codes
 * @param field55 BER-TLV
 */
public record AcquirerData(
        Pan pan,
        Optional<Bytes> track2EquivalentData,
        Optional<PanSequenceNumber> panSequenceNumber,
        String posEntryMode,
        Bytes field55) {
    /** The tag under which an acquirer expects the application identifier. */
    public enum IdentifierTag {
        /** Dedicated File Name (84), as a chip card gives it. */
        DEDICATED_FILE_NAME(0x84),
        /** Application Identifier (4F), as the code gives it. */
        APPLICATION_IDENTIFIER(0x4F);

        private final int tag;

        IdentifierTag(int tag) {
            this.tag = tag;
        }
    }

    /**
     * Takes the data of one application.
     *
     * @param posEntryMode the scheme's own value for consumer-presented codes, 3 or 4 digits: schemes differ, so there is
     *     no default
     * @throws IllegalArgumentException if the entry mode has another form
     * @throws QrException NO_PAN if the application has no well-formed PAN
     */
    public static AcquirerData of(ConsumerApplication application, IdentifierTag identifierTag, String posEntryMode)
            throws QrException {
        if (!posEntryMode.matches("[0-9]{3,4}")) {
            throw new IllegalArgumentException("a POS entry mode has 3 or 4 digits");
        }
        Optional<Pan> pan = application.pan();
        if (!pan.isPresent()) {
            throw new QrException("NO_PAN", "the application has no well-formed PAN to charge");
        }
        Bytes field55 = new TlvWriter()
                .put(Tag.of(identifierTag.tag), application.applicationIdentifier())
                .toBytes()
                .plus(application.transparent());
        return new AcquirerData(
                pan.get(), application.track2EquivalentData(), application.panSequenceNumber(), posEntryMode, field55);
    }
}

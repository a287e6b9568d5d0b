package dev.solvo.qr.consumer;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A consumer-presented code: BER-TLV in base64. EMVCo QRCPS Consumer-Presented Mode 1.1.
 *
 * <p>{@code hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=} is one application A0000000555555 with track 2 data.
 * A parsed code keeps its bytes; one made by {@link #of} is coded minimally.
 */
public final class ConsumerCode {
    /** The most bytes that are read; a code of that size fills the largest symbol that a phone's screen can show well. */
    public static final int MAXIMUM_LENGTH = 512;
    /** The most applications in one code. */
    public static final int MAXIMUM_APPLICATIONS = 2;

    private static final Tag PAYLOAD_FORMAT_INDICATOR = Tag.of(0x85);
    private static final Tag APPLICATION_TEMPLATE = Tag.of(0x61);
    private static final Tag COMMON_TEMPLATE = Tag.of(0x62);
    private static final Bytes VERSION_1 = Bytes.of("CPV01".getBytes(StandardCharsets.US_ASCII));

    private final Bytes bytes;
    private final List<ConsumerTemplate> templates;
    private final Optional<ConsumerTemplate> common;

    private ConsumerCode(Bytes bytes, List<ConsumerTemplate> templates, Optional<ConsumerTemplate> common) {
        this.bytes = bytes;
        this.templates = List.copyOf(templates);
        this.common = common;
    }

    /**
     * Puts a code together whose applications share nothing.
     *
     * @param templates the applications, one or two, each with its identifier (4F)
     * @throws IllegalArgumentException if {@link #parse} would refuse the result
     */
    public static ConsumerCode of(List<ConsumerTemplate> templates) {
        return of(templates, Optional.empty());
    }

    /**
     * Puts a code together.
     *
     * @param templates the applications, one or two, each with its identifier (4F)
     * @param common what they share
     * @throws IllegalArgumentException if {@link #parse} would refuse the result
     */
    public static ConsumerCode of(List<ConsumerTemplate> templates, ConsumerTemplate common) {
        return of(templates, Optional.of(common));
    }

    private static ConsumerCode of(List<ConsumerTemplate> templates, Optional<ConsumerTemplate> common) {
        TlvWriter writer = new TlvWriter();
        writer.put(PAYLOAD_FORMAT_INDICATOR, VERSION_1);
        templates.forEach(template -> template.write(writer, APPLICATION_TEMPLATE));
        common.ifPresent(template -> template.write(writer, COMMON_TEMPLATE));
        try {
            return read(writer.toBytes());
        } catch (QrException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Reads the text of a code.
     *
     * @throws QrException BAD_BASE64, NOT_CPM if it is something else; PFI_UNSUPPORTED, MALFORMED_TLV, DUPLICATE_TAG,
     *     NO_AID, TOO_LONG, TOO_MANY_APPLICATIONS if it is a broken code, with the offset in its bytes
     */
    public static ConsumerCode parse(String base64) throws QrException {
        if (base64.length() > (MAXIMUM_LENGTH + 2) / 3 * 4) {
            throw new QrException("TOO_LONG", base64.length() + " characters of base64");
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new QrException("BAD_BASE64", "the text is not base64");
        }
        return read(Bytes.of(decoded));
    }

    private static ConsumerCode read(Bytes bytes) throws QrException {
        if (bytes.length() > MAXIMUM_LENGTH) {
            throw new QrException("TOO_LONG", bytes.length() + " bytes; expected at most " + MAXIMUM_LENGTH);
        }
        if (bytes.isEmpty() || bytes.unsigned(0) != PAYLOAD_FORMAT_INDICATOR.value()) {
            throw new QrException("NOT_CPM", 0, "does not begin with the payload format indicator 85");
        }
        try {
            return readObjects(bytes);
        } catch (TlvException e) {
            throw new QrException("MALFORMED_TLV", e.offset(), e.reason().toString());
        }
    }

    private static ConsumerCode readObjects(Bytes bytes) throws TlvException, QrException {
        TlvReader reader = TlvReader.of(bytes);
        reader.next();
        if (!reader.value().equals(VERSION_1)) {
            throw new QrException("PFI_UNSUPPORTED", reader.valueOffset(), "the payload format is not CPV01");
        }
        List<ConsumerTemplate> templates = new ArrayList<>();
        Optional<ConsumerTemplate> common = Optional.empty();
        List<Integer> others = new ArrayList<>();
        while (reader.next()) {
            int offset = reader.offset();
            if (reader.tag() == APPLICATION_TEMPLATE.value()) {
                templates.add(readTemplate(reader));
                checkApplication(templates, offset);
            } else if (reader.tag() == COMMON_TEMPLATE.value() && !common.isPresent()) {
                common = Optional.of(readTemplate(reader));
            } else if (reader.tag() == PAYLOAD_FORMAT_INDICATOR.value()
                    || reader.tag() == COMMON_TEMPLATE.value()
                    || others.contains(reader.tag())) {
                throw new QrException("DUPLICATE_TAG", offset, Tag.of(reader.tag()) + " stands twice");
            } else {
                others.add(reader.tag());
            }
        }
        for (ConsumerTemplate template : templates) {
            checkShared(template, common);
        }
        return new ConsumerCode(bytes, templates, common);
    }

    /** The content of 63 and 64 is not entered: it is the issuer's, whatever it is. */
    private static ConsumerTemplate readTemplate(TlvReader reader) throws TlvException, QrException {
        int depth = reader.depth();
        List<ConsumerObject> objects = new ArrayList<>();
        reader.enter();
        while (reader.next()) {
            ConsumerObject object = new ConsumerObject(Tag.of(reader.tag()), reader.value());
            for (ConsumerObject earlier : objects) {
                if (earlier.tag().equals(object.tag())) {
                    throw new QrException(
                            "DUPLICATE_TAG", reader.offset(), object.tag() + " stands twice in a template");
                }
            }
            objects.add(object);
        }
        if (reader.depth() > depth) {
            reader.leave();
        }
        return ConsumerTemplate.of(objects);
    }

    private static void checkApplication(List<ConsumerTemplate> templates, int offset) throws QrException {
        if (templates.size() > MAXIMUM_APPLICATIONS) {
            throw new QrException("TOO_MANY_APPLICATIONS", offset, "more than " + MAXIMUM_APPLICATIONS);
        }
        int length = templates
                .get(templates.size() - 1)
                .find(ConsumerTemplate.APPLICATION_IDENTIFIER)
                .map(Bytes::length)
                .orElse(0);
        if (length < 5 || length > 16) {
            throw new QrException("NO_AID", offset, "an application without an identifier (4F) of 5 to 16 bytes");
        }
    }

    private static void checkShared(ConsumerTemplate template, Optional<ConsumerTemplate> common) throws QrException {
        for (ConsumerObject object : template.objects()) {
            if (common.filter(c -> c.find(object.tag()).isPresent()).isPresent()) {
                throw new QrException(
                        "DUPLICATE_TAG", object.tag() + " stands in an application and in the common data");
            }
        }
    }

    /** The bytes as received, or as made. */
    public Bytes bytes() {
        return bytes;
    }

    /** The text to put into a symbol. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The applications in their order of preference. */
    public List<ConsumerApplication> applications() {
        List<ConsumerApplication> all = new ArrayList<>();
        templates.forEach(template -> all.add(new ConsumerApplication(template, common)));
        return List.copyOf(all);
    }

    /** The application templates (61) as they are. */
    public List<ConsumerTemplate> templates() {
        return templates;
    }

    /** The common data template (62). */
    public Optional<ConsumerTemplate> common() {
        return common;
    }

    /** What the code lacks to be charged, in a fixed order; empty if nothing. */
    public List<ConsumerViolation> violations() {
        List<ConsumerViolation> found = new ArrayList<>();
        if (templates.isEmpty()) {
            found.add(ConsumerViolation.NO_APPLICATION);
        }
        for (ConsumerApplication application : applications()) {
            ConsumerViolation lacking = application.hasAccount() ? ConsumerViolation.BAD_PAN : ConsumerViolation.NO_PAN;
            if (!application.pan().isPresent() && !found.contains(lacking)) {
                found.add(lacking);
            }
        }
        return List.copyOf(found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsumerCode code && code.bytes.equals(bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The applications, their PANs masked. */
    @Override
    public String toString() {
        return "ConsumerCode" + applications();
    }
}

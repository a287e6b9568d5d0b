package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts data into words, for people who read traces. Never fails: what cannot be read is shown as it is, with what is
 * wrong.
 *
 * <p>Unless made by {@link #unmasked}, it shows of account numbers the first six and last four digits, and of other data
 * that identify a cardholder the length only; PIN blocks are never shown. A value that contains the account number under
 * an unknown tag is masked too, where the account number stands in the same data.
 *
 * <p>Immutable; may be shared by any number of threads.
 */
public final class Decoder {
    /** What the bytes are. */
    public enum Kind {
        /** TLV objects. */
        TLV,
        /** A command, or a response with its status word. */
        APDU,
        /** Terminal Verification Results, 95, or an action code. */
        TVR,
        /** Transaction Status Information, 9B. */
        TSI,
        /** Application Interchange Profile, 82. */
        AIP,
        /** Cardholder Verification Method List, 8E. */
        CVM,
        /** Cardholder Verification Method Results, 9F34. */
        CVM_RESULTS,
        /** Application Usage Control, 9F07. */
        AUC,
        /** Issuer Application Data, 9F10. */
        IAD,
        /** A data object list. */
        DOL,
        /** Terminal Transaction Qualifiers, 9F66 of Visa and UnionPay. */
        TTQ,
        /** Card Transaction Qualifiers, 9F6C of Visa and UnionPay. */
        CTQ,
        /** Terminal Capabilities, 9F33 (3 bytes), or Additional Terminal Capabilities, 9F40 (5 bytes). */
        CAPABILITIES,
        /** Field 55 of an ISO 8583 message. */
        FIELD55
    }

    private final TagDictionary dictionary;
    private final boolean masked;
    private final ElementText text;

    private Decoder(TagDictionary dictionary, boolean masked) {
        this.dictionary = dictionary;
        this.masked = masked;
        this.text = new ElementText(dictionary, CardVerificationResultsText.load());
    }

    /**
     * A decoder that masks data of the cardholder.
     *
     * @param dictionary names and formats
     * @return the decoder
     */
    public static Decoder masked(TagDictionary dictionary) {
        return new Decoder(dictionary, true);
    }

    /**
     * A decoder that shows everything but PIN blocks.
     *
     * @param dictionary names and formats
     * @return the decoder
     */
    public static Decoder unmasked(TagDictionary dictionary) {
        return new Decoder(dictionary, false);
    }

    /**
     * Puts bytes into words.
     *
     * @param kind what they are
     * @param bytes the bytes
     * @return annotated lines, one for each object; at least one
     */
    public List<Decoded> decode(Kind kind, Bytes bytes) {
        return switch (kind) {
            case TLV, FIELD55 -> tlv(bytes);
            case APDU -> new ApduText(this).decode(bytes);
            case TVR -> one(EmvTag.TERMINAL_VERIFICATION_RESULTS, bytes);
            case TSI -> one(EmvTag.TRANSACTION_STATUS_INFORMATION, bytes);
            case AIP -> one(EmvTag.APPLICATION_INTERCHANGE_PROFILE, bytes);
            case CVM -> one(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST, bytes);
            case CVM_RESULTS -> one(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, bytes);
            case AUC -> one(EmvTag.APPLICATION_USAGE_CONTROL, bytes);
            case IAD -> one(EmvTag.ISSUER_APPLICATION_DATA, bytes);
            case DOL -> dataObjectList(bytes);
            case TTQ -> one(ElementText.TERMINAL_TRANSACTION_QUALIFIERS, bytes);
            case CTQ -> one(ElementText.CARD_TRANSACTION_QUALIFIERS, bytes);
            case CAPABILITIES ->
                one(
                        bytes.length() == 5 ? EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES : EmvTag.TERMINAL_CAPABILITIES,
                        bytes);
        };
    }

    private List<Decoded> one(Tag tag, Bytes value) {
        return List.of(element(tag, value));
    }

    private List<Decoded> dataObjectList(Bytes list) {
        try {
            return ElementText.entries(dictionary, Dol.parse(list));
        } catch (TlvException broken) {
            return List.of(fault(broken.getMessage()));
        }
    }

    /**
     * Puts one element into words.
     *
     * @param tag the element
     * @param value its value
     * @return its line
     */
    public Decoded element(Tag tag, Bytes value) {
        return element(tag, value, Masking.of(masked, dictionary, List.of()));
    }

    /**
     * Puts the data built after a data object list into words.
     *
     * @param list the list
     * @param data all values one after the other
     * @return a line for each entry
     */
    public List<Decoded> filled(Bytes list, Bytes data) {
        List<Decoded> lines = new ArrayList<>();
        try {
            Dol dol = Dol.parse(list);
            List<Bytes> values = dol.split(data);
            for (int i = 0; i < values.size(); i++) {
                lines.add(element(dol.entries().get(i).tag(), values.get(i)));
            }
        } catch (TlvException broken) {
            lines.add(fault(broken.getMessage()));
        }
        return lines;
    }

    /**
     * Puts TLV objects into words; reads past faults where it can and names them last.
     *
     * @param bytes objects one after the other
     * @return a line for each object and each fault
     */
    public List<Decoded> tlv(Bytes bytes) {
        LenientTlv read = LenientTlv.parse(bytes);
        Masking masking = Masking.of(masked, dictionary, read.objects());
        List<Decoded> lines = new ArrayList<>();
        for (Tlv object : read.objects()) {
            lines.add(object(object, List.of(), masking));
        }
        for (LenientTlv.Finding finding : read.findings()) {
            lines.add(fault(finding.message()));
        }
        if (lines.isEmpty()) {
            lines.add(Decoded.line("-", "no data"));
        }
        return lines;
    }

    private Decoded object(Tlv object, List<Tag> templates, Masking masking) {
        Tag tag = object.tag();
        if (object.children().isEmpty()) {
            return inTemplate(tag, object.value(), templates, masking);
        }
        List<Tag> inside = new ArrayList<>(templates);
        inside.add(tag);
        List<Decoded> children = new ArrayList<>();
        for (Tlv child : object.children()) {
            children.add(object(child, inside, masking));
        }
        return new Decoded(tag.toString(), text.name(tag, templates), "", "", children);
    }

    private Decoded inTemplate(Tag tag, Bytes value, List<Tag> templates, Masking masking) {
        if (text.isBiometric(tag, templates)) {
            String shown = masking.show(tag, value);
            return new Decoded(tag.toString(), text.name(tag, templates), shown, "", List.of());
        }
        return element(tag, value, masking);
    }

    private Decoded element(Tag tag, Bytes value, Masking masking) {
        String shown = masking.show(tag, value);
        String name = text.name(tag, List.of());
        if (masking.hides(tag, value)) {
            return new Decoded(tag.toString(), name, "", shown, List.of());
        }
        ElementText.Words words = text.words(tag, value);
        return new Decoded(tag.toString(), name, shown, words.meaning(), words.details());
    }

    static Decoded fault(@Nullable String message) {
        return Decoded.line("!", message == null ? "not readable" : message);
    }

    boolean isMasked() {
        return masked;
    }
}

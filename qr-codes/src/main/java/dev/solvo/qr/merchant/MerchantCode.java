package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.util.List;
import java.util.Optional;

/**
 * A merchant-presented code: a text of objects, each with two digits of ID, two digits of length and a value. EMVCo QRCPS
 * Merchant-Presented Mode 1.1.
 *
 * <p>Reading is about the form alone and keeps the payload character by character, unknown objects and their order
 * included; whether the rules are kept is asked by {@link #validate}. What is cut off or runs over is refused.
 */
public final class MerchantCode {
    /** The longest text that is read, in UTF-16 units. EMVCo advises at most 512 characters. */
    public static final int MAXIMUM_LENGTH = 4096;

    private final String payload;
    private final List<MerchantField> fields;

    private MerchantCode(String payload, List<MerchantField> fields) {
        this.payload = payload;
        this.fields = fields;
    }

    /**
     * Reads a code whose lengths count characters, as EMVCo says.
     *
     * @throws QrException MALFORMED_TLV with the offset if the text is not a chain of objects, TOO_LONG
     */
    public static MerchantCode parse(String payload) throws QrException {
        return parse(payload, LengthUnit.CHARACTERS);
    }

    /**
     * Reads a code whose lengths count in that unit.
     *
     * @throws QrException MALFORMED_TLV with the offset if the text is not a chain of objects, TOO_LONG
     */
    public static MerchantCode parse(String payload, LengthUnit unit) throws QrException {
        if (payload.length() > MAXIMUM_LENGTH) {
            throw new QrException("TOO_LONG", payload.length() + " characters; expected at most " + MAXIMUM_LENGTH);
        }
        return new MerchantCode(payload, FieldReader.readPayload(payload, unit));
    }

    /** Begins to build a code by the rules of that profile. */
    public static MerchantCodeBuilder builder(Profile profile) {
        return new MerchantCodeBuilder(profile);
    }

    /** The text exactly as it was read or built. */
    public String payload() {
        return payload;
    }

    /** All objects in their order. */
    public List<MerchantField> fields() {
        return fields;
    }

    /** The first object of that ID. */
    public Optional<MerchantField> field(int id) {
        for (MerchantField field : fields) {
            if (field.id() == id) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The value of the first object of that ID. */
    public Optional<String> find(int id) {
        return field(id).map(MerchantField::value);
    }

    /** The value of an object of the additional data (62). */
    public Optional<String> additionalData(int id) {
        return field(62).flatMap(template -> template.find(id));
    }

    /** The first template with IDs in that range that names this owner, whatever the case. */
    public Optional<MerchantField> template(int fromId, int toId, String globallyUniqueIdentifier) {
        for (MerchantField field : fields) {
            boolean named = field.globallyUniqueIdentifier()
                    .filter(globallyUniqueIdentifier::equalsIgnoreCase)
                    .isPresent();
            if (field.id() >= fromId && field.id() <= toId && named) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Whether the checksum is there and right; small letters count as right. */
    public boolean hasRightCrc() {
        return find(63).filter(crc -> crc.equalsIgnoreCase(computedCrc())).isPresent();
    }

    /** Whether that first object of ID 63 has the right checksum in capital letters. */
    boolean hasExactCrc(MerchantField crc) {
        return Crc16.isHex(Crc16.compute(payload, crc.offset() + 4), crc.value());
    }

    /** The checksum over everything up to the value of ID 63, or over the whole text and {@code 6304} if it has none. */
    String computedCrc() {
        return field(63)
                .map(crc -> Crc16.hex(Crc16.compute(payload, crc.offset() + 4)))
                .orElseGet(() -> Crc16.of(payload + "6304"));
    }

    /** What breaks the rules of the profile, in the order of the payload's rules; empty if nothing. */
    public List<Finding> validate(Profile profile) {
        List<Finding> findings = MerchantRules.check(this);
        if (!findings.isEmpty()) {
            findings.removeIf(finding -> profile.tolerates(finding.code()));
        }
        profile.check(this, findings);
        return List.copyOf(findings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MerchantCode code && code.payload.equals(payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public String toString() {
        return payload;
    }
}

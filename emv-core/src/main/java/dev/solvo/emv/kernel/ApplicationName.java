package dev.solvo.emv.kernel;

import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** What a cardholder reads as an application's name. EMV 4.4 Book 1, 12.2.4; Book 4, 11.3. */
final class ApplicationName {
    private ApplicationName() {}

    /**
     * The preferred name where the terminal can show its characters, else the label, else the AID.
     *
     * @param preferredName tag 9F12
     * @param codeTableIndex tag 9F11, two decimal digits in one byte: part 10 is {@code 10}, not {@code 0A}
     * @param label tag 50
     * @param dfName tag 4F or 84
     * @param capabilities tag 9F40, which says what characters the terminal has
     */
    static String display(
            Optional<Bytes> preferredName,
            Optional<Bytes> codeTableIndex,
            Optional<Bytes> label,
            Bytes dfName,
            AdditionalTerminalCapabilities capabilities) {
        return given(preferredName, codeTableIndex, label, capabilities).orElse(dfName.toHex());
    }

    /** The preferred name where the terminal can show its characters, else the label, else nothing. */
    static Optional<String> given(
            Optional<Bytes> preferredName,
            Optional<Bytes> codeTableIndex,
            Optional<Bytes> label,
            AdditionalTerminalCapabilities capabilities) {
        if (preferredName.isPresent() && codeTableIndex.isPresent()) {
            int part = part(codeTableIndex.get());
            if (capabilities.supportsCodeTable(part)) {
                Optional<String> name = visible(IssuerCodeTables.tables().decode(part, preferredName.get()));
                if (name.isPresent()) {
                    return name;
                }
            }
        }
        // A label has letters, digits and spaces only, which are the same in every part.
        return label.isPresent() ? visible(IssuerCodeTables.decodeShared(label.get())) : Optional.empty();
    }

    private static int part(Bytes codeTableIndex) {
        try {
            return codeTableIndex.length() == 1
                    ? (int) BcdNumber.parse(EmvTag.ISSUER_CODE_TABLE_INDEX, codeTableIndex)
                    : 0;
        } catch (EmvDataException noDigits) {
            return 0;
        }
    }

    private static Optional<String> visible(String text) {
        String name = text.trim();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}

package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.tlv.Tag;

/** Tags as they stand in case files. */
final class Tags {
    private Tags() {}

    static Tag parse(CaseNode node) throws CaseException {
        return parse(node.text());
    }

    static Tag parse(String text) throws CaseException {
        if (text.matches("[0-9A-Fa-f]{2,8}")) {
            try {
                return Tag.of(Integer.parseUnsignedInt(text, 16));
            } catch (IllegalArgumentException noTag) {
                throw new CaseException("expected a tag in hexadecimal, not " + text, noTag);
            }
        }
        throw new CaseException("expected a tag in hexadecimal, such as 9F26, not " + text);
    }
}

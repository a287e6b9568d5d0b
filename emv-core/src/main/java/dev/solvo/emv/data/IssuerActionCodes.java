package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * The three action codes of the card's issuer, with the values that absent ones stand for. EMV 4.4 Book 3, 10.7.
 *
 * @param denial Issuer Action Code - Denial, 9F0E; none when absent
 * @param online Issuer Action Code - Online, 9F0F; all bits when absent
 * @param defaultCode Issuer Action Code - Default, 9F0D; all bits when absent
 */
public record IssuerActionCodes(ActionCode denial, ActionCode online, ActionCode defaultCode) {
    /**
     * Takes the codes a card supplied.
     *
     * @param data what is known of the card
     * @return the codes
     * @throws EmvDataException if one has another length than 5
     */
    public static IssuerActionCodes of(DataStore data) throws EmvDataException {
        return new IssuerActionCodes(
                code(data, EmvTag.ISSUER_ACTION_CODE_DENIAL, ActionCode.NONE),
                code(data, EmvTag.ISSUER_ACTION_CODE_ONLINE, ActionCode.ANY),
                code(data, EmvTag.ISSUER_ACTION_CODE_DEFAULT, ActionCode.ANY));
    }

    private static ActionCode code(DataStore data, Tag tag, ActionCode whenAbsent) throws EmvDataException {
        Optional<Bytes> value = data.get(tag);
        return value.isPresent() ? ActionCode.parse(tag, value.get()) : whenAbsent;
    }
}

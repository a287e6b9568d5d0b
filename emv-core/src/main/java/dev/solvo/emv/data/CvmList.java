package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Cardholder Verification Method List, tag 8E: two amounts and rules in the order in which they are tried. EMV 4.4
 * Book 3, 10.5.
 *
 * @param amountX X in minor units of the application currency, 0 to 4294967295
 * @param amountY Y in minor units of the application currency, 0 to 4294967295
 * @param rules the rules, 0 to 122; a list without rules is what an absent list is
 */
public record CvmList(long amountX, long amountY, List<CvmRule> rules) {
    private static final int AMOUNTS_LENGTH = 8;
    private static final int MAX_LENGTH = 252;
    private static final long MAX_AMOUNT = 0xFFFF_FFFFL;

    /**
     * Checks the ranges and copies the list.
     *
     * @throws IllegalArgumentException if an amount does not fit four bytes or there are too many rules
     */
    public CvmList {
        if (amountX < 0 || amountX > MAX_AMOUNT || amountY < 0 || amountY > MAX_AMOUNT) {
            throw new IllegalArgumentException("X and Y have four bytes");
        }
        if (rules.size() > (MAX_LENGTH - AMOUNTS_LENGTH) / 2) {
            throw new IllegalArgumentException("more rules than a list can hold");
        }
        rules = List.copyOf(rules);
    }

    /**
     * Reads the value field: {@code 000186A0 000003E8 4201 1F00} is X 100000, Y 1000 and two rules.
     *
     * @param bytes 8 to 252 bytes
     * @return the list
     * @throws EmvDataException if there are fewer than 8 bytes or the last rule is half a rule
     */
    public static CvmList parse(Bytes bytes) throws EmvDataException {
        int length = bytes.length();
        if (length < AMOUNTS_LENGTH || length > MAX_LENGTH) {
            throw EmvDataException.length(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST, length, "8 to 252");
        }
        if (length % 2 != 0) {
            throw new EmvDataException(
                    Reason.LENGTH, EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST, length - 1, "half a rule");
        }
        List<CvmRule> rules = new ArrayList<>();
        for (int at = AMOUNTS_LENGTH; at < length; at += 2) {
            rules.add(new CvmRule(bytes.unsigned(at), bytes.unsigned(at + 1)));
        }
        return new CvmList(bytes.slice(0, 4).toUnsignedLong(), bytes.slice(4, 8).toUnsignedLong(), rules);
    }

    /**
     * The value field.
     *
     * @return 8 bytes and 2 a rule
     */
    public Bytes toBytes() {
        byte[] bytes = new byte[AMOUNTS_LENGTH + 2 * rules.size()];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (amountX >>> 8 * (3 - i));
            bytes[4 + i] = (byte) (amountY >>> 8 * (3 - i));
        }
        int at = AMOUNTS_LENGTH;
        for (CvmRule rule : rules) {
            bytes[at++] = (byte) rule.code();
            bytes[at++] = (byte) rule.conditionCode();
        }
        return Bytes.of(bytes);
    }
}

package dev.solvo.emv.config;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What the issuer's response codes (tag 8A) mean to the terminal's acquirer. A code in neither set declines. EMV 4.4
 * Book 4, 6.3.8 and Annex A6.
 *
 * @param approved codes that approve, two letters or digits each
 * @param referral codes that ask the attendant to call the issuer
 */
public record AuthorisationResponseCodes(Set<String> approved, Set<String> referral) {
    /** The usual ones: 00, 08, 10, 11 approve; 01, 02 refer. */
    public static final AuthorisationResponseCodes USUAL =
            new AuthorisationResponseCodes(Set.of("00", "08", "10", "11"), Set.of("01", "02"));

    /** What a code means. */
    public enum Meaning {
        /** The issuer approves. */
        APPROVED,
        /** The issuer wants to be called. */
        REFERRAL,
        /** The issuer declines. */
        DECLINED
    }

    /**
     * Checks and copies the codes.
     *
     * @throws IllegalArgumentException if a code has not two letters or digits, or stands in both sets
     */
    public AuthorisationResponseCodes {
        approved = Set.copyOf(approved);
        referral = Set.copyOf(referral);
        Set<String> all = new HashSet<>(approved);
        all.addAll(referral);
        if (all.size() != approved.size() + referral.size()) {
            throw new IllegalArgumentException("an authorisation response code both approves and refers");
        }
        for (String code : all) {
            if (!code.matches("[0-9A-Za-z]{2}")) {
                throw new IllegalArgumentException("an authorisation response code has two letters or digits");
            }
        }
    }

    /**
     * What a code means.
     *
     * @param code the value of tag 8A or of field 39
     * @return its meaning; every unknown code declines
     */
    public Meaning meaning(Bytes code) {
        return meaning(new String(code.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    /**
     * What a code means.
     *
     * @param code two letters or digits
     * @return its meaning; every unknown code declines
     */
    public Meaning meaning(String code) {
        return approved.contains(code)
                ? Meaning.APPROVED
                : referral.contains(code) ? Meaning.REFERRAL : Meaning.DECLINED;
    }
}

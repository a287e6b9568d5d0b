package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The issuer's answer. EMV 4.4 Book 3, 10.9; Book 4, 12.1.
 *
 * @param decision what the acquirer's table makes of the authorisation response code: the code is passed to the card
 *     unchanged, but what it means is the network's business
 * @param authorisationResponseCode tag 8A, 2 bytes, such as 3030
 * @param issuerAuthenticationData the value of tag 91, where the issuer sent one
 * @param scriptTemplates whole templates 71 and 72, tag and length included, in the order received
 * @param authorisationCode tag 89, 6 bytes, where the issuer sent one
 */
public record AuthorisationResponse(
        Decision decision,
        Bytes authorisationResponseCode,
        Optional<Bytes> issuerAuthenticationData,
        List<Bytes> scriptTemplates,
        Optional<Bytes> authorisationCode) {
    /** What the issuer decided. */
    public enum Decision {
        /** The issuer approves. */
        APPROVE,
        /** The issuer declines. */
        DECLINE,
        /**
         * The issuer asks for a call. EMV 4.4 Book 4, 6.5.2. An attended terminal is given the step {@link ReferToIssuer};
         * without attendant this declines.
         */
        REFER,
        /** The issuer asked for a call, in which he approved. */
        REFER_APPROVED,
        /** The issuer asked for a call, in which he declined or which was not made. */
        REFER_DECLINED;

        /**
         * Tells whether the terminal asks the card for a transaction certificate. Not for {@link #REFER}, which is no decision
         * yet.
         *
         * @return whether the decision is an approval
         */
        public boolean approves() {
            return this == APPROVE || this == REFER_APPROVED;
        }
    }

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if the response code has not 2 bytes
     */
    public AuthorisationResponse {
        if (authorisationResponseCode.length() != 2) {
            throw new IllegalArgumentException(
                    "an authorisation response code of " + authorisationResponseCode + ", not 2");
        }
        scriptTemplates = List.copyOf(scriptTemplates);
    }

    /**
     * An answer without chip data.
     *
     * @param decision what the issuer decided
     * @param authorisationResponseCode tag 8A, 2 bytes
     * @return the response
     */
    public static AuthorisationResponse of(Decision decision, Bytes authorisationResponseCode) {
        return new AuthorisationResponse(
                decision, authorisationResponseCode, Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * The same answer with issuer authentication data.
     *
     * @param value the value of tag 91, 8 to 16 bytes where it is well formed
     * @return the response
     */
    public AuthorisationResponse withIssuerAuthenticationData(Bytes value) {
        return new AuthorisationResponse(
                decision, authorisationResponseCode, Optional.of(value), scriptTemplates, authorisationCode);
    }

    /**
     * The same answer with another decision, such as that of the attendant after a referral.
     *
     * @param made the decision
     * @return the response
     */
    public AuthorisationResponse withDecision(Decision made) {
        return new AuthorisationResponse(
                made, authorisationResponseCode, issuerAuthenticationData, scriptTemplates, authorisationCode);
    }

    /**
     * The same answer with issuer scripts.
     *
     * @param templates whole templates 71 and 72 in the order received
     * @return the response
     */
    public AuthorisationResponse withScripts(List<Bytes> templates) {
        return new AuthorisationResponse(
                decision, authorisationResponseCode, issuerAuthenticationData, templates, authorisationCode);
    }
}

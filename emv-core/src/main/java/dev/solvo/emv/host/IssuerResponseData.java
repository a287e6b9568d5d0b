package dev.solvo.emv.host;

import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.config.AuthorisationResponseCodes;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an issuer sends to the chip, from field 55 of the response. EMV 4.4 Book 3, 10.9 and Book 4, 12.1.
 *
 * <p>An approval stands though its chip data are damaged: whatever can be read is taken, and what is wrong is named. The
 * response code itself travels in field 39; hosts that repeat it as 8A are read too.
 *
 * @param authorisationResponseCode tag 8A, where it is sent here
 * @param authorisationCode tag 89, where it is sent here
 * @param issuerAuthenticationData the value of tag 91, of any length
 * @param scriptTemplates whole templates 71 and 72, tag and length included, in the order received
 * @param ignored tags that a terminal does not take from an issuer, and the second and later of 8A, 89 and 91
 * @param findings what was wrong with the bytes, with offsets; no data values
 */
public record IssuerResponseData(
        Optional<Bytes> authorisationResponseCode,
        Optional<Bytes> authorisationCode,
        Optional<Bytes> issuerAuthenticationData,
        List<Bytes> scriptTemplates,
        List<Tag> ignored,
        List<String> findings) {
    /** Nothing sent to the chip. */
    public static final IssuerResponseData NONE = new IssuerResponseData(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

    private static final int RESPONSE_CODE_LENGTH = 2;

    /** Copies the lists. */
    public IssuerResponseData {
        scriptTemplates = List.copyOf(scriptTemplates);
        ignored = List.copyOf(ignored);
        findings = List.copyOf(findings);
    }

    /**
     * Reads field 55 of a response.
     *
     * @param field TLV objects one after the other; may be empty
     * @return what it holds for the chip
     */
    public static IssuerResponseData parse(Bytes field) {
        LenientTlv read = LenientTlv.parse(field);
        List<Bytes> scripts = new ArrayList<>();
        List<Tlv> single = new ArrayList<>();
        List<Tag> ignored = new ArrayList<>();
        for (Tlv object : read.objects()) {
            Tag tag = object.tag();
            if (tag.equals(EmvTag.ISSUER_SCRIPT_TEMPLATE_1) || tag.equals(EmvTag.ISSUER_SCRIPT_TEMPLATE_2)) {
                scripts.add(object.encode());
            } else if (isTaken(tag)
                    && !value(single, tag).isPresent()
                    && !object.value().isEmpty()) {
                single.add(object);
            } else {
                ignored.add(tag);
            }
        }
        return new IssuerResponseData(
                value(single, EmvTag.AUTHORISATION_RESPONSE_CODE),
                value(single, EmvTag.AUTHORISATION_CODE),
                value(single, EmvTag.ISSUER_AUTHENTICATION_DATA),
                scripts,
                ignored,
                read.findings().stream().map(LenientTlv.Finding::message).collect(Collectors.toList()));
    }

    /**
     * The issuer's answer, as the kernel takes it, from a response whose code stands in field 39.
     *
     * <p>Field 39 decides; the card is given the issuer's own 8A where he sent one, else field 39. A referral counts as
     * declined by the attendant until {@link AuthorisationResponse#withDecision} says otherwise.
     *
     * @param field39 response code, 2 letters or digits
     * @param codes what the codes mean to the acquirer
     * @return the answer
     * @throws EmvDataException if the code has not 2 bytes: such a response is none, so the step is answered with {@link
     *     dev.solvo.emv.AuthoriseOnline#noAnswer()}
     */
    public AuthorisationResponse toResponse(Bytes field39, AuthorisationResponseCodes codes) throws EmvDataException {
        if (field39.length() != RESPONSE_CODE_LENGTH) {
            throw new EmvDataException(
                    EmvDataException.Reason.LENGTH,
                    EmvTag.AUTHORISATION_RESPONSE_CODE,
                    "a response code of " + field39);
        }
        AuthorisationResponse.Decision decision = switch (codes.meaning(field39)) {
            case APPROVED -> AuthorisationResponse.Decision.APPROVE;
            case REFERRAL -> AuthorisationResponse.Decision.REFER;
            case DECLINED -> AuthorisationResponse.Decision.DECLINE;
        };
        Bytes forCard = authorisationResponseCode
                .filter(code -> code.length() == RESPONSE_CODE_LENGTH)
                .orElse(field39);
        return new AuthorisationResponse(
                decision, forCard, issuerAuthenticationData, scriptTemplates, authorisationCode);
    }

    /**
     * The issuer's answer, as the kernel takes it, from a response that has its code as 8A only.
     *
     * @param codes what the codes mean to the acquirer
     * @return the answer
     * @throws EmvDataException if there is no 8A of 2 bytes: such a response is none, so the step is answered with {@link
     *     dev.solvo.emv.AuthoriseOnline#noAnswer()}. EMV 4.4 Book 3, 10.9
     */
    public AuthorisationResponse toResponse(AuthorisationResponseCodes codes) throws EmvDataException {
        if (!authorisationResponseCode.isPresent()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING, EmvTag.AUTHORISATION_RESPONSE_CODE, "not in the response");
        }
        return toResponse(authorisationResponseCode.get(), codes);
    }

    private static boolean isTaken(Tag tag) {
        return tag.equals(EmvTag.AUTHORISATION_RESPONSE_CODE)
                || tag.equals(EmvTag.AUTHORISATION_CODE)
                || tag.equals(EmvTag.ISSUER_AUTHENTICATION_DATA);
    }

    private static Optional<Bytes> value(List<Tlv> objects, Tag tag) {
        for (Tlv object : objects) {
            if (object.tag().equals(tag)) {
                return Optional.of(object.value());
            }
        }
        return Optional.empty();
    }
}

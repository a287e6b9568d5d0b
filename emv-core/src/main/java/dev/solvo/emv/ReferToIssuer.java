package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.util.function.Supplier;

/**
 * Let the attendant call the issuer, who wants to be called before he decides, and key in what came of it. EMV 4.4 Book 4,
 * 6.5.2. Asked only at attended terminals, after {@link StandardMessage#CALL_YOUR_BANK} was shown and while the card waits for
 * its second GENERATE AC.
 *
 * <p>The response code that the issuer sent goes to the card unchanged, whatever the attendant keys in.
 */
public final class ReferToIssuer implements KernelStep {
    private final Pan pan;
    private final Bytes authorisationResponseCode;
    private final String language;
    private final Supplier<KernelStep> approved;
    private final Supplier<KernelStep> declined;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param pan the card's number, for the attendant to tell the issuer
     * @param authorisationResponseCode tag 8A, 2 bytes
     * @param language two-letter code of ISO 639-1, lower case
     * @param approved goes on after an approval
     * @param declined goes on without one
     */
    public ReferToIssuer(
            Pan pan,
            Bytes authorisationResponseCode,
            String language,
            Supplier<KernelStep> approved,
            Supplier<KernelStep> declined) {
        this.pan = pan;
        this.authorisationResponseCode = authorisationResponseCode;
        this.language = language;
        this.approved = approved;
        this.declined = declined;
    }

    /**
     * The card's number, which the attendant has to see or to print.
     *
     * @return the number; prints masked
     */
    public Pan pan() {
        return pan;
    }

    /**
     * The response code by which the issuer asked to be called.
     *
     * @return tag 8A, 2 bytes
     */
    public Bytes authorisationResponseCode() {
        return authorisationResponseCode;
    }

    /**
     * The cardholder's language.
     *
     * @return two-letter code of ISO 639-1, lower case
     */
    public String language() {
        return language;
    }

    /**
     * The issuer approved when he was called: the card is asked for a transaction certificate.
     *
     * @return the next step
     */
    public KernelStep approved() {
        return answer.give(approved);
    }

    /**
     * The issuer declined when he was called, or was not called: the card is asked to decline.
     *
     * @return the next step
     */
    public KernelStep declined() {
        return answer.give(declined);
    }
}

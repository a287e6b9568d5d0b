package dev.solvo.prepaid.purse;

import java.util.Optional;

/**
 * The issuer's calculations for loads: is this request by the card, what proves the issuer to it, and has the card taken
 * the money. Accounts, limits and repetitions are for whoever embeds it.
 *
 * <p>Safe for use by several threads as far as the keys are.
 */
public final class IssuerLoadDesk {
    private final PurseMasterKey load;
    private final TransactionAuthenticationCodes codes;

    /**
     * A desk.
     *
     * @param load the issuer's key for loads; the caller closes it
     * @param codes checks the codes of loads
     * @throws IllegalArgumentException if the key is for something else
     */
    public IssuerLoadDesk(PurseMasterKey load, TransactionAuthenticationCodes codes) {
        if (load.purpose() != PurseKeyPurpose.LOAD) {
            throw new IllegalArgumentException("a key for " + load.purpose() + " is not for loads");
        }
        this.load = load;
        this.codes = codes;
    }

    /**
     * Checks MAC1 and makes MAC2. To be called when the account has been charged.
     *
     * @param request the request
     * @param time date and time of the load
     * @return the answer to the card, or nothing if the request is not by the card
     */
    public Optional<LoadAnswer.Authorised> authorise(LoadRequest request, TransactionTime time) {
        LoadFacts facts = request.facts();
        try (DiversifiedPurseKey key = load.forCard(facts.serial());
                PurseSession session = key.loadSession(request.random(), facts.onlineSequence())) {
            return session.code(CodedMessage.loadMac1(facts)).equals(request.mac1())
                    ? Optional.of(new LoadAnswer.Authorised(time, session.code(CodedMessage.loadMac2(facts, time))))
                    : Optional.empty();
        }
    }

    /**
     * Checks that the card has taken the money.
     *
     * @param record the load with its code
     * @return the proof, or nothing if the code is wrong
     */
    public Optional<VerifiedLoad> verify(LoadRecord record) {
        return codes.verify(record);
    }
}

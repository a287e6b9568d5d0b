package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * The merchant's security module (PSAM), as {@link BlockingPurseTerminal} sees it. {@link CardPsam} is one in a reader,
 * {@link KeyedPsam} one of a key.
 */
public interface Psam {
    /**
     * Proves the terminal to a card.
     *
     * @param request the purchase
     * @return the proof, or that there is none
     */
    PsamAnswer prove(PsamRequest request);

    /**
     * Checks the card's proof of the latest purchase.
     *
     * @param mac2 the card's proof, 4 bytes
     * @return what the module found
     */
    PsamConfirmation confirm(Bytes mac2);
}

package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/**
 * What the issuer is asked: may this money go into this card?
 *
 * @param facts the load
 * @param random the card's challenge, 4 bytes
 * @param mac1 the card's proof, 4 bytes
 */
public record LoadRequest(LoadFacts facts, Bytes random, Bytes mac1) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if a length is wrong
     */
    public LoadRequest {
        CardNumber.requireLength(random, 4, "a challenge");
        CardNumber.requireLength(mac1, 4, "MAC1");
    }
}

package dev.solvo.benchmarks.prepaid;

import dev.solvo.tlv.Bytes;

/**
 * What a client asks every side for.
 *
 * @param terminal which of {@link Cards#TERMINALS}
 * @param card which of {@link Cards}
 * @param amount in minor units
 * @param key of this debit and no other one
 * @param fingerprint 32 bytes; a side that derives its own passes over it
 */
record DebitRequest(int terminal, int card, long amount, String key, Bytes fingerprint) {}

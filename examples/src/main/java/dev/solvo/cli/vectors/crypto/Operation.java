package dev.solvo.cli.vectors.crypto;

import dev.solvo.crypto.CryptoException;

/**
 * Calculates the entries of one kind.
 *
 * <p>A {@code CryptoException} or an {@code IllegalArgumentException} is the library's refusal, which some entries demand.
 * It must come from the library: what is wrong with the entry itself is a {@link VectorException}.
 */
@FunctionalInterface
interface Operation {
    /**
     * Does what the entry's input says.
     *
     * @return what came out, at least all that an entry of this kind states
     * @throws CryptoException if the library refuses the input
     * @throws VectorException if the entry cannot be calculated for another reason
     */
    Computed compute(VectorInput in) throws CryptoException, VectorException;
}

package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A security module of a key instead of a card: for terminals whose key is in a device that does triple DES.
 *
 * <p>The terminal's numbers come from outside, for they must outlive the process: a number is never given twice. Not safe
 * for use by several threads at once.
 */
public final class KeyedPsam implements Psam {
    private final PurseMasterKey master;
    private final TerminalNumber terminal;
    private final LongSupplier numbers;
    private Optional<Bytes> expectedMac2 = Optional.empty();

    /**
     * A module.
     *
     * @param master the key for purchases, of the level below which the cards are; the caller closes it
     * @param terminal the terminal's number
     * @param numbers gives the next number of the terminal, 0 to 4 294 967 295; one that is out of range refuses the
     *     purchase
     * @throws IllegalArgumentException if the key is for something else
     */
    public KeyedPsam(PurseMasterKey master, TerminalNumber terminal, LongSupplier numbers) {
        if (master.purpose() != PurseKeyPurpose.PURCHASE) {
            throw new IllegalArgumentException("a key for " + master.purpose() + " is not for purchases");
        }
        this.master = master;
        this.terminal = terminal;
        this.numbers = numbers;
    }

    @Override
    public PsamAnswer prove(PsamRequest request) {
        expectedMac2 = Optional.empty();
        if (request.algorithm() != 0) {
            return new PsamAnswer.Refused();
        }
        long number = numbers.getAsLong();
        if (number < 0 || number > CardNumber.MAX_AMOUNT) {
            return new PsamAnswer.Refused();
        }
        try (DiversifiedPurseKey key = master.forCard(request.serial());
                PurseSession session = key.purchaseSession(request.random(), request.offlineSequence(), number)) {
            expectedMac2 = Optional.of(session.code(CodedMessage.purchaseMac2(request.amountMinor())));
            return new PsamAnswer.Proved(
                    number,
                    session.code(CodedMessage.purchaseMac1(
                            request.amountMinor(), request.type(), terminal, request.time())));
        }
    }

    @Override
    public PsamConfirmation confirm(Bytes mac2) {
        if (expectedMac2.isEmpty()) {
            return PsamConfirmation.UNAVAILABLE;
        }
        boolean right = expectedMac2.get().equals(mac2);
        expectedMac2 = Optional.empty();
        return right ? PsamConfirmation.CONFIRMED : PsamConfirmation.REFUSED;
    }
}

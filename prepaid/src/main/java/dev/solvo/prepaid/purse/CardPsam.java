package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.List;

/**
 * A security module that is a card in a second reader. Its application has to be selected before; cards differ in how.
 *
 * <p>A module that leaves during {@link #prove} is unavailable: whether it has used up a number makes no difference.
 */
public final class CardPsam implements Psam {
    private static final int MAX_FACTORS = 2;
    private static final int TERMINAL_FILE = 0x96;

    private final CardTransport module;
    private final List<Bytes> factors;

    /**
     * A module whose key is one level above the cards' keys.
     *
     * @param module the way to the module
     */
    public CardPsam(CardTransport module) {
        this(module, List.of());
    }

    /**
     * A module whose key is of a higher level.
     *
     * @param module the way to the module
     * @param factors what lies between it and the cards: the bank's number, then the city's, 8 bytes each
     * @throws IllegalArgumentException if there are more than two or one has not 8 bytes
     */
    public CardPsam(CardTransport module, List<Bytes> factors) {
        if (factors.size() > MAX_FACTORS) {
            throw new IllegalArgumentException("at most bank and city, not " + factors.size() + " factors");
        }
        factors.forEach(factor -> CardNumber.requireLength(factor, 8, "a factor"));
        this.module = module;
        this.factors = List.copyOf(factors);
    }

    /**
     * Reads the module's number, which is the terminal's: file 0016, as in public systems.
     *
     * @return the number
     * @throws CardTransportException if the module does not answer
     * @throws PurseException if it refuses or answers something else
     */
    public TerminalNumber readTerminalNumber() throws CardTransportException, PurseException {
        ResponseApdu response = module.transmit(
                        CommandApdu.case2(0x00, 0xB0, TERMINAL_FILE, 0x00, TerminalNumber.LENGTH_BYTES))
                .response();
        if (!response.statusWord().isSuccess()) {
            throw new PurseException(
                    PurseException.Reason.UNSUPPORTED,
                    "the module refuses to tell its number: " + response.statusWord());
        }
        if (response.data().length() != TerminalNumber.LENGTH_BYTES) {
            throw new PurseException(
                    PurseException.Reason.LENGTH,
                    "a terminal number has 6 bytes, not " + response.data().length());
        }
        return new TerminalNumber(response.data());
    }

    @Override
    public PsamAnswer prove(PsamRequest request) {
        Bytes data = Bytes.concat(
                request.random(),
                CardNumber.bytes(request.offlineSequence(), 2),
                CardNumber.amount(request.amountMinor()),
                Bytes.ofUnsigned(request.type().code()),
                request.time().toBytes(),
                Bytes.ofUnsigned(request.keyVersion(), request.algorithm()),
                request.serial().diversifier());
        for (Bytes factor : factors) {
            data = data.plus(factor);
        }
        ResponseApdu response;
        try {
            response = module.transmit(CommandApdu.case4(0x80, 0x70, 0x00, 0x00, data, 8))
                    .response();
        } catch (CardTransportException e) {
            return new PsamAnswer.Unavailable();
        }
        if (!response.statusWord().isSuccess()) {
            return new PsamAnswer.Refused();
        }
        return response.data().length() == 8
                ? new PsamAnswer.Proved(
                        response.data().slice(0, 4).toUnsignedLong(),
                        response.data().slice(4))
                : new PsamAnswer.Unavailable();
    }

    @Override
    public PsamConfirmation confirm(Bytes mac2) {
        ResponseApdu response;
        try {
            response = module.transmit(CommandApdu.case3(0x80, 0x72, 0x00, 0x00, mac2))
                    .response();
        } catch (CardTransportException e) {
            return PsamConfirmation.UNAVAILABLE;
        }
        if (response.statusWord().isSuccess()) {
            return PsamConfirmation.CONFIRMED;
        }
        return response.statusWord().value() == 0x9302 ? PsamConfirmation.REFUSED : PsamConfirmation.UNAVAILABLE;
    }
}

package dev.solvo.pcsc.vpcd;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * Lets a card that answers whole commands be one that speaks T=0: announces data by 61xx, asks for the right Le by
 * 6Cxx, and hands data over to GET RESPONSE.
 *
 * <p>The card behind it is asked once for each command, with Le 00 where a T=0 header leaves it open: it does not tell case 3
 * from case 4, nor case 1 from case 2.
 */
public final class T0Card implements CardTransport {
    private static final int GET_RESPONSE = 0xC0;

    private final CardTransport card;
    private Bytes waiting = Bytes.EMPTY;
    private StatusWord waitingStatus = StatusWord.SUCCESS;
    private Optional<CommandApdu> corrected = Optional.empty();

    /**
     * A card that speaks T=0.
     *
     * @param card answers all cases of commands as over T=1
     */
    public T0Card(CardTransport card) {
        this.card = card;
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        boolean fetches = command.ins() == GET_RESPONSE && command.data().isEmpty();
        if (!fetches && !corrected.equals(Optional.of(command))) {
            boolean saysLe = command.data().isEmpty() && command.le() != CommandApdu.NO_LE;
            ResponseApdu response = card.transmit(saysLe ? command : command.withLe(CommandApdu.LE_ALL))
                    .response();
            waiting = response.data();
            waitingStatus = response.statusWord();
            if (!command.data().isEmpty()) {
                corrected = Optional.empty();
                boolean announce = !waiting.isEmpty() && waitingStatus.isSuccess();
                return answer(Bytes.EMPTY, announce ? 0x6100 | waiting.length() & 0xFF : waitingStatus.value());
            }
        }
        int length = Math.min(waiting.length(), 256);
        if (length > 0 && length != command.le()) {
            corrected = Optional.of(command.withLe(length));
            return answer(Bytes.EMPTY, 0x6C00 | length & 0xFF);
        }
        corrected = Optional.empty();
        Bytes data = waiting.slice(0, length);
        waiting = waiting.slice(length);
        return answer(
                data, waiting.isEmpty() ? waitingStatus.value() : 0x6100 | Math.min(waiting.length(), 256) & 0xFF);
    }

    private static Exchange answer(Bytes data, int statusWord) {
        return new Exchange(new ResponseApdu(data, new StatusWord(statusWord)), 0);
    }
}

package dev.solvo.cli.card;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.pcsc.CardProtocol;
import dev.solvo.pcsc.vpcd.T0Card;
import dev.solvo.pcsc.vpcd.VirtualCard;
import dev.solvo.simulator.card.SimulatedCard;

/** A simulated card behind the contacts of a reader: loses what it had selected when it is reset. */
final class PoweredCard implements CardTransport, VirtualCard.Watcher {
    private final SimulatedCard card;
    private final CardProtocol protocol;
    private final OfferLog log;
    private CardTransport session;

    PoweredCard(SimulatedCard card, CardProtocol protocol, OfferLog log) {
        this.card = card;
        this.protocol = protocol;
        this.log = log;
        this.session = session();
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        try {
            Exchange exchange = session.transmit(command);
            log.exchanged(command, exchange.response());
            return exchange;
        } catch (CardTransportException lost) {
            log.notAnswered(command, lost.kind());
            throw lost;
        }
    }

    @Override
    public void poweredOn() {
        restart();
        log.says("power on");
    }

    @Override
    public void poweredOff() {
        restart();
        log.says("power off");
    }

    @Override
    public void reset() {
        restart();
        log.says("reset");
    }

    @Override
    public void left() {
        log.says("the card is out");
    }

    private void restart() {
        card.reinsert();
        session = session();
    }

    private CardTransport session() {
        return protocol == CardProtocol.T0 ? new T0Card(card) : card;
    }
}

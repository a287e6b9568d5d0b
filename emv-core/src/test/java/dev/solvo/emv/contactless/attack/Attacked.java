package dev.solvo.emv.contactless.attack;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.walk.SimulatedTap;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.issuer.IssuerHost;
import java.util.Random;

/** A tap with somebody in the middle, and what the issuer makes of the data that it left. */
final class Attacked {
    private Attacked() {}

    /** The cardholder unlocks a phone that asks for it. */
    static SimulatedTap.Ended tap(
            ContactlessConfig reader, String amount, CardTransport transport, SimulatedCard card) {
        return tap(reader, amount, transport, card, true);
    }

    static SimulatedTap.Ended tap(
            ContactlessConfig reader,
            String amount,
            CardTransport transport,
            SimulatedCard card,
            boolean ownerUnlocks) {
        KernelStep first = SimulatedTap.entryPoint(reader, new Random(1)).begin(SimulatedTap.purchase(amount));
        return SimulatedTap.toTheEnd(first, new SimulatedTap.CardSide() {
            @Override
            public KernelStep answer(TransmitApdu apdu) {
                try {
                    return apdu.resume(transport.transmit(apdu.command()));
                } catch (CardTransportException lost) {
                    return apdu.failed(lost.kind());
                }
            }

            @Override
            public void presentedAgain() {
                card.reinsert();
            }

            @Override
            public void unlocked() {
                if (ownerUnlocks) {
                    card.unlockDevice();
                }
            }

            @Override
            public boolean asksToBeUnlocked() {
                return ownerUnlocks && card.asksToBeUnlocked();
            }
        });
    }

    /** What the issuer finds about the cryptogram, from the data that are in every message to him. */
    static AuthorisationAnswer.CryptogramCheck cryptogramOf(TransactionResult result) {
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                .authorise(new AuthorisationRequest(
                        result.pan().orElseThrow(),
                        PanSequenceNumber.of(1),
                        Field55Profile.GENERIC.build(result.chipData())));
        return ((AuthorisationAnswer.Answered) answer).check();
    }
}

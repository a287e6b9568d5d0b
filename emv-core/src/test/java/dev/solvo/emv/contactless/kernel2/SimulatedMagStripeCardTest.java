package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.HostState;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.walk.SimulatedTap;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole transactions in mag-stripe mode with simulated cards and phones, whose issuer checks the code in the filled track. */
final class SimulatedMagStripeCardTest {
    @ParameterizedTest
    @CsvSource({
        "tap-magstripe, 12.34, NO_CVM, 3",
        "tap-magstripe, 62.34, ONLINE_PIN, 3",
        "tap-magstripe-phone, 62.34, CONFIRMATION_CODE_VERIFIED, 8",
        "tap-magstripe-phone-locked, 62.34, CONFIRMATION_CODE_VERIFIED, 8"
    })
    void code_isVerifiedByTheIssuer(String image, String amount, Cvm cvm, String lastDigit) throws Exception {
        SimulatedTap.Ended ended = tap(CardImages.named(image), amount, UnaryOperator.identity());

        assertEquals(Outcome.Approved.class, ended.outcome().getClass());
        assertEquals(HostState.Confirmed.class, ended.outcome().hostState().getClass());
        assertEquals(cvm, ended.outcome().result().contactless().orElseThrow().cvm());
        String track = track2(ended.requests().get(0));
        assertEquals(lastDigit + "F", track.substring(track.length() - 2));
    }

    /** Both tracks hold the same counter and number, each its own code. */
    @Test
    void bothTracks_areFilled() throws Exception {
        SimulatedTap.Ended ended = tap(CardImages.named("tap-magstripe"), "12.34", UnaryOperator.identity());
        AuthorisationRequest request = ended.requests().get(0);
        String track2 = track2(request);
        String track1 = new String(
                request.chipData().get(EmvTag.TRACK_1_DATA).orElseThrow().toByteArray(), StandardCharsets.US_ASCII);

        assertTrue(track1.startsWith("B9999990000060802^SOLVO/TEST^4912201"), track1);
        String digits1 = track1.substring(track1.length() - 8);
        String digits2 = track2.substring(track2.length() - 9, track2.length() - 1);
        assertEquals(digits2, digits1);
        assertEquals("0001", digits2.substring(0, 4), "the first transaction");
    }

    @ParameterizedTest
    @CsvSource({"9F6102., 9F6102F", "9F36020001, 9F36020002"})
    void otherCodeOrCounter_isDeclinedByTheIssuer(String said, String heard) throws Exception {
        SimulatedTap.Ended ended =
                tap(CardImages.named("tap-magstripe"), "12.34", answer -> answer.replaceFirst(said, heard));

        assertEquals(Outcome.Declined.class, ended.outcome().getClass());
    }

    @Test
    void cardThatGivesNoCode_isDeclined() throws Exception {
        SimulatedTap.Ended ended = tap(CardImages.named("tap-magstripe-refuses"), "12.34", UnaryOperator.identity());

        assertEquals(
                ContactlessOutcome.Kind.DECLINED,
                ended.outcome().result().contactless().orElseThrow().kind());
        assertTrue(ended.requests().isEmpty());
    }

    @Test
    void readerWithoutMagStripeMode_refusesTheCard() throws Exception {
        String text = CardImages.named("tap-magstripe").text();
        SimulatedTap.Ended ended = tap(
                CardImage.parse(text.replace("A0000009990202", "A0000000041010")), "12.34", UnaryOperator.identity());
        ContactlessOutcome told = ended.outcome().result().contactless().orElseThrow();

        assertEquals(ContactlessOutcome.Kind.END_APPLICATION, told.kind());
        assertEquals(
                Level2.MAGSTRIPE_NOT_SUPPORTED,
                ErrorIndication.parse(told.discretionaryData()
                                .orElseThrow()
                                .get(Kernel2Tag.ERROR_INDICATION)
                                .orElseThrow())
                        .level2());
    }

    private static String track2(AuthorisationRequest request) {
        return request.chipData().get(Kernel2Tag.TRACK_2_DATA).orElseThrow().toHex();
    }

    private static SimulatedTap.Ended tap(CardImage image, String amount, UnaryOperator<String> answers) {
        SimulatedCard card = SimulatedCard.insert(image, 1);
        KernelStep first =
                SimulatedTap.entryPoint(SimulatedTap.reader(), new Random(1)).begin(SimulatedTap.purchase(amount));
        return SimulatedTap.toTheEnd(first, new SimulatedTap.CardSide() {
            @Override
            public KernelStep answer(TransmitApdu apdu) {
                try {
                    Exchange exchange = card.transmit(apdu.command());
                    String heard = answers.apply(exchange.response().toBytes().toHex());
                    return apdu.resume(ResponseApdu.parse(Bytes.fromHex(heard)), exchange.elapsedNanos());
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
                card.unlockDevice();
            }
        });
    }
}

package dev.solvo.emv.contactless.kernel8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.HostState;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.contactless.kernel2.ErrorIndication;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.walk.SimulatedTap;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole transactions through Entry Point with the simulated cards and phones, which have keys and certificates of their own. */
final class SimulatedKernel8CardTest {
    @ParameterizedTest
    @CsvSource({
        // image, amount, outcome, online, authentication, CVM, TVR
        "tap-kernel8, 12.34, APPROVED, true, OK, NO_CVM, 0000000081",
        "tap-kernel8, 62.34, APPROVED, true, OK, ONLINE_PIN, 0000048081",
        "tap-kernel8-default-offset, 12.34, APPROVED, true, OK, NO_CVM, 0000000081",
        "tap-kernel8-offline, 12.34, APPROVED, false, OK, NO_CVM, 0000000081",
        "tap-kernel8-offline, 32.34, APPROVED, true, OK, NO_CVM, 0000008081",
        "tap-kernel8-relay, 12.34, APPROVED, false, OK, NO_CVM, 0000000082",
        "tap-kernel8-relay-slow, 12.34, APPROVED, true, OK, NO_CVM, 000000008E",
        "tap-kernel8-declines, 12.34, DECLINED, false, OK, NO_CVM, 0000000081",
        "tap-kernel8-other-interface, 12.34, TRY_ANOTHER_INTERFACE, false, OK, NO_CVM, 0000000081",
        "tap-kernel8-wrong-certificate, 12.34, DECLINED, true, FAILED, NO_CVM, 0400000081",
        "tap-kernel8-phone, 12.34, APPROVED, true, OK, CONFIRMATION_CODE_VERIFIED, 0000000081",
        "tap-kernel8-phone, 62.34, APPROVED, true, OK, CONFIRMATION_CODE_VERIFIED, 0000008081",
        "tap-kernel8-phone-locked, 62.34, APPROVED, true, OK, CONFIRMATION_CODE_VERIFIED, 0000008081"
    })
    void transaction_endsAsTheImageSays(
            String image,
            String amount,
            ContactlessOutcome.Kind kind,
            boolean online,
            String authentication,
            ContactlessOutcome.Cvm cvm,
            String results) {
        SimulatedTap.Ended ended = tap(SimulatedCard.insert(CardImages.named(image), 1), amount, "", "");
        Outcome outcome = ended.outcome();
        ContactlessOutcome told = outcome.result().contactless().orElseThrow();

        assertEquals(kind, told.kind());
        assertEquals(online ? 1 : 0, ended.requests().size());
        assertEquals(
                "LOCAL", outcome.result().offlineDataAuthentication().method().name());
        assertEquals(
                authentication,
                outcome.result().offlineDataAuthentication().status().name());
        assertEquals(cvm, told.cvm());
        assertEquals(
                results,
                outcome.result()
                        .chipData()
                        .get(EmvTag.TERMINAL_VERIFICATION_RESULTS)
                        .orElseThrow()
                        .toHex());
    }

    /** The issuer checks the cryptogram over 9F10 with the MAC in it, so it approves only where the kernel put it right. */
    @ParameterizedTest
    @CsvSource({"tap-kernel8", "tap-kernel8-default-offset", "tap-kernel8-phone", "tap-kernel8-phone-locked"})
    void issuer_verifiesTheCryptogramAndApproves(String image) {
        Outcome outcome = tap(CardImages.named(image), "12.34");

        assertEquals(Outcome.Approved.class, outcome.getClass());
        assertEquals(HostState.Confirmed.class, outcome.hostState().getClass());
    }

    @ParameterizedTest
    @CsvSource({
        "tap-kernel8-wrong-eda-mac, EDA_MAC_FAILED",
        "tap-kernel8-wrong-iad-mac, EDA_MAC_FAILED",
        "tap-kernel8-damaged-record, EDA_MAC_FAILED"
    })
    void wrongMac_endsTheApplication(String image, ErrorIndication.Level2 level2) throws EmvDataException {
        ContactlessOutcome told =
                tap(CardImages.named(image), "12.34").result().contactless().orElseThrow();

        assertEquals(ContactlessOutcome.Kind.END_APPLICATION, told.kind());
        assertEquals(level2, error(told).level2());
    }

    @Test
    void phoneThatRefuses_leavesNothingToSelect() {
        ContactlessOutcome told = tap(CardImages.named("tap-kernel8-phone-refuses"), "12.34")
                .result()
                .contactless()
                .orElseThrow();

        assertEquals(ContactlessOutcome.Kind.END_APPLICATION, told.kind());
    }

    /** What the certificate covers by tag 9F810A alone: the card qualifier, which no MAC covers. */
    @Test
    void otherQualifierThanTheCertifiedOne_isNoticed() throws Exception {
        String text = CardImages.named("tap-kernel8-offline").text();
        String certified = "discretionary 9F2C 02000000000000";
        Outcome changed = tap(SimulatedCard.insert(CardImage.parse(text), 1), "12.34", "9F2C0702", "9F2C0703")
                .outcome();
        Outcome unchanged = tap(CardImage.parse(text.replace(certified, "discretionary 9F2C 03000000000000")), "12.34");

        assertEquals(Outcome.Approved.class, unchanged.getClass());
        // The MACs cover the certified data too, so that the kernel does not get as far as the certificate.
        assertEquals(
                ErrorIndication.Level2.EDA_MAC_FAILED,
                error(changed.result().contactless().orElseThrow()).level2());
    }

    /** Tag 9F810A of these cards is 9F2C 9F38. */
    @ParameterizedTest
    @CsvSource({"009F2C9F", "9F2C009F", "00000000", "9F2C9F9F", "9F2C9FB8", "9F818181"})
    void listOfStaticDataThatIsNoListOfTags_endsTheApplication(String list) throws EmvDataException {
        ContactlessOutcome told = tap(
                        SimulatedCard.insert(CardImages.named("tap-kernel8-offline"), 1),
                        "12.34",
                        "9F810A049F2C9F38",
                        "9F810A04" + list)
                .outcome()
                .result()
                .contactless()
                .orElseThrow();

        assertEquals(ContactlessOutcome.Kind.END_APPLICATION, told.kind());
        assertEquals(ErrorIndication.Level2.PARSING_ERROR, error(told).level2());
    }

    private static ErrorIndication error(ContactlessOutcome told) throws EmvDataException {
        return ErrorIndication.parse(told.discretionaryData()
                .orElseThrow()
                .get(Kernel8Tag.ERROR_INDICATION)
                .orElseThrow());
    }

    private static Outcome tap(CardImage image, String amount) {
        return tap(SimulatedCard.insert(image, 1), amount, "", "").outcome();
    }

    /** A tap with something else in one answer. */
    private static SimulatedTap.Ended tap(SimulatedCard card, String amount, String said, String heard) {
        KernelStep first =
                SimulatedTap.entryPoint(SimulatedTap.reader(), new Random(1)).begin(SimulatedTap.purchase(amount));
        return SimulatedTap.toTheEnd(first, new SimulatedTap.CardSide() {
            @Override
            public KernelStep answer(TransmitApdu apdu) {
                try {
                    Exchange exchange = card.transmit(apdu.command());
                    String answer = exchange.response().toBytes().toHex();
                    return apdu.resume(
                            ResponseApdu.parse(Bytes.fromHex(said.isEmpty() ? answer : answer.replace(said, heard))),
                            exchange.elapsedNanos());
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

            @Override
            public boolean asksToBeUnlocked() {
                return card.asksToBeUnlocked();
            }
        });
    }
}

package dev.solvo.emv.contactless.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.walk.SimulatedTap;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import org.junit.jupiter.api.Test;

/**
 * Published attacks that a kernel can <em>not</em> detect, because the bytes that they change are signed for nobody whom it can
 * ask. Each test shows that nothing is noticed, and which data of the outcome let the host or the issuer notice.
 */
final class UndetectedAttacksTest {
    private static final String ABOVE_CVM_LIMIT = "60.00";

    private static SimulatedCard card(String image) {
        return SimulatedCard.insert(CardImages.named(image), 7);
    }

    /** ATT01. */
    @Test
    void qualifiersOnline_turnTheOnlinePinIntoVerificationOnADevice() {
        SimulatedCard honest = card("tap-visa");
        SimulatedTap.Ended asked = Attacked.tap(SimulatedTap.reader(), ABOVE_CVM_LIMIT, honest, honest);
        assertTrue(asked.pinAsked(), "the card wants the online PIN");

        SimulatedCard stolen = card("tap-visa");
        SimulatedTap.Ended ended = Attacked.tap(
                SimulatedTap.reader(), ABOVE_CVM_LIMIT, new ManInTheMiddle(stolen).replacing(0x9F6C, "0080"), stolen);
        assertFalse(ended.pinAsked());
        assertInstanceOf(Outcome.Approved.class, ended.outcome());
        TransactionResult result = ended.outcome().result();
        assertEquals(
                Cvm.CONFIRMATION_CODE_VERIFIED,
                result.contactless().orElseThrow().cvm());

        // The cryptogram is right, for it does not cover 9F6C. The host is told that a device verified the cardholder,
        // and
        // can compare: 9F6C as received, the issuer application data, and no form factor (9F6E) of a device.
        assertEquals(CryptogramCheck.VERIFIED, Attacked.cryptogramOf(result));
        assertEquals("0080", value(result, 0x9F6C));
        assertTrue(value(result, 0x9F10).startsWith("0601"), "the card's form, not a phone's");
        assertTrue(result.chipData().get(Tag.of(0x9F6E)).isEmpty());
    }

    /** ATT04. */
    @Test
    void cardOfAnotherBrand_isTakenUnderTheBrandItSays() throws Exception {
        // A published test number of a Mastercard card, answered under Visa's name.
        String text = CardImages.named("tap-visa").text().replaceAll("9999990000\\d{6}", "5413339000001513");
        SimulatedCard mixed = SimulatedCard.insert(CardImage.parse(text), 7);
        SimulatedTap.Ended ended = Attacked.tap(SimulatedTap.reader(), "12.34", mixed, mixed);
        assertInstanceOf(Outcome.Approved.class, ended.outcome());
        TransactionResult result = ended.outcome().result();

        // The host can compare the number's first digits with the name that was selected.
        assertTrue(result.application().orElseThrow().dfName().startsWith(Bytes.fromHex("A000000003")));
        assertTrue(result.pan().orElseThrow().digits().startsWith("5"));
    }

    /** ATT07. */
    @Test
    void cryptogramOfAnOfflineApproval_isNotLookedAt() {
        SimulatedCard honest = card("tap-visa-offline");
        SimulatedTap.Ended right = Attacked.tap(SimulatedTap.reader(), "12.34", honest, honest);
        assertEquals(
                CryptogramCheck.VERIFIED, Attacked.cryptogramOf(right.outcome().result()));

        SimulatedCard card = card("tap-visa-offline");
        SimulatedTap.Ended ended = Attacked.tap(
                SimulatedTap.reader(), "12.34", new ManInTheMiddle(card).replacing(0x9F26, "0000000000000000"), card);
        assertInstanceOf(Outcome.Approved.class, ended.outcome());
        assertInstanceOf(HostState.NotAsked.class, ended.outcome().hostState());
        TransactionResult result = ended.outcome().result();
        assertEquals(Status.OK, result.offlineDataAuthentication().status());

        // The issuer finds out when the clearing record reaches him: the cryptogram in it is not the card's.
        assertEquals(CryptogramCheck.WRONG, Attacked.cryptogramOf(result));
    }

    /** ATT09. */
    @Test
    void qualifiersChangedOnTheWayToALockedPhone_makeItPay() throws Exception {
        SimulatedCard honest = card("tap-visa-phone-locked");
        SimulatedTap.Ended unattended = Attacked.tap(SimulatedTap.reader(), ABOVE_CVM_LIMIT, honest, honest, false);
        assertInstanceOf(Outcome.Terminated.class, unattended.outcome(), "nobody unlocks it");

        SimulatedCard locked = card("tap-visa-phone-locked");
        ManInTheMiddle relay = new ManInTheMiddle(locked)
                .changingCommands(UndetectedAttacksTest::withoutCvmRequired)
                .replacing(0x9F6C, "0080");
        SimulatedTap.Ended ended = Attacked.tap(SimulatedTap.reader(), ABOVE_CVM_LIMIT, relay, locked, false);
        assertInstanceOf(Outcome.Approved.class, ended.outcome());
        TransactionResult result = ended.outcome().result();
        assertEquals(
                Cvm.CONFIRMATION_CODE_VERIFIED,
                result.contactless().orElseThrow().cvm());
        assertEquals(CryptogramCheck.VERIFIED, Attacked.cryptogramOf(result));

        // What the terminal reports is what it sent; an issuer whose card reports the qualifiers that it received, or
        // says in
        // its data that nobody was verified, sees the difference.
        CommandApdu sent = relay.received(ManInTheMiddle.GET_PROCESSING_OPTIONS).get(0);
        Bytes qualifiers = sent.data().slice(2, 6);
        assertEquals(qualifiers.toHex(), value(result, 0x9F66));
        assertTrue(TerminalTransactionQualifiers.parse(qualifiers)
                .contains(TerminalTransactionQualifiers.Bit.CVM_REQUIRED));
        assertNotEquals(qualifiers, withoutCvmRequired(sent).data().slice(2, 6));
    }

    /** The first object of the list of these cards is 9F66: byte 2, bit 7 is cleared, and byte 1, bit 1 is set. */
    private static CommandApdu withoutCvmRequired(CommandApdu command) {
        if (command.ins() != ManInTheMiddle.GET_PROCESSING_OPTIONS) {
            return command;
        }
        byte[] data = command.data().toByteArray();
        data[2] |= 0x01;
        data[3] &= ~0x40;
        return CommandApdu.case4(command.cla(), command.ins(), command.p1(), command.p2(), Bytes.of(data), 256);
    }

    private static String value(TransactionResult result, int tag) {
        return result.chipData().get(Tag.of(tag)).map(Bytes::toHex).orElse("absent");
    }
}

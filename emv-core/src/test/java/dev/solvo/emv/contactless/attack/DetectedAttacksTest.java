package dev.solvo.emv.contactless.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.contactless.kernel2.Kernel2Parameter;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.walk.SimulatedTap;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published attacks that the kernels notice, and what comes of it. */
final class DetectedAttacksTest {
    /** Reader without online PIN, so that a card that wants verification can still approve offline, up to 100.00. */
    private static final ContactlessConfig SIGNATURE_OFFLINE = SimulatedTap.reader("3200C080", 100_00);

    private static final String NO_CVM_LIST = "00000000000000001F03";
    private static final int UNKNOWN_KEY_INDEX = 0xE7;
    private static final int COPY_OFFSET = 5;

    private static SimulatedCard card(String image) {
        return SimulatedCard.insert(CardImages.named(image), 7);
    }

    /** ATT02. The attack is that of ATT01 on a transaction that the card approves offline. */
    @Test
    void qualifiersOffline_differFromTheirSignedCopy() {
        SimulatedCard honest = card("tap-visa-offline");
        SimulatedTap.Ended signed = Attacked.tap(SIGNATURE_OFFLINE, "60.00", honest, honest);
        assertInstanceOf(Outcome.Approved.class, signed.outcome());
        assertEquals(
                Cvm.SIGNATURE,
                signed.outcome().result().contactless().orElseThrow().cvm());

        SimulatedCard card = card("tap-visa-offline");
        SimulatedTap.Ended ended =
                Attacked.tap(SIGNATURE_OFFLINE, "60.00", new ManInTheMiddle(card).replacing(0x9F6C, "0080"), card);
        assertInstanceOf(Outcome.Declined.class, ended.outcome());
        assertEquals(
                Status.OK, ended.outcome().result().offlineDataAuthentication().status(), "the card itself is genuine");
    }

    /** ATT03. */
    @Test
    void qualifiersAndCopyOffline_breakTheSignature() {
        SimulatedCard card = card("tap-visa-offline");
        SimulatedTap.Ended ended =
                Attacked.tap(SIGNATURE_OFFLINE, "60.00", withQualifiers(card, Bytes.fromHex("0080")), card);
        assertInstanceOf(Outcome.Declined.class, ended.outcome());
        assertFastAuthenticationFailed(ended);
    }

    /**
     * ATT03 with the wish to go online when authentication fails. The failure is noted, and then it is ATT01: the issuer is
     * asked, and told that a device verified the cardholder.
     */
    @Test
    void qualifiersThatAskToGoOnline_leadToTheIssuerWithAFailedAuthentication() {
        SimulatedCard card = card("tap-visa-offline");
        SimulatedTap.Ended ended =
                Attacked.tap(SIGNATURE_OFFLINE, "60.00", withQualifiers(card, Bytes.fromHex("2080")), card);
        assertFastAuthenticationFailed(ended);
        assertEquals(1, ended.requests().size());
    }

    private static CardTransport withQualifiers(SimulatedCard card, Bytes qualifiers) {
        return new ManInTheMiddle(card)
                .replacing(0x9F6C, qualifiers.toHex())
                .replacing(0x9F69, related -> related.slice(0, COPY_OFFSET).plus(qualifiers));
    }

    private static void assertFastAuthenticationFailed(SimulatedTap.Ended ended) {
        TransactionResult result = ended.outcome().result();
        assertEquals(Method.FAST_DDA, result.offlineDataAuthentication().method());
        assertEquals(Status.FAILED, result.offlineDataAuthentication().status());
    }

    /** ATT05: the terminal has no such key, so it cannot check the card, and the list of methods is anybody's. */
    @Test
    void unknownAuthority_isInTheVerificationResultsBeforeTheCardDecides() {
        SimulatedCard card = card("tap-mchip");
        ManInTheMiddle middle = induced(card);
        SimulatedTap.Ended ended = Attacked.tap(SimulatedTap.reader(), "60.00", middle, card);
        assertEquals(0x04, results(middle).unsigned(0) & 0x04, "CDA failed");
        assertFalse(ended.outcome() instanceof Outcome.Approved, "the issuer is told and declines");
        assertEquals(
                Status.FAILED,
                ended.outcome().result().offlineDataAuthentication().status());
    }

    /** ATT05, with an action code that denies it. */
    @Test
    void unknownAuthority_isDeclinedWhereTheActionCodeSaysSo() {
        SimulatedCard card = card("tap-mchip");
        ManInTheMiddle middle = induced(card);
        SimulatedTap.Ended ended = Attacked.tap(denyingFailedCda(), "60.00", middle, card);
        assertEquals(List.of(), ended.requests());
        assertFalse(ended.outcome() instanceof Outcome.Approved);
        assertEquals(0x00, middle.received(0xAE).get(0).p1() & 0xC0, "an AAC was asked for");
    }

    private static ManInTheMiddle induced(SimulatedCard card) {
        return new ManInTheMiddle(card)
                .replacing(0x8F, Bytes.ofUnsigned(UNKNOWN_KEY_INDEX).toHex())
                .replacing(0x8E, NO_CVM_LIST);
    }

    private static ContactlessConfig denyingFailedCda() {
        ContactlessConfig reader = SimulatedTap.reader();
        List<CombinationConfig> combinations = new ArrayList<>();
        for (CombinationConfig combination : reader.combinations()) {
            combinations.add(
                    combination.kernel().equals(KernelIdentifier.KERNEL_2)
                            ? combination.toBuilder()
                                    .kernelData(
                                            Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL.tag(),
                                            Bytes.fromHex("0400000000"))
                                    .build()
                            : combination);
        }
        return new ContactlessConfig(reader.terminal(), combinations);
    }

    /** ATT06: the list of methods is signed static data. */
    @ParameterizedTest
    @ValueSource(strings = {"tap-mchip", "tap-mchip-offline"})
    void listOfMethods_isCoveredByTheCardsCertificate(String image) {
        SimulatedCard card = card(image);
        SimulatedTap.Ended ended = Attacked.tap(
                SimulatedTap.reader(), "60.00", new ManInTheMiddle(card).replacing(0x8E, NO_CVM_LIST), card);
        assertFalse(ended.outcome() instanceof Outcome.Approved);
        assertEquals(
                Status.FAILED,
                ended.outcome().result().offlineDataAuthentication().status());
    }

    /** ATT08. */
    @Test
    void relay_takesTooLong() {
        SimulatedCard honest = card("tap-mchip-relay");
        SimulatedTap.Ended near = Attacked.tap(SimulatedTap.reader(), "12.34", honest, honest);
        assertInstanceOf(Outcome.Approved.class, near.outcome());
        assertEquals(0x02, relayBits(near) & 0x0F, "performed, within the limits");

        SimulatedCard card = card("tap-mchip-relay");
        ManInTheMiddle relay = new ManInTheMiddle(card).addingTime(20_000_000);
        SimulatedTap.Ended far = Attacked.tap(SimulatedTap.reader(), "12.34", relay, card);
        assertEquals(
                3, relay.received(ManInTheMiddle.EXCHANGE_RELAY_RESISTANCE_DATA).size());
        assertEquals(0x04, relayBits(far) & 0x04, "time limits exceeded");
        assertEquals(1, far.requests().size(), "not offline any more");
    }

    /** A relay that answers in the card's place, to be fast enough. */
    @Test
    void relayThatInventsTheCardsAnswer_breaksTheSignature() {
        SimulatedCard card = card("tap-mchip-relay");
        UnaryOperator<Bytes> invented = answer -> Bytes.fromHex("0A0B0C0D").plus(answer.slice(4));
        SimulatedTap.Ended ended = Attacked.tap(
                SimulatedTap.reader(),
                "12.34",
                new ManInTheMiddle(card)
                        .changingAnswers((command, answer) ->
                                command.ins() == ManInTheMiddle.EXCHANGE_RELAY_RESISTANCE_DATA
                                        ? new ResponseApdu(
                                                Bytes.fromHex("800A")
                                                        .plus(invented.apply(
                                                                answer.data().slice(2))),
                                                answer.statusWord())
                                        : answer),
                card);
        assertFalse(ended.outcome() instanceof Outcome.Approved);
        assertEquals(
                Status.FAILED,
                ended.outcome().result().offlineDataAuthentication().status());
    }

    private static int relayBits(SimulatedTap.Ended ended) {
        return ended.outcome().result().terminalVerificationResults().toBytes().unsigned(4);
    }

    /** Tag 95 as it was sent: the fourth object of these cards' list, after 6, 6 and 2 bytes. */
    private static Bytes results(ManInTheMiddle middle) {
        Bytes sent = middle.received(0xAE).get(0).data();
        assertTrue(sent.length() > 19);
        return sent.slice(14, 19);
    }
}

package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.TEST_AID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerHost.Behaviour;
import dev.solvo.simulator.issuer.IssuerScript;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request cryptogram, issuer's answer, scripts and final cryptogram. EMV 4.4 Book 3, 10.8 to 10.11. */
final class OnlineTransactionTest {
    private static final String VISA = "A0000000031010";
    private static final String MASTERCARD = "A0000000041010";

    @ParameterizedTest
    @ValueSource(
            strings = {"visa-10", "visa-18", "visa-22", "mchip-10", "mchip-11", "mchip-14", "mchip-15", "common-core-5"
            })
    void everyCryptogramVersion_isVerifiedByTheIssuerAndTheAnswerByTheCard(String version) throws Exception {
        Terminal terminal = online("cryptogram " + version);
        terminal.first(0x80);
        AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.APPROVE));
        assertEquals(CryptogramCheck.VERIFIED, answer.check());
        assertEquals("3030", answer.responseCode().toHex());
        assertEquals("9000", externalAuthenticate(terminal, answer));
        terminal.second(0x40);
        assertEquals(0x40, terminal.informationData());
        assertEquals("9F13020001", terminal.send("80CA9F1300").data().toHex());
    }

    @Nested
    final class ExternalAuthenticate {
        private final Terminal terminal = Terminal.with("online-dda");

        @Test
        void wrongAnswer_is6300AndDeclines() throws Exception {
            terminal.read(VISA).first(0x40);
            assertEquals(0x80, terminal.informationData());
            AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.WRONG_ARPC));
            assertEquals("6300", externalAuthenticate(terminal, answer));
            terminal.second(0x40);
            assertEquals(0x03, terminal.informationData());
            assertEquals("9F13020000", terminal.send("80CA9F1300").data().toHex());
        }

        @Test
        void secondCall_is6985() throws Exception {
            terminal.read(VISA).first(0x80);
            AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.APPROVE));
            assertEquals("9000", externalAuthenticate(terminal, answer));
            assertEquals("6985", externalAuthenticate(terminal, answer));
        }

        @Test
        void missingCall_declinesWhereMandatory() throws Exception {
            terminal.read(VISA).first(0x80);
            terminal.second(0x40);
            assertEquals(0x03, terminal.informationData());
        }

        @Test
        void unableToGoOnline_needsNoIssuer() throws Exception {
            terminal.read(VISA).first(0x80);
            terminal.set(0x8A, "5933");
            terminal.second(0x40);
            assertEquals(0x40, terminal.informationData());
        }

        @Test
        void issuersDecline_isAnAac() throws Exception {
            terminal.read(VISA).first(0x80);
            AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.DECLINE));
            assertEquals("3035", answer.responseCode().toHex());
            assertEquals("9000", externalAuthenticate(terminal, answer));
            terminal.set(0x8A, answer.responseCode().toHex());
            terminal.second(0x00);
            assertEquals(0x00, terminal.informationData());
        }
    }

    @Test
    void statusUpdateWithoutApproval_declinesAgainstTheTerminal() throws Exception {
        Terminal terminal = Terminal.with("visa-cvn18").read(VISA);
        terminal.first(0x80);
        AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.DECLINE));
        assertEquals("9000", externalAuthenticate(terminal, answer));
        terminal.second(0x40);
        assertEquals(0x00, terminal.informationData());
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, 64", "WRONG_ARPC, 3"})
    void issuersAnswerInCdol2_isCheckedBySecondGenerateAc(Behaviour behaviour, int expected) throws Exception {
        Terminal terminal = Terminal.with("mchip").read(MASTERCARD);
        terminal.first(0x80);
        AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(behaviour));
        terminal.objects.put(Tag.of(0x91), object(answer, 0x91));
        assertEquals("6D00", externalAuthenticate(terminal, answer));
        terminal.second(0x40);
        assertEquals(expected, terminal.informationData());
    }

    @Nested
    final class Host {
        private final Terminal terminal = Terminal.with("online-dda");

        @Test
        void otherAmount_isAWrongCryptogram() throws Exception {
            terminal.read(VISA).first(0x80);
            terminal.set(0x9F02, "000000001235");
            AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.APPROVE));
            assertEquals(CryptogramCheck.WRONG, answer.check());
            assertEquals("8A023035", answer.chipData().toHex());
        }

        @Test
        void missingElement_isUnreadable() throws Exception {
            terminal.read(VISA).first(0x80);
            AuthorisationRequest request = terminal.request();
            Bytes cut = request.chipData().slice(0, request.chipData().length() - 5);
            AuthorisationAnswer answer = IssuerHost.of(Behaviour.APPROVE)
                    .authorise(new AuthorisationRequest(request.pan(), request.panSequenceNumber(), cut));
            assertEquals(
                    CryptogramCheck.UNREADABLE,
                    assertInstanceOf(AuthorisationAnswer.Answered.class, answer).check());
        }

        @Test
        void brokenObjects_areUnreadable() throws Exception {
            terminal.read(VISA).first(0x80);
            AuthorisationRequest request = terminal.request();
            AuthorisationAnswer answer = IssuerHost.of(Behaviour.APPROVE)
                    .authorise(new AuthorisationRequest(
                            request.pan(), request.panSequenceNumber(), Bytes.fromHex("9F26")));
            assertEquals(
                    "8A023330",
                    assertInstanceOf(AuthorisationAnswer.Answered.class, answer)
                            .chipData()
                            .toHex());
        }

        @Test
        void silentHost_givesNoAnswer() throws Exception {
            terminal.read(VISA).first(0x80);
            assertInstanceOf(
                    AuthorisationAnswer.Silent.class,
                    IssuerHost.of(Behaviour.SILENT).authorise(terminal.request()));
        }

        @Test
        void referral_hasItsCode() throws Exception {
            terminal.read(VISA).first(0x80);
            assertEquals(
                    "3031",
                    authorise(terminal, IssuerHost.of(Behaviour.REFER))
                            .responseCode()
                            .toHex());
        }

        @Test
        void request_printsNoDigitsOfTheAccount() throws Exception {
            terminal.read(VISA).first(0x80);
            String text = terminal.request().toString();
            assertTrue(!text.contains(terminal.pan().digits()), text);
        }
    }

    @Nested
    final class Scripts {
        private static final String SCRIPT_ID = "01020304";

        @ParameterizedTest
        @ValueSource(strings = {"visa-10", "visa-22", "mchip-10", "common-core-5"})
        void severalCommands_areTakenInOrder(String version) throws Exception {
            Terminal terminal = online("cryptogram " + version + "\npin 1234\npin-tries-left 0\ndata 9F14 01");
            terminal.first(0x80);
            AuthorisationAnswer.Answered answer = authorise(
                    terminal,
                    IssuerHost.of(Behaviour.APPROVE)
                            .with(IssuerScript.afterFinalCryptogram()
                                    .identifiedBy(Bytes.fromHex(SCRIPT_ID))
                                    .command(IssuerScriptCommand.pinUnblock())
                                    .command(IssuerScriptCommand.putData(Tag.of(0x9F14), Bytes.fromHex("05"))))
                            .with(IssuerScript.beforeFinalCryptogram()
                                    .command(IssuerScriptCommand.updateRecord(1, 1, Bytes.fromHex("70055F20024142")))));
            assertEquals(List.of("9000"), deliver(terminal, object(answer, 0x71)));
            externalAuthenticate(terminal, answer);
            terminal.second(0x40);
            Bytes after = object(answer, 0x72);
            assertEquals("9F1804" + SCRIPT_ID, after.slice(0, 7).toHex());
            assertEquals(List.of("9000", "9000"), deliver(terminal, after));
            assertEquals("9F170103", terminal.send("80CA9F1700").data().toHex());
            assertEquals("9F140105", terminal.send("80CA9F1400").data().toHex());
            assertEquals("70055F20024142", terminal.send("00B2010C00").data().toHex());
        }

        @ParameterizedTest
        @ValueSource(strings = {"visa-10", "visa-18", "visa-22", "mchip-10", "common-core-5"})
        void newPin_isTheOneThatCounts(String version) throws Exception {
            Terminal terminal = online("cryptogram " + version + "\npin 1234");
            terminal.first(0x80);
            try (Pin pin = Pin.of("567890")) {
                AuthorisationAnswer.Answered answer = authorise(
                        terminal,
                        IssuerHost.of(Behaviour.APPROVE)
                                .with(IssuerScript.beforeFinalCryptogram().changePin(pin)));
                assertEquals(List.of("9000"), deliver(terminal, object(answer, 0x71)));
            }
            terminal.read(TEST_AID);
            assertEquals("63C2", terminal.status("0020008008241234FFFFFFFFFF"));
            assertEquals("9000", terminal.status("002000800826567890FFFFFFFF"));
        }

        @Test
        void wrongCode_changesNothingAndIsRemembered() throws Exception {
            Terminal terminal = online("cryptogram mchip-10\npin 1234");
            terminal.first(0x80);
            AuthorisationAnswer.Answered answer = authorise(
                    terminal,
                    IssuerHost.of(Behaviour.APPROVE)
                            .with(IssuerScript.beforeFinalCryptogram()
                                    .commandWithWrongCode(IssuerScriptCommand.applicationBlock())));
            assertEquals(List.of("6988"), deliver(terminal, object(answer, 0x71)));
            terminal.read(TEST_AID);
            terminal.first(0x80);
            assertEquals(0x01, terminal.get(0x9F10).unsigned(6) & 0x01);
        }

        /** A command of the transaction before has another counter and cryptogram. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "visa-10",
                    "visa-18",
                    "visa-22",
                    "mchip-10",
                    "mchip-11",
                    "mchip-14",
                    "mchip-15",
                    "common-core-5"
                })
        void wrongCodeAndLastCounter_changeNothingUnderAnyVersion(String version) throws Exception {
            Terminal terminal = online("cryptogram " + version + "\ndata 9F14 01");
            terminal.first(0x80);
            CommandApdu old = commands(terminal, 0x02).get(0);
            terminal.read(TEST_AID);
            terminal.set(0x9F37, "05060708");
            terminal.first(0x80);
            CommandApdu command = commands(terminal, 0x05).get(0);
            assertEquals("6988", terminal.send(old).statusWord().toString());
            for (int at = 0; at < command.data().length(); at++) {
                byte[] data = command.data().toByteArray();
                data[at] ^= 0x01;
                assertEquals(
                        "6988",
                        terminal.send(CommandApdu.case3(
                                        command.cla(), command.ins(), command.p1(), command.p2(), Bytes.of(data)))
                                .statusWord()
                                .toString());
            }
            assertEquals(
                    "6988",
                    terminal.send(CommandApdu.case3(0x04, 0xDA, 0x9F, 0x14, Bytes.fromHex("05")))
                            .statusWord()
                            .toString());
            assertEquals("9F140101", terminal.send("80CA9F1400").data().toHex());
            assertEquals("9000", terminal.send(command).statusWord().toString());
            assertEquals("9F140105", terminal.send("80CA9F1400").data().toHex());
        }

        @ParameterizedTest
        @ValueSource(strings = {"mchip-10", "mchip-11", "mchip-14", "mchip-15", "common-core-5"})
        void wrongOrderAndRepetition_changeNothingWhereTheSchemeCountsOrChains(String version) throws Exception {
            Terminal terminal = online("cryptogram " + version + "\ndata 9F14 01");
            terminal.first(0x80);
            List<CommandApdu> commands = commands(terminal, 0x05, 0x06);
            assertEquals("6988", terminal.send(commands.get(1)).statusWord().toString());
            assertEquals("9000", terminal.send(commands.get(0)).statusWord().toString());
            assertEquals("6988", terminal.send(commands.get(0)).statusWord().toString());
            assertEquals("9F140105", terminal.send("80CA9F1400").data().toHex());
            assertEquals("9000", terminal.send(commands.get(1)).statusWord().toString());
            assertEquals("9F140106", terminal.send("80CA9F1400").data().toHex());
        }

        /** Visa's code has counter and cryptogram only, so commands of one transaction stand for themselves. */
        @ParameterizedTest
        @ValueSource(strings = {"visa-10", "visa-18", "visa-22"})
        void anyOrder_isTakenWhereEachCommandStandsForItself(String version) throws Exception {
            Terminal terminal = online("cryptogram " + version + "\ndata 9F14 01");
            terminal.first(0x80);
            List<CommandApdu> commands = commands(terminal, 0x05, 0x06);
            assertEquals("9000", terminal.send(commands.get(1)).statusWord().toString());
            assertEquals("9000", terminal.send(commands.get(0)).statusWord().toString());
            assertEquals("9F140105", terminal.send("80CA9F1400").data().toHex());
        }

        /** PUT DATA of these values in one script, as the issuer of this transaction protects them. */
        private List<CommandApdu> commands(Terminal terminal, int... values) throws Exception {
            IssuerScript script = IssuerScript.beforeFinalCryptogram();
            for (int value : values) {
                script = script.command(IssuerScriptCommand.putData(Tag.of(0x9F14), Bytes.ofUnsigned(value)));
            }
            AuthorisationAnswer.Answered answer =
                    authorise(terminal, IssuerHost.of(Behaviour.APPROVE).with(script));
            List<CommandApdu> commands = new ArrayList<>();
            for (Tlv object : Tlv.parseAll(object(answer, 0x71))) {
                commands.add(CommandApdu.parse(object.value()));
            }
            return commands;
        }

        @Test
        void applicationBlock_leavesAnAacOnly() throws Exception {
            Terminal terminal = online("");
            terminal.first(0x80);
            script(terminal, IssuerScriptCommand.applicationBlock());
            assertEquals("6283", terminal.select(TEST_AID).statusWord().toString());
            assertEquals("9000", terminal.status("80A8000002830000"));
            terminal.first(0x40);
            assertEquals(0x00, terminal.informationData());
        }

        @Test
        void applicationUnblock_takesTheBlockBack() throws Exception {
            Terminal terminal = online("");
            terminal.first(0x80);
            AuthorisationAnswer.Answered answer = authorise(
                    terminal,
                    IssuerHost.of(Behaviour.APPROVE)
                            .with(IssuerScript.beforeFinalCryptogram()
                                    .command(IssuerScriptCommand.applicationBlock())
                                    .command(IssuerScriptCommand.applicationUnblock())));
            assertEquals(List.of("9000", "9000"), deliver(terminal, object(answer, 0x71)));
            assertEquals("9000", terminal.select(TEST_AID).statusWord().toString());
        }

        @Test
        void blockedApplication_canBeUnblockedAfterItsAac() throws Exception {
            Terminal terminal = online("blocked");
            terminal.first(0x80);
            assertEquals(0x00, terminal.informationData());
            script(terminal, IssuerScriptCommand.applicationUnblock());
            assertEquals("9000", terminal.select(TEST_AID).statusWord().toString());
        }

        @Test
        void cardBlock_outlivesReinsertion() throws Exception {
            Terminal terminal = online("");
            terminal.first(0x80);
            script(terminal, IssuerScriptCommand.cardBlock());
            ((SimulatedCard) terminal.card).reinsert();
            assertEquals("6A81", terminal.select(TEST_AID).statusWord().toString());
        }

        @Test
        void unknownObjectOrRecord_isRefused() throws Exception {
            Terminal terminal = online("");
            terminal.first(0x80);
            AuthorisationAnswer.Answered answer = authorise(
                    terminal,
                    IssuerHost.of(Behaviour.APPROVE)
                            .with(IssuerScript.beforeFinalCryptogram()
                                    .command(IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.fromHex("01")))
                                    .command(IssuerScriptCommand.updateRecord(9, 9, Bytes.fromHex("7000")))));
            assertEquals(List.of("6A88", "6A83"), deliver(terminal, object(answer, 0x71)));
        }

        @Test
        void scriptBehaviour_resetsTheTryCounter() throws Exception {
            Terminal terminal = online("pin 1234\npin-tries-left 1");
            terminal.first(0x80);
            AuthorisationAnswer.Answered answer = authorise(terminal, IssuerHost.of(Behaviour.SCRIPT));
            externalAuthenticate(terminal, answer);
            terminal.second(0x40);
            assertEquals(List.of("9000"), deliver(terminal, object(answer, 0x72)));
            assertEquals("9F170103", terminal.send("80CA9F1700").data().toHex());
        }

        private void script(Terminal terminal, CommandApdu command) throws Exception {
            AuthorisationAnswer.Answered answer = authorise(
                    terminal,
                    IssuerHost.of(Behaviour.APPROVE)
                            .with(IssuerScript.beforeFinalCryptogram().command(command)));
            assertEquals(List.of("9000"), deliver(terminal, object(answer, 0x71)));
        }
    }

    /** A card with the PIN's tag 9F17 and all else that scripts change, after selection and reading. */
    private static Terminal online(String lines) throws Exception {
        String text = CardImages.named("offline-cda")
                .text()
                .replace("aip cvm", "issuer-authentication external\n" + lines + "\naip issuer-authentication cvm");
        return new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(TEST_AID);
    }

    private static AuthorisationAnswer.Answered authorise(Terminal terminal, IssuerHost host) throws Exception {
        return assertInstanceOf(AuthorisationAnswer.Answered.class, host.authorise(terminal.request()));
    }

    private static String externalAuthenticate(Terminal terminal, AuthorisationAnswer.Answered answer)
            throws Exception {
        return terminal.send(CommandApdu.case3(0x00, 0x82, 0x00, 0x00, object(answer, 0x91)))
                .statusWord()
                .toString();
    }

    private static List<String> deliver(Terminal terminal, Bytes script) throws Exception {
        List<String> answers = new ArrayList<>();
        for (Tlv object : Tlv.parseAll(script)) {
            if (object.tag().value() == 0x86) {
                answers.add(terminal.send(CommandApdu.parse(object.value()))
                        .statusWord()
                        .toString());
            }
        }
        return answers;
    }

    private static Bytes object(AuthorisationAnswer.Answered answer, int tag) throws Exception {
        for (Tlv object : Tlv.parseAll(answer.chipData())) {
            if (object.tag().value() == tag) {
                return object.value();
            }
        }
        throw new AssertionError("no object " + Integer.toHexString(tag));
    }
}

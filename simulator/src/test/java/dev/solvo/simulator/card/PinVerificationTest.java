package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.TEST_AID;
import static dev.solvo.simulator.card.Terminal.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.crypto.pin.EccPinEncipherment;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** EMV 4.4 Book 3, 6.5.12; Book 2, 7 and 13. */
final class PinVerificationTest {
    private static final String RIGHT = "0020008008241234FFFFFFFFFF";
    private static final String WRONG = "0020008008249999FFFFFFFFFF";
    private static final String TRIES = "80CA9F1700";

    @Nested
    final class TryCounter {
        private final Terminal terminal = Terminal.with("pin-plaintext");

        @Test
        void rightPin_isAccepted() throws Exception {
            terminal.read(TEST_AID);
            assertEquals("9000", terminal.status(RIGHT));
            assertEquals("9F170103", terminal.send(TRIES).data().toHex());
        }

        @Test
        void wrongPins_countDownAndBlock() throws Exception {
            terminal.read(TEST_AID);
            assertEquals("63C2", terminal.status(WRONG));
            assertEquals("63C1", terminal.status(WRONG));
            assertEquals("9F170101", terminal.send(TRIES).data().toHex());
            assertEquals("63C0", terminal.status(WRONG));
            assertEquals("6983", terminal.status(RIGHT));
            assertEquals("6983", terminal.status(RIGHT));
        }

        @Test
        void rightPin_givesAllTriesBack() throws Exception {
            terminal.read(TEST_AID);
            assertEquals("63C2", terminal.status(WRONG));
            assertEquals("9000", terminal.status(RIGHT));
            assertEquals("63C2", terminal.status(WRONG));
        }

        @Test
        void counter_outlivesReinsertion() throws Exception {
            terminal.read(TEST_AID);
            terminal.status(WRONG);
            ((SimulatedCard) terminal.card).reinsert();
            terminal.read(TEST_AID);
            assertEquals("63C1", terminal.status(WRONG));
        }

        @Test
        void blockOfAnotherForm_isAWrongPin() throws Exception {
            terminal.read(TEST_AID);
            assertEquals("63C2", terminal.status("0020008008041234FFFFFFFFFF"));
            assertEquals("63C1", terminal.status("00200080082412340000000000"));
        }
    }

    @Test
    void pinFoundBlocked_answers6984Then6983() throws Exception {
        Terminal terminal = Terminal.with("pin-blocked").read(TEST_AID);
        assertEquals("6984", terminal.status(RIGHT));
        assertEquals("6983", terminal.status(RIGHT));
    }

    @Test
    void cardWithoutPin_doesNotKnowVerify() throws Exception {
        Terminal terminal = Terminal.with("offline-cda").read(TEST_AID);
        assertEquals("6D00", terminal.status(RIGHT));
        assertEquals("6A88", terminal.status(TRIES));
    }

    @Nested
    final class Rsa {
        @Test
        void pinKey_enciphers() throws Exception {
            Terminal terminal = Terminal.with("pin-enciphered").read(TEST_AID);
            RsaPinEnciphermentKey key = proof(terminal.rsaOda()
                    .recoverPinKey(
                            proof(terminal.rsaIssuer()),
                            terminal.get(0x9F2D),
                            terminal.optional(0x9F2F),
                            terminal.get(0x9F2E),
                            terminal.pan()));
            assertEquals("9000", verify(terminal, key, "1234"));
            assertEquals("63C2", verify(terminal, key, "4321"));
            assertEquals("6985", terminal.status("0020008880" + "00".repeat(128)));
        }

        @Test
        void iccKey_enciphersWithoutPinKey() throws Exception {
            Terminal terminal = Terminal.with("pin-icc-key").read(TEST_AID);
            assertEquals("9000", verify(terminal, proof(terminal.rsaIcc()), "1234"));
        }

        @Test
        void undecipherable_spendsNoTry() throws Exception {
            Terminal terminal = Terminal.with("pin-enciphered").read(TEST_AID);
            terminal.send("0084000000");
            assertEquals("6984", terminal.status("0020008880" + "01".repeat(128)));
            assertEquals("9F170103", terminal.send(TRIES).data().toHex());
        }

        @Test
        void oldChallenge_spendsNoTry() throws Exception {
            Terminal terminal = Terminal.with("pin-icc-key").read(TEST_AID);
            Bytes old = terminal.send("0084000000").data();
            terminal.send("0084000000");
            assertEquals("6984", verify(terminal, proof(terminal.rsaIcc()), "1234", old));
        }

        @Test
        void wrongLength_isRefused() throws Exception {
            Terminal terminal = Terminal.with("pin-enciphered").read(TEST_AID);
            terminal.send("0084000000");
            assertEquals("6700", terminal.status("0020008808241234FFFFFFFFFF"));
            assertEquals("6A86", terminal.status(RIGHT));
        }

        private String verify(Terminal terminal, RsaPinEnciphermentKey key, String digits) throws Exception {
            return verify(terminal, key, digits, terminal.send("0084000000").data());
        }

        private String verify(Terminal terminal, RsaPinEnciphermentKey key, String digits, Bytes challenge)
                throws Exception {
            try (Pin pin = Pin.of(digits)) {
                Bytes data = new RsaPinEncipherment(key, SeededRandom.of(7)).encipher(pin, challenge);
                return terminal.send(CommandApdu.case3(0x00, 0x20, 0x00, 0x88, data))
                        .statusWord()
                        .toString();
            }
        }
    }

    @Nested
    final class Ecc {
        private final Terminal terminal = Terminal.with("pin-ecc");

        @Test
        void odeKey_enciphersSeveralPinsOfOneTransaction() throws Exception {
            terminal.read(TEST_AID);
            EccIssuerPublicKey issuer = proof(terminal.eccIssuer());
            EccOdePublicKey key =
                    proof(terminal.eccOda().recoverOdeKey(issuer, terminal.get(0x9F2D), terminal.iccData()));
            try (EccPinEncipherment encipherment = new EccPinEncipherment(key, SeededRandom.of(7))) {
                assertEquals("63C2", verify(encipherment, "9876"));
                assertEquals("9000", verify(encipherment, "1234"));
            }
        }

        @Test
        void otherData_spendNoTry() throws Exception {
            terminal.read(TEST_AID);
            terminal.send("0084000000");
            assertEquals("6984", terminal.status("0020008A39" + "02".repeat(57)));
            assertEquals("9F170103", terminal.send(TRIES).data().toHex());
            assertTrue(terminal.send("0084000000").statusWord().isSuccess());
        }

        private String verify(EccPinEncipherment encipherment, String digits) throws Exception {
            Bytes challenge = terminal.send("0084000000").data();
            try (Pin pin = Pin.of(digits)) {
                Bytes data = encipherment.encipher(pin, challenge);
                return terminal.send(CommandApdu.case3(0x00, 0x20, 0x00, 0x8A, data))
                        .statusWord()
                        .toString();
            }
        }
    }
}

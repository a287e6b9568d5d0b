package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.TEST_AID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 3, 9.3, 10.8: the card never gives a higher cryptogram than asked. */
final class CardRiskManagementTest {
    @ParameterizedTest(name = "{0}, asked {1}")
    @CsvSource({
        "first-cryptogram as-asked, 40, 40",
        "first-cryptogram as-asked, 80, 80",
        "first-cryptogram as-asked, 00, 00",
        "first-cryptogram online,   40, 80",
        "first-cryptogram online,   80, 80",
        "first-cryptogram online,   00, 00",
        "first-cryptogram decline,  40, 00",
        "first-cryptogram decline,  80, 00",
        "first-cryptogram decline,  00, 00",
        "go-online-if new-card,     40, 80",
        "go-online-if pin-blocked,  40, 40",
        "decline-if new-card,       80, 00",
        "decline-if pin-blocked,    40, 40",
    })
    void firstCryptogram(String rule, String asked, String given) throws Exception {
        Terminal terminal = card(rule + "\npin 1234");
        terminal.first(Integer.parseInt(asked, 16));
        assertEquals(Integer.parseInt(given, 16), terminal.informationData());
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "service-not-allowed, 1", "pin-tries, 2", "issuer-authentication, 3"})
    void decline_givesItsReason(String reason, int code) throws Exception {
        Terminal terminal = card("first-cryptogram decline\ndecline-reason " + reason);
        terminal.first(0x40);
        assertEquals(code, terminal.informationData());
    }

    @Test
    void blockedPin_declinesWithItsReason() throws Exception {
        Terminal terminal = card("decline-if pin-blocked\npin 1234\npin-tries-left 0");
        terminal.first(0x40);
        assertEquals(0x02, terminal.informationData());
    }

    @Test
    void consecutiveApprovals_areCountedUpToTheLimits() throws Exception {
        Terminal terminal = Terminal.with("velocity");
        assertEquals(0x40, offline(terminal));
        assertEquals(0x40, offline(terminal));
        assertEquals(0x80, offline(terminal));
        assertEquals(0x40, unableToGoOnline(terminal));
        assertEquals(0x80, offline(terminal));
        assertEquals(0x40, unableToGoOnline(terminal));
        assertEquals(0x80, offline(terminal));
        assertEquals(0x00, unableToGoOnline(terminal));
        assertEquals("9F36020015", terminal.send("80CA9F3600").data().toHex());
        assertEquals("9F13020010", terminal.send("80CA9F1300").data().toHex());
    }

    @Test
    void cumulativeAmount_isCountedInItsCurrencyOnly() throws Exception {
        Terminal terminal = card("cumulative-offline 0978 2000 3000");
        assertEquals(0x40, offline(terminal));
        terminal.set(0x5F2A, "0840");
        assertEquals(0x40, offline(terminal));
        terminal.set(0x5F2A, "0978");
        assertEquals(0x80, offline(terminal));
        assertEquals(0x40, unableToGoOnline(terminal));
        assertEquals(0x80, offline(terminal));
        assertEquals(0x00, unableToGoOnline(terminal));
    }

    @Test
    void interruptedTransaction_isRememberedUntilTheNextIsComplete() throws Exception {
        Terminal terminal = card("go-online-if previous-incomplete");
        terminal.first(0x80);
        ((SimulatedCard) terminal.card).reinsert();
        assertEquals(0x80, offline(terminal));
        assertEquals(0x40, unableToGoOnline(terminal));
        assertEquals(0x40, offline(terminal));
    }

    @Test
    void transactionCounter_endsAtItsLimit() throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(
                CardImage.parse(CardImages.named("no-oda").text().replace("aip cvm", "atc 65534\naip cvm")), 1));
        terminal.select(TEST_AID);
        assertEquals("9000", terminal.status("80A8000002830000"));
        assertEquals("9F3602FFFF", terminal.send("80CA9F3600").data().toHex());
        terminal.select(TEST_AID);
        assertEquals("6985", terminal.status("80A8000002830000"));
    }

    @Test
    void log_keepsTheNewestFirst() throws Exception {
        Terminal terminal = Terminal.with("log");
        offline(terminal);
        terminal.set(0x9F02, "000000005000");
        offline(terminal);
        assertEquals(
                "9F4F0D9A039F02065F2A029C019F3602",
                terminal.send("80CA9F4F00").data().toHex());
        assertEquals(
                "2611220000000050000978000002",
                terminal.send("00B2015C00").data().toHex());
        assertEquals(
                "2611220000000012340978000001",
                terminal.send("00B2025C00").data().toHex());
        assertEquals("6A83", terminal.status("00B2035C00"));
    }

    @Test
    void issuerApplicationData_sayWhatHappened() throws Exception {
        Terminal visa = card("cryptogram visa-10\npin 1234\npin-forms plaintext");
        visa.status("0020008008249999FFFFFFFFFF");
        visa.first(0x80);
        assertEquals("06010A03A61000", visa.get(0x9F10).toHex());
        Terminal mchip = card("cryptogram mchip-10\npin 1234\nderivation-key-index 5");
        mchip.status("0020008008241234FFFFFFFFFF");
        mchip.first(0x40);
        assertEquals("051095000300000000000000000000000000", mchip.get(0x9F10).toHex());
    }

    private static Terminal card(String lines) throws Exception {
        String text = CardImages.named("offline-cda").text().replace("aip cvm", lines + "\naip cvm");
        return new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(TEST_AID);
    }

    private static int offline(Terminal terminal) throws Exception {
        terminal.read(TEST_AID).first(0x40);
        return terminal.informationData();
    }

    private static int unableToGoOnline(Terminal terminal) throws Exception {
        terminal.set(0x8A, "5933");
        terminal.second(0x40);
        return terminal.informationData();
    }
}

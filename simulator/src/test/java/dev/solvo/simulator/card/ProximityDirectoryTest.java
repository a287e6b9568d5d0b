package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The proximity payment system environment. EMV Contactless Book B, 3.3.2. */
final class ProximityDirectoryTest {
    private static final String PPSE = "325041592E5359532E4444463031";

    private static List<Tlv> entries(Terminal terminal) throws Exception {
        Tlv information = Tlv.parse(terminal.select(PPSE).data());
        assertEquals("84", information.children().get(0).tag().toString());
        assertEquals(PPSE, information.children().get(0).value().toHex());
        return information.search(Tag.of(0xBF0C)).orElseThrow().children();
    }

    /** Two entries, and an identification number (42) inside the second, as on a recorded card. */
    @Test
    void twoNetworks_standInTheirOrder() throws Exception {
        List<Tlv> entries = entries(Terminal.with("tap-dual-network"));
        assertEquals(2, entries.size());
        assertEquals(
                "A00000038410",
                entries.get(0).find(Tag.of(0x4F)).orElseThrow().value().toHex());
        assertEquals(
                "A0000000041010",
                entries.get(1).find(Tag.of(0x4F)).orElseThrow().value().toHex());
        assertEquals(
                "02", entries.get(1).find(Tag.of(0x87)).orElseThrow().value().toHex());
        assertTrue(entries.get(1).find(Tag.of(0x42)).isPresent());
        assertTrue(entries.get(0).find(Tag.of(0x9F2A)).isEmpty());
    }

    @Test
    void kernelAndExtendedSelection_standInTheEntry() throws Exception {
        String text = CardImages.named("tap-visa")
                .text()
                .replace("kernel-3\n", "kernel-3\nkernel-id 030000\nextended-selection 4142\n");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1));
        Tlv entry = entries(terminal).get(0);
        assertEquals("030000", entry.find(Tag.of(0x9F2A)).orElseThrow().value().toHex());
        assertEquals("4142", entry.find(Tag.of(0x9F29)).orElseThrow().value().toHex());
        assertEquals(0x9000, terminal.select("A00000000310104142").statusWord().value());
        assertEquals(0x6A82, terminal.select("A00000000310104143").statusWord().value());
        assertEquals(0x9000, terminal.select("A0000000031010").statusWord().value());
    }

    @Test
    void entries_mayBeGivenAsBytes() throws Exception {
        String text = CardImages.named("tap-visa").text().replace("[ppse]", "[ppse]\nraw 61034F0100\nraw 9F4D00");
        assertEquals(
                "6F1E840E325041592E5359532E4444463031A50CBF0C0961034F01009F4D00".length() / 2,
                new Terminal(SimulatedCard.insert(CardImage.parse(text), 1))
                        .select(PPSE)
                        .data()
                        .length());
    }

    @Test
    void cardWithoutOne_isNotFoundByIt() throws Exception {
        assertEquals(
                0x6A82,
                Terminal.with("tap-no-directory").select(PPSE).statusWord().value());
        assertEquals(
                0x6A82,
                Terminal.with("tap-visa")
                        .select("315041592E5359532E4444463031")
                        .statusWord()
                        .value());
    }

    @ParameterizedTest
    @MethodSource("dev.solvo.simulator.card.CardImages#contactlessNames")
    void everyContactlessImage_selectsWhatItsDirectoryNames(String name) throws Exception {
        if (name.equals("tap-no-directory")) {
            return;
        }
        Terminal terminal = Terminal.with(name);
        for (Tlv entry : entries(terminal)) {
            String aid = entry.find(Tag.of(0x4F)).orElseThrow().value().toHex();
            assertEquals(0x9000, terminal.select(aid).statusWord().value());
        }
    }
}

package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MagStripeTrackTest {
    @Test
    void oracle_fillsTrack2() throws EmvDataException {
        for (JsonNode vector : VectorFile.cases("kernel2_magstripe_cases.json", "cases")) {
            MagStripeTrack track = MagStripeTrack.of(
                    hex(vector, "pcvc3Track2_9F65"),
                    hex(vector, "punatcTrack2_9F66"),
                    Bytes.ofUnsigned(vector.required("natcTrack2_9F67").asInt()));

            assertEquals(vector.required("nUN").asInt(), track.numberDigits());
            assertEquals(
                    vector.required("expected9F6B").asText(),
                    track.fillTrack2(
                                    hex(vector, "track2Data9F6B"),
                                    hex(vector, "cvc3Track2_9F61"),
                                    hex(vector, "atc9F36"),
                                    hex(vector, "unNumeric9F6A"),
                                    vector.required("onDeviceCvmInDF4B").asBoolean())
                            .toHex());
        }
    }

    @Test
    void track1_takesTheSameDigitsAsCharacters() throws EmvDataException {
        // The digits of the first case of track 2, in the same positions.
        MagStripeTrack track =
                MagStripeTrack.of(Bytes.fromHex("00000000000E"), Bytes.fromHex("000000000E70"), Bytes.ofUnsigned(3));
        Bytes empty = text("B5413339000001513^TEST/CARD^4912101" + "9000990000000");

        assertEquals(
                text("B5413339000001513^TEST/CARD^4912101" + "9017998686683"),
                track.fillTrack1(
                        empty, Bytes.fromHex("A2C4"), Bytes.fromHex("03F9"), Bytes.fromHex("00000868"), false));
    }

    @Test
    void moreDigitsThanEight_orFewerThanNone_areRefused() {
        assertThrows(EmvDataException.class, () -> track("0000", "0FF8", 0));
        assertThrows(EmvDataException.class, () -> track("0000", "0001", 2));
    }

    @Test
    void positionsBeyondTheDiscretionaryData_areRefused() throws EmvDataException {
        MagStripeTrack track = track("8000", "0E70", 3);
        Bytes short2 = Bytes.fromHex("5413339000001513D49121019000990000000F");

        assertThrows(
                EmvDataException.class, () -> track.fillTrack2(short2, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, false));
        assertThrows(
                EmvDataException.class,
                () -> track.fillTrack1(
                        text("B5413339000001513^TEST^49121019"), Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, false));
    }

    @Property
    void anyBytes_areFilledOrRefused(
            @ForAll @Size(max = 19) byte[] track2,
            @ForAll @Size(max = 76) byte[] track1,
            @ForAll @Size(min = 2, max = 2) byte[] pcvc3,
            @ForAll @Size(min = 2, max = 2) byte[] punatc,
            @ForAll byte natc) {
        try {
            MagStripeTrack track = MagStripeTrack.of(Bytes.of(pcvc3), Bytes.of(punatc), Bytes.of(natc));
            int length = track2.length;
            Bytes number = Bytes.fromHex("00000868");
            assertEquals(
                    length,
                    track.fillTrack2(Bytes.of(track2), Bytes.of(pcvc3), Bytes.of(punatc), number, false)
                            .length());
            track.fillTrack1(Bytes.of(track1), Bytes.of(pcvc3), Bytes.of(punatc), number, true);
        } catch (EmvDataException refused) {
            // The only exception that may come.
        }
    }

    private static MagStripeTrack track(String pcvc3, String punatc, int natc) throws EmvDataException {
        return MagStripeTrack.of(Bytes.fromHex(pcvc3), Bytes.fromHex(punatc), Bytes.ofUnsigned(natc));
    }

    private static Bytes text(String characters) {
        return Bytes.of(characters.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes hex(JsonNode vector, String name) {
        return Bytes.fromHex(vector.required(name).asText());
    }
}

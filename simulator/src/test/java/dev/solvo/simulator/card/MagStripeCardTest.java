package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerHost.Behaviour;
import dev.solvo.simulator.issuer.TrackRequest;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards for kernel 2 in mag-stripe mode, and the issuer who reads the filled track. */
final class MagStripeCardTest {
    private static final String AID = "A0000009990202";
    private static final String PAN = "9999990000060802";
    private static final String NUMBER = "00000456";

    private static Tlv checksum(Terminal terminal, String data) throws Exception {
        return Tlv.parse(terminal.send(CommandApdu.case4(0x80, 0x2A, 0x8E, 0x80, Bytes.fromHex(data), 256))
                .data());
    }

    private static Bytes object(Tlv template, int tag) {
        return template.search(Tag.of(tag)).map(Tlv::value).orElse(Bytes.EMPTY);
    }

    /** The code as the issuer makes it, of the track as personalised. */
    private static String code(Bytes track, int counter) {
        try (IssuerDynamicCodeKey issuer = TestPki.load().issuerDynamicCodeKey();
                CardDynamicCodeKey key =
                        issuer.cardKey(IccMasterKeyDerivation.OPTION_B, Pan.of(PAN), PanSequenceNumber.ZERO)) {
            return new DynamicTrackData(
                            DynamicTrackData.initialVector(key, track),
                            UnpredictableNumber.of(Bytes.fromHex(NUMBER)),
                            ApplicationTransactionCounter.of(counter))
                    .generate(key)
                    .digits();
        }
    }

    @Test
    void codes_areThoseOfBothTracks() throws Exception {
        Terminal terminal = Terminal.with("tap-magstripe").read(AID);
        Tlv answer = checksum(terminal, NUMBER);

        assertEquals("0001", object(answer, 0x9F36).toHex());
        assertEquals(code(terminal.get(0x9F6B), 1), digits(object(answer, 0x9F61)));
        assertEquals(code(terminal.get(0x56), 1), digits(object(answer, 0x9F60)));
        assertTrue(object(answer, 0xDF4B).isEmpty());
    }

    private static String digits(Bytes code) {
        return String.format(Locale.ROOT, "%05d", code.toUnsignedLong());
    }

    @Test
    void command_isTakenOnceInATransaction() throws Exception {
        Terminal terminal = Terminal.with("tap-magstripe");
        terminal.select(AID);
        assertEquals("6985", terminal.status("802A8E80040000045600"));
        terminal.read(AID);
        assertEquals("6700", terminal.status("802A8E8003000004" + "00"));
        assertEquals("6A86", terminal.status("802A8E81040000045600"));
        assertEquals("6E00", terminal.status("002A8E80040000045600"));
        assertEquals("9000", terminal.status("802A8E80040000045600"));
        assertEquals("6985", terminal.status("802A8E80040000045600"));
        assertEquals("6D00", Terminal.with("tap-mchip").read("A0000000041010").status("802A8E80040000045600"));
    }

    @ParameterizedTest
    @CsvSource({
        "tap-magstripe-phone, 001000, 2",
        "tap-magstripe-refuses, 000000, 0",
        "tap-magstripe-phone-locked, 000100, 0"
    })
    void phone_saysWhatItsHolderDidOrHasToDo(String image, String interaction, int codeBytes) throws Exception {
        Terminal terminal = Terminal.with(image).read(AID);
        Tlv answer = checksum(terminal, NUMBER + "010000000012340978" + "0056");

        assertEquals(interaction, object(answer, 0xDF4B).toHex());
        assertEquals(codeBytes, object(answer, 0x9F61).length());
    }

    @ParameterizedTest
    @CsvSource({"1, VERIFIED", "9999, VERIFIED", "10001, VERIFIED", "65535, VERIFIED"})
    void issuer_findsTheWholeCounter(int counter, CryptogramCheck check) {
        assertEquals(check, check(track(counter, code(personalised(), counter), "456", "3")));
        assertEquals(check, check(track(counter, code(personalised(), counter), "456", "8")));
    }

    @Test
    void issuer_refusesWhatTheCardDidNotMake() {
        String code = code(personalised(), 7);
        int other = (Integer.parseInt(code) + 1) % 65536;

        assertEquals(CryptogramCheck.WRONG, check(track(7, String.format(Locale.ROOT, "%05d", other), "456", "3")));
        assertEquals(CryptogramCheck.WRONG, check(track(8, code, "456", "3")));
        assertEquals(CryptogramCheck.WRONG, check(track(7, code, "457", "3")));
        assertEquals(CryptogramCheck.UNREADABLE, check(track(7, code, "456", "4")));
        assertEquals(CryptogramCheck.UNREADABLE, check(Bytes.fromHex("00")));
        assertEquals(CryptogramCheck.UNREADABLE, check(Bytes.EMPTY));
        assertEquals(
                AuthorisationAnswer.Silent.class,
                IssuerHost.of(Behaviour.SILENT)
                        .authorise(new TrackRequest(track(7, code, "456", "3")))
                        .getClass());
    }

    private static Bytes personalised() {
        return Bytes.fromHex(PAN + "D4912201" + "0".repeat(13) + "F");
    }

    private static Bytes track(int counter, String code, String number, String last) {
        return Bytes.fromHex(
                PAN + "D4912201" + code + String.format(Locale.ROOT, "%04d", counter % 10_000) + number + last + "F");
    }

    private static CryptogramCheck check(Bytes track2) {
        AuthorisationAnswer answer = IssuerHost.of(Behaviour.APPROVE).authorise(new TrackRequest(track2));
        return ((AuthorisationAnswer.Answered) answer).check();
    }
}

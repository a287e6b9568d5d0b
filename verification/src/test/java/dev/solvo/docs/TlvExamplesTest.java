package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.CorrectedLe;
import dev.solvo.apdu.GetResponse;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.apdu.T0Transport;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/tlv.md}. */
final class TlvExamplesTest {
    private static final Bytes PSE_FCI = Bytes.fromHex("6F1A840E315041592E5359532E4444463031A5088801025F2D02656E");

    @Test
    void tree() throws TlvException {
        Bytes response = PSE_FCI;
        // docs: tree
        Tlv fci = Tlv.parse(response);
        Bytes dfName = fci.find(Tag.of(0x84)).orElseThrow().value(); // a child of 6F
        Bytes language = fci.search(Tag.of(0x5F2D)).orElseThrow().value(); // somewhere below 6F
        // end docs
        assertEquals("315041592E5359532E4444463031", dfName.toHex());
        assertEquals("656E", language.toHex());
    }

    @Test
    void reader() throws TlvException {
        Bytes record = Bytes.fromHex("7008 5F340101 9F440102");
        List<String> seen = new ArrayList<>();
        // docs: reader
        TlvReader reader = TlvReader.of(record);
        while (reader.next()) {
            if (reader.tag() == 0x70) {
                reader.enter();
                while (reader.next()) {
                    seen.add(Tag.of(reader.tag()) + " has " + reader.length());
                }
                reader.leave();
            }
        }
        // end docs
        assertEquals(List.of("5F34 has 1", "9F44 has 1"), seen);
    }

    @Test
    void lenient() {
        Bytes record = Bytes.fromHex("700C5F340101FFFFFF9F57020840");
        List<String> report = new ArrayList<>();
        // docs: lenient
        LenientTlv read = LenientTlv.parse(record);
        for (LenientTlv.Finding finding : read.findings()) {
            report.add(finding.reason() + ": " + finding.message());
        }
        List<Tlv> objects = read.objects(); // 5F34 and 9F57 in 70
        // end docs
        assertEquals(2, objects.get(0).children().size());
        assertEquals(List.of("FILLING: FF as filling where a tag should start at offset 6"), report);
    }

    @Test
    void writer() {
        // docs: writer
        Bytes fci = new TlvWriter()
                .begin(Tag.of(0x6F))
                .put(Tag.of(0x84), Bytes.fromHex("A0000000031010"))
                .begin(Tag.of(0xA5), 2) // two length bytes: 81 04
                .put(Tag.of(0x50), Bytes.fromHex("5649"))
                .end()
                .end()
                .toBytes();
        // end docs
        assertEquals("6F108407A0000000031010A5810450025649", fci.toHex());
    }

    @Test
    void dol() throws TlvException {
        // docs: dol
        Dol pdol = Dol.parse(Bytes.fromHex("9F3704 9F1A02"));
        Bytes data = pdol.join(
                entry -> entry.tag().equals(Tag.of(0x9F1A)) ? Bytes.fromHex("0276") : Bytes.repeat(0, entry.length()));
        List<Bytes> values = pdol.split(data);
        // end docs
        assertEquals("000000000276", data.toHex());
        assertEquals(List.of(Bytes.repeat(0, 4), Bytes.fromHex("0276")), values);
    }

    @Test
    void limits() {
        Bytes input = Bytes.fromHex("7004 7002 8200");
        // docs: limits
        TlvLimits limits = new TlvLimits(1, 100, 255); // depth, objects, bytes of one value
        TlvException refused = assertThrows(TlvException.class, () -> Tlv.parse(input, limits));
        assertEquals(TlvException.Reason.TOO_DEEP, refused.reason());
        assertEquals(2, refused.offset());
        // end docs
    }

    @Test
    void apdu() throws CardTransportException {
        CardTransport transport = command -> new CardTransport.Exchange(ResponseApdu.success(PSE_FCI), 0);
        // docs: apdu
        CommandApdu select =
                CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, Bytes.fromHex("A0000000031010"), CommandApdu.LE_ALL);
        ResponseApdu response = transport.transmit(select).response();
        boolean found = response.statusWord().isSuccess();
        // end docs
        assertTrue(found);
        assertEquals("00A4040007A000000003101000", select.toBytes().toHex());
    }

    @Test
    void decorators() throws CardTransportException {
        List<String> wire = new ArrayList<>();
        CardTransport reader = command -> new CardTransport.Exchange(
                command.ins() == 0xA4
                        ? ResponseApdu.of(0x6100 | PSE_FCI.length())
                        : new ResponseApdu(PSE_FCI, StatusWord.SUCCESS),
                1000);
        CardTransport.Observer observer = new CardTransport.Observer() {
            @Override
            public void exchanged(CommandApdu command, CardTransport.Exchange exchange) {
                wire.add(command + " > " + exchange.response());
            }

            @Override
            public void failed(CommandApdu command, CardTransportException.Kind kind) {
                wire.add(command + " > " + kind);
            }
        };
        // docs: decorators
        CardTransport observed = new ObservedTransport(reader, observer); // what goes over the wire
        CardTransport t0 = T0Transport.over(observed);
        CardTransport t1 = GetResponse.t1(new CorrectedLe(observed));
        // end docs
        CommandApdu select = CommandApdu.parse(Bytes.fromHex("00A4040002315000"));
        assertEquals(PSE_FCI, t0.transmit(select).response().data());
        assertEquals(2000, t1.transmit(select).elapsedNanos());
        assertEquals(
                List.of(
                        "00A40400 Lc=2 > 0 bytes 611C",
                        "00C00000 Le=28 > 28 bytes 9000",
                        "00A40400 Lc=2 Le=256 > 0 bytes 611C",
                        "00C00000 Le=28 > 28 bytes 9000"),
                wire);
    }
}

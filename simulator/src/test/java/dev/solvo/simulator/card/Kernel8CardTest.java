package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.KernelKeyAgreement;
import dev.solvo.crypto.contactless.KernelKeyAgreement.AgreedChannel;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvWriter;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards for kernel 8 against the kernel's side of the key agreement, without a kernel. */
final class Kernel8CardTest {
    private static final String AID = "A0000009990801";
    private static final int MAC_OFFSET = 0x11;

    private final KernelKeyAgreement kernel = KernelKeyAgreement.draw(new Random(1));

    private Terminal powered(String image) {
        Terminal terminal = Terminal.with(image);
        terminal.set(0x9E, kernel.kernelKeyData().toHex());
        terminal.set(0x9F2B, "02800010FFFF0000");
        terminal.set(0x9F1D, "0C00000000000000");
        return terminal;
    }

    /** After the records were read the first time, which were enciphered as one message. */
    private AgreedChannel channel(Terminal terminal) throws CryptoException {
        AgreedChannel agreed = kernel.agree(terminal.get(0x9F8103));
        agreed.channel().decipherFromCard(Bytes.EMPTY);
        return agreed;
    }

    private static Bytes firstRecord(Terminal terminal, AgreedChannel agreed) throws Exception {
        Tlv record = Tlv.parse(terminal.send("00B2010C00").data());
        assertEquals(0xDA, record.tag().value());
        return agreed.channel().decipherFromCard(record.value());
    }

    private static Bytes certified(Terminal terminal, Bytes firstRecord) throws Exception {
        Bytes second = Tlv.parse(terminal.send("00B2011400").data()).value();
        return Bytes.concat(
                firstRecord,
                second,
                DataObject.of(0x9F2C, Bytes.fromHex("02000000000000")),
                DataObject.of(0x9F38, terminal.get(0x9F38)),
                terminal.get(0x82));
    }

    @Test
    void record_isEncipheredUnderTheAgreedKeys() throws Exception {
        Terminal terminal = powered("tap-kernel8").read(AID);
        Bytes record = firstRecord(terminal, channel(terminal));

        assertTrue(record.toHex().startsWith("5A08999999"));
        assertTrue(terminal.get(0x5A).isEmpty(), "not in clear");
    }

    @Test
    void certificates_vouchForTheKeyThatWasAgreedWith() throws Exception {
        Terminal terminal = powered("tap-kernel8-offline").read(AID);
        AgreedChannel agreed = channel(terminal);
        Bytes record = firstRecord(terminal, agreed);
        terminal.set(0x5A, Tlv.parseAll(record).get(0).value().toHex());
        Bytes x = proof(terminal.eccOda()
                        .recoverKernel8Key(
                                proof(terminal.eccIssuer()), terminal.get(0x9F46), certified(terminal, record)))
                .x();

        assertTrue(agreed.isCardKey(x));
        assertFalse(agreed.isCardKey(kernel.kernelKeyData().slice(0, 32)));
    }

    @ParameterizedTest
    @CsvSource({
        "tap-kernel8, 0x40, 80, true",
        "tap-kernel8-offline, 0x40, 40, true",
        "tap-kernel8-offline, 0x00, 00, true",
        "tap-kernel8-declines, 0x40, 00, true",
        "tap-kernel8-wrong-eda-mac, 0x40, 40, false",
        "tap-kernel8-wrong-iad-mac, 0x40, 40, false"
    })
    void cryptogram_hasTheMacsOverTheTransaction(String image, String p1, String information, boolean right)
            throws Exception {
        Terminal terminal = powered(image).read(AID);
        AgreedChannel agreed = channel(terminal);
        Bytes certified = certified(terminal, firstRecord(terminal, agreed));
        terminal.first(Integer.decode(p1));
        Bytes covered = Bytes.EMPTY;
        for (Tlv object : Tlv.parse(terminal.answer).children()) {
            int tag = object.tag().value();
            covered = tag == 0x9F26 || tag == 0x9F8105 ? covered : covered.plus(object.encode());
        }
        Bytes mac = agreed.channel()
                .issuerApplicationDataMac(
                        Bytes.concat(terminal.pdolData, terminal.cdol1Data, covered, sha256(certified)));

        assertEquals(information, terminal.get(0x9F27).toHex());
        if (right) {
            agreed.channel().verifyEnhancedDataAuthentication(terminal.get(0x9F26), mac, terminal.get(0x9F8105));
            assertEquals(CryptogramCheck.VERIFIED, checkedByIssuer(terminal, certified, mac));
        } else {
            assertThrows(
                    CryptoException.class,
                    () -> agreed.channel()
                            .verifyEnhancedDataAuthentication(terminal.get(0x9F26), mac, terminal.get(0x9F8105)));
        }
    }

    /** The issuer gets 9F10 with the MAC where the card wants it. */
    private static CryptogramCheck checkedByIssuer(Terminal terminal, Bytes certified, Bytes mac) throws Exception {
        terminal.set(0x5A, Tlv.parse(certified.slice(0, 10)).value().toHex());
        Bytes issuerData = terminal.get(0x9F10);
        Bytes withMac = Bytes.concat(issuerData.slice(0, MAC_OFFSET), mac, issuerData.slice(MAC_OFFSET + mac.length()));
        TlvWriter chipData = new TlvWriter();
        for (int tag :
                new int[] {0x9F26, 0x9F27, 0x9F36, 0x9F37, 0x95, 0x9A, 0x9C, 0x5F2A, 0x82, 0x9F02, 0x9F03, 0x9F1A}) {
            chipData.put(Tag.of(tag), terminal.get(tag));
        }
        chipData.put(Tag.of(0x9F10), withMac);
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                .authorise(new AuthorisationRequest(terminal.pan(), PanSequenceNumber.ZERO, chipData.toBytes()));
        return ((AuthorisationAnswer.Answered) answer).check();
    }

    @ParameterizedTest
    @CsvSource({
        "tap-kernel8, 0C00, 00",
        "tap-kernel8, 0400, 0F",
        "tap-kernel8, 6480, 02",
        "tap-kernel8, 2480, 01",
        "tap-kernel8, 0480, FF",
        "tap-kernel8-phone, 0C00, 03",
        "tap-kernel8-phone, 6480, 03"
    })
    void holder_isVerifiedByWhatBothSidesKnow(String image, String risk, String decision) throws Exception {
        Terminal terminal = powered(image).read(AID);
        terminal.set(0x9F1D, risk + "000000000000");
        terminal.first(0x80);

        assertEquals(decision, terminal.get(0x9F8102).toHex());
    }

    @Test
    void lockedPhone_asksOnceAndThenPaysWithoutVerification() throws Exception {
        SimulatedCard phone = SimulatedCard.insert(CardImages.named("tap-kernel8-phone-locked"), 1);
        Terminal terminal = new Terminal(phone);
        terminal.set(0x9E, kernel.kernelKeyData().toHex());
        terminal.read(AID).first(0x80);
        assertEquals("2000", terminal.get(0x9F8108).toHex());
        assertEquals("00", terminal.get(0x9F27).toHex());
        assertTrue(phone.asksToBeUnlocked());

        phone.reinsert();
        terminal.objects.remove(Tag.of(0x9F8108));
        terminal.read(AID).first(0x80);
        assertTrue(terminal.get(0x9F8108).isEmpty());
        assertEquals("80", terminal.get(0x9F27).toHex());
        assertEquals("0F", terminal.get(0x9F8102).toHex());

        phone.reinsert();
        terminal.read(AID).first(0x80);
        phone.unlockDevice();
        assertFalse(phone.asksToBeUnlocked());
        phone.reinsert();
        terminal.read(AID).first(0x80);
        assertEquals("03", terminal.get(0x9F8102).toHex());
    }

    @Test
    void kernelKeyThatIsNone_isRefusedBeforeAnythingIsCounted() throws Exception {
        Terminal terminal = powered("tap-kernel8");
        terminal.set(0x9E, "04".repeat(64));
        AssertionError refused = assertThrows(AssertionError.class, () -> terminal.read(AID));
        assertTrue(refused.toString().contains("6985"), refused.toString());
        terminal.set(0x9E, kernel.kernelKeyData().toHex());
        terminal.read(AID).first(0x80);

        assertEquals("0001", terminal.get(0x9F36).toHex());
    }

    @Test
    void secondCryptogram_isRefused() throws Exception {
        Terminal terminal = powered("tap-kernel8").read(AID);
        terminal.first(0x80);

        assertEquals("6985", terminal.first(0x40).statusWord().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "oda local, oda none, kernel 8 and 'oda local' go together",
        "contactless kernel-8, contactless kernel-2, kernel 8 and 'oda local' go together",
        "signed enciphered, signed secret, expected SFI.NUMBER and perhaps 'signed' and 'enciphered'",
        "signed enciphered, signed signed, expected SFI.NUMBER and perhaps 'signed' and 'enciphered'",
        "9F810A 9F2C9F38, 9F810A 9F2C9F, the list in tag 9F810A ends inside a tag",
        "discretionary 9F2C 02000000000000, discretionary 9F2C, expected a tag and a value"
    })
    void brokenImage_isRefused(String right, String wrong, String message) {
        String text = CardImages.named("tap-kernel8").text().replace(right, wrong);

        SimulatorTextException refused = assertThrows(SimulatorTextException.class, () -> CardImage.parse(text));
        assertTrue(refused.toString().contains(message), refused.toString());
    }

    @Test
    void encipheredRecord_isForKernel8Only() {
        String text = CardImages.named("tap-mchip").text().replace("record 1.1", "record 1.1 enciphered");

        SimulatorTextException refused = assertThrows(SimulatorTextException.class, () -> CardImage.parse(text));
        assertTrue(refused.toString().contains("only a card for kernel 8 enciphers records"));
    }

    private static Bytes sha256(Bytes data) throws Exception {
        return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toByteArray()));
    }
}

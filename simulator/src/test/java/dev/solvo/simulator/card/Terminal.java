package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends commands one by one and keeps what came back; decides nothing. */
final class Terminal {
    static final String TEST_AID = "A0000009990101";
    static final Bytes UNPREDICTABLE_NUMBER = Bytes.fromHex("01020304");

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    final CardTransport card;
    final Map<Tag, Bytes> objects = new HashMap<>();
    Bytes staticData = Bytes.EMPTY;
    Bytes pdolData = Bytes.EMPTY;
    Bytes cdol1Data = Bytes.EMPTY;
    Bytes cdol2Data = Bytes.EMPTY;
    Bytes answer = Bytes.EMPTY;

    Terminal(CardTransport card) {
        this.card = card;
        set(0x9F02, "000000001234");
        set(0x9F03, "000000000000");
        set(0x9F1A, "0056");
        set(0x95, "0000008000");
        set(0x5F2A, "0978");
        set(0x9A, "261122");
        set(0x9C, "00");
        set(0x9F37, UNPREDICTABLE_NUMBER.toHex());
        set(0x9F33, "E0F8C8");
        set(0x9F35, "22");
        set(0x9F34, "1F0002");
        set(0x8A, "3030");
    }

    static Terminal with(String imageName) {
        return new Terminal(SimulatedCard.insert(CardImages.named(imageName), 1));
    }

    void set(int tag, String hex) {
        objects.put(Tag.of(tag), Bytes.fromHex(hex));
    }

    Bytes get(int tag) {
        return objects.getOrDefault(Tag.of(tag), Bytes.EMPTY);
    }

    ResponseApdu send(String hex) throws Exception {
        return send(CommandApdu.parse(Bytes.fromHex(hex)));
    }

    ResponseApdu send(CommandApdu command) throws Exception {
        return card.transmit(command).response();
    }

    String status(String hex) throws Exception {
        return send(hex).statusWord().toString();
    }

    ResponseApdu select(String aid) throws Exception {
        return send(CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, Bytes.fromHex(aid), 256));
    }

    /** Selection, processing options and all records. */
    Terminal read(String aid) throws Exception {
        Tlv information = Tlv.parse(select(aid).data());
        pdolData = information.search(Tag.of(0x9F38)).isEmpty()
                ? Bytes.EMPTY
                : fill(information.search(Tag.of(0x9F38)).orElseThrow().value());
        set(0x9F06, aid);
        information.search(Tag.of(0x9F38)).ifPresent(list -> objects.put(list.tag(), list.value()));
        Bytes template = DataObject.of(0x83, pdolData);
        Tlv options = Tlv.parse(successful(send(CommandApdu.case4(0x80, 0xA8, 0, 0, template, 256))));
        if (options.tag().value() == 0x80) {
            objects.put(Tag.of(0x82), options.value().slice(0, 2));
            objects.put(Tag.of(0x94), options.value().slice(2));
        } else {
            options.children().forEach(child -> objects.put(child.tag(), child.value()));
        }
        readRecords(get(0x94));
        return this;
    }

    private void readRecords(Bytes locator) throws Exception {
        for (int at = 0; at < locator.length(); at += 4) {
            int first = locator.unsigned(at + 1);
            for (int number = first; number <= locator.unsigned(at + 2); number++) {
                CommandApdu command = CommandApdu.case2(0x00, 0xB2, number, locator.unsigned(at) | 4, 256);
                Tlv record = Tlv.parse(successful(send(command)));
                record.children().forEach(child -> objects.put(child.tag(), child.value()));
                if (number < first + locator.unsigned(at + 3)) {
                    staticData = staticData.plus(record.value());
                }
            }
        }
        if (!get(0x9F4A).isEmpty()) {
            staticData = staticData.plus(get(0x82));
        }
    }

    Bytes fill(Bytes list) throws Exception {
        return Dol.parse(list).join(entry -> {
            Bytes value = objects.getOrDefault(entry.tag(), Bytes.EMPTY);
            return value.length() == entry.length() ? value : Bytes.repeat(0, entry.length());
        });
    }

    ResponseApdu first(int p1) throws Exception {
        cdol1Data = fill(get(0x8C));
        return generate(p1, cdol1Data);
    }

    ResponseApdu second(int p1) throws Exception {
        cdol2Data = fill(get(0x8D));
        return generate(p1, cdol2Data);
    }

    /** Keeps the objects of the answer. */
    private ResponseApdu generate(int p1, Bytes data) throws Exception {
        ResponseApdu response = send(CommandApdu.case4(0x80, 0xAE, p1, 0, data, 256));
        if (!response.statusWord().isSuccess()) {
            return response;
        }
        Tlv template = Tlv.parse(response.data());
        answer = response.data();
        objects.remove(Tag.of(0x9F4B));
        objects.remove(Tag.of(0x9F26));
        if (template.tag().value() == 0x80) {
            Bytes value = template.value();
            objects.put(Tag.of(0x9F27), value.slice(0, 1));
            objects.put(Tag.of(0x9F36), value.slice(1, 3));
            objects.put(Tag.of(0x9F26), value.slice(3, 11));
            objects.put(Tag.of(0x9F10), value.slice(11));
        } else {
            template.children().forEach(child -> objects.put(child.tag(), child.value()));
        }
        return response;
    }

    int informationData() {
        return get(0x9F27).unsigned(0);
    }

    /** The objects of the last answer to GENERATE AC but the signature, as received. */
    Bytes answeredObjects() throws Exception {
        Bytes joined = Bytes.EMPTY;
        for (Tlv child : Tlv.parse(answer).children()) {
            if (child.tag().value() != 0x9F4B) {
                joined = joined.plus(child.encode());
            }
        }
        return joined;
    }

    Pan pan() throws CryptoException {
        return Pan.parse(get(0x5A));
    }

    AuthorisationRequest request() throws Exception {
        TlvWriter writer = new TlvWriter();
        List<Integer> tags = new ArrayList<>(List.of(
                0x9F26, 0x9F27, 0x9F10, 0x9F36, 0x9F37, 0x95, 0x9A, 0x9C, 0x5F2A, 0x82, 0x9F02, 0x9F03, 0x9F1A));
        tags.forEach(tag -> writer.put(Tag.of(tag), get(tag)));
        return new AuthorisationRequest(pan(), PanSequenceNumber.parse(get(0x5F34)), writer.toBytes());
    }

    RsaOda rsaOda() {
        return new RsaOda(TODAY, RevocationList.EMPTY);
    }

    EccOda eccOda() {
        return new EccOda(LocalDateTime.of(2026, 11, 22, 12, 0), RevocationList.EMPTY);
    }

    OdaResult<RsaIssuerPublicKey> rsaIssuer() throws Exception {
        CaPublicKeys keys = TestPki.load().caPublicKeys();
        RsaCaPublicKey ca =
                keys.findRsa(get(0x9F06).slice(0, 5), get(0x8F).unsigned(0)).orElseThrow();
        return rsaOda().recoverIssuerKey(ca, get(0x90), optional(0x92), get(0x9F32), pan());
    }

    OdaResult<RsaIccPublicKey> rsaIcc() throws Exception {
        return rsaOda().recoverIccKey(
                        proof(rsaIssuer()), get(0x9F46), optional(0x9F48), get(0x9F47), pan(), staticData);
    }

    OdaResult<EccIssuerPublicKey> eccIssuer() throws Exception {
        CaPublicKeys keys = TestPki.load().caPublicKeys();
        EccCaPublicKey ca =
                keys.findEcc(get(0x9F06).slice(0, 5), get(0x8F).unsigned(0)).orElseThrow();
        return eccOda().recoverIssuerKey(ca, get(0x90), pan());
    }

    /** Static data of EMV 4.4 Book 2, 12: records, AIP, AID and PDOL. */
    Bytes iccData() {
        Bytes data = Bytes.concat(staticData, DataObject.of(0x82, get(0x82)), DataObject.of(0x9F06, get(0x9F06)));
        return get(0x9F38).isEmpty() ? data : data.plus(DataObject.of(0x9F38, get(0x9F38)));
    }

    Optional<Bytes> optional(int tag) {
        return Optional.of(get(tag)).filter(value -> !value.isEmpty());
    }

    static <T> T proof(OdaResult<T> result) {
        if (result instanceof OdaResult.Verified<T> verified) {
            return verified.proof();
        }
        throw new AssertionError(result.toString());
    }

    private static Bytes successful(ResponseApdu response) {
        assertEquals("9000", response.statusWord().toString());
        return response.data();
    }
}

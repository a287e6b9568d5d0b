package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small card in EMV mode with RSA keys of its own: AIP, AFL, one signed and one unsigned record, CDA, relay resistance,
 * balance, recovery. What it gives can be changed and left out; a command of its list stays without answer.
 */
final class Kernel2Card implements Kernel2Run.Card {
    static final Bytes CRYPTOGRAM = Bytes.fromHex("1122334455667788");

    private static final Pan PAN = Pan.of("5413330089020011");
    private static final RsaSigningKey CA = key(1024, 11);
    private static final RsaSigningKey ISSUER = key(1024, 12);
    private static final RsaSigningKey ICC = key(1024, 13);
    private static final Bytes SERIAL = Bytes.fromHex("000001");
    private static final YearMonth EXPIRY = YearMonth.of(2030, 12);

    private final Map<Tag, Bytes> fci = new LinkedHashMap<>();
    private final Map<Tag, Bytes> signed = new LinkedHashMap<>();
    private final Map<Tag, Bytes> unsigned = new LinkedHashMap<>();
    private final Map<Tag, Bytes> answer = new LinkedHashMap<>();
    private final Map<Integer, Integer> statusWords = new LinkedHashMap<>();
    private Bytes interchangeProfile = Bytes.fromHex("1980");
    private int cryptogramType = -1;
    private boolean signs = true;
    private boolean signsRelayResistance = true;
    private boolean damagesSignature;
    private int lostInstruction = -1;
    private Bytes relayTimes = Bytes.fromHex("001E003C0018");
    private long[] elapsedMicros = {9_000};
    private Bytes relayData = Bytes.EMPTY;
    private Bytes pdolValues = Bytes.EMPTY;
    private ResponseApdu lastCryptogram = ResponseApdu.of(0x6985);
    private int relayExchanges;

    Kernel2Card() {
        signed("57", "5413330089020011D30122010000000000000F").signed("5A", PAN.digits());
        signed("5F24", "301231")
                .signed("5F34", "01")
                .signed("5F28", "0056")
                .signed("9F07", "FFC0")
                .signed("9F08", "0002");
        signed("8C", "9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F34039F3303");
        signed("8E", "000000000000000042031E031F03").signed("9F4A", "82");
        signed("9F0D", "0000000000").signed("9F0E", "0000000000").signed("9F0F", "0000000000");
    }

    static CaPublicKey caPublicKey() {
        return RsaCaPublicKey.withoutChecksum(
                Kernel2Run.AID.slice(0, 5),
                0xF1,
                CA.publicKey().modulus(),
                CA.publicKey().exponent());
    }

    Kernel2Card fci(String tag, String hex) {
        fci.put(tag(tag), Bytes.fromHex(hex));
        return this;
    }

    Kernel2Card signed(String tag, String hex) {
        signed.put(tag(tag), Bytes.fromHex(hex));
        return this;
    }

    Kernel2Card without(String tag) {
        signed.remove(tag(tag));
        return this;
    }

    Kernel2Card unsigned(String tag, String hex) {
        unsigned.put(tag(tag), Bytes.fromHex(hex));
        return this;
    }

    Kernel2Card answering(String tag, String hex) {
        answer.put(tag(tag), Bytes.fromHex(hex));
        return this;
    }

    Kernel2Card interchangeProfile(String hex) {
        interchangeProfile = Bytes.fromHex(hex);
        return this;
    }

    /** The cryptogram it gives, whatever it is asked for: 00, 40 or 80. */
    Kernel2Card gives(int type) {
        cryptogramType = type;
        return this;
    }

    Kernel2Card doesNotSign() {
        signs = false;
        return this;
    }

    Kernel2Card doesNotSignRelayResistance() {
        signsRelayResistance = false;
        return this;
    }

    Kernel2Card damagesSignature() {
        damagesSignature = true;
        return this;
    }

    Kernel2Card status(int instruction, int statusWord) {
        statusWords.put(instruction, statusWord);
        return this;
    }

    /** It leaves before it answers this instruction. */
    Kernel2Card leavesAt(int instruction) {
        lostInstruction = instruction;
        return this;
    }

    Kernel2Card comesBack() {
        lostInstruction = -1;
        return this;
    }

    Kernel2Card takes(long... micros) {
        elapsedMicros = micros;
        return this;
    }

    Bytes fci() {
        TlvWriter discretionary = new TlvWriter();
        fci.forEach(discretionary::put);
        TlvWriter proprietary = new TlvWriter();
        proprietary.put(Tag.of(0x50), Bytes.fromHex("54455354"));
        Bytes pdol = fci.get(Tag.of(0x9F38));
        if (pdol != null) {
            proprietary.put(Tag.of(0x9F38), pdol);
        }
        proprietary.put(Tag.of(0xBF0C), discretionary.toBytes());
        TlvWriter content = new TlvWriter();
        content.put(Tag.of(0x84), Kernel2Run.AID);
        content.put(Tag.of(0xA5), proprietary.toBytes());
        return object(0x6F, content.toBytes());
    }

    @Override
    public long elapsedNanos() {
        return elapsedMicros[Math.max(0, Math.min(relayExchanges, elapsedMicros.length) - 1)] * 1000;
    }

    @Override
    public @Nullable ResponseApdu answer(CommandApdu command) {
        int instruction = command.ins();
        int statusWord = statusWords.getOrDefault(instruction, 0x9000);
        ResponseApdu response = statusWord == 0x9000 ? execute(command, instruction) : ResponseApdu.of(statusWord);
        return instruction == lostInstruction ? null : response;
    }

    private ResponseApdu execute(CommandApdu command, int instruction) {
        return switch (instruction) {
            case 0xA8 -> {
                pdolValues = command.data().slice(2);
                relayExchanges = 0;
                yield ResponseApdu.success(object(
                        0x77,
                        Bytes.concat(
                                object(0x82, interchangeProfile), object(0x94, Bytes.fromHex("1001010118010200")))));
            }
            case 0xEA -> {
                relayExchanges++;
                Bytes entropy = Bytes.fromHex("AABBCC").plus(Bytes.ofUnsigned(relayExchanges));
                relayData = Bytes.concat(command.data(), entropy, relayTimes);
                yield ResponseApdu.success(object(0x80, entropy.plus(relayTimes)));
            }
            case 0xB2 -> ResponseApdu.success(object(0x70, record(command.p2() >> 3, command.p1())));
            case 0xCA -> ResponseApdu.success(Bytes.fromHex("9F5006000000001234"));
            case 0xAE -> {
                lastCryptogram = cryptogram(command);
                yield lastCryptogram;
            }
            case 0xD0 -> lastCryptogram;
            default -> ResponseApdu.of(0x6D00);
        };
    }

    private Bytes record(int file, int number) {
        if (file == 2) {
            return signedRecord();
        }
        return number == 1 ? keys() : content(unsigned);
    }

    private Bytes signedRecord() {
        return content(signed);
    }

    private Bytes keys() {
        RsaCertifiedKey issuer = CA.certifyIssuerKey(ISSUER.publicKey(), Bytes.fromHex("541333FF"), EXPIRY, SERIAL);
        RsaCertifiedKey icc = ISSUER.certifyIccKey(
                ICC.publicKey(), PAN, EXPIRY, SERIAL, signedRecord().plus(interchangeProfile));
        return Bytes.concat(
                object(0x8F, Bytes.ofUnsigned(0xF1)),
                object(0x90, issuer.certificate()),
                object(0x92, issuer.remainder().orElseThrow()),
                object(0x9F32, issuer.exponent()),
                object(0x9F46, icc.certificate()),
                object(0x9F48, icc.remainder().orElseThrow()),
                object(0x9F47, icc.exponent()));
    }

    private ResponseApdu cryptogram(CommandApdu command) {
        int type = cryptogramType < 0 ? command.p1() & 0xC0 : cryptogramType;
        Bytes objects = Bytes.concat(
                object(0x9F27, Bytes.ofUnsigned(type)),
                object(0x9F36, Bytes.fromHex("0001")),
                object(0x9F10, Bytes.fromHex("0110A00003220000000000000000000000FF")),
                content(answer));
        boolean signature = (command.p1() & 0x10) != 0 && signs;
        if (!signature) {
            return ResponseApdu.success(object(0x77, objects.plus(object(0x9F26, CRYPTOGRAM))));
        }
        // The unpredictable number stands behind 9F02, 9F03, 9F1A, 95, 5F2A, 9A and 9C.
        Bytes number = command.data().slice(25, 29);
        Bytes signatureBytes = ICC.signCombinedData(
                Bytes.fromHex("0102030405060708"),
                type,
                CRYPTOGRAM,
                signsRelayResistance ? relayData : Bytes.EMPTY,
                Bytes.concat(pdolValues, command.data(), objects),
                number);
        if (damagesSignature) {
            byte[] damaged = signatureBytes.toByteArray();
            damaged[damaged.length / 2] ^= 1;
            signatureBytes = Bytes.of(damaged);
        }
        return ResponseApdu.success(object(0x77, objects.plus(object(0x9F4B, signatureBytes))));
    }

    private static Bytes content(Map<Tag, Bytes> elements) {
        TlvWriter writer = new TlvWriter();
        elements.forEach(writer::put);
        return writer.toBytes();
    }

    private static Bytes object(int tag, Bytes value) {
        TlvWriter writer = new TlvWriter();
        writer.put(Tag.of(tag), value);
        return writer.toBytes();
    }

    private static Tag tag(String hex) {
        return Tag.of(Integer.parseInt(hex, 16));
    }

    /** A key for tests only: the same at every run. */
    private static RsaSigningKey key(int bits, long seed) {
        Random random = new Random(seed);
        BigInteger exponent = BigInteger.valueOf(3);
        while (true) {
            BigInteger p = BigInteger.probablePrime(bits / 2, random);
            BigInteger q = BigInteger.probablePrime(bits / 2, random);
            BigInteger n = p.multiply(q);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (n.bitLength() == bits && phi.gcd(exponent).equals(BigInteger.ONE)) {
                return RsaSigningKey.of(
                        RsaPublicKey.of(bytes(n, bits / 8), Bytes.fromHex("03")),
                        bytes(exponent.modInverse(phi), bits / 8));
            }
        }
    }

    private static Bytes bytes(BigInteger number, int length) {
        String hex = number.toString(16);
        return Bytes.fromHex("0".repeat(2 * length - hex.length()) + hex);
    }
}

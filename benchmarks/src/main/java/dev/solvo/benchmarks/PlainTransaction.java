package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTag;
import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import com.payneteasy.tlv.BerTlvs;
import dev.solvo.apdu.CommandApdu;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What of a transaction can be had from Maven Central: the card's answers parsed by ber-tlv into a map, and CDA on Bouncy
 * Castle. It decides nothing, builds no command and makes no restriction, cardholder or risk check: a kernel to compare with is not to
 * be had there.
 */
final class PlainTransaction {
    private static final BerTag AFL = new BerTag(0x94);
    private static final BerTag AIP = new BerTag(0x82);
    private static final BerTag STATIC_DATA_TAG_LIST = new BerTag(0x9F, 0x4A);
    private static final BerTag SIGNATURE = new BerTag(0x9F, 0x4B);
    private static final int READ_RECORD = 0xB2;
    private static final int GET_PROCESSING_OPTIONS = 0xA8;
    private static final int GENERATE_AC = 0xAE;

    private final BerTlvParser parser = new BerTlvParser();
    private final PlainCda cda = new BouncyCastleCda();
    private final RecordedTransaction recorded;

    PlainTransaction(RecordedTransaction recorded) {
        this.recorded = recorded;
    }

    /** Reads all answers and checks the cryptogram's signature; gives the cryptogram. */
    byte[] run() {
        return cda.verify(read());
    }

    /** Reads all answers. */
    CdaData read() {
        Map<BerTag, byte[]> data = new HashMap<>();
        ByteArrayOutputStream staticData = new ByteArrayOutputStream();
        ByteArrayOutputStream transactionData = new ByteArrayOutputStream();
        byte[] unpredictableNumber = {};
        for (int i = 0; i < recorded.commands().size(); i++) {
            CommandApdu command = recorded.commands().get(i);
            byte[] answer = recorded.responses().get(i).data().toByteArray();
            BerTlvs parsed = parser.parse(answer);
            for (BerTlv object : parsed.getList()) {
                collect(object, data);
            }
            if (command.ins() == READ_RECORD && isSigned(data, command.p2() >> 3, command.p1())) {
                int header = answer[1] == (byte) 0x81 ? 3 : 2;
                staticData.write(answer, header, answer.length - header);
            } else if (command.ins() == GET_PROCESSING_OPTIONS) {
                transactionData.writeBytes(command.data().slice(2).toByteArray());
            } else if (command.ins() == GENERATE_AC) {
                byte[] values = command.data().toByteArray();
                unpredictableNumber = Arrays.copyOfRange(values, values.length - 4, values.length);
                transactionData.writeBytes(values);
                copyWithoutSignature(answer, transactionData);
            }
        }
        if (data.containsKey(STATIC_DATA_TAG_LIST)) {
            staticData.writeBytes(value(data, AIP));
        }
        return new CdaData(
                recorded.authority().publicKey().modulus().toByteArray(),
                recorded.authority().publicKey().exponent().toByteArray(),
                value(data, new BerTag(0x90)),
                value(data, new BerTag(0x92)),
                value(data, new BerTag(0x9F, 0x32)),
                value(data, new BerTag(0x9F, 0x46)),
                value(data, new BerTag(0x9F, 0x48)),
                value(data, new BerTag(0x9F, 0x47)),
                staticData.toByteArray(),
                value(data, SIGNATURE),
                unpredictableNumber,
                transactionData.toByteArray());
    }

    private static void collect(BerTlv object, Map<BerTag, byte[]> data) {
        if (object.isConstructed()) {
            for (BerTlv child : object.getValues()) {
                collect(child, data);
            }
        } else {
            data.put(object.getTag(), object.getBytesValue());
        }
    }

    private static boolean isSigned(Map<BerTag, byte[]> data, int sfi, int recordNumber) {
        byte[] locator = value(data, AFL);
        for (int i = 0; i + 4 <= locator.length; i += 4) {
            int first = locator[i + 1];
            if (locator[i] >> 3 == sfi && recordNumber >= first && recordNumber < first + locator[i + 3]) {
                return true;
            }
        }
        return false;
    }

    /** The objects of template 77 as they came, but 9F4B. */
    private static void copyWithoutSignature(byte[] answer, ByteArrayOutputStream target) {
        int at = answer[1] == (byte) 0x81 ? 3 : 2;
        while (at < answer.length) {
            int tagLength = (answer[at] & 0x1F) == 0x1F ? 2 : 1;
            int lengthBytes = answer[at + tagLength] == (byte) 0x81 ? 2 : 1;
            int length = answer[at + tagLength + lengthBytes - 1] & 0xFF;
            int whole = tagLength + lengthBytes + length;
            boolean isSignature = answer[at] == (byte) 0x9F && answer[at + 1] == 0x4B;
            if (!isSignature) {
                target.write(answer, at, whole);
            }
            at += whole;
        }
    }

    private static byte[] value(Map<BerTag, byte[]> data, BerTag tag) {
        return data.getOrDefault(tag, new byte[0]);
    }
}

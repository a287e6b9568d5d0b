package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import com.payneteasy.tlv.BerTlvs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.sf.scuba.tlv.TLVInputStream;
import net.sf.scuba.tlv.TLVUtil;

/** How programs read TLV with ber-tlv of payneteasy and with scuba. */
final class PeerTlv {
    private PeerTlv() {}

    /** The number of objects, by payneteasy's parser. */
    static int countPayneteasy(BerTlvs objects) {
        int all = 0;
        for (BerTlv object : objects.getList()) {
            all += count(object);
        }
        return all;
    }

    private static int count(BerTlv object) {
        int objects = 1;
        if (object.isConstructed()) {
            for (BerTlv child : object.getValues()) {
                objects += count(child);
            }
        }
        return objects;
    }

    /** Objects of records one after the other; the parser stops after 100 objects of one level, so each record is parsed. */
    static int countRecords(BerTlvParser parser, byte[] records, int recordLength) {
        int objects = 0;
        for (int at = 0; at < records.length; at += recordLength) {
            objects += countPayneteasy(parser.parse(records, at, recordLength));
        }
        return objects;
    }

    /** The number of objects, by scuba's stream. */
    static int countScuba(byte[] input) throws IOException {
        try (TLVInputStream stream = new TLVInputStream(new ByteArrayInputStream(input))) {
            int objects = 0;
            while (stream.available() > 0) {
                int tag = stream.readTag();
                int length = stream.readLength();
                objects++;
                if (TLVUtil.isPrimitive(tag)) {
                    stream.skip(length);
                }
            }
            return objects;
        }
    }

    /** The first value of a tag, by scuba's stream. */
    static byte[] findScuba(byte[] input, int tag) throws IOException {
        try (TLVInputStream stream = new TLVInputStream(new ByteArrayInputStream(input))) {
            stream.skipToTag(tag);
            stream.readLength();
            return stream.readValue();
        }
    }
}

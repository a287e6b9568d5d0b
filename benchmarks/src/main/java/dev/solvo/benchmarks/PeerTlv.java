package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import com.payneteasy.tlv.BerTlvs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.sf.scuba.tlv.TLVInputStream;
import net.sf.scuba.tlv.TLVOutputStream;
import net.sf.scuba.tlv.TLVUtil;
import org.jpos.tlv.TLVList;
import org.jpos.tlv.TLVMsg;

/**
 * How programs read and write TLV with ber-tlv of payneteasy, scuba and jPOS. Bouncy Castle's ASN.1 is not among them: it refuses
 * EMV's tags, whose numbers below 31 stand in two bytes.
 */
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

    /** The objects in turn, by scuba's stream. */
    static byte[] buildScuba(int[] tags, byte[][] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TLVOutputStream stream = new TLVOutputStream(bytes)) {
            for (int i = 0; i < tags.length; i++) {
                stream.writeTag(tags[i]);
                stream.writeValue(values[i]);
            }
        }
        return bytes.toByteArray();
    }

    /** The number of objects, by jPOS, whose list has one level. */
    static int countJpos(byte[] input) {
        TLVList list = new TLVList();
        list.unpack(input);
        int objects = 0;
        for (TLVMsg object : list.getTags()) {
            objects++;
            if (!TLVUtil.isPrimitive(object.getTag())) {
                objects += countJpos(object.getValue());
            }
        }
        return objects;
    }

    /** The value of a tag in a template, by jPOS. */
    static byte[] findJpos(byte[] input, int template, int tag) {
        TLVList outer = new TLVList();
        outer.unpack(input);
        TLVList inner = new TLVList();
        inner.unpack(outer.find(template).getValue());
        return inner.find(tag).getValue();
    }

    /** The objects in turn, by jPOS. */
    static byte[] buildJpos(int[] tags, byte[][] values) {
        TLVList list = new TLVList();
        for (int i = 0; i < tags.length; i++) {
            list.append(tags[i], values[i]);
        }
        return list.pack();
    }
}

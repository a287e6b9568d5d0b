package dev.solvo.benchmarks;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * The record in {@code record.hex}, 255 bytes with 28 objects, and the same with its objects in other orders: a processor
 * learns the branches of one input by heart.
 */
public final class Records {
    static final int COUNT = 64;

    private static final long SEED = 64;

    private Records() {}

    static Bytes asRead() {
        return Bytes.fromHex(text("record.hex").replace("\n", ""));
    }

    /** The text of a resource beside this class. */
    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Records.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records that differ in the order of the template's objects. */
    public static List<Bytes> shuffled() {
        Random random = new Random(SEED);
        List<Bytes> records = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            try {
                List<Tlv> objects = new ArrayList<>(Tlv.parse(asRead()).children());
                Collections.shuffle(objects, random);
                records.add(Tlv.of(Tag.of(0x70), objects).encode());
            } catch (TlvException e) {
                throw new IllegalStateException(e);
            }
        }
        return records;
    }

    /** Those records one after the other, 257 of them: 65,535 bytes with 7,196 objects. */
    static Bytes large() {
        List<Bytes> records = shuffled();
        Bytes[] all = new Bytes[257];
        for (int i = 0; i < all.length; i++) {
            all[i] = records.get(i % COUNT);
        }
        return Bytes.concat(all);
    }
}

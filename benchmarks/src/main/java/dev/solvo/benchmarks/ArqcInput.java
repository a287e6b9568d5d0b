package dev.solvo.benchmarks;

import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What an issuer's host gets with one cryptogram: its own key, the card's account, the counter, the data.
 *
 * @param issuerKey 16 bytes
 * @param pan account number of 16 digits
 * @param sequenceNumber two digits
 * @param counter 2 bytes
 * @param data 66 bytes, as Visa 18 has them with issuer application data of 32 bytes
 */
record ArqcInput(Bytes issuerKey, String pan, String sequenceNumber, Bytes counter, Bytes data) {
    /** Many of them under several issuers' keys, in an order that repeats late. */
    static List<ArqcInput> list(int count) {
        Random random = new Random(42);
        List<Bytes> issuers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            issuers.add(bytes(random, 16));
        }
        List<ArqcInput> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder pan = new StringBuilder("4");
            while (pan.length() < 16) {
                pan.append((char) ('0' + random.nextInt(10)));
            }
            inputs.add(new ArqcInput(
                    issuers.get(random.nextInt(issuers.size())),
                    pan.toString(),
                    "0" + random.nextInt(10),
                    bytes(random, 2),
                    bytes(random, 66)));
        }
        return inputs;
    }

    private static Bytes bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}

package dev.solvo.benchmarks;

import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantCodeBuilder;
import dev.solvo.qr.merchant.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Merchant-presented codes to read and to build. */
final class MerchantCodes {
    static final int COUNT = 64;

    private static final int CHECKSUM_LENGTH = 8;

    private MerchantCodes() {}

    /**
     * Codes of that many characters that differ in their numbers and in the order of their objects, which is free between the first and
     * the last: a processor learns the branches of one input by heart.
     */
    static List<String> shuffled(int length) {
        Random random = new Random(COUNT);
        String model = ofLength(length).payload();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            List<String> objects = new ArrayList<>();
            int end = model.length() - CHECKSUM_LENGTH;
            for (int at = 0; at < end; ) {
                int next = at + 4 + Integer.parseInt(model.substring(at + 2, at + 4));
                objects.add(model.substring(at, next));
                at = next;
            }
            Collections.shuffle(objects.subList(1, objects.size()), random);
            String order = String.format(Locale.ROOT, "ORDER%011d", random.nextInt(Integer.MAX_VALUE));
            codes.add(FloorMerchantCode.withChecksum(
                    new StringBuilder(String.join("", objects).replace("ORDER00000000001", order))));
        }
        return codes;
    }

    /** A code with all that tills use, small letters among them, so that symbols have it byte by byte, filled to that many characters by one more merchant account. */
    static MerchantCode ofLength(int length) {
        int rest = filled(MerchantCode.builder(Profile.EMVCO)).payload().length();
        return filled(MerchantCode.builder(Profile.EMVCO).account(15, "3".repeat(length - rest - 4)));
    }

    private static MerchantCode filled(MerchantCodeBuilder builder) {
        return builder.once()
                .account(2, "4000123456789012")
                .account(4, "5555123456789012")
                .merchantCategory("5311")
                .amount(Money.ofMinor(CurrencyUnit.of("CNY"), 2399))
                .country("CN")
                .merchantName("Best Transport")
                .merchantCity("BEIJING")
                .postalCode("100000")
                .additionalData(3, "STORE00000000001")
                .additionalData(5, "ORDER00000000001")
                .additionalData(7, "A6008667")
                .build();
    }
}

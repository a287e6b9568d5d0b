package dev.solvo.benchmarks;

import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantCodeBuilder;
import dev.solvo.qr.merchant.Profile;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Merchant-presented codes to read and to build. */
final class MerchantCodes {
    private MerchantCodes() {}

    /** A code with all that tills use, filled to that many characters by one more merchant account. */
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
                .merchantName("BEST TRANSPORT")
                .merchantCity("BEIJING")
                .postalCode("100000")
                .additionalData(3, "STORE00000000001")
                .additionalData(5, "ORDER00000000001")
                .additionalData(7, "A6008667")
                .build();
    }
}

package dev.solvo.qr.merchant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.testdata.CodeVectors;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.function.Executable;

final class MerchantCodeTest {
    private static MerchantCodeBuilder shop(Profile profile) {
        return MerchantCode.builder(profile)
                .merchantCategory("5411")
                .merchantName("TEST SHOP")
                .merchantCity("SHANGHAI");
    }

    @Example
    void buildsTheExampleOfTheVectors() {
        MerchantCode code = shop(Profile.EMVCO)
                .once()
                .account(15, "31250156344012345678901234567890")
                .amount(Money.parse("CNY 88.88"))
                .country("CN")
                .additionalData(5, "REF20240101")
                .additionalData(7, "T0000001")
                .build();
        assertEquals(
                "000201010212153231250156344012345678901234567890520454115303156540588.885802CN5909TEST SHOP6008SHANGHAI"
                        + "62270511REF202401010708T000000163041218",
                code.payload());
    }

    @Example
    void currenciesKeepTheirDigits() {
        assertEquals("1.234", amount("KWD 1.234"));
        assertEquals("500", amount("JPY 500"));
        assertEquals("0.05", amount("CNY 0.05"));
        assertThrows(IllegalArgumentException.class, () -> amount("CNY 0.00"));
        assertThrows(IllegalArgumentException.class, () -> amount("CNY 12345678901.99"));
    }

    private static String amount(String money) {
        return shop(Profile.EMVCO)
                .account(2, "4000123456789012")
                .country("CN")
                .amount(Money.parse(money))
                .build()
                .find(54)
                .orElseThrow();
    }

    @Example
    void feesAreWrittenWithTheirIndicator() throws QrException {
        MerchantCode percent = shop(Profile.EMVCO)
                .account(2, "4000123456789012")
                .country("CN")
                .amount(Money.parse("CNY 1.00"))
                .percentageFee(new BigDecimal("0.01"))
                .build();
        assertEquals(Optional.of("00.01"), percent.find(57));
        String nothing = percent.payload().replace("570500.01", "570500.00");
        int offset = percent.field(57).orElseThrow(AssertionError::new).offset();
        assertTrue(MerchantCode.parse(nothing).validate(Profile.EMVCO).stream()
                .anyMatch(finding -> finding.offset() == offset));
        MerchantCode fixed = shop(Profile.EMVCO)
                .account(2, "4000123456789012")
                .country("CN")
                .amount(Money.parse("CNY 1.00"))
                .fixedFee(Money.parse("CNY 0.50"))
                .inLanguage("zh", "测试商店", "上海")
                .tipPrompt()
                .value(55, "02")
                .build();
        assertEquals(Optional.of("0.50"), fixed.find(56));
        assertEquals(Optional.of("测试商店"), fixed.field(64).orElseThrow().find(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> shop(Profile.EMVCO).amount(Money.parse("CNY 1.00")).fixedFee(Money.parse("HKD 0.50")));
    }

    @Example
    void aPercentageIsWithinItsBounds() {
        for (String right : List.of("0.01", "00.01", "5.", "99.99")) {
            assertEquals(Optional.of(right), withPercentage(right).build().find(57));
        }
        for (String wrong : List.of("0", "00.00", "0.001", "100")) {
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> withPercentage(wrong).build())
                    .getMessage());
            assertTrue(message.contains("RANGE_57"), message);
        }
    }

    private static MerchantCodeBuilder withPercentage(String percentage) {
        return shop(Profile.EMVCO)
                .account(2, "4000123456789012")
                .country("CN")
                .amount(Money.parse("CNY 1.00"))
                .value(55, "03")
                .value(57, percentage);
    }

    @Example
    void whatValidationWouldFindIsNotBuilt() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> MerchantCode.builder(Profile.EMVCO)
                                .merchantName("N".repeat(26))
                                .build())
                .getMessage());
        for (String rule : List.of("LENGTH_59", "MISSING_52", "MISSING_53", "NO_MERCHANT_ACCOUNT")) {
            assertTrue(message.contains(rule), message);
        }
        assertThrows(IllegalArgumentException.class, () -> shop(Profile.EMVCO).value(63, "0000"));
        assertThrows(IllegalArgumentException.class, () -> shop(Profile.EMVCO).value(100, "0"));
        assertThrows(IllegalArgumentException.class, () -> shop(Profile.EMVCO).inTemplate(52, 0, "0"));
        assertThrows(IllegalArgumentException.class, () -> shop(Profile.PIX).national(FpsData.ofFpsId("1234567")));
        assertThrows(
                IllegalArgumentException.class,
                () -> shop(Profile.EMVCO)
                        .account(2, "4".repeat(100))
                        .country("CN")
                        .build());
    }

    static List<NationalData> nationalData() {
        return List.of(
                PixData.ofKey("123e4567-e12b-12d1-a456-426655440000")
                        .withInfo("Cafe")
                        .withTxid("A1"),
                PixData.ofUrl("pix.example.com/qr/v2/cobv/1e6c").withRecurrence("pix.example.com/rec/1"),
                PromptPayData.ofPhone("0801234567"),
                PromptPayData.ofTaxId("1111111111111"),
                PromptPayData.ofWallet("111111111111111"),
                PixData.ofRecurrence("pix.example.com/rec/2"),
                PromptPayData.ofBill("011223344556600", "CUSTOMER001")
                        .withSecondReference("INV001")
                        .withThirdReference("SCB"),
                PromptPayData.ofBankAccount("0041234567890"),
                VietQrData.ofVnPay("0102182292").withPurpose("Tra tien"),
                BharatQrData.ofVpa("shop@bank")
                        .withMinimumAmount(new BigDecimal("10.00"))
                        .withUrl("https://shop.example/1"),
                FpsData.ofFpsId("123456789").withClearingCode("004"),
                PayNowData.ofUen("201929813CSPP")
                        .withFixedAmount()
                        .until("20301231")
                        .withBillNumber("INV1"),
                PayNowData.ofMobile("+6591234567"),
                VietQrData.ofAccount("970416", "257678859").withPurpose("Chuyen tien"),
                VietQrData.ofCard("970416", "9704160000000018"),
                KhqrData.ofIndividual("test@dev"),
                KhqrData.ofMerchant("test@dev", "123456", "Dev Bank")
                        .between(Instant.ofEpochMilli(1_700_000_000_000L), Instant.ofEpochMilli(1_700_000_300_000L)),
                QrisData.of("ID.CO.EXAMPLE2.WWW", "936000140456789", "MID1", "UMI", "ID1019123456781", "12345")
                        .atTerminal("K19"),
                DuitNowData.of("588734", "QR0000000001").withReference("REF1"),
                BharatQrData.ofVpa("shop@bank").withReference("TR0001"),
                FpsData.ofFpsId("1234567").withReference("R1"),
                FpsData.ofMobile("+852-12345678"),
                FpsData.ofEmail("shop@example.com"),
                QrPhData.ofMerchant("GXCHPHM2XXX", "217020000054698716099"),
                QrPhData.ofPerson("BNORPHMMXXX", "5267270022100867"));
    }

    @Example
    void wrongNationalDataIsRefusedBeforeItIsDrawn() {
        List<Executable> wrong = List.of(
                () -> PixData.ofUrl("https://pix.example.com/1"),
                () -> PixData.ofRecurrence("https://pix.example.com/1"),
                () -> PixData.ofKey("k").withTxid("A-1"),
                () -> PromptPayData.ofPhone("801234567"),
                () -> PromptPayData.ofTaxId("123"),
                () -> PromptPayData.ofWallet("123"),
                () -> PromptPayData.ofBankAccount("12A"),
                () -> PromptPayData.ofBill("123", "R"),
                () -> PayNowData.ofMobile("91234567"),
                () -> PayNowData.ofUen("2019"),
                () -> PayNowData.ofUen("201929813C").until("2030-12-31"),
                () -> VietQrData.ofAccount("97041", "1"),
                () -> KhqrData.ofIndividual("test"),
                () -> KhqrData.ofMerchant("@dev", "1", "Bank"),
                () -> QrisData.of("ID.CO.X.WWW", "9350001404567890", "M", "UMI", "ID1", "12345"),
                () -> QrisData.of("ID.CO.X.WWW", "936000140456789", "M", "BIG", "ID1", "12345"),
                () -> DuitNowData.of("58873", "QR1"),
                () -> BharatQrData.ofVpa("shop"),
                () -> BharatQrData.ofVpa("shop@bank").withReference("TR1"),
                () -> FpsData.ofFpsId("12345678"),
                () -> FpsData.ofMobile("12345678"),
                () -> FpsData.ofEmail("shop"),
                () -> FpsData.ofFpsId("1234567").withClearingCode("4"),
                () -> QrPhData.ofMerchant("GXCHPHM2", "1"));
        for (int i = 0; i < wrong.size(); i++) {
            assertThrows(IllegalArgumentException.class, wrong.get(i), "case " + i);
        }
    }

    @Example
    void whatIsBuiltForACountryIsReadAgain() throws QrException {
        for (NationalData data : nationalData()) {
            MerchantCodeBuilder builder = MerchantCode.builder(data.profile())
                    .once()
                    .merchantCategory("5411")
                    .merchantName("商店")
                    .merchantCity("CITY")
                    .national(data);
            MerchantCode code = builder.build();
            MerchantCode read =
                    MerchantCode.parse(code.payload(), data.profile().lengthUnit());
            assertEquals(List.of(), read.validate(data.profile()));
            assertEquals(data.profile(), Profile.detect(read), code.payload());
            assertEquals(Optional.of(data), data.profile().read(read));
        }
    }

    @Example
    void aProfileRefusesAnotherCountrysCode() throws QrException {
        MerchantCode code = MerchantCode.parse(CodeVectors.records("national-profiles.json")
                .get(0)
                .get("payload")
                .asText());
        List<String> found =
                code.validate(Profile.PAYNOW).stream().map(Finding::code).toList();
        assertEquals(List.of("PROFILE_NO_ACCOUNT", "PROFILE_CURRENCY", "PROFILE_COUNTRY"), found);
    }

    @Example
    void lengthsInBytesAreReadByTheProfileThatCountsThem() throws QrException {
        String payload = CodeVectors.records("emv-mpm-negative.json").stream()
                .filter(v -> v.get("id").asText().equals("emv-mpm-negative-065"))
                .findFirst()
                .orElseThrow()
                .get("payload")
                .asText();
        assertThrows(QrException.class, () -> MerchantCode.parse(payload));
        MerchantCode code = MerchantCode.parse(payload, LengthUnit.UTF8_BYTES);
        assertTrue(code.hasRightCrc());
        assertEquals(Optional.of("最佳"), code.field(64).orElseThrow().find(1));
        String inside = payload.replace("0106最佳", "0105最佳");
        MerchantCode cut = MerchantCode.parse(inside, LengthUnit.UTF8_BYTES);
        assertFalse(cut.field(64).orElseThrow().template());
        assertTrue(
                cut.validate(Profile.BHARATQR).stream().anyMatch(f -> f.code().equals("TEMPLATE_MALFORMED_64")));
        assertThrows(QrException.class, () -> MerchantCode.parse("0001最", LengthUnit.UTF8_BYTES));
    }

    @Example
    void khqrIsFoundByTheHashOfItsText() throws QrException {
        MerchantCode code = MerchantCode.parse(
                "00020101021129120008test@dev5204599953031165802KH5913Test Merchant" + "6010Phnom Penh63048C7E");
        assertEquals(32, KhqrData.statusKey(code).length());
        assertTrue(KhqrData.statusKey(code).matches("[0-9a-f]{32}"));
    }

    @Example
    void everyCutIsRefusedOrFound() throws QrException {
        for (JsonNode vector : CodeVectors.records("emv-mpm.json")) {
            String payload = vector.get("payload").asText();
            for (int end = 0; end < payload.length(); end++) {
                try {
                    List<Finding> findings =
                            MerchantCode.parse(payload.substring(0, end)).validate(Profile.EMVCO);
                    assertTrue(findings.stream().anyMatch(f -> !f.isWarning()), "cut at " + end);
                } catch (QrException e) {
                    assertTrue(e.offset().orElse(-1) <= end);
                }
            }
        }
    }

    /** Whatever changes one character is at least a wrong checksum. */
    @Example
    void everyChangedCharacterIsRefusedOrFound() {
        String payload =
                CodeVectors.records("emv-mpm.json").get(0).get("payload").asText();
        for (int i = 0; i < payload.length(); i++) {
            char other = payload.charAt(i) == '1' ? '2' : '1';
            String changed = payload.substring(0, i) + other + payload.substring(i + 1);
            try {
                if (MerchantCode.parse(changed).validate(Profile.EMVCO).isEmpty()) {
                    fail("the change at " + i + " is not seen");
                }
            } catch (QrException e) {
                assertEquals("MALFORMED_TLV", e.code());
            }
        }
    }

    @Example
    void aLongTextIsRefusedAtOnce() {
        assertEquals(
                "TOO_LONG",
                assertThrows(QrException.class, () -> MerchantCode.parse("0".repeat(4097)))
                        .code());
    }

    @Property
    void onlyTheModulesExceptionEscapes(@ForAll("nearlyCodes") String text) {
        for (LengthUnit unit : LengthUnit.values()) {
            try {
                MerchantCode code = MerchantCode.parse(text, unit);
                assertEquals(text, code.payload());
                Profile.detect(code);
                for (Profile profile : Profile.values()) {
                    code.validate(profile).forEach(f -> assertTrue(f.offset() <= text.length()));
                }
            } catch (QrException e) {
                assertEquals("MALFORMED_TLV", e.code());
            }
        }
    }

    @Provide
    Arbitrary<String> nearlyCodes() {
        Arbitrary<String> objects = Arbitraries.of(
                "000201",
                "010211",
                "26",
                "62",
                "64",
                "80",
                "0014br.gov.bcb.pix",
                "0016A000000677010111",
                "5403",
                "55",
                "5802BR",
                "5303986",
                "6304",
                "04",
                "99",
                "店",
                "\uD83D\uDE00",
                "\uD83D",
                "0008test@dev",
                "30",
                "29",
                "0100");
        return objects.list().ofMaxSize(20).map(parts -> String.join("", parts));
    }

    @Property
    void whatIsBuiltIsReadAgain(
            @ForAll @StringLength(min = 1, max = 25) String name,
            @ForAll @StringLength(min = 1, max = 15) String city,
            @ForAll @LongRange(min = 1, max = 9_999_999) long minor)
            throws QrException {
        MerchantCode code = MerchantCode.builder(Profile.EMVCO)
                .account(2, "4000123456789012")
                .merchantCategory("5411")
                .country("CN")
                .merchantName(name)
                .merchantCity(city)
                .amount(Money.ofMinor(CurrencyUnit.of("CNY"), minor))
                .build();
        MerchantCode read = MerchantCode.parse(code.payload());
        assertEquals(code, read);
        assertEquals(Optional.of(name), read.find(59));
        assertEquals(List.of(), read.validate(Profile.EMVCO));
    }
}

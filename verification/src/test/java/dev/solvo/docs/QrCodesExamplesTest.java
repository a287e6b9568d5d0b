package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.consumer.AcquirerData;
import dev.solvo.qr.consumer.ConsumerApplication;
import dev.solvo.qr.consumer.ConsumerCode;
import dev.solvo.qr.consumer.ConsumerObject;
import dev.solvo.qr.consumer.ConsumerTemplate;
import dev.solvo.qr.consumer.ConsumerViolation;
import dev.solvo.qr.merchant.Finding;
import dev.solvo.qr.merchant.KhqrData;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantField;
import dev.solvo.qr.merchant.PixData;
import dev.solvo.qr.merchant.Profile;
import dev.solvo.qr.merchant.PromptPayData;
import dev.solvo.qr.merchant.UpiLink;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.EscPosCommands;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.SvgDrawing;
import dev.solvo.qr.render.TerminalDrawing;
import dev.solvo.qr.render.awt.Picture;
import dev.solvo.qr.scan.awt.PictureScanner;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.scanner.ScannerInput;
import dev.solvo.qr.scanner.ScannerRules;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/qr-codes.md}. */
final class QrCodesExamplesTest {
    /** EMVCo QRCPS Merchant-Presented Mode 1.1, Annex B. */
    private static final String EMVCO_EXAMPLE = "00020101021229300012D156000000000510A93FO3230Q31280012D156000000010308"
            + "12345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233"
            + "030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";

    /** The example of EMVCo QRCPS Consumer-Presented Mode 1.1. */
    private static final String CONSUMER_EXAMPLE = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";

    private final List<String> lines = new ArrayList<>();

    private void print(String line) {
        lines.add(line);
    }

    @Test
    void parse() throws QrException {
        String payload = EMVCO_EXAMPLE;
        // docs: parse
        MerchantCode code = MerchantCode.parse(payload);
        String merchant = code.find(59).orElse(""); // BEST TRANSPORT
        String amount = code.find(54).orElse(""); // 23.72
        String terminal = code.additionalData(7).orElse(""); // A6008667, 62-07
        for (MerchantField field : code.fields()) {
            print(field.idText() + " at " + field.offset() + ": " + field.value());
        }
        // end docs
        assertEquals("BEST TRANSPORT", merchant);
        assertEquals("23.72", amount);
        assertEquals("A6008667", terminal);
        assertEquals("00 at 0: 01", lines.get(0));
        assertEquals(payload, code.payload());
    }

    @Test
    void truncated() {
        String payload = EMVCO_EXAMPLE;
        // docs: truncated
        String cut = payload.substring(0, payload.length() - 2);
        QrException refused = assertThrows(QrException.class, () -> MerchantCode.parse(cut));
        assertEquals("MALFORMED_TLV", refused.code());
        // end docs
        assertTrue(refused.offset().isPresent());
    }

    @Test
    void validate() throws QrException {
        String payload = PROMPTPAY;
        // docs: validate
        MerchantCode code = MerchantCode.parse(payload);
        Profile profile = Profile.detect(code); // PROMPTPAY
        for (Finding finding : code.validate(Profile.EMVCO)) { // strictly by EMVCo's rules
            print(finding.code());
        }
        List<Finding> national = code.validate(profile); // none
        // end docs
        assertEquals(Profile.PROMPTPAY, profile);
        assertEquals(List.of("MISSING_52", "MISSING_59", "MISSING_60"), lines);
        assertEquals(List.of(), national);
    }

    private static final String PROMPTPAY = MerchantCode.builder(Profile.PROMPTPAY)
            .reusable()
            .national(PromptPayData.ofPhone("0801234567"))
            .build()
            .payload();

    @Test
    void build() throws QrException {
        // docs: build
        MerchantCode code = MerchantCode.builder(Profile.EMVCO)
                .once()
                .inTemplate(26, 0, "com.example.pay") // whose account
                .inTemplate(26, 1, "M0001")
                .merchantCategory("5812")
                .amount(Money.of(CurrencyUnit.of("KWD"), 1.234)) // three decimals, as the dinar has
                .country("KW")
                .merchantName("Al Bahr Cafe")
                .merchantCity("Kuwait City")
                .additionalData(5, "POS20261123")
                .build(); // checked by the profile's rules, checksum included
        // end docs
        assertEquals(Optional.of("1.234"), code.find(54));
        assertEquals(Optional.of("414"), code.find(53));
        assertTrue(code.hasRightCrc());
        assertEquals(List.of(), MerchantCode.parse(code.payload()).validate(Profile.EMVCO));
    }

    @Test
    void buildRefuses() {
        // docs: build-refused
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> MerchantCode.builder(Profile.EMVCO)
                        .account(2, "4000123456789012")
                        .merchantCategory("12")
                        .amount(Money.of(CurrencyUnit.EUR, 5))
                        .country("DE")
                        .merchantName("Cafe")
                        .merchantCity("Bonn")
                        .build());
        // end docs
        assertTrue(refused.getMessage().contains("_52"), refused.getMessage());
    }

    @Test
    void national() throws QrException {
        // docs: national
        MerchantCode pix = MerchantCode.builder(Profile.PIX)
                .national(PixData.ofKey("+5561912345678").withTxid("PEDIDO7"))
                .amount(Money.of(CurrencyUnit.of("BRL"), 10))
                .merchantName("PADARIA")
                .merchantCity("BRASILIA")
                .build();
        if (Profile.PIX.read(pix).orElseThrow() instanceof PixData data) {
            print(data.key().orElse("") + " " + data.txid());
        }
        // end docs
        assertEquals(List.of("+5561912345678 PEDIDO7"), lines);
        assertEquals(Profile.PIX, Profile.detect(MerchantCode.parse(pix.payload())));
        assertEquals(32, KhqrData.statusKey(pix).length());
    }

    @Test
    void upi() throws QrException {
        // docs: upi
        String link = UpiLink.to("shop@examplebank", "Example Shop")
                .of(Money.of(CurrencyUnit.of("INR"), 120))
                .withReference("POS20261123")
                .toText();
        // end docs
        assertEquals("upi://pay?pa=shop@examplebank&pn=Example%20Shop&tr=POS20261123&am=120.00&cu=INR", link);
        assertEquals("shop@examplebank", UpiLink.parse(link).payeeAddress());
    }

    @Test
    void consumer() throws QrException {
        String scanned = CONSUMER_EXAMPLE;
        // docs: consumer
        ConsumerCode code = ConsumerCode.parse(scanned);
        List<ConsumerViolation> violations = code.violations(); // none: it has an application and a card number
        ConsumerApplication application = code.applications().get(0);
        AcquirerData data = AcquirerData.of(
                application, AcquirerData.IdentifierTag.DEDICATED_FILE_NAME, "039"); // ask your acquirer
        print(data.pan() + " " + data.field55().toHex());
        // end docs
        assertEquals(List.of(), violations);
        assertEquals(List.of("123456******3458 8407A0000000555555"), lines);
    }

    @Test
    void consumerBuild() throws QrException {
        // docs: consumer-build
        ConsumerTemplate application = ConsumerTemplate.of(List.of(
                new ConsumerObject(Tag.of(0x4F), Bytes.fromHex("A0000000555555")),
                new ConsumerObject(Tag.of(0x57), Bytes.fromHex("1234567890123458D191220112345F"))));
        String base64 = ConsumerCode.of(List.of(application)).toBase64();
        // end docs
        assertEquals(CONSUMER_EXAMPLE, base64);
        assertEquals(1, ConsumerCode.parse(base64).applications().size());
    }

    @Test
    void classify() {
        Stream.of("130061098828009406", "https://qr.alipay.com/bax0", CONSUMER_EXAMPLE, EMVCO_EXAMPLE, "１３００")
                .forEach(scanned -> {
                    // docs: classify
                    ScannedCode code = ScannerInput.by(ScannerRules.DEFAULT).classify(scanned);
                    if (code instanceof ScannedCode.WalletCode wallet) {
                        print("charge at " + wallet.wallet());
                    } else if (code instanceof ScannedCode.ConsumerPresented) {
                        print("a card in a phone: ConsumerCode, then the acquirer");
                    } else if (code instanceof ScannedCode.MerchantPresented) {
                        print("a merchant's code: for customers, not for tills");
                    } else if (code instanceof ScannedCode.MerchantUrl url) {
                        print("a merchant's link of " + url.wallet());
                    } else if (code instanceof ScannedCode.Unrecognised unrecognised) {
                        print(unrecognised.cause() + ": " + unrecognised.reason());
                    }
                    // end docs
                });
        assertEquals(
                List.of(
                        "charge at WECHAT_PAY",
                        "a merchant's link of ALIPAY",
                        "a card in a phone: ConsumerCode, then the acquirer",
                        "a merchant's code: for customers, not for tills",
                        "FOREIGN_DIGITS: character 1 is a digit of another script or a full-width one;"
                                + " switch the keyboard to English and scan again"),
                lines);
    }

    @Test
    void newPrefix() {
        // docs: rules
        List<ScannerRules.PaymentCodeRule> more = new ArrayList<>(ScannerRules.DEFAULT.paymentCodes());
        more.add(new ScannerRules.PaymentCodeRule(Wallet.WECHAT_PAY, "16", 18, 18, true));
        ScannerInput scanner = ScannerInput.by(new ScannerRules(more, ScannerRules.DEFAULT.merchantUrls()));
        // end docs
        assertInstanceOf(ScannedCode.WalletCode.class, scanner.classify("160061098828009406"));
    }

    @Test
    void render() throws QrException, IOException {
        String payload = EMVCO_EXAMPLE;
        // docs: render
        QrSymbol symbol = QrSymbol.of(payload, ErrorCorrection.MEDIUM);
        String svg = SvgDrawing.of(symbol); // any size
        Bytes png = Picture.png(symbol, 8); // 8 pixels a module
        String text = TerminalDrawing.onDarkBackground(symbol); // light letters on a dark ground
        Bytes receipt = EscPosCommands.raster(symbol, 4); // every printer draws the same
        // end docs
        assertTrue(svg.startsWith("<svg"));
        assertEquals(payload, PictureScanner.scan(new ByteArrayInputStream(png.toByteArray())));
        assertEquals(
                (symbol.size() + 2 * QrSymbol.QUIET_ZONE + 1) / 2, text.lines().count());
        assertEquals("1D763000", receipt.toHex().substring(0, 8));
    }

    @Test
    void scanPicture() throws QrException, IOException {
        InputStream picture = new ByteArrayInputStream(
                Picture.png(QrSymbol.of(PROMPTPAY, ErrorCorrection.LOW), 3).toByteArray());
        // docs: scan-picture
        String payload = PictureScanner.scan(picture);
        // end docs
        assertEquals(PROMPTPAY, payload);
    }
}

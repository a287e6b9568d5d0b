package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.awt.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QrDecodeCommandTest {
    private static final String CONSUMER = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";
    private static final String PROMPTPAY =
            "00020101021129370016A0000006770101110113006680123456753037645406100.005802TH63043FBE";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "28763443825664394, ALIPAY, 28*************94",
        "130061098828009406, WECHAT_PAY, 13**************06",
        "6220001234567890123, UNIONPAY, 62***************23"
    })
    void aPaymentCodeIsNamedAndMasked(String code, String wallet, String masked) {
        CommandRun run = CommandRun.of("qr", "decode", code, "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("PAYMENT_CODE", run.json().path("kind").asText());
        assertEquals(wallet, run.json().path("wallet").asText());
        assertEquals(masked, run.json().path("codeMasked").asText());
        assertFalse(run.out().contains(code));
        assertFalse(CommandRun.of("qr", "decode", code).out().contains(code));
    }

    @Test
    void aConsumerCodeShowsNoCardNumber() {
        CommandRun json = CommandRun.of("qr", "decode", CONSUMER, "--json");
        JsonNode application = json.json().path("applications").path(0);
        assertEquals("A0000000555555", application.path("aid").asText());
        assertEquals("123456******3458", application.path("panMasked").asText());
        CommandRun text = CommandRun.of("qr", "decode", CONSUMER);
        assertTrue(text.out().contains("card number 123456******3458"), text.out());
        for (CommandRun run : new CommandRun[] {json, text}) {
            assertEquals(0, run.exitCode(), run.err());
            assertFalse(run.out().contains("1234567890123458"), run.out());
        }
    }

    @Test
    void aMerchantCodeIsATreeWithNamesProfileAndFindings() {
        CommandRun text = CommandRun.of("qr", "decode", PROMPTPAY);
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().contains("profile promptpay"), text.out());
        assertTrue(text.out().contains("  01 Payment Network Specific 0066801234567"), text.out());
        assertTrue(text.out().contains("finding by emvco: MISSING_52 at 84"), text.out());
        JsonNode report = CommandRun.of("qr", "decode", PROMPTPAY, "--json").json();
        assertEquals("EMV_MPM", report.path("kind").asText());
        assertEquals("promptpay", report.path("profile").asText());
        assertEquals(0, report.path("findings").size());
        assertEquals(3, report.path("emvcoFindings").size());
        JsonNode account = report.path("objects").path(2);
        assertEquals("29", account.path("id").asText());
        assertEquals(
                "0066801234567", account.path("objects").path(1).path("value").asText());
    }

    @Test
    void lengthsInBytesAreReadWhereTheProfileCountsThem() {
        String built = CommandRun.of(
                        "qr",
                        "build",
                        "--profile",
                        "bharatqr",
                        "--key",
                        "shop@bank",
                        "--name",
                        "दुकान",
                        "--city",
                        "PUNE",
                        "--mcc",
                        "5411",
                        "--postal-code",
                        "411001")
                .out()
                .strip();
        CommandRun run = CommandRun.of("qr", "decode", built, "--json");
        assertEquals(0, run.exitCode(), built + run.err());
        assertEquals("bharatqr", run.json().path("profile").asText());
        assertEquals(0, run.json().path("findings").size(), run.out());
    }

    @Test
    void aMerchantsLinkIsForCustomers() {
        CommandRun run = CommandRun.of("qr", "decode", "weixin://wxpay/bizpayurl?pr=p4lpSuKzz");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("for customers to scan"), run.out());
    }

    private Path drawn(String name, String... texts) throws IOException, QrException {
        int space = 60;
        List<BufferedImage> symbols = new ArrayList<>();
        int width = space;
        int height = 0;
        for (String text : texts) {
            BufferedImage symbol = Picture.of(QrSymbol.of(text, ErrorCorrection.MEDIUM), 5);
            symbols.add(symbol);
            width += symbol.getWidth() + space;
            height = Math.max(height, symbol.getHeight() + 2 * space);
        }
        BufferedImage all = new BufferedImage(width, Math.max(height, space), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = all.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, all.getWidth(), all.getHeight());
        int x = space;
        for (BufferedImage symbol : symbols) {
            graphics.drawImage(symbol, x, space, null);
            x += symbol.getWidth() + space;
        }
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(all, "png", file.toFile());
        return file;
    }

    @Test
    void aPictureIsReadAndItsCodeMasked() throws IOException, QrException {
        Path picture = drawn("code.png", "28763443825664394");
        CommandRun text = CommandRun.of("qr", "decode", picture);
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().contains("28*************94"), text.out());
        assertFalse(text.out().contains("28763443825664394"));
        JsonNode symbols =
                CommandRun.of("qr", "decode", picture, "--json").json().path("symbols");
        assertEquals(1, symbols.size());
        assertEquals("ALIPAY", symbols.path(0).path("wallet").asText());
    }

    @Test
    void eachSymbolOfAPictureIsReported() throws IOException, QrException {
        Path picture = drawn("poster.png", PROMPTPAY, "weixin://wxpay/bizpayurl?pr=p4lpSuKzz", "see you soon");
        CommandRun run = CommandRun.of("qr", "decode", picture, "--json");
        assertEquals(0, run.exitCode(), run.err());
        List<String> kinds = new ArrayList<>();
        run.json()
                .path("symbols")
                .forEach(symbol -> kinds.add(symbol.path("kind").asText()));
        assertEquals(
                List.of("EMV_MPM", "MERCHANT_URL", "UNRECOGNISED"),
                kinds.stream().sorted().toList(),
                run.out());
        CommandRun text = CommandRun.of("qr", "decode", picture);
        assertTrue(text.out().contains("symbol 3 of 3"), text.out());
        assertTrue(text.out().contains("profile promptpay"), text.out());
    }

    @Test
    void aPictureWithoutAKnownSymbolIsBadInput() throws IOException, QrException {
        CommandRun none = CommandRun.of("qr", "decode", drawn("blank.png"));
        assertEquals(65, none.exitCode());
        assertTrue(none.err().contains("no QR symbol"), none.err());
        CommandRun unknown = CommandRun.of("qr", "decode", drawn("text.png", "see you soon"));
        assertEquals(65, unknown.exitCode());
        assertEquals("", unknown.out());
        assertEquals(
                65,
                CommandRun.of("qr", "decode", drawn("cut.png", PROMPTPAY.substring(0, 40)))
                        .exitCode());
    }

    @Test
    void aFileThatIsNoPictureIsBadInput() throws IOException, QrException {
        Path file = folder.resolve("code.txt");
        Files.writeString(file, "28763443825664394");
        CommandRun run = CommandRun.of("qr", "decode", file);
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains("NOT_A_PICTURE"), run.err());
        Path damaged = folder.resolve("damaged.png");
        byte[] good = Files.readAllBytes(drawn("good.png", "28763443825664394"));
        Files.write(damaged, Arrays.copyOf(good, good.length / 2));
        assertEquals(65, CommandRun.of("qr", "decode", damaged).exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "161234567890123456",
                "hello",
                "",
                "１３００６１０９８８２８００９４０６",
                "hQVDUFYwMWEaTwegAAAA",
                "0002010102112937"
            })
    void whatIsNothingKnownIsBadInputAndNotQuoted(String text) {
        CommandRun run = CommandRun.of("qr", "decode", text);
        assertEquals(65, run.exitCode(), run.out());
        assertEquals("", run.out());
        assertFalse(text.length() > 5 && run.err().contains(text), run.err());
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QrDecodeCommandTest {
    private static final String CONSUMER = "hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=";
    private static final String PROMPTPAY =
            "00020101021129370016A0000006770101110113006680123456753037645406100.005802TH63043FBE";

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

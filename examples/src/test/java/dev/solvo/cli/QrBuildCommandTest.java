package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QrBuildCommandTest {
    private static CommandRun build(String options) {
        List<Object> arguments = new ArrayList<>(List.of("qr", "build"));
        arguments.addAll(List.of(options.split(" ", -1)));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void buildsThePublishedExample() {
        CommandRun run = CommandRun.of(
                "qr",
                "build",
                "--once",
                "--account",
                "15=31250156344012345678901234567890",
                "--mcc",
                "5411",
                "--name",
                "TEST SHOP",
                "--city",
                "SHANGHAI",
                "--country",
                "CN",
                "--amount",
                "88.88",
                "--currency",
                "CNY",
                "--data",
                "05=REF20240101",
                "--data",
                "07=T0000001");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                "000201010212153231250156344012345678901234567890520454115303156540588.885802CN5909TEST SHOP6008SHANGHAI"
                        + "62270511REF202401010708T000000163041218",
                run.out().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "pix, --key 123e4567-e12b-12d1-a456-426655440000 --info Cafe --reference A1 --name Fulano --city BRASILIA",
        "pix, --url pix.example.com/qr/v2/cobv/1e6c --name Fulano --city BRASILIA",
        "promptpay, --phone 0801234567 --amount 100",
        "promptpay, --tax-id 1111111111111",
        "promptpay, --ewallet 111111111111111",
        "promptpay, --biller 011223344556600 --reference CUSTOMER001 --reference2 INV001",
        "paynow, --uen 201929813CSPP --fixed-amount --until 20301231 --reference INV1 --amount 5 --name Shop --city Singapore",
        "paynow, --phone +6591234567 --name Shop --city Singapore",
        "vietqr, --bank 970416 --account-number 257678859 --info Chuyen",
        "vietqr, --bank 970416 --card 9704160000000018",
        "khqr, --key test@dev --mcc 5999 --name Shop --city Phnom",
        "khqr, --key test@dev --merchant-id 123456 --bank Dev --from 2026-11-23T10:00:00Z --until 2026-11-23T10:05:00Z --mcc 5999 --name Shop --city Phnom",
        "qris, --owner ID.CO.EXAMPLE.WWW --pan 936000140456789 --merchant-id M1 --criteria UMI --nmid ID1019123456781 --national-postal-code 12345 --terminal K19 --mcc 5411 --name Toko --city JAKARTA",
        "duitnow, --acquirer 588734 --merchant-id QR0000000001 --reference REF1 --mcc 5411 --name Kedai --city KL",
        "bharatqr, --key shop@bank --reference TR0001 --mcc 5411 --name Shop --city PUNE --postal-code 411001",
        "fps, --key 1234567 --reference R1 --mcc 0000 --name NA --city HK",
        "fps, --phone +852-12345678 --mcc 0000 --name NA --city HK",
        "fps, --email shop@example.com --mcc 0000 --name NA --city HK",
        "qrph, --bank GXCHPHM2XXX --merchant-id 217020000054698716099 --mcc 5411 --name Shop --city Manila",
        "qrph, --bank BNORPHMMXXX --account-number 5267270022100867 --mcc 5411 --name Shop --city Manila"
    })
    void whatIsBuiltForACountryIsDecodedWithoutFindings(String profile, String options) {
        CommandRun built = build("--profile " + profile + " " + options + " --json");
        assertEquals(0, built.exitCode(), built.err());
        assertEquals(profile, built.json().path("profile").asText());
        CommandRun decoded =
                CommandRun.of("qr", "decode", built.json().path("payload").asText(), "--json");
        assertEquals(profile, decoded.json().path("profile").asText(), decoded.out());
        assertEquals(0, decoded.json().path("findings").size(), decoded.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--profile promptpay --uen 1 --phone 0801234567",
                "--profile promptpay",
                "--profile promptpay --phone 123",
                "--profile nowhere",
                "--name Shop",
                "--template 26=x",
                "--profile promptpay --phone 0801234567 --amount 1.234",
                "--profile promptpay --phone 0801234567 --currency XYZ --amount 1",
                "--profile khqr --key test@dev --until tomorrow --from 2026-11-23T10:00:00Z"
            })
    void whatCannotBeBuiltIsAWrongCommandLine(String options) {
        CommandRun run = build(options);
        assertEquals(64, run.exitCode(), run.out() + run.err());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("solvo: "), run.err());
    }

    @Test
    void threeDecimalsAreKept() {
        CommandRun run = CommandRun.of(
                "qr",
                "build",
                "--template",
                "26-00=com.example",
                "--mcc",
                "5411",
                "--name",
                "Shop",
                "--city",
                "Kuwait",
                "--country",
                "KW",
                "--amount",
                "1.234",
                "--currency",
                "KWD");
        assertTrue(run.out().contains("54051.234"), run.out() + run.err());
    }

    @Test
    void helpShowsAnExample() {
        for (String command : List.of("decode", "build", "show", "reconcile", "vectors")) {
            CommandRun run = CommandRun.of("qr", command, "--help");
            assertEquals(0, run.exitCode());
            assertTrue(run.out().contains("solvo qr " + command + " "), run.out());
        }
    }
}

package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in a process of its own. */
final class PrepaidServeTest {
    @TempDir
    Path folder;

    private HttpResponse<String> debit(String port, String token, String code, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/debit"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + key + "\",\"card\":\"" + code
                        + "\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1250}}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesTillsUntilItIsStopped() throws Exception {
        PrepaidRun run = new PrepaidRun(folder.resolve("store"));
        String code = run.card("100.00");
        JsonNode till = run.json(0, "till", "--terminal", "bar-1");
        String token = till.path("token").asText();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.solvo.cli.Solvo",
                        "prepaid",
                        "serve",
                        "--store",
                        folder.resolve("store").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--backup",
                        folder.resolve("copies").toString(),
                        "--log"))
                .redirectError(folder.resolve("log").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = String.valueOf(out.readLine());
            assertTrue(line.startsWith("listening on port "), () -> line + log());
            String port = line.substring("listening on port ".length());
            assertEquals(200, debit(port, token, code, "K1").statusCode());
            assertTrue(debit(port, token, code, "K1").body().contains("\"replayed\":true"));
            assertEquals(401, debit(port, token + "x", code, "K2").statusCode());
            assertEquals(2, run.solvo("balance", "--card", code).exitCode(), "the service has the books");

            run.json(0, "till", "--terminal", "bar-1", "--revoke");
            int status = 200;
            for (int attempts = 0; status == 200 && attempts < 10_000; attempts++) {
                status = debit(port, token, code, "K1").statusCode();
            }
            assertEquals(401, status, "a revoked token is noticed");
        } finally {
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not stop");
        }
        assertEquals(8750, run.available(code));
        assertEquals("SOUND", run.json(0, "verify").path("outcome").asText());
        String log = log();
        assertTrue(log.contains(" bar-1 /v1/debit K1 200 DONE "), log);
        run.assertNeverPrinted(code);
        assertTrue(!log.contains(code) && !log.contains(token), log);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (java.io.IOException none) {
            return none.toString();
        }
    }

    @Test
    void listensOnThisMachineOnlyWithoutACertificate() {
        PrepaidRun run = new PrepaidRun(folder.resolve("store"));
        run.json(0, "till", "--terminal", "bar-1");
        CommandRun refused = run.solvo("serve", "--listen", "0.0.0.0:0");
        assertEquals(64, refused.exitCode());
        assertTrue(refused.err().contains("without --tls only on this machine"), refused.err());
    }
}

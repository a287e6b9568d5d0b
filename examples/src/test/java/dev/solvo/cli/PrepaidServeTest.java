package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in a process of its own. */
final class PrepaidServeTest {
    @TempDir
    Path folder;

    private static HttpResponse<String> debit(String port, String token, String code, String key) throws Exception {
        return debit(HttpClient.newHttpClient(), "http://127.0.0.1:" + port, token, code, key);
    }

    private static HttpResponse<String> debit(HttpClient client, String service, String token, String code, String key)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/v1/debit"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + key + "\",\"card\":\"" + code
                        + "\",\"amount\":{\"currency\":\"CNY\",\"minorUnits\":1250}}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesTillsUntilItIsStopped() throws Exception {
        PrepaidRun run = new PrepaidRun(folder.resolve("store"));
        String code = run.card("100.00");
        JsonNode till = run.json(0, "till", "--terminal", "bar-1");
        String token = till.path("token").asText();
        Process process = serve("--backup", folder.resolve("copies").toString(), "--log");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = port(out);
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

    private Process serve(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
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
                "127.0.0.1:0"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    private String port(BufferedReader out) throws IOException {
        String line = String.valueOf(out.readLine());
        assertTrue(line.startsWith("listening on port "), () -> line + log());
        return line.substring("listening on port ".length());
    }

    @Test
    void servesTillsThatTrustItsCertificateAndNoOthers() throws Exception {
        PrepaidRun run = new PrepaidRun(folder.resolve("store"));
        String code = run.card("100.00");
        String token = run.json(0, "till", "--terminal", "bar-1").path("token").asText();
        Path password = folder.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "of the test");
        Path certificate = certificate("of the test");
        Process process = serve("--tls", certificate.toString(), "--tls-password-file", password.toString());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = port(out);
            HttpClient till = HttpClient.newBuilder()
                    .sslContext(trusting(certificate, "of the test"))
                    .build();
            HttpResponse<String> answer = debit(till, "https://localhost:" + port, token, code, "K1");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.sslSession().isPresent());
            HttpClient stranger = HttpClient.newHttpClient();
            assertThrows(
                    SSLHandshakeException.class, () -> debit(stranger, "https://localhost:" + port, token, code, "K2"));
            assertThrows(IOException.class, () -> debit(port, token, code, "K3"), "nothing is served in the clear");
        } finally {
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not stop");
        }
        assertEquals(8750, run.available(code));

        Files.writeString(password, "of another");
        CommandRun refused =
                run.solvo("serve", "--tls", certificate.toString(), "--tls-password-file", password.toString());
        assertTrue(refused.err().contains("has another password"), refused.err());
    }

    /** A key and its certificate of its own, made for this test by the Java platform's tool. */
    private Path certificate(String password) throws Exception {
        Path file = folder.resolve("service.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "service",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile())
                .start();
        assertEquals(0, tool.waitFor(), () -> "keytool");
        return file;
    }

    private static SSLContext trusting(Path certificate, String password) throws Exception {
        KeyStore own = KeyStore.getInstance(certificate.toFile(), password.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("service", own.getCertificate("service"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException none) {
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

package dev.solvo.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.simulator.wallet.WalletTestKeys;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MerchantConfigTest {
    private static final URI HOST = URI.create("https://wallet.example");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.50);

    @TempDir
    Path folder;

    private MerchantFiles files;

    @BeforeEach
    void writeKeys() throws Exception {
        files = new MerchantFiles(folder);
    }

    private MerchantAccount read(ObjectNode config) throws Exception {
        return MerchantConfig.read(files.write(config), CLOCK, new Random(1));
    }

    /** What leaves for the wallet, decoded. */
    private String payment(ObjectNode config, String code) throws Exception {
        MerchantAccount account = read(config);
        Order order =
                Order.of(OrderNumber.of("20261123100000001"), AMOUNT, "dinner").at(account.place());
        SignedRequest request =
                account.gateway().pay(order, PaymentCode.of(code)).request();
        String body = new String(request.body().toByteArray(), StandardCharsets.UTF_8);
        return request.uri() + "\n" + URLDecoder.decode(request.uri() + "\n" + body, StandardCharsets.UTF_8) + "\n"
                + request.headers().fields();
    }

    @Test
    void placesAndHostsAreTakenOver() throws Exception {
        MerchantAccount account = read(files.alipay(HOST, "v2"));
        assertEquals("00000001", account.place().terminalId().orElseThrow());
        assertEquals(HOST.resolve("/"), account.gateway().readinessProbe());
        assertEquals("2021000000000001", account.gateway().account());
        assertEquals(List.of(), account.warnings());
    }

    @Test
    void alipayActsForAnotherMerchantInCertificateMode() throws Exception {
        ObjectNode config = files.alipayWithCertificates(HOST, "v2");
        files.secret("token.txt", "202611BBtoken\n");
        config.put("appAuthTokenFile", "token.txt").put("serviceProviderId", "2088511833207846");
        String sent = payment(config, "281234567890123456");
        assertTrue(sent.contains("app_auth_token=202611BBtoken"), sent);
        assertTrue(sent.contains("\"sys_service_provider_id\":\"2088511833207846\""), sent);
        assertTrue(sent.contains("app_cert_sn="), sent);
        assertTrue(sent.contains("alipay_root_cert_sn="), sent);
    }

    @Test
    void alipayEncryptsWithTheContentKey() throws Exception {
        files.secret("aes.txt", "aa4BtZ4tspm2wnXLb1ThQA==");
        String sent = payment(files.alipay(HOST, "v3").put("contentKeyFile", "aes.txt"), "281234567890123456");
        assertTrue(sent.contains("alipay-encrypt-type=AES"), sent);
        assertFalse(sent.contains("281234567890123456"), sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3"})
    void weChatPayActsAsServiceProvider(String protocol) throws Exception {
        ObjectNode config = files.weChatPay(HOST, protocol);
        config.put("certificateFile", "app.crt")
                .put("subMerchantId", "1900000109")
                .put("subAppId", "wx8888");
        String sent = payment(config, "134567890123456789");
        assertTrue(sent.contains("1900000109") && sent.contains("wx8888"), sent);
        assertEquals("1900000001/1900000109", read(config).gateway().account());
    }

    /** Without a serial number of its own, the certificate names the key. */
    @Test
    void weChatPayTakesTheSerialNumberFromTheCertificate() throws Exception {
        ObjectNode config = files.weChatPay(HOST, "v3").put("certificateFile", "app.crt");
        config.remove("certificateSerial");
        String serial = WalletTestKeys.certificate(new WalletTestKeys().alipayAppCertificate())
                .getSerialNumber()
                .toString(16)
                .toUpperCase(Locale.ROOT);
        String sent = payment(config, "134567890123456789");
        assertTrue(sent.contains("serial_no=\"" + serial + "\""), sent);
    }

    @Test
    void weChatPayTakesPlatformCertificates() throws Exception {
        ObjectNode config = files.weChatPay(HOST, "v3");
        config.remove(List.of("publicKeyId", "publicKeyFile"));
        config.putArray("platformCertificateFiles").add("alipay.crt");
        assertFalse(payment(config, "134567890123456789").contains("PUB_KEY_ID"));
    }

    @Test
    void unionPayTakesAKeyStore() throws Exception {
        ObjectNode config = files.unionPay(HOST);
        config.remove(List.of("privateKeyFile", "certificateId"));
        config.put("keyStoreFile", "merchant.pfx").put("keyStorePasswordFile", "password.txt");
        config.putObject("platform")
                .put("subMerchantId", "988460058120001")
                .put("name", "Tea House")
                .put("shortName", "Tea");
        String serial = WalletTestKeys.certificate(new WalletTestKeys().alipayAppCertificate())
                .getSerialNumber()
                .toString();
        String sent = payment(config, "6281234567890123456");
        assertTrue(sent.contains("certId=" + serial), sent);
        assertTrue(sent.contains("accessType=2") && sent.contains("subMerId=988460058120001"), sent);
    }

    @Test
    void unionPayTakesACertificateAndRoots() throws Exception {
        ObjectNode config = files.unionPay(HOST);
        config.remove(List.of("unionPayPublicKeyFile", "certificateId"));
        config.put("certificateFile", "app.crt")
                .put("rootCertificateFile", "roots.crt")
                .put("alsoNamed", "x");
        config.putObject("acquirer")
                .put("code", "12345678")
                .put("merchantCategory", "5812")
                .put("name", "Tea House")
                .put("shortName", "Tea");
        assertTrue(payment(config, "6281234567890123456").contains("acqInsCode=12345678"));
    }

    /** The forms in which keys are handed out. */
    @Test
    void readsKeysInEveryForm() throws Exception {
        byte[] pkcs8 = new WalletTestKeys().merchantPrivateKey().getEncoded();
        // PKCS#8 of a 2048-bit RSA key has 26 bytes before the key of PKCS#1.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String expected = payment(files.unionPay(HOST), "6281234567890123456");
        for (String text : List.of(
                MerchantFiles.pem("RSA PRIVATE KEY", pkcs1),
                Base64.getEncoder().encodeToString(pkcs8),
                Base64.getEncoder().encodeToString(pkcs1))) {
            files.secret("key.pem", text);
            assertEquals(expected, payment(files.unionPay(HOST), "6281234567890123456"));
        }
    }

    @Test
    void warnsOfASecretThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r-----"));
        List<String> warnings = read(files.alipay(HOST, "v2")).warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("/privateKeyFile: others can read "), warnings.get(0));
    }

    private String refused(ObjectNode config) throws Exception {
        Path file = files.write(config);
        String message = String.valueOf(
                assertThrows(BadInputException.class, () -> MerchantConfig.read(file, CLOCK, new Random(1)))
                        .getMessage());
        assertTrue(message.startsWith(file.toString()), message);
        for (String secret : List.of(
                new WalletTestKeys().weChatV3Key(), new WalletTestKeys().weChatV2Key(), MerchantFiles.PASSWORD)) {
            assertFalse(message.contains(secret), message);
        }
        return message;
    }

    /** A wallet, a key, the value it is set to (absent if empty), and what the message names. */
    @ParameterizedTest
    @CsvSource({
        "alipay, wallet, paypal, /wallet: is not one of alipay",
        "alipay, appId, , /appId: is missing",
        "alipay, appId, a b, /appId: an app_id is 1 to 32 digits or letters",
        "alipay, privateKeyFile, , /privateKeyFile: is missing",
        "alipay, privateKeyFile, none.pem, /privateKeyFile: cannot read",
        "alipay, privateKeyFile, platform.pem, 'platform.pem is PEM, but holds no PRIVATE KEY'",
        "alipay, privateKeyFile, v3.txt, v3.txt holds no private RSA key",
        "alipay, alipayPublicKeyFile, , /alipayPublicKeyFile: is needed",
        "alipay, alipayPublicKeyFile, key.pem, 'key.pem is PEM, but holds no PUBLIC KEY'",
        "alipay, appCertificateFile, app.crt, /alipayPublicKeyFile: is needed",
        "alipay, protocol, v4, '/protocol: is not one of v2, v3'",
        "alipay, host, http://wallet.example, /host: does not begin with https://",
        "alipay, notifyUrl, 'no url', /notifyUrl: is no address",
        "alipay, proxy, nowhere, /proxy: is not HOST:PORT",
        "alipay, contentKeyFile, password.txt, /contentKeyFile: the content key is not base64",
        "alipay, privateKey, secret, '/privateKey: is not known here; known are $schema'",
        "wechat, merchantId, , /merchantId: is missing",
        "wechat, merchantId, x1, /merchantId: mchid has another form",
        "wechat, certificateSerial, , '/certificateFile: is needed, or certificateSerial'",
        "wechat, codePayments, v2, /certificateFile: is needed: v2 takes orders back",
        "wechat, certificateFile, alipay.crt, /certificateFile: is not the certificate of the private key",
        "wechat, apiV3KeyFile, password.txt, /apiV3KeyFile: an APIv3 key of",
        "wechat, apiV3KeyFile, , /apiV3KeyFile: is missing",
        "wechat, publicKeyId, , /publicKeyId: goes together with publicKeyFile",
        "wechat, publicKeyId, KEY, /publicKeyId: the public key's id",
        "wechat, subAppId, wx1, /subAppId: goes together with subMerchantId",
        "unionpay, merchantId, 1, /merchantId: a merchant id (merId)",
        "unionpay, certificateId, , '/certificateFile: is needed with privateKeyFile'",
        "unionpay, privateKeyFile, , '/keyStoreFile: is needed, or else privateKeyFile'",
        "unionpay, keyStoreFile, merchant.pfx, /keyStoreFile: goes together with keyStorePasswordFile",
        "unionpay, rootCertificateFile, roots.crt, '/rootCertificateFile: is needed, or else'"
    })
    void namesFileAndFieldOfAnError(String wallet, String key, String value, String message) throws Exception {
        ObjectNode config = switch (wallet) {
            case "alipay" -> files.alipay(HOST, "v2");
            case "wechat" -> files.weChatPay(HOST, "v3");
            default -> files.unionPay(HOST);
        };
        if (value == null) {
            config.remove(key);
        } else {
            config.put(key, value);
        }
        String found = refused(config);
        assertTrue(found.contains(message), found);
    }

    @Test
    void aWrongPasswordIsNotRepeated() throws Exception {
        ObjectNode config = files.unionPay(HOST);
        config.remove(List.of("privateKeyFile", "certificateId"));
        config.put("keyStoreFile", "merchant.pfx").put("keyStorePasswordFile", "v3.txt");
        assertTrue(refused(config).contains("/keyStoreFile: "));
    }

    @Test
    void allErrorsAreToldAtOnce() throws Exception {
        ObjectNode config = files.weChatPay(HOST, "v3").put("mystery", 1).put("host", 7);
        ((ObjectNode) config.path("pointOfSale")).put("ipAdress", "127.0.0.1");
        config.remove("appId");
        String found = refused(config);
        assertEquals(4, found.lines().count(), found);
        assertTrue(found.contains("/pointOfSale/ipAdress: is not known here"), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "\"alipay\"", "{\"wallet\":\"alipay\",\"wallet\":\"alipay\"}"})
    void somethingElseThanAnObjectIsRefused(String text) throws Exception {
        Path file = files.open("merchant.json", text);
        assertThrows(BadInputException.class, () -> MerchantConfig.read(file, CLOCK, new Random(1)));
    }

    @Test
    void anEmptyListOfFilesIsNoKey() throws Exception {
        ObjectNode config = files.alipayWithCertificates(HOST, "v2");
        config.putArray("alipayCertificateFiles");
        assertTrue(refused(config).endsWith("/alipayCertificateFiles: names no file"));
    }

    /** Errors that follow from an error are not told. */
    @Test
    void aFileThatCannotBeReadIsOneError() throws Exception {
        for (ObjectNode config : List.of(
                files.alipay(HOST, "v2").put("alipayPublicKeyFile", "none"),
                files.alipayWithCertificates(HOST, "v2").put("appCertificateFile", "none"),
                files.weChatPay(HOST, "v3").put("publicKeyFile", "none"),
                files.weChatPay(HOST, "v2").put("certificateFile", "none"),
                files.unionPay(HOST).put("privateKeyFile", "none"),
                files.unionPay(HOST).put("unionPayPublicKeyFile", "none"))) {
            String found = refused(config);
            assertEquals(1, found.lines().count(), found);
            assertTrue(found.contains("File: cannot read "), found);
        }
    }

    /** The error about an unknown key names the known ones: they are those of the schema. */
    @ParameterizedTest
    @ValueSource(strings = {"alipay", "wechat", "unionpay"})
    void theSchemaHasTheKeysThatAreRead(String wallet) throws Exception {
        ObjectNode config =
                new JsonMapper().createObjectNode().put("wallet", wallet).put("mystery", 1);
        String found = refused(config);
        String known = found.substring(found.indexOf("known are ") + "known are ".length());
        Set<String> schema = new TreeSet<>();
        JsonNode defined = new JsonMapper().readTree(MerchantConfig.schema()).at("/$defs/" + wallet + "/properties");
        defined.fieldNames().forEachRemaining(schema::add);
        assertEquals(schema, new TreeSet<>(List.of(known.split(", "))));
    }

    /** What the documentation shows lacks nothing but the files. */
    @Test
    void theExamplesOfTheDocumentationAreRead() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "command-line.md"));
        int start = page.indexOf("### The merchant's configuration");
        String section = page.substring(start, page.indexOf("\n## ", start));
        List<String> wallets = new ArrayList<>();
        Matcher blocks = Pattern.compile("```json\n(.+?)```", Pattern.DOTALL).matcher(section);
        while (blocks.find()) {
            ObjectNode config = (ObjectNode) new JsonMapper().readTree(blocks.group(1));
            wallets.add(config.path("wallet").asText());
            for (String error : refused(config).lines().toList()) {
                boolean aboutFiles = error.contains(": cannot read ") || error.contains("keyStorePasswordFile");
                assertTrue(aboutFiles, error);
            }
        }
        assertEquals(List.of("alipay", "wechat", "unionpay"), wallets);
    }
}

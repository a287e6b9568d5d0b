package dev.solvo.cli.wallet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.wallet.WalletTestKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Configurations of the simulated merchants as files, with their test keys beside them. */
public final class MerchantFiles {
    /** A password of a test file. */
    static final String PASSWORD = "open sesame 123";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final WalletTestKeys keys = new WalletTestKeys();

    /** Writes the key files into that directory. */
    public MerchantFiles(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        secret("key.pem", pem("PRIVATE KEY", keys.merchantPrivateKey().getEncoded()));
        open("platform.pem", pem("PUBLIC KEY", keys.platformPublicKey().getEncoded()));
        open("app.crt", keys.alipayAppCertificate());
        open("alipay.crt", keys.alipayCertificate());
        open("roots.crt", keys.alipayRootCertificates());
        secret("v3.txt", keys.weChatV3Key() + "\n");
        secret("v2.txt", keys.weChatV2Key() + "\n");
        secret("password.txt", PASSWORD + "\n");
        keyStore();
    }

    private void keyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = PASSWORD.toCharArray();
        store.load(null, password);
        Certificate own = WalletTestKeys.certificate(keys.alipayAppCertificate());
        store.setKeyEntry("merchant", keys.merchantPrivateKey(), password, new Certificate[] {own});
        Path file = secret("merchant.pfx", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    Path open(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    Path secret(String name, String text) throws IOException {
        Path file = open(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Alipay in public-key mode. */
    public ObjectNode alipay(URI host, String protocol) {
        ObjectNode config = config("alipay", host);
        config.put("appId", "2021000000000001")
                .put("sellerId", "2088000000000001")
                .put("protocol", protocol);
        return config.put("alipayPublicKeyFile", "platform.pem");
    }

    /** Alipay in certificate mode. */
    public ObjectNode alipayWithCertificates(URI host, String protocol) {
        ObjectNode config = alipay(host, protocol);
        config.remove("alipayPublicKeyFile");
        config.put("appCertificateFile", "app.crt").put("alipayRootCertificatesFile", "roots.crt");
        config.putArray("alipayCertificateFiles").add("alipay.crt");
        return config;
    }

    /** WeChat Pay in public-key mode, everything by one protocol. */
    public ObjectNode weChatPay(URI host, String protocol) {
        ObjectNode config = config("wechat", host);
        config.put("appId", "wxd678efh567hg6787").put("merchantId", keys.weChatMerchantId());
        config.put("certificateSerial", keys.weChatMerchantSerial());
        config.put("apiV3KeyFile", "v3.txt").put("apiV2KeyFile", "v2.txt").put("v2SignType", "HMAC-SHA256");
        config.put("publicKeyId", keys.weChatPublicKeyId()).put("publicKeyFile", "platform.pem");
        config.put("codePayments", protocol).put("refunds", protocol);
        return config.put("notifyUrl", "https://till.example/notifications");
    }

    /** UnionPay with a bare key. */
    public ObjectNode unionPay(URI host) {
        ObjectNode config = config("unionpay", host);
        config.put("merchantId", "777290058110048").put("certificateId", "68759663125");
        return config.put("unionPayPublicKeyFile", "platform.pem");
    }

    private static ObjectNode config(String wallet, URI host) {
        ObjectNode config = JSON.createObjectNode().put("wallet", wallet).put("host", host.toString());
        config.put("privateKeyFile", "key.pem");
        config.putObject("pointOfSale")
                .put("storeId", "S001")
                .put("storeName", "Tea")
                .put("terminalId", "00000001")
                .put("ipAddress", "127.0.0.1");
        return config;
    }

    /** Writes a configuration. */
    public Path write(ObjectNode config) throws IOException {
        return open("merchant.json", config.toPrettyString());
    }
}

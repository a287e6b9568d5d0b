package dev.solvo.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.simulator.wallet.WalletTestKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ClientCertificateTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final WalletTestKeys keys = new WalletTestKeys();

    @Test
    void aCertificateOfAnotherKeyIsRefused() {
        X509Certificate other = WalletTestKeys.certificate(keys.alipayCertificate());
        assertThrows(IllegalArgumentException.class, () -> ClientCertificate.of(keys.merchantPrivateKey(), other));
    }

    @Test
    @Timeout(60)
    void isShownToAServerThatAsksForIt(@TempDir Path folder) throws Exception {
        X509Certificate own = WalletTestKeys.certificate(keys.alipayAppCertificate());
        SSLContext client =
                trusting(folder, keys.alipayCertificate(), () -> ClientCertificate.of(keys.merchantPrivateKey(), own));
        try (SSLServerSocket listening = (SSLServerSocket)
                server().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<Certificate> seen = CompletableFuture.supplyAsync(() -> firstCertificate(listening));
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                socket.startHandshake();
                assertEquals(own, seen.get(30, TimeUnit.SECONDS));
            }
        }
    }

    private static Certificate firstCertificate(SSLServerSocket listening) {
        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
            accepted.startHandshake();
            return accepted.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Making {
        SSLContext make();
    }

    /** The runtime's own trust store is the one that is set while the context is made. */
    private static SSLContext trusting(Path folder, String pem, Making making) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", WalletTestKeys.certificate(pem));
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
        try {
            return making.make();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private SSLContext server() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("server", keys.platformPrivateKey(), PASSWORD, new Certificate[] {
            WalletTestKeys.certificate(keys.alipayCertificate())
        });
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
        return context;
    }

    /** Takes every client: the test looks itself at what it shows. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // See the class.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new AssertionError("no server is asked");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package dev.solvo.cli.wallet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The merchant's own certificate for TLS, which WeChat Pay's v2 wants for taking back and refunding. */
final class ClientCertificate {
    private ClientCertificate() {}

    /**
     * TLS that shows the certificate and trusts what the runtime trusts.
     *
     * @throws IllegalArgumentException if the certificate is not the key's
     */
    static SSLContext of(PrivateKey key, X509Certificate certificate) {
        check(key, certificate);
        try {
            // It never leaves memory; a password is only what the interface asks for.
            char[] password = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("merchant", key, password, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException refused) {
            throw new IllegalArgumentException("the certificate cannot be used with the key", refused);
        }
    }

    /**
     * A certificate of another key would only be noticed by the wallet.
     *
     * @throws IllegalArgumentException if the certificate is not the key's
     */
    static void check(PrivateKey key, X509Certificate certificate) {
        boolean same = key instanceof RSAKey secret
                && certificate.getPublicKey() instanceof RSAKey shown
                && secret.getModulus().equals(shown.getModulus());
        if (!same) {
            throw new IllegalArgumentException("is not the certificate of the private key");
        }
    }
}

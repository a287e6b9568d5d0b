package dev.solvo.cli.wallet;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.wallet.RequestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;

/** A key and its certificate in PKCS#12, as UnionPay hands them out (.pfx). */
final class KeyStoreFile {
    private KeyStoreFile() {}

    /** The first key in it, named by its certificate's decimal serial number. */
    static RequestSigner signer(KeyFile file, String password) throws BadInputException {
        char[] secret = password.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file.bytes()), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return RequestSigner.software(certificate.getSerialNumber().toString(), key);
                }
            }
        } catch (IOException | GeneralSecurityException refused) {
            throw new BadInputException(file + " is no PKCS#12 file, or has another password");
        }
        throw new BadInputException(file + " holds no key with a certificate");
    }
}

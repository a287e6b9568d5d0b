package dev.solvo.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.tlv.Bytes;
import java.util.Locale;

/** A certification authority's key in the form of {@link dev.solvo.emv.config.TerminalConfigJson}. */
public final class CaPublicKeyJson {
    private CaPublicKeyJson() {}

    /** Writes the key into an object. */
    public static void write(CaPublicKey key, ObjectNode json) {
        json.put("rid", key.rid().toHex());
        json.put("index", String.format(Locale.ROOT, "%02X", key.index()));
        if (key instanceof RsaCaPublicKey rsa) {
            json.put("modulus", rsa.publicKey().modulus().toHex());
            json.put("exponent", rsa.publicKey().exponent().toHex());
            json.put("checksum", rsa.checksum().toHex());
        } else if (key instanceof EccCaPublicKey ecc) {
            json.put("suite", Bytes.ofUnsigned(ecc.suite().indicator()).toHex());
            json.put("x", ecc.x().toHex());
            json.put("y", ecc.y().toHex());
        }
    }
}

package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;

/**
 * The three keys of a card, one for each purpose.
 *
 * @param cryptogram for application cryptograms and the answers to them
 * @param scriptMac for the authentication of scripts
 * @param scriptEncipherment for the encipherment of script data
 */
public record CardKeys(
        IccMasterKey<KeyPurpose.Cryptogram> cryptogram,
        IccMasterKey<KeyPurpose.ScriptMac> scriptMac,
        IccMasterKey<KeyPurpose.ScriptEncipherment> scriptEncipherment)
        implements AutoCloseable {
    /** Closes all three. */
    @Override
    public void close() {
        cryptogram.close();
        scriptMac.close();
        scriptEncipherment.close();
    }
}

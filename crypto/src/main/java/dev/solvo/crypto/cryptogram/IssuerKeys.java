package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;

/**
 * The three keys of an issuer's card range, one for each purpose.
 *
 * @param cryptogram for application cryptograms and the answers to them
 * @param scriptMac for the authentication of scripts
 * @param scriptEncipherment for the encipherment of script data
 */
public record IssuerKeys(
        IssuerMasterKey<KeyPurpose.Cryptogram> cryptogram,
        IssuerMasterKey<KeyPurpose.ScriptMac> scriptMac,
        IssuerMasterKey<KeyPurpose.ScriptEncipherment> scriptEncipherment)
        implements AutoCloseable {
    /**
     * Derives the keys of a card.
     *
     * @param derivation the option that the issuer uses
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @return the card's keys, to be closed by the caller
     */
    public CardKeys deriveCardKeys(IccMasterKeyDerivation derivation, Pan pan, PanSequenceNumber sequenceNumber) {
        return new CardKeys(
                derivation.derive(cryptogram, pan, sequenceNumber),
                derivation.derive(scriptMac, pan, sequenceNumber),
                derivation.derive(scriptEncipherment, pan, sequenceNumber));
    }

    /** Closes all three. */
    @Override
    public void close() {
        cryptogram.close();
        scriptMac.close();
        scriptEncipherment.close();
    }
}

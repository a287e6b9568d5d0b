package dev.solvo.crypto.messaging;

import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.tlv.Bytes;

/** The session keys of one script command. */
final class ScriptKeys implements AutoCloseable {
    private final SessionKey<KeyPurpose.ScriptMac> mac;
    private final SessionKey<KeyPurpose.ScriptEncipherment> encipherment;

    private ScriptKeys(SessionKey<KeyPurpose.ScriptMac> mac, SessionKey<KeyPurpose.ScriptEncipherment> encipherment) {
        this.mac = mac;
        this.encipherment = encipherment;
    }

    static ScriptKeys derive(
            ScriptScheme scheme,
            CardKeys cardKeys,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram diversification) {
        return new ScriptKeys(
                derive(scheme, cardKeys.scriptMac(), counter, diversification),
                derive(scheme, cardKeys.scriptEncipherment(), counter, diversification));
    }

    /** What the common scheme derives of: the cryptogram, plus the number of the command where the scheme counts. */
    static ApplicationCryptogram diversification(
            ScriptScheme scheme, ApplicationCryptogram cryptogram, int commandNumber) {
        if (scheme.keys() != ScriptScheme.SessionKeys.EMV_COMMON_COUNTED) {
            return cryptogram;
        }
        byte[] value = cryptogram.value().toByteArray();
        int carry = commandNumber;
        for (int i = value.length - 1; i >= 0 && carry != 0; i--) {
            int sum = (value[i] & 0xFF) + (carry & 0xFF);
            value[i] = (byte) sum;
            carry = (carry >> 8) + (sum >> 8);
        }
        return ApplicationCryptogram.of(Bytes.of(value));
    }

    SessionKey<KeyPurpose.ScriptMac> mac() {
        return mac;
    }

    SessionKey<KeyPurpose.ScriptEncipherment> encipherment() {
        return encipherment;
    }

    @Override
    public void close() {
        mac.close();
        encipherment.close();
    }

    private static <P extends KeyPurpose> SessionKey<P> derive(
            ScriptScheme scheme,
            IccMasterKey<P> cardKey,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram diversification) {
        return switch (scheme.keys()) {
            case VISA_COUNTER -> SessionKeyDerivation.visa(cardKey, counter);
            case EMV_COMMON, EMV_COMMON_COUNTED -> SessionKeyDerivation.emvCommon(cardKey, diversification);
        };
    }
}

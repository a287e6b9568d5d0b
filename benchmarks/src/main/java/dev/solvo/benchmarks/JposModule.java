package dev.solvo.benchmarks;

import dev.solvo.tlv.Bytes;
import java.security.Key;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.javatuples.Pair;
import org.jpos.security.EncryptedPIN;
import org.jpos.security.MKDMethod;
import org.jpos.security.PaddingMethod;
import org.jpos.security.SKDMethod;
import org.jpos.security.SMAdapter;
import org.jpos.security.SMException;
import org.jpos.security.SecureDESKey;
import org.jpos.security.jceadapter.JCEHandler;
import org.jpos.security.jceadapter.JCESecurityModule;

/** The security module of jPOS without a file of local master keys: keys and PINs are handed to it in clear. */
final class JposModule extends JCESecurityModule {
    /** The key that PINs come under, which has no other meaning here. */
    private static final byte[] PIN_KEY =
            Bytes.fromHex("0123456789ABCDEFFEDCBA9876543210").toByteArray();

    JposModule() {
        this.jceHandler = new JCEHandler(Security.getProvider("SunJCE"));
    }

    /** A key of 16 bytes, which this module takes as it is. */
    static SecureDESKey key(byte[] key) {
        byte[] three = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, three, 16, 8);
        return new SecureDESKey(SMAdapter.LENGTH_DES3_2KEY, "", three, new byte[3]);
    }

    String dynamicVerificationValue(
            byte[] key, String pan, String expiry, String serviceCode, byte[] counter, MKDMethod method)
            throws SMException {
        return calculatedCVV(pan, key(key), expiry, serviceCode, counter, method);
    }

    String trackCode(
            byte[] key,
            String pan,
            String sequenceNumber,
            byte[] counter,
            byte[] number,
            byte[] vectorOrTrack,
            MKDMethod method)
            throws SMException {
        return calculateCVC3(key(key), pan, sequenceNumber, counter, number, vectorOrTrack, method);
    }

    String pinVerificationValue(byte[] key, String pan, int index, String pin) throws SMException {
        EncryptedPIN encrypted = pin(pin, pan);
        return calculatePVV(encrypted, key(key), null, index);
    }

    byte[] cryptogram(
            MKDMethod master,
            SKDMethod session,
            byte[] key,
            String pan,
            String sequenceNumber,
            byte[] counter,
            byte[] number,
            byte[] paddedData)
            throws SMException {
        return calculateARQC(master, session, key(key), pan, sequenceNumber, counter, number, paddedData);
    }

    /** Enciphered block and MAC of PIN CHANGE, the MAC over the data with the block behind them. */
    Pair<byte[], byte[]> changedPin(
            MKDMethod master,
            SKDMethod session,
            PaddingMethod padding,
            CardAccount account,
            byte[] counter,
            byte[] cryptogram,
            byte[] data,
            String newPin,
            String currentPin,
            byte format)
            throws SMException {
        Pair<EncryptedPIN, byte[]> made = translatePINGenerateSM_MAC(
                master,
                session,
                padding,
                key(account.macKey().toByteArray()),
                account.pan(),
                account.sequenceNumber(),
                counter,
                cryptogram,
                data,
                pin(currentPin, account.pan()),
                pin(newPin, account.pan()),
                key(PIN_KEY),
                key(account.enciphermentKey().toByteArray()),
                key(account.cryptogramKey().toByteArray()),
                format);
        return Pair.with(made.getValue0().getPINBlock(), made.getValue1());
    }

    private EncryptedPIN pin(String pin, String pan) throws SMException {
        String account = pan.substring(pan.length() - 13, pan.length() - 1);
        byte[] block = jceHandler.encryptData(
                calculatePINBlock(pin, SMAdapter.FORMAT01, account), decryptFromLMK(key(PIN_KEY)));
        return new EncryptedPIN(block, SMAdapter.FORMAT01, account, false);
    }

    @Override
    public String decryptPINImpl(EncryptedPIN pin) throws SMException {
        byte[] block = jceHandler.decryptData(pin.getPINBlock(), decryptFromLMK(key(PIN_KEY)));
        return calculatePIN(block, SMAdapter.FORMAT01, pin.getAccountNumber());
    }

    @Override
    protected Key decryptFromLMK(SecureDESKey key) {
        return new SecretKeySpec(key.getKeyBytes(), "DESede");
    }

    /** An account and its issuer's three keys. */
    record CardAccount(String pan, String sequenceNumber, Bytes cryptogramKey, Bytes macKey, Bytes enciphermentKey) {}
}

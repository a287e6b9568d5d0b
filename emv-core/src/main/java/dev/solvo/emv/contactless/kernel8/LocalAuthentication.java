package dev.solvo.emv.contactless.kernel8;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.SecureChannel;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Shows that the answer comes from whom the keys were agreed with (EDA-MAC), that issuer and kernel see the same transaction
 * (IAD-MAC), and that the keys were agreed with the card that the certificates vouch for. Book C-8, local authentication.
 *
 * <p>NOTE: the static data are the records that the file locator marks; the source speaks of records without more.
 */
final class LocalAuthentication {
    private static final String REFERENCE = "Book C-8, local authentication";
    private static final int RID_LENGTH = 5;
    private static final int MAC_PLACE = 0x0006;
    private static final int MAC_AT_DEFAULT_OFFSET = 0x0002;
    private static final int MAC_AT_CARDS_OFFSET = 0x0004;
    private static final int LONGEST_TAG = 4;

    private final Kernel8Transaction transaction;

    LocalAuthentication(Kernel8Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Makes the issuer's MAC, puts it where it belongs, and checks the card's.
     *
     * @param covered objects of the answer that the MAC covers, as received
     * @return the end of the transaction; nothing if the MACs hold
     */
    Optional<KernelStep> checkMacs(Bytes covered) throws EmvDataException {
        SecureChannel channel = transaction.channel().channel();
        Bytes mac = channel.issuerApplicationDataMac(Bytes.concat(
                transaction.pdolValues,
                transaction.cdol1Values,
                transaction.relayResistanceData,
                covered,
                sha256(staticData())));
        Bytes cryptogram = transaction.data().require(EmvTag.APPLICATION_CRYPTOGRAM);
        try {
            channel.verifyEnhancedDataAuthentication(
                    cryptogram, mac, transaction.data().require(Kernel8Tag.EDA_MAC));
        } catch (CryptoException wrong) {
            transaction.explain(
                    "The card's MAC over its cryptogram", REFERENCE, () -> Kernel8Transaction.inputs(), "refused");
            return Optional.of(transaction
                    .conclusion()
                    .end(Level2.EDA_MAC_FAILED, 0, "the card's MAC over its cryptogram is wrong"));
        }
        transaction.explain(
                "The card's MAC over its cryptogram", REFERENCE, () -> Kernel8Transaction.inputs(), "verified");
        transaction.data().putApplication(Kernel8Tag.IAD_MAC, mac);
        return copyIntoIssuerData(mac);
    }

    private Optional<KernelStep> copyIntoIssuerData(Bytes mac) throws EmvDataException {
        int offset;
        switch (transaction.interchangeProfile & MAC_PLACE) {
            case MAC_AT_DEFAULT_OFFSET ->
                offset = transaction.configuration().number(Kernel8Parameter.DEFAULT_IAD_MAC_OFFSET);
            case MAC_AT_CARDS_OFFSET ->
                offset = (int)
                        transaction.data().require(Kernel8Tag.IAD_MAC_OFFSET).toUnsignedLong();
            default -> {
                return Optional.empty();
            }
        }
        Bytes issuerData = transaction.data().require(EmvTag.ISSUER_APPLICATION_DATA);
        if (offset + mac.length() > issuerData.length()) {
            return Optional.of(transaction
                    .conclusion()
                    .end(
                            Level2.IAD_MAC_OFFSET,
                            0,
                            "9F10 of " + issuerData.length() + " bytes has no room for a MAC at " + offset));
        }
        transaction
                .data()
                .putApplication(
                        EmvTag.ISSUER_APPLICATION_DATA,
                        Bytes.concat(issuerData.slice(0, offset), mac, issuerData.slice(offset + mac.length())));
        return Optional.empty();
    }

    /** Checks the certificates and that they vouch for the card that the keys were agreed with. */
    void authenticate() throws EmvDataException {
        Optional<String> refused = refusal();
        transaction.session().offlineDataAuthentication(Method.LOCAL, refused.isPresent() ? Status.FAILED : Status.OK);
        transaction.explain(
                "Local authentication", REFERENCE, () -> Kernel8Transaction.inputs(), refused.orElse("verified"));
        if (refused.isPresent()) {
            transaction.set(Kernel8Transaction.LOCAL_AUTHENTICATION_FAILED, "Local authentication failed", REFERENCE);
        }
    }

    private Optional<String> refusal() throws EmvDataException {
        Bytes index = value(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD);
        if (index.length() != 1) {
            return Optional.of("the card gives no certification authority key index");
        }
        Bytes rid = value(EmvTag.APPLICATION_IDENTIFIER_TERMINAL).slice(0, RID_LENGTH);
        Optional<EccCaPublicKey> ca =
                transaction.session().terminal().caPublicKeys().findEcc(rid, index.unsigned(0));
        if (!ca.isPresent()) {
            return Optional.of("the terminal holds no such certification authority key");
        }
        EccOda oda = new EccOda(
                transaction.session().activation().startedAtUtc(),
                transaction.session().terminal().revocationList());
        Pan pan = pan();
        Bytes staticData = staticData();
        OdaResult<EccOdePublicKey> key = oda.recoverIssuerKey(
                        ca.get(), value(EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE), pan)
                .then(issuer -> oda.recoverKernel8Key(issuer, value(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE), staticData));
        if (!key.verified().isPresent()) {
            return Optional.of(key.refusal().get().toString());
        }
        return transaction.channel().isCardKey(key.verified().get().x())
                ? Optional.empty()
                : Optional.of("the keys were not agreed with the certified card");
    }

    /** Records in clear, the objects of the extended list, and the value of tag 82. */
    private Bytes staticData() throws EmvDataException {
        TlvWriter extended = new TlvWriter();
        Bytes list = value(Kernel8Tag.EXTENDED_SDA_TAG_LIST);
        int at = 0;
        while (at < list.length()) {
            int end = endOfTag(list, at);
            Tag tag = Tag.of((int) list.slice(at, end).toUnsignedLong());
            extended.put(tag, value(tag));
            at = end;
        }
        return Bytes.concat(
                Bytes.concat(transaction.staticRecords.toArray(new Bytes[0])),
                extended.toBytes(),
                value(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
    }

    private static int endOfTag(Bytes list, int from) throws EmvDataException {
        if (list.unsigned(from) == 0) {
            throw new EmvDataException(Reason.STRUCTURE, Kernel8Tag.EXTENDED_SDA_TAG_LIST, "00 is no tag");
        }
        int at = from + 1;
        if ((list.unsigned(from) & 0x1F) == 0x1F) {
            while (at < list.length() && (list.unsigned(at) & 0x80) != 0) {
                at++;
            }
            at++;
        }
        if (at > list.length() || at - from > LONGEST_TAG) {
            throw new EmvDataException(Reason.STRUCTURE, Kernel8Tag.EXTENDED_SDA_TAG_LIST, "ends inside a tag");
        }
        return at;
    }

    private static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toByteArray()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Pan pan() throws EmvDataException {
        try {
            return Pan.parse(transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        } catch (CryptoException noNumber) {
            throw new EmvDataException(Reason.FORMAT, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, "no card number");
        }
    }

    private Bytes value(Tag tag) {
        return transaction.get(tag).orElse(Bytes.EMPTY);
    }
}

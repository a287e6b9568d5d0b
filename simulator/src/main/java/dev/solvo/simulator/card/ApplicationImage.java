package dev.solvo.simulator.card;

import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One application of a card image, before keys and certificates are put in. */
record ApplicationImage(
        Bytes aid,
        Name name,
        Bytes processingOptionsList,
        Bytes interchangeProfile,
        Authentication authentication,
        List<RecordImage> records,
        Optional<Bytes> fileLocator,
        Map<Tag, Bytes> dataObjects,
        Set<Tag> hidden,
        Optional<LogImage> log,
        Cryptogram cryptogram,
        Optional<PinImage> pin,
        RiskParameters risk,
        Optional<ContactlessImage> contactless,
        int transactionCounter,
        int lastOnlineCounter,
        boolean formatTwo,
        boolean blocked) {

    /** What is shown of the application. EMV 4.4 Book 1, 11.3.4 and 12.2.3. */
    record Name(
            String label, Optional<String> preferredName, int priority, Optional<String> languages, int codeTable) {}

    /** Offline data authentication methods, the strongest last. */
    enum Method {
        NONE,
        SDA,
        DDA,
        CDA,
        XDA,
        /** Keys agreed on with kernel 8, and certificates for the card's key. */
        LOCAL
    }

    /**
     * Method and keys by name.
     *
     * @param expiry last month in which generated certificates are valid
     * @param corrupted tags whose generated value carries a flipped bit
     */
    record Authentication(
            Method method,
            String issuerKey,
            String iccKey,
            Optional<String> pinKey,
            YearMonth expiry,
            Set<Tag> corrupted) {}

    /** A data object of a record; a value of nothing is generated from the keys. */
    record RecordObject(int line, Tag tag, Optional<Bytes> value) {}

    /**
     * A record; {@code raw} replaces the objects where the image gives the whole content.
     *
     * @param signed whether certificates or signatures cover it
     * @param enciphered whether it travels under the keys that were agreed on
     */
    record RecordImage(
            int line,
            int sfi,
            int number,
            boolean signed,
            boolean enciphered,
            List<RecordObject> objects,
            Optional<Bytes> raw) {}

    /** A transaction log. EMV 4.4 Book 3, Annex D. */
    record LogImage(int sfi, int maxRecords, Bytes format) {}

    /** How the issuer's answer reaches the card. EMV 4.4 Book 3, 10.9. */
    enum IssuerAuthentication {
        NONE,
        EXTERNAL,
        CDOL2
    }

    /** Cryptogram version and issuer authentication. */
    record Cryptogram(
            CryptogramVersion version,
            int derivationKeyIndex,
            IssuerAuthentication issuerAuthentication,
            boolean mandatory) {}

    /** The reference PIN as digits; this is test data. */
    record PinImage(String digits, int tryLimit, int triesLeft, Set<PinForm> forms) {
        @Override
        public String toString() {
            return "PinImage[tries left " + triesLeft + " of " + tryLimit + "]";
        }
    }

    /** In which form VERIFY may bring the PIN. */
    enum PinForm {
        PLAINTEXT,
        RSA,
        ECC
    }
}

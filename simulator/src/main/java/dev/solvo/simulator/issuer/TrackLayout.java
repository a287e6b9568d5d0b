package dev.solvo.simulator.issuer;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardSecurityCode;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the test cards have their 13 discretionary digits filled in mag-stripe mode: five of CVC3, four of the counter, three of the
 * terminal's number, one that tells how many those are. An issuer knows that from the card's personalisation: PCVC3 1F00,
 * PUNATC 00FE, NATC 04.
 *
 * @param pan the number
 * @param beforeDigits everything up to the service code
 * @param code five digits
 * @param counter four digits
 * @param number three digits
 */
record TrackLayout(Pan pan, String beforeDigits, String code, int counter, String number) {
    private static final Pattern TRACK_2 =
            Pattern.compile("(([0-9]{16})D[0-9]{7})([0-9]{5})([0-9]{4})([0-9]{3})([38])F");
    private static final String ZEROS = "0".repeat(13);

    /** The last four digits of the counter are on the track; what stands before them is one of these. */
    private static final int[] THOUSANDS = {0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000};

    private static final int LAST_COUNTER = 0xFFFF;

    static TrackLayout parse(Bytes track2) throws CryptoException {
        Matcher track = TRACK_2.matcher(track2.toHex());
        if (!track.matches()) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "no track of a test card");
        }
        return new TrackLayout(
                Pan.of(track.group(2)),
                track.group(1),
                track.group(3),
                Integer.parseInt(track.group(4)),
                track.group(5));
    }

    /** Whether the card with this number made the code. */
    boolean isRight() {
        try (IssuerDynamicCodeKey issuer = TestPki.load().issuerDynamicCodeKey();
                CardDynamicCodeKey key = issuer.cardKey(IccMasterKeyDerivation.OPTION_B, pan, PanSequenceNumber.ZERO)) {
            Bytes vector = DynamicTrackData.initialVector(key, Bytes.fromHex(beforeDigits + ZEROS + "F"));
            UnpredictableNumber terminal = UnpredictableNumber.of(Bytes.fromHex("00000" + number));
            CardSecurityCode received = CardSecurityCode.of(code);
            for (int thousands : THOUSANDS) {
                int candidate = thousands + counter;
                if (candidate <= LAST_COUNTER
                        && isRight(
                                key,
                                new DynamicTrackData(vector, terminal, ApplicationTransactionCounter.of(candidate)),
                                received)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isRight(CardDynamicCodeKey key, DynamicTrackData data, CardSecurityCode received) {
        try {
            data.verify(key, received);
            return true;
        } catch (CryptoException wrong) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TrackLayout[]";
    }
}

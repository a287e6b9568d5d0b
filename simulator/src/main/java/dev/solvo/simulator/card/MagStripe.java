package dev.solvo.simulator.card;

import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import java.util.Optional;

/**
 * What a card for kernel 2 has for a terminal in mag-stripe mode.
 *
 * @param list UDOL, tag 9F69, or what terminals send to a card without one
 * @param pan the number on the tracks
 * @param track2 tag 9F6B as personalised
 * @param track1 tag 56 as personalised, where the card has it
 */
record MagStripe(Dol list, Pan pan, Bytes track2, Optional<Bytes> track1) {
    /** CVC3 of track 2, two bytes. */
    Bytes codeOfTrack2(int counter, Bytes number) {
        return code(track2, counter, number);
    }

    /** CVC3 of track 1, two bytes. */
    Optional<Bytes> codeOfTrack1(int counter, Bytes number) {
        return track1.map(track -> code(track, counter, number));
    }

    private Bytes code(Bytes track, int counter, Bytes number) {
        try (IssuerDynamicCodeKey issuer = TestPki.load().issuerDynamicCodeKey();
                CardDynamicCodeKey key = issuer.cardKey(IccMasterKeyDerivation.OPTION_B, pan, PanSequenceNumber.ZERO)) {
            DynamicTrackData data = new DynamicTrackData(
                    DynamicTrackData.initialVector(key, track),
                    UnpredictableNumber.of(number),
                    ApplicationTransactionCounter.of(counter));
            int code = Integer.parseInt(data.generate(key).digits());
            return Bytes.ofUnsigned(code >> 8, code & 0xFF);
        }
    }

    @Override
    public String toString() {
        return "MagStripe[]";
    }
}

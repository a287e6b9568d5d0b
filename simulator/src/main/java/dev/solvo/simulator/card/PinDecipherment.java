package dev.solvo.simulator.card;

import dev.solvo.simulator.card.ApplicationImage.PinForm;
import dev.solvo.tlv.Bytes;

/** Enciphered PINs, the card's side. EMV 4.4 Book 2, 7.2 and 13.2. */
final class PinDecipherment {
    private static final int HEADER = 0x7F;
    private static final int PIN_BLOCK_BYTES = 8;
    private static final int CHALLENGE_BYTES = 8;

    private final OfflineKeys keys;

    PinDecipherment(OfflineKeys keys) {
        this.keys = keys;
    }

    /** Bytes of VERIFY's data; −1 if the application has no key for the form. */
    int cipherTextLength(PinForm form) {
        if (form == PinForm.RSA && keys instanceof RsaOfflineKeys rsa) {
            return rsa.pinKey().publicKey().modulusLength();
        }
        return -1;
    }

    /** The PIN block in clear. */
    Bytes decipher(PinForm form, Bytes cipherText, Bytes challenge) throws CardRefusal {
        if (form == PinForm.RSA && keys instanceof RsaOfflineKeys rsa) {
            try {
                return pinBlock(rsa.pinKey().apply(cipherText), challenge);
            } catch (IllegalArgumentException e) {
                throw new CardRefusal(CardRefusal.REFERENCED_DATA_INVALIDATED);
            }
        }
        throw new CardRefusal(CardRefusal.REFERENCED_DATA_INVALIDATED);
    }

    /** Header, PIN block, challenge: whatever does not fit spends no try. */
    private static Bytes pinBlock(Bytes plain, Bytes challenge) throws CardRefusal {
        int end = 1 + PIN_BLOCK_BYTES;
        boolean fits = plain.unsigned(0) == HEADER
                && plain.slice(end, end + CHALLENGE_BYTES).equals(challenge);
        CardRefusal.unless(fits, CardRefusal.REFERENCED_DATA_INVALIDATED);
        return plain.slice(1, end);
    }
}

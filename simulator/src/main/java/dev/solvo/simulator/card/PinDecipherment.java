package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.tlv.Bytes;

/** The card's side of an enciphered PIN, for one transaction. EMV 4.4 Book 2, 7.2 and 13.2. */
interface PinDecipherment {
    /** An application without a key for PINs. */
    PinDecipherment NONE = new PinDecipherment() {
        @Override
        public int lengthBytes() {
            return -1;
        }

        @Override
        public PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException {
            throw new CryptoException(CryptoException.Reason.UNSUPPORTED, "the card has no key for PINs");
        }
    };

    /** Bytes that VERIFY must bring; −1 where none would do. */
    int lengthBytes();

    /** The block in clear, to be closed by the caller. */
    PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException;
}

package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/** What a terminal sends along so that the host finds the key: who it is, and which transaction. Public. */
public sealed interface KeySerialNumber permits TdesKeySerialNumber, AesKeySerialNumber {
    /**
     * Reads a number of either scheme, which its length tells.
     *
     * @param bytes 8 or 10 bytes for triple DES, 12 for AES
     * @return the number
     * @throws CryptoException if the length is another one or the counter has a value that is never used
     */
    static KeySerialNumber parse(Bytes bytes) throws CryptoException {
        return bytes.length() == AesKeySerialNumber.LENGTH_BYTES
                ? AesKeySerialNumber.parse(bytes)
                : TdesKeySerialNumber.parse(bytes);
    }

    /**
     * The whole number.
     *
     * @return 10 or 12 bytes
     */
    Bytes toBytes();
}

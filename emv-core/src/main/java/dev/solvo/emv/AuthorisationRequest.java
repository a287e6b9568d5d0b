package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.data.ChipData;
import java.util.Optional;

/**
 * What the issuer is asked. EMV 4.4 Book 4, 12.1.
 *
 * @param transaction what is to be paid
 * @param pan the card's number
 * @param panSequenceNumber the card's sequence number, tag 5F34, where it has one
 * @param onlinePinCaptured whether a PIN block of the PIN pad belongs into the message; the kernel never sees it
 * @param chipData all data elements known now; field 55 is built from them by a
 *     {@link dev.solvo.emv.host.Field55Profile}
 */
public record AuthorisationRequest(
        TransactionRequest transaction,
        Pan pan,
        Optional<PanSequenceNumber> panSequenceNumber,
        boolean onlinePinCaptured,
        ChipData chipData) {}

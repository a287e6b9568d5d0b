package dev.solvo.simulator.issuer;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.tlv.Bytes;

/**
 * What reaches the issuer of an authorisation request.
 *
 * @param pan the account number
 * @param panSequenceNumber the sequence number; {@link PanSequenceNumber#ZERO} if the card has none
 * @param chipData field 55: data objects one after the other, among them 9F26, 9F10, 9F36, 9F37, 95, 9A, 9C, 5F2A, 82,
 *     9F02, 9F03 and 9F1A
 */
public record AuthorisationRequest(Pan pan, PanSequenceNumber panSequenceNumber, Bytes chipData) {}

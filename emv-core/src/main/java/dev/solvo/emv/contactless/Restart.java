package dev.solvo.emv.contactless;

import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.data.ChipData;

/**
 * What a kernel gets that is activated again after the issuer answered. EMV Book B, start B with issuer data.
 *
 * @param response the issuer's answer: 8A, 91, templates 71 and 72
 * @param onlineRequest the outcome with which the kernel asked for it
 * @param chipData all data elements as they stood then
 */
public record Restart(AuthorisationResponse response, ContactlessOutcome onlineRequest, ChipData chipData) {}

package dev.solvo.emv.contactless;

import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.data.ChipData;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a kernel leaves behind: its outcome, and what it found on the way.
 *
 * @param outcome the outcome with its parameters
 * @param chipData all data elements at the end
 * @param cryptogram the card's application cryptogram and its kind, where it gave one
 * @param offlineDataAuthentication method and result
 * @param issuerAuthentication how the issuer was authenticated
 * @param scriptResults tag 9F5B, 5 bytes for each script
 */
public record KernelResult(
        ContactlessOutcome outcome,
        ChipData chipData,
        Optional<TransactionResult.Cryptogram> cryptogram,
        OfflineDataAuthentication offlineDataAuthentication,
        IssuerAuthentication issuerAuthentication,
        List<Bytes> scriptResults) {
    /** Copies the list. */
    public KernelResult {
        scriptResults = List.copyOf(scriptResults);
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.data.TerminalVerificationResults;
import java.util.Map;
import java.util.Optional;

/** How far the authentication of the card has come: CDA and XDA are finished with the cryptogram. */
final class CardAuthentication {
    private Method method = Method.NONE;
    private Status status = Status.NOT_PERFORMED;
    private Optional<RsaIccPublicKey> cdaKey = Optional.empty();
    private Optional<EccIccPublicKey> xdaKey = Optional.empty();
    private Optional<TerminalVerificationResults.Bit> xdaFailure = Optional.empty();
    private String xdaFailureReason = "";

    void selected(Method selected) {
        method = selected;
    }

    void succeeded() {
        status = Status.OK;
    }

    void failed() {
        status = Status.FAILED;
    }

    /** The chain was recovered; the signature comes with the cryptogram. */
    void awaitsCda(RsaIccPublicKey key) {
        cdaKey = Optional.of(key);
    }

    /** The chain was recovered; the signature comes with the cryptogram. */
    void awaitsXda(EccIccPublicKey key) {
        xdaKey = Optional.of(key);
    }

    /** No key was recovered; the bit is set when the first cryptogram has been made. EMV 4.4 Book 2, 12. */
    void awaitsXdaFailure(TerminalVerificationResults.Bit bit, String why) {
        xdaFailure = Optional.of(bit);
        xdaFailureReason = why;
    }

    Method method() {
        return method;
    }

    /** Whether the method selected is one of RSA, beside which no elliptic curve is used. EMV 4.4 Book 2, 12. */
    boolean usesRsa() {
        return method == Method.SDA || method == Method.DDA || method == Method.CDA;
    }

    /** XDA was selected and failed, before or with a cryptogram. */
    boolean xdaHasFailed() {
        return method == Method.XDA && hasFailed();
    }

    boolean hasFailed() {
        return status == Status.FAILED;
    }

    /** The card's key, while CDA has not failed. */
    Optional<RsaIccPublicKey> cdaKey() {
        return hasFailed() ? Optional.empty() : cdaKey;
    }

    /** The card's key, while XDA has not failed. */
    Optional<EccIccPublicKey> xdaKey() {
        return hasFailed() ? Optional.empty() : xdaKey;
    }

    /** The bit that was held back until the first cryptogram. */
    Optional<TerminalVerificationResults.Bit> xdaFailure() {
        return xdaFailure;
    }

    /** Why that bit will be set. */
    String xdaFailureReason() {
        return xdaFailureReason;
    }

    /** How it stands, for an explanation. */
    Map<String, String> inputs() {
        return Inputs.of("method", method.name(), "result", status.name());
    }

    OfflineDataAuthentication result() {
        return new OfflineDataAuthentication(method, status);
    }
}

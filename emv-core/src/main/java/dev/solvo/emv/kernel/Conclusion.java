package dev.solvo.emv.kernel;

import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.EmvTag;
import java.util.Optional;

/** Makes the outcome of what was decided, and says what the host must still hear. */
final class Conclusion {
    private Conclusion() {}

    static Outcome of(Transaction transaction) {
        TransactionResult result = result(transaction);
        boolean approved = transaction.course == Transaction.Course.APPROVED;
        HostState hostState = hostState(transaction, approved, Reversal.Reason.DECLINED_BY_CARD);
        if (approved) {
            return new Outcome.Approved(result, hostState);
        }
        return transaction.takesMoney()
                ? new Outcome.Declined(result, hostState)
                : new Outcome.RefundAccepted(result, hostState);
    }

    static Outcome terminated(Transaction transaction, Next.Terminate end) {
        if (MagneticStripeFallback.isOffered(transaction, end.reason())) {
            return new Outcome.TryAnotherInterface(result(transaction), new HostState.NotAsked(), end.reason());
        }
        return new Outcome.Terminated(
                result(transaction),
                hostState(transaction, false, Reversal.Reason.SESSION_ENDED),
                end.reason(),
                end.explanation());
    }

    /** What the cardholder reads at the end. EMV 4.4 Book 4, 11.2. */
    static StandardMessage message(Outcome outcome) {
        if (outcome instanceof Outcome.Approved || outcome instanceof Outcome.RefundAccepted) {
            return StandardMessage.APPROVED;
        }
        if (outcome instanceof Outcome.TryAnotherInterface) {
            return StandardMessage.USE_MAG_STRIPE;
        }
        if (outcome instanceof Outcome.Terminated end) {
            return switch (end.reason()) {
                case CANCELLED, CARD_BLOCKED, NO_COMMON_APPLICATION, SERVICE_NOT_ALLOWED ->
                    StandardMessage.NOT_ACCEPTED;
                case CARD_ERROR, CARD_NOT_RESPONDING, CARD_REMOVED -> StandardMessage.CARD_ERROR;
            };
        }
        return isReferral(outcome.hostState()) ? StandardMessage.CALL_YOUR_BANK : StandardMessage.DECLINED;
    }

    /** The issuer wants to be called, and the call did not end in an approval. EMV 4.4 Book 4, 6.5.2. */
    private static boolean isReferral(HostState state) {
        return state instanceof HostState.Confirmed confirmed
                && confirmed.response().decision() == AuthorisationResponse.Decision.REFER_DECLINED;
    }

    private static HostState hostState(Transaction transaction, boolean approved, Reversal.Reason whyNotApproved) {
        return switch (transaction.hostContact) {
            case NOT_ASKED -> new HostState.NotAsked();
            case NO_ANSWER -> new HostState.ReversalOwed(reversal(transaction, Reversal.Reason.NO_ANSWER));
            case ANSWERED -> {
                boolean issuerBooked =
                        transaction.authorisationResponse.get().decision().approves();
                yield issuerBooked && !approved
                        ? new HostState.ReversalOwed(reversal(transaction, whyNotApproved))
                        : new HostState.Confirmed(transaction.authorisationResponse.get());
            }
        };
    }

    private static Reversal reversal(Transaction transaction, Reversal.Reason reason) {
        return new Reversal(transaction.request(), transaction.data().snapshot(), reason);
    }

    private static TransactionResult result(Transaction transaction) {
        Optional<Candidate> selected = transaction.selectedIfAny();
        return new TransactionResult(
                transaction.request(),
                selected.isPresent()
                        ? Optional.of(new TransactionResult.Application(
                                selected.get().dfName(), selected.get().displayName()))
                        : Optional.empty(),
                transaction.panIfRead(),
                transaction.cardAuthentication.result(),
                transaction.cvmResults,
                transaction.signatureRequired,
                transaction.tvr(),
                transaction.tsi(),
                transaction.firstResult,
                transaction.secondResult.isPresent() ? transaction.secondResult : transaction.firstResult,
                transaction.get(EmvTag.AUTHORISATION_RESPONSE_CODE),
                transaction.issuerAuthentication,
                transaction.scriptResults,
                transaction.data().snapshot());
    }
}

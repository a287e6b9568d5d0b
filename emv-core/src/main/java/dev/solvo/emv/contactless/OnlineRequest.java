package dev.solvo.emv.contactless;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.OnlineResponseData;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.ChipData;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the terminal does with the outcome Online Request: the PIN, the issuer, and the way back to the card. EMV Book A,
 * outcome; Book B, outcome processing.
 */
final class OnlineRequest {
    private final EntryPointRun run;
    private final ContactlessConclusion conclusion;
    private final KernelResult result;

    OnlineRequest(EntryPointRun run, ContactlessConclusion conclusion, KernelResult result) {
        this.run = run;
        this.conclusion = conclusion;
        this.result = result;
    }

    KernelStep begin() {
        Optional<Pan> pan = conclusion.pan();
        if (!pan.isPresent()) {
            return run.giveUp(TerminationReason.CARD_ERROR, "the kernel asks to go online without a card number");
        }
        return result.outcome().cvm() == ContactlessOutcome.Cvm.ONLINE_PIN
                ? new EnterPin(
                        PinMethod.ENCIPHERED_ONLINE,
                        OptionalInt.empty(),
                        false,
                        false,
                        Optional.empty(),
                        conclusion.language(),
                        answer -> afterPin(pan.get(), answer))
                : authorise(pan.get(), false);
    }

    /**
     * NOTE: the books leave to the terminal what follows a PIN that is not entered. The kernel asked for one, so without it the
     * issuer is not asked.
     */
    private KernelStep afterPin(Pan pan, EnterPin.Answer answer) {
        if (answer instanceof EnterPin.Answer.Captured || answer instanceof EnterPin.Answer.Digits) {
            if (answer instanceof EnterPin.Answer.Digits digits) {
                digits.pin().close();
            }
            return authorise(pan, true);
        }
        return run.giveUp(TerminationReason.CANCELLED, "the PIN that the kernel asked for was not entered");
    }

    private KernelStep authorise(Pan pan, boolean onlinePinCaptured) {
        ChipData data = conclusion.hostData();
        return new AuthoriseOnline(
                new AuthorisationRequest(
                        conclusion.request(), pan, conclusion.panSequenceNumber(), onlinePinCaptured, data),
                new Reversal(conclusion.request(), data),
                this::answered,
                () -> unable(false),
                () -> unable(true));
    }

    private KernelStep answered(AuthorisationResponse response) {
        conclusion.issuerAnswered(response);
        ContactlessOutcome outcome = result.outcome();
        boolean dataForCard = response.issuerAuthenticationData().isPresent()
                || !response.scriptTemplates().isEmpty();
        boolean wanted = outcome.onlineResponseData() == OnlineResponseData.ANY
                || (outcome.onlineResponseData() == OnlineResponseData.EMV_DATA && dataForCard);
        return wanted && outcome.start().equals(Optional.of(Start.B))
                ? run.restartWith(response, result)
                : run.finishOnline(outcome);
    }

    /**
     * NOTE: a kernel that asked to go online has no rule of its own for a host that cannot be reached; the card has left the
     * field. The transaction is declined.
     */
    private KernelStep unable(boolean reversalOwed) {
        conclusion.unableToGoOnline(reversalOwed);
        return run.finishOnline(result.outcome());
    }
}

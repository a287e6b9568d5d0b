package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import java.util.Optional;

/**
 * Lets a vendor's device verify the cardholder, and sets the bits that follow from what it says. EMV 4.4 Book 3, 10.5.
 *
 * <p>NOTE: the sources that this kernel follows name methods and bits of 4.4's biometrics, but neither the dialogue with the
 * card nor what becomes of later rules when one was bypassed. Each rule asks the device anew.
 */
final class BiometricVerification {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.5";

    /** More than any chain of VERIFY commands needs, so that a device that errs comes to an end. */
    private static final int MAX_COMMANDS = 64;

    private final Transaction transaction;
    private final CvmMethod method;
    private final Next.Continuation right;
    private final Next.Continuation unsuccessful;

    BiometricVerification(
            Transaction transaction, CvmMethod method, Next.Continuation right, Next.Continuation unsuccessful) {
        this.transaction = transaction;
        this.method = method;
        this.right = right;
        this.unsuccessful = unsuccessful;
    }

    Next begin() {
        return ask(Optional.empty(), MAX_COMMANDS);
    }

    private Next ask(Optional<ResponseApdu> cardAnswer, int commandsLeft) {
        return Next.ask(run -> new VerifyBiometric(
                method,
                transaction.data().snapshot(),
                transaction.language(),
                cardAnswer,
                commandsLeft,
                command ->
                        run.resume(() -> Next.send(command, response -> ask(Optional.of(response), commandsLeft - 1))),
                answer -> run.resume(() -> answered(answer))));
    }

    private Next answered(VerifyBiometric.Answer answer) throws EmvDataException {
        return switch (answer) {
            case CAPTURED -> with(Bit.ONLINE_CVM_CAPTURED, answer, right);
            case VERIFIED -> with(Bit.BIOMETRIC_PERFORMED_AND_SUCCESSFUL, answer, right);
            case NOT_VERIFIED -> unsuccessful.go();
            case TRY_LIMIT_EXCEEDED -> with(Bit.BIOMETRIC_TRY_LIMIT_EXCEEDED, answer, unsuccessful);
            case TYPE_NOT_SUPPORTED -> with(Bit.BIOMETRIC_TYPE_NOT_SUPPORTED, answer, unsuccessful);
            case TEMPLATE_FORMAT_NOT_SUPPORTED ->
                with(Bit.BIOMETRIC_TEMPLATE_FORMAT_NOT_SUPPORTED, answer, unsuccessful);
            case DEVICE_FAILED -> with(Bit.BIOMETRIC_CAPTURE_DEVICE_NOT_WORKING, answer, unsuccessful);
            case BYPASSED -> with(Bit.BIOMETRIC_SUBTYPE_ENTRY_BYPASSED, answer, unsuccessful);
            case CANCELLED ->
                Next.terminate(TerminationReason.CANCELLED, "the cardholder cancelled the biometric verification");
            case TIMED_OUT -> Next.terminate(TerminationReason.CANCELLED, "nothing biometric was captured in time");
        };
    }

    private Next with(Bit bit, VerifyBiometric.Answer answer, Next.Continuation then) throws EmvDataException {
        transaction.set(bit, REFERENCE, () -> Inputs.of("method", method.meaning(), "biometric device", answer.name()));
        return then.go();
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the applications that card and terminal have in common, lets the cardholder choose, and selects one. EMV 4.4 Book
 * 1, 12.
 *
 * <p>When a chosen application cannot be used the function starts again with those that are left.
 */
final class ApplicationSelection implements TransactionFunction {
    /** Names under one AID that are asked for before the card is taken to answer in circles. */
    private static final int MAX_OCCURRENCES = 255;

    private @Nullable CandidateList candidates;
    private boolean afterFailure;
    private boolean listShown;

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        if (candidates != null) {
            afterFailure = true;
            transaction.applicationRefused = true;
            return finalSelection(transaction, candidates);
        }
        CandidateList list = new CandidateList(transaction);
        candidates = list;
        if (!transaction.terminal().paymentSystemEnvironmentSupported()) {
            return selectAid(transaction, list, 0);
        }
        return new PaymentSystemEnvironment(
                        transaction,
                        list,
                        () -> selectAid(transaction, list, 0),
                        () -> finalSelection(transaction, list))
                .select();
    }

    // The list of AIDs. EMV 4.4 Book 1, 12.3.3.

    private Next selectAid(Transaction transaction, CandidateList list, int index) throws EmvDataException {
        List<ApplicationConfig> supported = transaction.terminal().applications();
        if (index == supported.size()) {
            return finalSelection(transaction, list);
        }
        Bytes aid = supported.get(index).aid();
        Set<Bytes> seen = new HashSet<>();
        return Next.send(CardCommand.select(aid), response -> afterSelectAid(transaction, list, index, response, seen));
    }

    private Next afterSelectAid(
            Transaction transaction, CandidateList list, int index, ResponseApdu response, Set<Bytes> seen)
            throws EmvDataException {
        if (seen.isEmpty() && response.statusWord().equals(StatusWord.FUNCTION_NOT_SUPPORTED)) {
            return Next.terminate(TerminationReason.CARD_BLOCKED, "SELECT of an AID was answered with 6A81");
        }
        boolean found = response.statusWord().isSuccess()
                || response.statusWord().equals(StatusWord.SELECTED_FILE_INVALIDATED)
                || (!seen.isEmpty() && response.statusWord().isWarning());
        FileControlInformation information = found ? parseOrNull(response.data()) : null;
        if (information == null || !seen.add(information.dfName())) {
            return selectAid(transaction, list, index + 1);
        }
        ApplicationConfig supported = transaction.terminal().applications().get(index);
        boolean exact = information.dfName().equals(supported.aid());
        boolean longer = !exact && information.dfName().startsWith(supported.aid());
        if (response.statusWord().isSuccess() && (exact || (longer && supported.partialNameAllowed()))) {
            list.addIfSupported(
                    information.dfName(), information::element, information.element(EmvTag.ISSUER_CODE_TABLE_INDEX));
        }
        if (response.statusWord().equals(StatusWord.SELECTED_FILE_INVALIDATED)
                && (exact || (longer && supported.partialNameAllowed()))) {
            transaction.commonApplicationFound = true;
            transaction.applicationRefused = true;
        }
        // NOTE: whether SELECT NEXT is tried for an AID that must match exactly is open in 12.3.3; we do not.
        if (longer && supported.partialNameAllowed() && seen.size() < MAX_OCCURRENCES) {
            return Next.send(
                    CardCommand.selectNext(supported.aid()),
                    next -> afterSelectAid(transaction, list, index, next, seen));
        }
        return selectAid(transaction, list, index + 1);
    }

    // Final selection. EMV 4.4 Book 1, 12.4.

    private Next finalSelection(Transaction transaction, CandidateList list) {
        List<Candidate> ordered = list.ordered();
        if (ordered.isEmpty()) {
            return Next.terminate(
                    TerminationReason.NO_COMMON_APPLICATION,
                    afterFailure ? "no usable application is left" : "card and terminal have no application in common");
        }
        boolean canChoose = transaction.terminal().cardholderSelectionSupported();
        boolean canConfirm = transaction.terminal().cardholderConfirmationSupported();
        // Whoever has chosen from a list sees what is left of it: another application is not taken in his stead.
        // EMV 4.4 Book 4, 11.3.
        if (canChoose && (ordered.size() > 1 || listShown)) {
            listShown = true;
            return choose(transaction, list, ordered);
        }
        Candidate first = ordered.get(0);
        if (!first.confirmationRequired()) {
            return select(transaction, list, first);
        }
        if (canConfirm) {
            return confirm(transaction, list, ordered, 0);
        }
        for (Candidate candidate : ordered) {
            if (!candidate.confirmationRequired()) {
                return select(transaction, list, candidate);
            }
        }
        return Next.terminate(
                TerminationReason.NO_COMMON_APPLICATION,
                "every application asks for a confirmation that this terminal cannot take");
    }

    private Next choose(Transaction transaction, CandidateList list, List<Candidate> ordered) {
        List<ChooseApplication.Candidate> shown = new ArrayList<>();
        for (Candidate candidate : ordered) {
            shown.add(shown(candidate));
        }
        return Next.ask(run -> new ChooseApplication(
                shown,
                afterFailure,
                transaction.language(),
                index -> run.resume(() -> select(transaction, list, ordered.get(index))),
                () -> run.resume(
                        () -> Next.terminate(TerminationReason.CANCELLED, "the cardholder chose no application"))));
    }

    private Next confirm(Transaction transaction, CandidateList list, List<Candidate> ordered, int index) {
        if (index == ordered.size()) {
            return Next.terminate(TerminationReason.CANCELLED, "the cardholder confirmed no application");
        }
        Candidate proposed = ordered.get(index);
        if (!proposed.confirmationRequired()) {
            return select(transaction, list, proposed);
        }
        return Next.ask(run -> new ChooseApplication(
                List.of(shown(proposed)),
                afterFailure,
                transaction.language(),
                confirmed -> run.resume(() -> select(transaction, list, proposed)),
                () -> run.resume(() -> confirm(transaction, list, ordered, index + 1))));
    }

    private Next select(Transaction transaction, CandidateList list, Candidate candidate) {
        return Next.send(
                CardCommand.select(candidate.dfName()),
                response -> afterFinalSelect(transaction, list, candidate, response));
    }

    private Next afterFinalSelect(
            Transaction transaction, CandidateList list, Candidate candidate, ResponseApdu response)
            throws EmvDataException {
        list.remove(candidate);
        FileControlInformation information = response.statusWord().isSuccess() ? parseOrNull(response.data()) : null;
        if (information == null || !information.dfName().equals(candidate.dfName())) {
            // NOTE: 12.4 says any status other than 9000 removes the candidate, so 6A81 does not end the session here.
            transaction.explain(
                    "An application that cannot be selected is removed from the candidates",
                    "EMV 4.4 Book 1, 12.4",
                    () -> Inputs.of(
                            "AID",
                            candidate.dfName().toHex(),
                            "status",
                            response.statusWord().toString()),
                    "removed");
            if (response.statusWord().equals(StatusWord.SELECTED_FILE_INVALIDATED)
                    || response.statusWord().equals(StatusWord.FUNCTION_NOT_SUPPORTED)) {
                transaction.applicationRefused = true;
            }
            afterFailure = true;
            return finalSelection(transaction, list);
        }
        transaction.applicationSelected(candidate, information);
        return Next.proceed();
    }

    private static ChooseApplication.Candidate shown(Candidate candidate) {
        return new ChooseApplication.Candidate(
                candidate.dfName(), candidate.displayName(), candidate.priority(), candidate.confirmationRequired());
    }

    private static @Nullable FileControlInformation parseOrNull(Bytes data) {
        try {
            return FileControlInformation.parse(data);
        } catch (EmvDataException broken) {
            return null;
        }
    }
}

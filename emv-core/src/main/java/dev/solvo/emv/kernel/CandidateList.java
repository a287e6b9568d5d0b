package dev.solvo.emv.kernel;

import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The applications that card and terminal have in common. EMV 4.4 Book 1, 12.3. */
final class CandidateList {
    private final Transaction transaction;
    private final List<Candidate> candidates = new ArrayList<>();

    CandidateList(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Adds an application if the terminal has a matching AID; an application found twice is kept once. */
    void addIfSupported(Bytes dfName, Function<Tag, Optional<Bytes>> attributes, Optional<Bytes> codeTableIndex) {
        Optional<ApplicationConfig> configuration = transaction.terminal().applicationFor(dfName);
        if (!configuration.isPresent()) {
            return;
        }
        for (Candidate known : candidates) {
            if (known.dfName().equals(dfName)) {
                return;
            }
        }
        Optional<Bytes> priority = attributes.apply(EmvTag.APPLICATION_PRIORITY_INDICATOR);
        int indicator = priority.isPresent() && priority.get().length() == 1
                ? priority.get().unsigned(0)
                : 0;
        String name = ApplicationName.display(
                attributes.apply(EmvTag.APPLICATION_PREFERRED_NAME),
                codeTableIndex,
                attributes.apply(EmvTag.APPLICATION_LABEL),
                dfName,
                transaction.terminal().additionalTerminalCapabilities());
        transaction.commonApplicationFound = true;
        candidates.add(new Candidate(dfName, name, indicator & 0x0F, (indicator & 0x80) != 0, configuration.get()));
    }

    /** In the order in which they are offered: by priority, those without one last, else as the card gave them. */
    List<Candidate> ordered() {
        List<Candidate> ordered = new ArrayList<>(candidates);
        if (ordered.size() > 1) {
            ordered.sort(Comparator.comparingInt(Candidate::rank));
        }
        return ordered;
    }

    void remove(Candidate candidate) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).dfName().equals(candidate.dfName())) {
                candidates.remove(i);
                return;
            }
        }
    }

    void clear() {
        candidates.clear();
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }
}

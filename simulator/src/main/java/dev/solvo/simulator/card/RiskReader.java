package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.RiskParameters.Ceiling;
import dev.solvo.simulator.card.RiskParameters.Condition;
import dev.solvo.simulator.card.RiskParameters.DeclineReason;
import dev.solvo.simulator.card.RiskParameters.Limits;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the card risk parameters of an application. */
final class RiskReader {
    private RiskReader() {}

    static RiskParameters read(SectionReader lines) throws SimulatorTextException {
        Bytes currency = Bytes.EMPTY;
        Limits cumulative = Limits.NONE;
        Optional<Line> amounts = lines.optional("cumulative-offline");
        if (amounts.isPresent()) {
            List<String> words = amounts.get().words();
            if (words.size() != 3 || !words.get(0).matches("[0-9]{4}")) {
                throw amounts.get().fault("expected a currency of four digits, a lower and an upper limit");
            }
            currency = ImageValue.hex(amounts.get(), words.get(0));
            cumulative = limits(amounts.get(), words.subList(1, 3));
        }
        Optional<Line> consecutive = lines.optional("consecutive-offline");
        return new RiskParameters(
                lines.constant("first-cryptogram", Ceiling.AS_ASKED),
                lines.constant("second-cryptogram", Ceiling.AS_ASKED),
                Set.copyOf(lines.constants("go-online-if", Condition.class)),
                Set.copyOf(lines.constants("decline-if", Condition.class)),
                lines.constant("decline-reason", DeclineReason.NONE),
                consecutive.isEmpty()
                        ? Limits.NONE
                        : limits(consecutive.get(), consecutive.get().words()),
                cumulative,
                currency);
    }

    private static Limits limits(Line line, List<String> words) throws SimulatorTextException {
        if (words.size() != 2) {
            throw line.fault("expected a lower and an upper limit");
        }
        int lower = ImageValue.number(line, words.get(0), 0, Integer.MAX_VALUE);
        return new Limits(lower, ImageValue.number(line, words.get(1), lower, Integer.MAX_VALUE));
    }
}

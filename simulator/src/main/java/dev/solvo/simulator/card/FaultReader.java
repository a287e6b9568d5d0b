package dev.solvo.simulator.card;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.StatusWord;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage.PresentationFaults;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import dev.solvo.simulator.trace.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads deliberate faults: {@code command 5 status 6F00}, {@code ins B2 2 truncate 3}, {@code ins AE 1 remove}. */
final class FaultReader {
    private static final int MAX_PRESENTATIONS = 1_000;

    private FaultReader() {}

    static PresentationFaults read(Section section) throws SimulatorTextException {
        List<Fault> faults = new ArrayList<>();
        for (Line line : section.lines()) {
            List<String> words = line.words();
            boolean byInstruction = line.keyword().equals("ins");
            if (!byInstruction && !line.keyword().equals("command")) {
                throw line.fault("a fault begins with 'command' or 'ins'");
            }
            int skipped = byInstruction ? 2 : 1;
            if (words.size() <= skipped) {
                throw line.fault("expected when and what, such as 'command 5 status 6F00'");
            }
            int number = ImageValue.number(line, words.get(skipped - 1), 1, 1_000_000);
            Fault.Trigger trigger = byInstruction
                    ? new Fault.NthInstruction(instruction(line, words.get(0)), number)
                    : new Fault.NthCommand(number);
            faults.add(new Fault(trigger, effect(line, words.subList(skipped, words.size()))));
        }
        Optional<Integer> presentation = Optional.empty();
        if (!section.argument().isEmpty()) {
            Line heading = new Line(section.number(), section.name(), section.argument());
            presentation = Optional.of(ImageValue.number(heading, section.argument(), 1, MAX_PRESENTATIONS));
        }
        return new PresentationFaults(presentation, faults);
    }

    private static int instruction(Line line, String word) throws SimulatorTextException {
        if (!word.matches("[0-9A-F]{2}")) {
            throw line.fault("expected an instruction byte in hexadecimal digits");
        }
        return Integer.parseInt(word, 16);
    }

    private static Fault.Effect effect(Line line, List<String> words) throws SimulatorTextException {
        String argument = words.size() == 2 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "status" -> new Fault.WrongStatus(statusWord(line, argument));
            case "truncate" -> new Fault.Truncated(ImageValue.number(line, argument, 0, 255));
            case "flip" -> new Fault.FlippedBit(ImageValue.number(line, argument, 0, 2047));
            case "remove" -> new Fault.NoAnswer(CardTransportException.Kind.CARD_REMOVED);
            case "time-out" -> new Fault.NoAnswer(CardTransportException.Kind.TIME_OUT);
            case "tear" -> new Fault.LostAnswer(CardTransportException.Kind.CARD_REMOVED);
            default -> throw line.fault("expected status, truncate, flip, remove, time-out or tear");
        };
    }

    private static StatusWord statusWord(Line line, String word) throws SimulatorTextException {
        if (!word.matches("[0-9A-F]{4}")) {
            throw line.fault("expected a status word of four hexadecimal digits");
        }
        return new StatusWord(Integer.parseInt(word, 16));
    }
}

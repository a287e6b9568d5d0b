package dev.solvo.cli;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts this kernel in the place of a recorded terminal. The card answers a command of the same kind with what it answered
 * then, even if the kernel sends other values; every difference is noted with its reason.
 */
final class TraceReplay {
    /**
     * One difference.
     *
     * @param command number of the recorded command, from 1; 0 for one that was not recorded
     * @param recorded the recorded command, masked, or nothing
     * @param ours what the kernel sent, masked, or nothing
     * @param reason what differs
     */
    record Difference(int command, String recorded, String ours, String reason) {}

    /** The outcome of this kernel, how many commands were the recorded ones, and the others. */
    record Result(Trace trace, Outcome outcome, int same, List<Difference> differences) {}

    private static final int GENERATE_AC = 0xAE;
    private static final int SELECT = 0xA4;
    private static final int NOT_FOUND = 0x6A88;

    private final Trace trace;
    private final MaskedSession mask;
    private final TagDictionary dictionary = TagDictionary.load();
    private final List<Trace.Step> left;
    private final List<Difference> differences = new ArrayList<>();
    private int same;
    private int cryptograms;

    TraceReplay(Trace trace) {
        this.trace = trace;
        this.left = new ArrayList<>(trace.steps());
        this.mask = MaskedSession.of(
                trace.steps().stream().map(Trace.Step::response).toList());
    }

    Result run() throws BadInputException {
        TraceTerminal terminal = new TraceTerminal(trace);
        ContactKernel kernel = new ContactKernel(terminal.config(), terminal.clock(), terminal.random());
        Acquirer acquirer = new Acquirer() {
            @Override
            public void storeReversal(Reversal reversal) {
                // Nothing was asked of a real host.
            }

            @Override
            public Answer authorise(AuthorisationRequest request) {
                return new Answer.Answered(terminal.host());
            }
        };
        Outcome outcome = BlockingTerminal.run(
                kernel.begin(terminal.request()),
                command -> new CardTransport.Exchange(answer(command), 0),
                new Cardholder() {},
                acquirer);
        for (Trace.Step step : left) {
            differences.add(new Difference(
                    step.number(), mask.command(step.command().toBytes()), "", "this kernel does not send it"));
        }
        return new Result(trace, outcome, same, List.copyOf(differences));
    }

    private ResponseApdu answer(CommandApdu command) {
        int cryptogram = command.ins() == GENERATE_AC ? cryptograms++ : 0;
        for (Trace.Step step : left) {
            if (sameKind(step.command(), command)) {
                left.remove(step);
                compare(step, command, cryptogram);
                return step.response();
            }
        }
        String ours = mask.command(SessionEvent.withoutSecret(command));
        for (Trace.Step step : trace.steps()) {
            if (command.ins() == SELECT && sameKind(step.command(), command)) {
                differences.add(new Difference(
                        0,
                        "",
                        ours,
                        "not recorded: the final selection after the list of AIDs, EMV 4.4 Book 1, 12.4; answered as"
                                + " command " + step.number()));
                return step.response();
            }
        }
        differences.add(new Difference(0, "", ours, "not recorded; answered with 6A88"));
        return ResponseApdu.of(NOT_FOUND);
    }

    /** Commands that ask a card for the same thing: values of the terminal's may differ. */
    private static boolean sameKind(CommandApdu recorded, CommandApdu ours) {
        if (recorded.ins() != ours.ins()) {
            return false;
        }
        return switch (ours.ins()) {
            case SELECT -> recorded.data().equals(ours.data()) && recorded.p2() == ours.p2();
            case 0xB2, 0xCA -> recorded.p1() == ours.p1() && recorded.p2() == ours.p2();
            default -> true;
        };
    }

    private void compare(Trace.Step step, CommandApdu command, int cryptogram) {
        Bytes recorded = SessionEvent.withoutSecret(step.command());
        Bytes ours = SessionEvent.withoutSecret(command);
        if (recorded.equals(ours)) {
            same++;
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (step.command().p1() != command.p1()) {
            reasons.add(String.format(
                    Locale.ROOT, "P1: recorded %02X, ours %02X", step.command().p1(), command.p1()));
        }
        if (command.ins() == GENERATE_AC) {
            elements(step, command, cryptogram, reasons);
        }
        if (reasons.isEmpty()) {
            reasons.add("the body or its length differs");
        }
        differences.add(
                new Difference(step.number(), mask.command(recorded), mask.command(ours), String.join("; ", reasons)));
    }

    private void elements(Trace.Step step, CommandApdu command, int cryptogram, List<String> reasons) {
        Map<Tag, Bytes> theirs = trace.sent(cryptogram, step.command().data());
        Map<Tag, Bytes> ours = trace.sent(cryptogram, command.data());
        if (theirs.isEmpty() || ours.isEmpty()) {
            reasons.add("the recorded body does not have the length that the card's data object list asks for");
            return;
        }
        for (Map.Entry<Tag, Bytes> element : theirs.entrySet()) {
            Bytes our = ours.getOrDefault(element.getKey(), Bytes.EMPTY);
            if (!our.equals(element.getValue())) {
                String name = dictionary
                        .find(element.getKey())
                        .map(known -> known.name() + " ")
                        .orElse("");
                reasons.add(name + element.getKey() + ": recorded " + mask.value(element.getValue()) + ", ours "
                        + mask.value(our));
            }
        }
    }
}

package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import dev.solvo.transcript.PrimitiveObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dialogue of a card with somebody else's terminal: the last session in it, from its SELECT on. */
final class Trace {
    /** One recorded command and its answer; {@code number} counts from 1 in the whole recording. */
    record Step(int number, CommandApdu command, ResponseApdu response) {}

    private static final int SELECT = 0xA4;
    private static final int GENERATE_AC = 0xAE;

    private final String id;
    private final String title;
    private final List<Step> steps;
    private final Map<Tag, Bytes> card = new HashMap<>();

    private Trace(String id, String title, List<Step> steps) {
        this.id = id;
        this.title = title;
        this.steps = List.copyOf(steps);
        for (Step step : steps) {
            try {
                PrimitiveObjects.forEach(
                        TlvReader.lenient(step.response().data(), TlvLimits.DEFAULT),
                        object -> card.putIfAbsent(Tag.of(object.tag()), object.value()));
            } catch (TlvException format1) {
                // An answer in format 1 holds no data object lists.
            }
        }
    }

    /** Reads a contact trace; answers that the recording lost are left out. */
    static Trace read(JsonNode json) throws BadInputException {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (JsonNode step : json.path("steps")) {
            number++;
            try {
                CommandApdu command =
                        CommandApdu.parse(Bytes.fromHex(step.path("command").asText()));
                if (command.ins() == SELECT) {
                    steps.clear();
                }
                if (step.path("response").isTextual()) {
                    ResponseApdu response = ResponseApdu.parse(
                            Bytes.fromHex(step.path("response").asText()));
                    steps.add(new Step(number, command, response));
                }
            } catch (IllegalArgumentException | CardTransportException malformed) {
                throw new BadInputException(
                        "trace " + json.path("id").asText() + ", command " + number + " is malformed", malformed);
            }
        }
        if (steps.isEmpty() || steps.get(0).command().ins() != SELECT) {
            throw new BadInputException("trace " + json.path("id").asText() + " has no SELECT with an answer");
        }
        return new Trace(json.path("id").asText(), json.path("title").asText(), steps);
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    List<Step> steps() {
        return steps;
    }

    /** What the card said first about this element. */
    Optional<Bytes> card(Tag tag) {
        return Optional.ofNullable(card.get(tag));
    }

    /** The n-th GENERATE AC, from 0. */
    Optional<Step> generateAc(int n) {
        return steps.stream()
                .filter(step -> step.command().ins() == GENERATE_AC)
                .skip(n)
                .findFirst();
    }

    /** What the terminal put into the n-th GENERATE AC, by tag. */
    Map<Tag, Bytes> sent(int n, Bytes body) {
        Tag list = n == 0
                ? EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1
                : EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2;
        Map<Tag, Bytes> values = new LinkedHashMap<>();
        try {
            Dol dol = Dol.parse(card.getOrDefault(list, Bytes.EMPTY));
            List<Bytes> parts = dol.split(body);
            for (int i = 0; i < parts.size(); i++) {
                values.put(dol.entries().get(i).tag(), parts.get(i));
            }
        } catch (TlvException doesNotFit) {
            return Map.of();
        }
        return values;
    }

    /** What the recorded terminal put into all its GENERATE ACs; the first value of a tag counts. */
    Map<Tag, Bytes> terminalData() {
        Map<Tag, Bytes> all = new HashMap<>();
        for (int n = 0; n < 2; n++) {
            Optional<Step> step = generateAc(n);
            if (step.isPresent()) {
                sent(n, step.get().command().data()).forEach(all::putIfAbsent);
            }
        }
        return all;
    }
}

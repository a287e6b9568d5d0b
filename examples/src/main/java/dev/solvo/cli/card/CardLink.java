package dev.solvo.cli.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.pcsc.AnswerToReset;
import dev.solvo.pcsc.AnswerToResetRule;
import dev.solvo.pcsc.PcscException;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a card is and how it is spoken to.
 *
 * @param place {@code reader} or {@code card}
 * @param name the reader's or the image's name
 * @param answerToReset as the card sent it
 * @param protocol {@code T=0} or {@code T=1}; empty for a simulated card, which has no line
 */
record CardLink(String place, String name, Bytes answerToReset, Optional<String> protocol) {
    /** What EMV has against the answer to reset; empty for a contact payment card. */
    List<String> objections() {
        try {
            return AnswerToResetRule.brokenBy(AnswerToReset.parse(answerToReset), AnswerToResetRule.Reset.COLD).stream()
                    .map(AnswerToResetRule::name)
                    .toList();
        } catch (PcscException malformed) {
            return List.of(String.valueOf(malformed.getMessage()));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add((place.equals("reader") ? "Reader " : "Simulated card ") + name);
        lines.add("Answer to reset " + answerToReset.toHex()
                + protocol.map(one -> ", " + one).orElse(""));
        String objections = objections().stream().collect(Collectors.joining(", "));
        if (!objections.isEmpty()) {
            lines.add("Not that of a contact payment card after a cold reset (EMV 4.4 Book 1, 8.3): " + objections);
        }
        return lines;
    }

    void putInto(ObjectNode json) {
        json.put(place, name);
        json.put("answerToReset", answerToReset.toHex());
        protocol.ifPresent(one -> json.put("protocol", one));
        ArrayNode objections = json.putArray("answerToResetBreaks");
        objections().forEach(objections::add);
    }
}

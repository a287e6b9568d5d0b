package dev.solvo.conformance.transaction;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.Decoder;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.transcript.CardDataMask;
import dev.solvo.transcript.CommandText;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.TapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Events of a payment as events of a case: masked, and in words. */
final class EventText {
    private static final TagDictionary DICTIONARY = TagDictionary.load();

    private EventText() {}

    static List<CaseEvent> of(List<PaymentLog.Event> events, CardDataMask mask) {
        Decoder decoder = Decoder.masked(DICTIONARY);
        List<CaseEvent> all = new ArrayList<>();
        for (PaymentLog.Event event : events) {
            all.add(of(event, mask, decoder));
        }
        return all;
    }

    private static CaseEvent of(PaymentLog.Event event, CardDataMask mask, Decoder decoder) {
        if (event instanceof PaymentLog.Event.Exchanged exchanged) {
            ResponseApdu response = exchanged.exchange().response();
            return new CaseEvent.Exchange(
                    mask.hex(exchanged.command()),
                    (mask.hex(response) + " " + response.statusWord()).strip(),
                    CommandText.describe(exchanged.command()),
                    lines(response, decoder));
        }
        if (event instanceof PaymentLog.Event.NotAnswered lost) {
            return new CaseEvent.NoAnswer(
                    mask.hex(lost.command()),
                    CommandText.describe(lost.command()),
                    lost.kind().name());
        }
        if (event instanceof PaymentLog.Event.Decided decided) {
            return new CaseEvent.Decision(
                    decided.explanation().rule(),
                    decided.explanation().inputs().entrySet().stream()
                            .map(input -> input.getKey() + " = " + input.getValue())
                            .collect(Collectors.joining(", ")),
                    decided.explanation().result(),
                    decided.explanation().reference());
        }
        return new CaseEvent.Step(step(event));
    }

    private static List<String> lines(ResponseApdu response, Decoder decoder) {
        List<String> lines = new ArrayList<>();
        for (Decoded one : response.data().isEmpty() ? List.<Decoded>of() : decoder.tlv(response.data())) {
            one.toText().lines().forEach(lines::add);
        }
        return lines;
    }

    private static String step(PaymentLog.Event event) {
        if (event instanceof PaymentLog.Event.Shown shown) {
            return "display: " + shown.message().name().replace('_', ' ');
        }
        if (event instanceof PaymentLog.Event.Displayed displayed) {
            return "reader: " + TapReport.describe(displayed.request());
        }
        if (event instanceof PaymentLog.Event.Presented presented) {
            return "card or phone held to the reader, time " + presented.time();
        }
        if (event instanceof PaymentLog.Event.AskedIssuer asked) {
            return "issuer: " + asked.answer().orElse("no answer");
        }
        return event instanceof PaymentLog.Event.Noted noted ? noted.text() : "";
    }
}

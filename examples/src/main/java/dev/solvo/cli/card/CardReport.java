package dev.solvo.cli.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.kernel.CardLog;
import dev.solvo.emv.kernel.LogRecord;
import dev.solvo.emv.kernel.RetrievableData;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was read from a card, as lines or as JSON. */
final class CardReport {
    private static final String INDENT = "  ";

    private final CardLink link;
    private final PublicData data;
    private final CardDataText text;

    CardReport(CardLink link, PublicData data, CardDataText text) {
        this.link = link;
        this.data = data;
        this.text = text;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(link.lines());
        for (PublicData.Directory directory : data.directories()) {
            lines.add("");
            lines.add("Directory " + directory.name() + ": " + words(directory.selection()));
            objects(lines, 1, text.objects(directory.selection().data()));
            records(lines, directory.records());
        }
        for (PublicData.Application application : data.applications()) {
            lines.add("");
            lines.add("Application " + application.name().toHex() + ": " + words(application.selection()));
            objects(lines, 1, text.objects(application.selection().data()));
            lines.add(INDENT + "GET PROCESSING OPTIONS: " + words(application.options()));
            if (application.options() instanceof PublicData.Options.Answered answered) {
                objects(lines, 2, options(answered.response().data()));
            }
            records(lines, application.records());
            application.retrievable().ifPresent(read -> retrievable(lines, read));
            application.log().ifPresent(read -> log(lines, read));
        }
        if (data.applications().isEmpty() && data.lost().isEmpty()) {
            lines.add("");
            lines.add("No payment application was found.");
        }
        data.lost().ifPresent(kind -> lines.add("The card was lost on the way: " + kind));
        return lines;
    }

    private static String words(ResponseApdu response) {
        return response.statusWord().toString();
    }

    private static String words(PublicData.Options options) {
        return options instanceof PublicData.Options.Answered answered
                ? words(answered.response())
                : "not sent: " + ((PublicData.Options.Withheld) options).reason();
    }

    private void records(List<String> lines, List<PublicData.CardRecord> records) {
        for (PublicData.CardRecord record : records) {
            lines.add(INDENT + "Record " + record.number() + " of file " + record.file()
                    + (record.signed() ? ", signed" : "") + ": " + words(record.response()));
            objects(lines, 2, text.objects(record.response().data()));
        }
    }

    private List<Decoded> options(Bytes body) {
        Optional<Bytes> profile = ProcessingOptions.untaggedProfile(body);
        if (profile.isEmpty()) {
            return text.objects(body);
        }
        List<Decoded> both = new ArrayList<>();
        both.add(text.element(EmvTag.APPLICATION_INTERCHANGE_PROFILE, profile.get()));
        ProcessingOptions.fileLocator(body)
                .ifPresent(locator -> both.add(text.element(EmvTag.APPLICATION_FILE_LOCATOR, locator)));
        return both;
    }

    private static void objects(List<String> lines, int depth, List<Decoded> objects) {
        for (Decoded object : objects) {
            object.toText().lines().forEach(line -> lines.add(INDENT.repeat(depth) + line));
        }
    }

    private void retrievable(List<String> lines, RetrievableData answers) {
        if (!(answers instanceof RetrievableData.Read read)) {
            lines.add(INDENT + "Counters: " + ((RetrievableData.Unavailable) answers).reason());
            return;
        }
        counters(read).forEach((name, value) -> lines.add(INDENT + name + ": " + value));
    }

    private static Map<String, Integer> counters(RetrievableData.Read read) {
        Map<String, Integer> counters = new LinkedHashMap<>();
        put(counters, "Application transaction counter (9F36)", read.applicationTransactionCounter());
        put(counters, "Last online transaction counter (9F13)", read.lastOnlineApplicationTransactionCounter());
        put(counters, "PIN tries left (9F17)", read.pinTryCounter());
        read.biometricTryCounters().forEach((tag, left) -> counters.put("Biometric tries left (" + tag + ")", left));
        return counters;
    }

    private static void put(Map<String, Integer> counters, String name, OptionalInt value) {
        if (value.isPresent()) {
            counters.put(name, value.getAsInt());
        }
    }

    private void log(List<String> lines, CardLog answers) {
        if (!(answers instanceof CardLog.Read log)) {
            lines.add(INDENT + "Log: none (" + ((CardLog.Unavailable) answers).reason() + ")");
            return;
        }
        lines.add(INDENT + "Log: " + log.records().size() + " transactions, " + log.emptyRecords() + " empty records, "
                + log.malformedRecords() + " malformed (" + log.end() + ")");
        for (LogRecord record : log.records()) {
            lines.add(INDENT.repeat(2) + "Transaction " + record.number());
            objects(lines, 3, elements(log, record));
        }
    }

    private List<Decoded> elements(CardLog.Read log, LogRecord record) {
        List<Decoded> elements = new ArrayList<>();
        for (Dol.Entry entry : log.format().entries()) {
            Tag tag = entry.tag();
            record.data().get(tag).ifPresent(value -> elements.add(text.element(tag, value)));
        }
        return elements;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        link.putInto(json);
        ArrayNode directories = json.putArray("directories");
        for (PublicData.Directory directory : data.directories()) {
            ObjectNode one = directories.addObject();
            one.put("name", directory.name());
            answer(one, directory.selection());
            records(one, directory.records());
        }
        ArrayNode applications = json.putArray("applications");
        data.applications().forEach(one -> application(applications.addObject(), one));
        data.lost().ifPresent(kind -> json.put("lost", kind.name()));
        return json;
    }

    private void application(ObjectNode json, PublicData.Application application) {
        json.put("aid", application.name().toHex());
        answer(json, application.selection());
        ObjectNode options = json.putObject("processingOptions");
        if (application.options() instanceof PublicData.Options.Answered answered) {
            options.put("statusWord", words(answered.response()));
            objects(options, options(answered.response().data()));
        } else {
            options.put("notSent", ((PublicData.Options.Withheld) application.options()).reason());
        }
        records(json, application.records());
        if (application.retrievable().orElse(null) instanceof RetrievableData.Read read) {
            ObjectNode counters = json.putObject("counters");
            put(counters, "applicationTransactionCounter", read.applicationTransactionCounter());
            put(counters, "lastOnlineTransactionCounter", read.lastOnlineApplicationTransactionCounter());
            put(counters, "pinTriesLeft", read.pinTryCounter());
            read.biometricTryCounters()
                    .forEach((tag, left) ->
                            counters.withObject("/biometricTriesLeft").put(tag.toString(), left));
        }
        application.log().ifPresent(log -> log(json.putObject("log"), log));
    }

    private static void put(ObjectNode json, String key, OptionalInt value) {
        if (value.isPresent()) {
            json.put(key, value.getAsInt());
        }
    }

    private void log(ObjectNode json, CardLog answers) {
        if (!(answers instanceof CardLog.Read log)) {
            json.put("none", ((CardLog.Unavailable) answers).reason().name());
            return;
        }
        json.put("end", log.end().name());
        json.put("emptyRecords", log.emptyRecords());
        json.put("malformedRecords", log.malformedRecords());
        ArrayNode transactions = json.putArray("transactions");
        for (LogRecord record : log.records()) {
            objects(transactions.addObject().put("number", record.number()), elements(log, record));
        }
    }

    private void records(ObjectNode json, List<PublicData.CardRecord> records) {
        ArrayNode array = json.putArray("records");
        for (PublicData.CardRecord record : records) {
            ObjectNode one = array.addObject();
            one.put("file", record.file());
            one.put("number", record.number());
            one.put("signed", record.signed());
            answer(one, record.response());
        }
    }

    private void answer(ObjectNode json, ResponseApdu response) {
        json.put("statusWord", words(response));
        objects(json, text.objects(response.data()));
    }

    private static void objects(ObjectNode json, List<Decoded> objects) {
        ArrayNode array = json.putArray("objects");
        ObjectMapper mapper = new ObjectMapper();
        for (Decoded object : objects) {
            try {
                array.add(mapper.readTree(object.toJson()));
            } catch (JsonProcessingException ownJson) {
                throw new IllegalStateException(ownJson);
            }
        }
    }
}

package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerScript;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The key {@code host}: what host, issuer and the terminal's memory answer. */
final class HostReading {
    private static final Map<String, IssuerHost.Behaviour> BEHAVIOURS = Map.of(
            "approve", IssuerHost.Behaviour.APPROVE,
            "decline", IssuerHost.Behaviour.DECLINE,
            "refer", IssuerHost.Behaviour.REFER,
            "no-answer", IssuerHost.Behaviour.SILENT,
            "wrong-issuer-authentication", IssuerHost.Behaviour.WRONG_ARPC);
    private static final String EXPLICIT = "explicit";
    private static final String NOT_SENT = "not-sent";
    private static final Map<String, CommandApdu> COMMANDS = Map.of(
            "pin-unblock", IssuerScriptCommand.pinUnblock(),
            "application-block", IssuerScriptCommand.applicationBlock(),
            "application-unblock", IssuerScriptCommand.applicationUnblock(),
            "card-block", IssuerScriptCommand.cardBlock());

    private HostReading() {}

    static ScriptedHost.Script read(CaseObject file) {
        Optional<CaseObject> given = file.object("host");
        if (given.isEmpty()) {
            return new ScriptedHost.Script(
                    new ScriptedHost.Source.Issuer(IssuerHost.of(IssuerHost.Behaviour.APPROVE)),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    LookUpExceptionFile.Answer.NOT_LISTED,
                    0,
                    Map.of());
        }
        CaseObject host = given.get();
        Set<String> words = new TreeSet<>(BEHAVIOURS.keySet());
        words.addAll(List.of(EXPLICIT, NOT_SENT));
        String answer = host.word("answer", words).orElse("approve");
        Optional<Bytes> code = host.read("code", HostReading::code);
        Optional<Bytes> authentication = host.hex("issuerAuthenticationData");
        List<Bytes> templates = new ArrayList<>();
        IssuerHost issuer = IssuerHost.of(BEHAVIOURS.getOrDefault(answer, IssuerHost.Behaviour.APPROVE));
        for (CaseNode item : host.items("scripts")) {
            if (item.isScalar()) {
                template(host, item).ifPresent(templates::add);
            } else {
                Optional<IssuerScript> script = host.object(item, "scripts").flatMap(HostReading::script);
                if (script.isPresent() && !BEHAVIOURS.containsKey(answer)) {
                    host.fault(
                            item,
                            "scripts",
                            "without the simulated issuer nobody protects commands; expected the"
                                    + " whole template in hexadecimal");
                } else if (script.isPresent()) {
                    issuer = issuer.with(script.get());
                }
            }
        }
        Map<String, LookUpExceptionFile.Answer> lookUps = CardholderReading.words(LookUpExceptionFile.Answer.values());
        LookUpExceptionFile.Answer listed = host.word("exceptionFile", lookUps.keySet())
                .map(lookUps::get)
                .orElse(LookUpExceptionFile.Answer.NOT_LISTED);
        long earlier = host.number("earlierSaleMinor", 0, 999_999_999).orElse(0);
        Map<Tag, Bytes> data = data(host);
        host.close();
        ScriptedHost.Source source;
        if (answer.equals(EXPLICIT)) {
            if (code.isEmpty() && !host.has("code")) {
                host.fault("host: an explicit answer needs the key code");
            }
            source = new ScriptedHost.Source.Explicit(code.orElse(Bytes.fromHex("3030")));
        } else {
            source = answer.equals(NOT_SENT)
                    ? new ScriptedHost.Source.NotSent()
                    : answer.equals("no-answer")
                            ? new ScriptedHost.Source.NoAnswer()
                            : new ScriptedHost.Source.Issuer(issuer);
        }
        return new ScriptedHost.Script(source, code, authentication, templates, listed, earlier, data);
    }

    private static Bytes code(CaseNode node) throws CaseException {
        if (node.text().matches("[0-9A-Za-z]{2}")) {
            return Bytes.of(node.text().getBytes(StandardCharsets.US_ASCII));
        }
        throw new CaseException("expected the two characters of tag 8A, such as \"00\"");
    }

    private static Optional<Bytes> template(CaseObject host, CaseNode item) {
        try {
            return Optional.of(Bytes.fromHex(item.text()));
        } catch (IllegalArgumentException notHex) {
            host.fault(item, "scripts", "expected a whole template 71 or 72 in hexadecimal, or an object");
            return Optional.empty();
        }
    }

    private static Optional<IssuerScript> script(CaseObject object) {
        Optional<String> when = object.word("when", Set.of("before", "after"));
        if (!object.has("when")) {
            object.fault("host.scripts: expected the key when: before or after the final cryptogram");
        }
        IssuerScript script = when.filter("before"::equals).isPresent()
                ? IssuerScript.beforeFinalCryptogram()
                : IssuerScript.afterFinalCryptogram();
        Optional<Bytes> identifier = object.hex("identifier");
        if (identifier.isPresent() && identifier.get().length() == 4) {
            script = script.identifiedBy(identifier.get());
        } else if (identifier.isPresent()) {
            object.fault("host.scripts.identifier: expected 4 bytes in hexadecimal");
        }
        for (CaseNode item : object.items("commands")) {
            script = command(object, script, item);
        }
        if (object.items("commands").isEmpty()) {
            object.fault("host.scripts: expected the key commands");
        }
        object.close();
        return Optional.of(script);
    }

    private static IssuerScript command(CaseObject script, IssuerScript sofar, CaseNode item) {
        if (item.isScalar()) {
            CommandApdu known = COMMANDS.get(item.text());
            if (known != null) {
                return sofar.command(known);
            }
            script.fault(
                    item,
                    "commands",
                    "expected one of "
                            + String.join(", ", new TreeSet<>(COMMANDS.keySet()))
                            + ", or an object with putData, updateRecord, changePin or wrongCode");
            return sofar;
        }
        Optional<CaseObject> given = script.object(item, "commands");
        if (given.isEmpty()) {
            return sofar;
        }
        CaseObject object = given.get();
        Optional<String> wrong = object.word("wrongCode", COMMANDS.keySet());
        Optional<String> pin = object.text("changePin");
        Optional<CaseObject> put = object.object("putData");
        Optional<CaseObject> update = object.object("updateRecord");
        object.close();
        if (wrong.isPresent()) {
            return sofar.commandWithWrongCode(COMMANDS.getOrDefault(wrong.get(), IssuerScriptCommand.pinUnblock()));
        }
        if (pin.isPresent() && pin.get().matches("[0-9]{4,12}")) {
            return sofar.changePin(Pin.of(pin.get()));
        }
        if (put.isPresent()) {
            Optional<Tag> tag = put.get().read("tag", Tags::parse);
            Optional<Bytes> value = put.get().hex("value");
            put.get().close();
            if (tag.isPresent() && value.isPresent()) {
                return sofar.command(IssuerScriptCommand.putData(tag.get(), value.get()));
            }
        }
        if (update.isPresent()) {
            int file = update.get().number("file", 1, 30).orElse(1);
            int number = update.get().number("record", 1, 255).orElse(1);
            Optional<Bytes> value = update.get().hex("value");
            update.get().close();
            if (value.isPresent()) {
                return sofar.command(IssuerScriptCommand.updateRecord(file, number, value.get()));
            }
        }
        script.fault(
                item,
                "commands",
                "expected putData with tag and value, updateRecord with file, record and value,"
                        + " changePin with 4 to 12 digits, or wrongCode");
        return sofar;
    }

    private static Map<Tag, Bytes> data(CaseObject host) {
        Map<Tag, Bytes> data = new LinkedHashMap<>();
        Optional<CaseObject> given = host.object("data");
        if (given.isPresent()) {
            for (String key : given.get().node().keys().keySet()) {
                Optional<Tag> tag = given.get().read(key, node -> Tags.parse(key));
                Optional<Bytes> value = given.get().hex(key);
                if (tag.isPresent() && value.isPresent()) {
                    data.put(tag.get(), value.get());
                }
            }
        }
        return data;
    }
}

package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.conformance.transaction.ScriptedCardholder.AtDevice;
import dev.solvo.conformance.transaction.ScriptedCardholder.AtPinPad;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The key {@code cardholder}: what cardholder and attendant do. */
final class CardholderReading {
    private static final ScriptedCardholder.Script USUAL =
            new ScriptedCardholder.Script(List.of(), Optional.empty(), List.of(), Optional.empty(), true, List.of());

    private CardholderReading() {}

    static ScriptedCardholder.Script read(CaseObject file, boolean contactless) {
        Optional<CaseObject> given = file.object("cardholder");
        if (given.isEmpty()) {
            return USUAL;
        }
        CaseObject object = given.get();
        List<Integer> choices = new ArrayList<>();
        for (CaseNode item : object.items("application")) {
            if (item.text().equals("cancel")) {
                choices.add(0);
            } else if (item.text().matches("[1-9][0-9]?")) {
                choices.add(Integer.parseInt(item.text()));
            } else {
                object.fault(item, "application", "expected a number from 1, or cancel");
            }
        }
        Optional<List<AtPinPad>> pin = object.has("pin") ? Optional.of(pin(object)) : Optional.empty();
        List<AtDevice> biometric = biometric(object);
        Optional<Boolean> referral =
                object.word("referral", Set.of("approved", "declined")).map("approved"::equals);
        boolean unlocks = true;
        List<PresentCard.Answer> presentations = new ArrayList<>();
        if (contactless) {
            unlocks = !object.word("device", Set.of("unlock-between-taps", "stays-locked"))
                    .filter("stays-locked"::equals)
                    .isPresent();
            Map<String, PresentCard.Answer> words = words(PresentCard.Answer.values());
            for (CaseNode item : object.items("present")) {
                word(object, item, "present", words).ifPresent(presentations::add);
            }
        }
        object.close();
        return new ScriptedCardholder.Script(choices, pin, biometric, referral, unlocks, presentations);
    }

    private static List<AtPinPad> pin(CaseObject object) {
        Map<String, AtPinPad> plain = new LinkedHashMap<>();
        for (AtPinPad.Plain one : AtPinPad.Plain.values()) {
            plain.put(Words.key(one), one);
        }
        List<AtPinPad> answers = new ArrayList<>();
        for (CaseNode item : object.items("pin")) {
            if (item.kind() == CaseNode.Kind.OBJECT) {
                object.object(item, "pin").flatMap(CardholderReading::atPinPad).ifPresent(answers::add);
            } else if (item.text().matches("[0-9]{4,12}")) {
                answers.add(new AtPinPad.Entered(item.text()));
            } else if (plain.containsKey(item.text())) {
                answers.add(plain.getOrDefault(item.text(), AtPinPad.Plain.CANCEL));
            } else {
                object.fault(
                        item,
                        "pin",
                        "expected 4 to 12 digits, " + String.join(", ", plain.keySet())
                                + ", or an object with digits, status or card-failed");
            }
        }
        return answers;
    }

    private static Optional<AtPinPad> atPinPad(CaseObject item) {
        Optional<String> digits = item.text("digits");
        Optional<Bytes> status = item.hex("status");
        Map<String, CardTransportException.Kind> kinds = words(CardTransportException.Kind.values());
        Optional<CardTransportException.Kind> failed =
                item.word("card-failed", kinds.keySet()).map(kinds::get);
        item.close();
        if (digits.isPresent() && digits.get().matches("[0-9]{4,12}")) {
            return Optional.of(new AtPinPad.Digits(digits.get()));
        }
        if (status.isPresent() && status.get().length() == 2) {
            return Optional.of(
                    new AtPinPad.Verified(new StatusWord((int) status.get().toUnsignedLong())));
        }
        if (failed.isPresent()) {
            return Optional.of(new AtPinPad.CardFailed(failed.get()));
        }
        item.fault("cardholder.pin: expected digits (4 to 12), status (two bytes in hexadecimal) or card-failed");
        return Optional.empty();
    }

    private static List<AtDevice> biometric(CaseObject object) {
        Map<String, VerifyBiometric.Answer> words = words(VerifyBiometric.Answer.values());
        List<AtDevice> answers = new ArrayList<>();
        for (CaseNode item : object.items("biometric")) {
            if (item.kind() == CaseNode.Kind.OBJECT) {
                Optional<CaseObject> sends = object.object(item, "biometric");
                if (sends.isPresent()) {
                    Optional<Bytes> command = sends.get().hex("send");
                    sends.get().close();
                    try {
                        command.map(CommandApdu::parse).map(AtDevice.Sends::new).ifPresent(answers::add);
                    } catch (IllegalArgumentException notACommand) {
                        object.fault(item, "biometric", "expected a command in hexadecimal as send");
                    }
                }
            } else {
                word(object, item, "biometric", words)
                        .map(AtDevice.Answers::new)
                        .ifPresent(answers::add);
            }
        }
        return answers;
    }

    /** Constants by their names in case files. */
    static <E extends Enum<E>> Map<String, E> words(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E one : constants) {
            words.put(Words.key(one), one);
        }
        return words;
    }

    private static <E> Optional<E> word(CaseObject object, CaseNode item, String key, Map<String, E> words) {
        E known = words.get(item.text());
        if (known == null) {
            object.fault(item, key, "expected one of " + String.join(", ", words.keySet()));
            return Optional.empty();
        }
        return Optional.of(known);
    }
}

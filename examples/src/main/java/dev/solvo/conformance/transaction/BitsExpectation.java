package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.emv.data.ElementBit;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bits of tag 95 or 9B in the report, by the specification's way of counting: b3b6 is byte 3, bit 6. */
final class BitsExpectation implements Expectation {
    private static final Pattern BIT = Pattern.compile("b([1-9])b([1-8])");

    /** A bit's place. */
    record Bit(int byteNumber, int bitNumber) {
        static Bit parse(String text, int length) throws CaseException {
            Matcher bit = BIT.matcher(text);
            if (!bit.matches() || Integer.parseInt(bit.group(1)) > length) {
                throw new CaseException(
                        "expected a bit such as b1b8 (byte 1, bit 8) of " + length + " bytes, not " + text);
            }
            return new Bit(Integer.parseInt(bit.group(1)), Integer.parseInt(bit.group(2)));
        }

        boolean isSet(Bytes value) {
            return byteNumber <= value.length() && (value.unsigned(byteNumber - 1) >> (bitNumber - 1) & 1) == 1;
        }

        @Override
        public String toString() {
            return "b" + byteNumber + "b" + bitNumber;
        }
    }

    private final String key;
    private final int length;
    private final List<? extends ElementBit> names;
    private final Set<Bit> set = new LinkedHashSet<>();
    private final Set<Bit> clear = new LinkedHashSet<>();
    private Optional<HexPattern> value = Optional.empty();
    private boolean othersClear;

    private BitsExpectation(String key, int length, List<? extends ElementBit> names) {
        this.key = key;
        this.length = length;
        this.names = names;
    }

    static Optional<Expectation> read(CaseObject expect, String key, int length, List<? extends ElementBit> names) {
        Optional<CaseNode> given = expect.value(key);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        BitsExpectation bits = new BitsExpectation(key, length, names);
        if (given.get().isScalar()) {
            bits.value = expect.read(key, node -> HexPattern.parse(node.text()));
            return Optional.of(bits);
        }
        Optional<CaseObject> object = expect.object(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        bits.value = object.get().read("value", node -> HexPattern.parse(node.text()));
        bits.bits(object.get(), "set", bits.set);
        bits.bits(object.get(), "clear", bits.clear);
        bits.othersClear = object.get().word("others", Set.of("clear")).isPresent();
        object.get().close();
        if (object.get().node().keys().isEmpty()) {
            object.get().fault(key + ": expected value, set, clear or others");
        }
        return Optional.of(bits);
    }

    private void bits(CaseObject object, String name, Set<Bit> into) {
        for (CaseNode item : object.items(name)) {
            try {
                into.add(Bit.parse(item.text(), length));
            } catch (CaseException wrong) {
                object.fault(item, name, String.valueOf(wrong.getMessage()));
            }
        }
    }

    @Override
    public void check(Observed seen, List<ExpectationCheck> checks) {
        JsonNode actual = seen.report().path(key);
        String hex = actual.asText("");
        if (value.isPresent()) {
            checks.add(new ExpectationCheck(
                    key,
                    value.get().toString(),
                    ValueExpectation.text(actual),
                    value.get().matches(hex),
                    Optional.empty()));
        }
        Bytes bytes = hex.matches("([0-9A-Fa-f]{2})*") ? Bytes.fromHex(hex) : Bytes.EMPTY;
        set.forEach(bit -> checks.add(check(bit, true, bytes)));
        clear.forEach(bit -> checks.add(check(bit, false, bytes)));
        if (othersClear) {
            List<String> others = new ArrayList<>();
            for (int number = 1; number <= length; number++) {
                for (int bit = 8; bit >= 1; bit--) {
                    Bit one = new Bit(number, bit);
                    if (!set.contains(one) && one.isSet(bytes)) {
                        others.add(one + name(one));
                    }
                }
            }
            boolean met = others.isEmpty() && bytes.length() == length;
            checks.add(new ExpectationCheck(
                    key + " others",
                    "clear",
                    met ? "clear" : others.isEmpty() ? "absent" : "set: " + String.join(", ", others),
                    met,
                    Optional.empty()));
        }
    }

    private ExpectationCheck check(Bit bit, boolean expected, Bytes bytes) {
        boolean actual = bit.isSet(bytes);
        String got = bytes.length() < bit.byteNumber() ? "absent" : actual ? "set" : "clear";
        return new ExpectationCheck(
                key + " " + bit + name(bit),
                expected ? "set" : "clear",
                got,
                !got.equals("absent") && actual == expected,
                Optional.empty());
    }

    private String name(Bit bit) {
        for (ElementBit one : names) {
            if (one.byteNumber() == bit.byteNumber() && one.bitNumber() == bit.bitNumber()) {
                return " (" + one.meaning() + ")";
            }
        }
        return "";
    }
}

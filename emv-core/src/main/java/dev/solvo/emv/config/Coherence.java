package dev.solvo.emv.config;

import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.TlvException;
import java.util.ArrayList;
import java.util.List;

/** What parameters of a configuration must have in common; each rule answers with the sentences that say what is wrong. */
final class Coherence {
    private static final int MAX_DATA_LENGTH = 255;

    static List<String> ofCapabilities(TerminalCapabilities capabilities) {
        List<String> problems = new ArrayList<>();
        if (!capabilities.contains(TerminalCapabilities.Bit.IC_WITH_CONTACTS)) {
            problems.add("terminal capabilities without IC with contacts");
        }
        // EMV 4.4 Book 4, 6.3.2: a terminal that supports CDA supports DDA.
        if (capabilities.contains(TerminalCapabilities.Bit.CDA)
                && !capabilities.contains(TerminalCapabilities.Bit.DDA)) {
            problems.add("terminal capabilities with CDA but without DDA");
        }
        return problems;
    }

    static List<String> ofDefaultDdol(Bytes list) {
        List<String> problems = ofList("default DDOL", list);
        // EMV 4.4 Book 2, 6.5.1: a list without the unpredictable number makes every DDA fail.
        if (problems.isEmpty() && !names(list)) {
            problems.add("default DDOL without the unpredictable number");
        }
        return problems;
    }

    static List<String> ofDefaultTdol(Bytes list) {
        return ofList("default TDOL", list);
    }

    private static List<String> ofList(String name, Bytes list) {
        List<String> problems = new ArrayList<>();
        try {
            if (Dol.parse(list).totalLength() > MAX_DATA_LENGTH) {
                problems.add(name + " that asks for more than 255 bytes");
            }
        } catch (TlvException broken) {
            problems.add(name + " that is no data object list: " + broken.getMessage());
        }
        return problems;
    }

    private static boolean names(Bytes list) {
        try {
            return Dol.parse(list).entries().stream().anyMatch(e -> e.tag().equals(EmvTag.UNPREDICTABLE_NUMBER));
        } catch (TlvException broken) {
            return false;
        }
    }

    private Coherence() {}
}

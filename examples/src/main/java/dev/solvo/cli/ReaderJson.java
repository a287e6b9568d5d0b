package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.ContactlessConfigJson;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A contactless reader's combinations in the form of {@link ContactlessConfigJson}, for what was configured in code. */
final class ReaderJson {
    private ReaderJson() {}

    static ObjectNode write(ContactlessConfig config) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode combinations = json.putArray("combinations");
        config.combinations().forEach(combination -> write(combination, combinations.addObject()));
        return json;
    }

    private static void write(CombinationConfig combination, ObjectNode json) {
        json.put("aid", combination.aid().toHex());
        json.put("kernel", combination.kernel().toString());
        if (!combination.transactionTypes().isEmpty()) {
            ArrayNode types = json.putArray("transactionTypes");
            combination.transactionTypes().stream()
                    .map(TransactionType::code)
                    .sorted()
                    .forEach(code -> types.add(String.format(Locale.ROOT, "%02d", code)));
        }
        combination.statusCheckSupport().ifPresent(flag -> json.put("statusCheckSupport", flag));
        combination.zeroAmountAllowed().ifPresent(flag -> json.put("zeroAmountAllowed", flag));
        combination.extendedSelectionSupport().ifPresent(flag -> json.put("extendedSelectionSupport", flag));
        combination.transactionLimitMinor().ifPresent(limit -> json.put("transactionLimitMinor", limit));
        combination.floorLimitMinor().ifPresent(limit -> json.put("floorLimitMinor", limit));
        combination.terminalFloorLimitMinor().ifPresent(limit -> json.put("terminalFloorLimitMinor", limit));
        combination.cvmRequiredLimitMinor().ifPresent(limit -> json.put("cvmRequiredLimitMinor", limit));
        combination
                .terminalTransactionQualifiers()
                .ifPresent(qualifiers -> json.put(
                        "terminalTransactionQualifiers", qualifiers.toBytes().toHex()));
        if (!combination.kernelData().isEmpty()) {
            ObjectNode data = json.putObject("kernelData");
            Map<String, Bytes> inOrder = new TreeMap<>();
            for (Map.Entry<Tag, Bytes> element : combination.kernelData().entrySet()) {
                inOrder.put(element.getKey().toString(), element.getValue());
            }
            inOrder.forEach((tag, value) -> data.put(tag, value.toHex()));
        }
        ArrayNode options = JsonNodeFactory.instance.arrayNode();
        for (KernelOption option : KernelOption.values()) {
            if (combination.has(option)) {
                options.add(option.key());
            }
        }
        if (!options.isEmpty()) {
            json.set("kernelOptions", options);
        }
    }

    static ContactlessConfig parse(ObjectNode json, TerminalConfig terminal) throws BadInputException {
        try {
            return ContactlessConfigJson.parse(json.toString(), terminal);
        } catch (EmvDataException wrong) {
            throw new BadInputException("the recorded reader's configuration is wrong: " + wrong.getMessage(), wrong);
        }
    }
}

package dev.solvo.emv.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A contactless reader's combinations as JSON.
 *
 * <p>The form is published as a JSON schema, {@link #schema()}. A key that is not there is an absent limit or flag, which is not
 * zero. Unknown keys are refused; all errors of a file are reported together, each with its JSON pointer.
 */
public final class ContactlessConfigJson {
    private static final long MAX_AMOUNT = 999_999_999_999L;
    private static final int MAX_VALUE = 252;
    private static final int MAX_KERNEL_IDENTIFIER = 8;

    private final List<String> errors = new ArrayList<>();

    private ContactlessConfigJson() {}

    /**
     * Reads a configuration.
     *
     * @param json the file's text
     * @param terminal the terminal that the reader belongs to
     * @return the configuration
     * @throws EmvDataException with {@link Reason#CONFIGURATION} if anything is wrong with it; the message has a line an error
     */
    public static ContactlessConfig parse(String json, TerminalConfig terminal) throws EmvDataException {
        return new ContactlessConfigJson().read(TerminalConfigJson.tree(json), terminal);
    }

    /**
     * The JSON schema (draft 2020-12) of the form.
     *
     * @return the schema's text
     */
    public static String schema() {
        return TerminalConfigJson.resource("contactless-config.schema.json");
    }

    /**
     * A ready configuration for tests and demonstrations, for kernels 2, 3 and 7: offline up to 25.00, cardholder verification
     * from 50.00, nothing from 500.00, in whatever currency. Its values are samples, not those of a payment system.
     *
     * @return the file's text
     */
    public static String demonstration() {
        return TerminalConfigJson.resource("contactless-demonstration.json");
    }

    private ContactlessConfig read(JsonNode file, TerminalConfig terminal) throws EmvDataException {
        List<CombinationConfig> combinations = new ArrayList<>();
        Optional<JsonObject> root = JsonObject.of(file, "", errors);
        if (root.isPresent()) {
            root.get().ignore("$schema");
            root.get().require("combinations");
            for (JsonObject json : root.get().objects("combinations")) {
                combinations.add(combination(json));
            }
            root.get().close();
        }
        if (!errors.isEmpty()) {
            throw new EmvDataException(Reason.CONFIGURATION, String.join("\n", errors));
        }
        try {
            return new ContactlessConfig(terminal, combinations);
        } catch (IllegalArgumentException twice) {
            throw new EmvDataException(Reason.CONFIGURATION, "/combinations: " + twice.getMessage());
        }
    }

    private static CombinationConfig combination(JsonObject json) {
        json.require("aid", "kernel");
        // Placeholders keep the reading going after a fault, so that the rest of the file is checked too.
        Bytes aid = json.hex("aid", 5, 16).orElse(Bytes.repeat(0, 5));
        KernelIdentifier kernel = json.hex("kernel", 1, MAX_KERNEL_IDENTIFIER)
                .map(KernelIdentifier::new)
                .orElse(KernelIdentifier.ANY);
        CombinationConfig.Builder builder = CombinationConfig.builder(aid, kernel);
        for (String type : json.texts("transactionTypes")) {
            transactionType(json, type, builder);
        }
        json.flag("statusCheckSupport", builder::statusCheckSupport);
        json.flag("zeroAmountAllowed", builder::zeroAmountAllowed);
        json.flag("extendedSelectionSupport", builder::extendedSelectionSupport);
        json.number("transactionLimitMinor", 0, MAX_AMOUNT).ifPresent(builder::transactionLimitMinor);
        json.number("floorLimitMinor", 0, MAX_AMOUNT).ifPresent(builder::floorLimitMinor);
        json.number("terminalFloorLimitMinor", 0, MAX_AMOUNT).ifPresent(builder::terminalFloorLimitMinor);
        json.number("cvmRequiredLimitMinor", 0, MAX_AMOUNT).ifPresent(builder::cvmRequiredLimitMinor);
        TerminalConfigReader.element(json, "terminalTransactionQualifiers", 4, TerminalTransactionQualifiers::parse)
                .ifPresent(builder::terminalTransactionQualifiers);
        json.object("kernelData").ifPresent(data -> kernelData(data, builder));
        for (String key : json.texts("kernelOptions")) {
            option(json, key, builder);
        }
        json.close();
        return builder.build();
    }

    private static void transactionType(JsonObject json, String type, CombinationConfig.Builder builder) {
        if (type.matches("[0-9]{2}")) {
            builder.transactionType(new TransactionType(Integer.parseInt(type)));
        } else {
            json.fault("transactionTypes", "two decimal digits are expected");
        }
    }

    private static void kernelData(JsonObject json, CombinationConfig.Builder builder) {
        for (String key : json.keys()) {
            Optional<Bytes> value = json.hex(key, 0, MAX_VALUE);
            try {
                Tag tag = Tag.of(Integer.parseUnsignedInt(key, 16));
                value.ifPresent(bytes -> builder.kernelData(tag, bytes));
            } catch (IllegalArgumentException noTag) {
                json.fault(key, "no tag");
            }
        }
        json.close();
    }

    private static void option(JsonObject json, String key, CombinationConfig.Builder builder) {
        for (KernelOption option : KernelOption.values()) {
            if (option.key().equals(key)) {
                builder.kernelOption(option);
                return;
            }
        }
        json.fault("kernelOptions", "no such option");
    }
}

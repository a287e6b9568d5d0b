package dev.solvo.emv.config;

import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the applications of a configuration of JSON, noting everything that is wrong. */
final class ApplicationConfigReader {
    private static final long MAX_FLOOR_LIMIT = 0xFFFF_FFFFL;

    private final List<String> errors;

    ApplicationConfigReader(List<String> errors) {
        this.errors = errors;
    }

    List<ApplicationConfig> read(List<JsonObject> list) {
        List<ApplicationConfig> applications = new ArrayList<>();
        for (JsonObject json : list) {
            int before = errors.size();
            json.require("aid");
            Optional<Bytes> aid = json.hex("aid", 5, 16);
            ApplicationConfig.Builder builder = ApplicationConfig.builder(aid.orElse(Bytes.repeat(0, 5)));
            fill(json, builder);
            json.close();
            builder.problems().forEach(json::fault);
            if (errors.size() == before) {
                applications.add(builder.build());
            }
        }
        return applications;
    }

    private static void fill(JsonObject json, ApplicationConfig.Builder builder) {
        json.text("name").ifPresent(builder::name);
        json.flag("partialNameAllowed", builder::partialNameAllowed);
        json.hex("applicationVersionNumber", 2, 2).ifPresent(builder::applicationVersionNumber);
        builder.terminalActionCodes(
                actionCode(json, "terminalActionCodeDenial"),
                actionCode(json, "terminalActionCodeOnline"),
                actionCode(json, "terminalActionCodeDefault"));
        json.number("floorLimitMinor", 0, MAX_FLOOR_LIMIT).ifPresent(builder::floorLimitMinor);
        json.object("randomSelection").ifPresent(random -> randomSelection(random, builder));
        json.hex("defaultDdol", 1, 252).ifPresent(builder::defaultDdol);
        json.hex("defaultTdol", 1, 252).ifPresent(builder::defaultTdol);
        TerminalConfigReader.element(json, "terminalType", 1, TerminalType::parse)
                .ifPresent(builder::terminalType);
        TerminalConfigReader.element(json, "terminalCapabilities", 3, TerminalCapabilities::parse)
                .ifPresent(builder::terminalCapabilities);
        TerminalConfigReader.element(json, "additionalTerminalCapabilities", 5, AdditionalTerminalCapabilities::parse)
                .ifPresent(builder::additionalTerminalCapabilities);
        json.number("merchantCategoryCode", 0, 9999).ifPresent(code -> builder.merchantCategoryCode(code.intValue()));
        json.object("additionalData").ifPresent(data -> additionalData(data, builder));
        json.object("transactionHandling").ifPresent(types -> handling(types, builder));
    }

    private static ActionCode actionCode(JsonObject json, String key) {
        return json.hex(key, 5, 5).map(ActionCode::of).orElse(ActionCode.NONE);
    }

    private static void randomSelection(JsonObject json, ApplicationConfig.Builder builder) {
        json.require("targetPercentage", "maximumTargetPercentage", "thresholdMinor");
        Optional<Long> target = json.number("targetPercentage", 0, 99);
        Optional<Long> maximum = json.number("maximumTargetPercentage", 0, 99);
        Optional<Long> threshold = json.number("thresholdMinor", 0, MAX_FLOOR_LIMIT);
        if (target.isPresent() && maximum.isPresent() && threshold.isPresent()) {
            try {
                builder.randomSelection(new RandomSelection(
                        target.get().intValue(), maximum.get().intValue(), threshold.get()));
            } catch (IllegalArgumentException broken) {
                json.fault(String.valueOf(broken.getMessage()));
            }
        }
        json.close();
    }

    private static void handling(JsonObject json, ApplicationConfig.Builder builder) {
        for (String key : json.keys()) {
            Optional<String> how = json.text(key);
            if (!key.matches("[0-9]{2}")) {
                json.fault(key, "no transaction type of two digits");
            } else if (how.isPresent()) {
                try {
                    builder.handling(
                            new TransactionType(Integer.parseInt(key)), TransactionHandling.valueOf(how.get()));
                } catch (IllegalArgumentException unknown) {
                    json.fault(key, "one of FULL, CARD_DATA_ONLY, ONLINE_REQUIRED is expected");
                }
            }
        }
        json.close();
    }

    private static void additionalData(JsonObject json, ApplicationConfig.Builder builder) {
        for (String key : json.keys()) {
            Optional<Bytes> value = json.hex(key, 1, 255);
            try {
                Tag tag = Tag.of(Integer.parseUnsignedInt(key, 16));
                value.ifPresent(bytes -> builder.additionalData(tag, bytes));
            } catch (IllegalArgumentException noTag) {
                json.fault(key, "no tag in hexadecimal");
            }
        }
        json.close();
    }
}

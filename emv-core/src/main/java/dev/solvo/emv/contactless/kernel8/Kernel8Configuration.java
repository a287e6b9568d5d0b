package dev.solvo.emv.contactless.kernel8;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.relay.RelayResistanceLimits;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of kernel 8 for one combination, checked. */
final class Kernel8Configuration {
    private final Map<Kernel8Parameter, Bytes> values;

    private Kernel8Configuration(Map<Kernel8Parameter, Bytes> values) {
        this.values = values;
    }

    /**
     * Reads a combination's kernel data.
     *
     * @throws IllegalArgumentException if a mandatory parameter is missing, or one has another length
     */
    static Kernel8Configuration of(CombinationConfig combination) {
        Map<Kernel8Parameter, Bytes> values = new EnumMap<>(Kernel8Parameter.class);
        for (Kernel8Parameter parameter : Kernel8Parameter.values()) {
            Bytes value = combination.kernelData().get(parameter.tag());
            if (value == null) {
                if (parameter.isMandatory()) {
                    throw new IllegalArgumentException("kernel 8 has no default for " + parameter);
                }
            } else if (parameter.lengthBytes() != 0 && value.length() != parameter.lengthBytes()) {
                throw new IllegalArgumentException(parameter + " of " + value.length() + " bytes");
            } else {
                values.put(parameter, value);
            }
        }
        return new Kernel8Configuration(values);
    }

    Optional<Bytes> get(Kernel8Parameter parameter) {
        return Optional.ofNullable(values.get(parameter));
    }

    Bytes require(Kernel8Parameter parameter) {
        return get(parameter).orElseThrow(() -> new IllegalStateException(parameter + " is not configured"));
    }

    int number(Kernel8Parameter parameter) {
        return (int) require(parameter).toUnsignedLong();
    }

    long decimal(Kernel8Parameter parameter) {
        try {
            return BcdNumber.parse(parameter.tag(), require(parameter));
        } catch (EmvDataException noDigits) {
            throw new IllegalArgumentException(parameter + " has digits that are not decimal", noDigits);
        }
    }

    ActionCode actionCode(Kernel8Parameter parameter) {
        return ActionCode.of(require(parameter));
    }

    RelayResistanceLimits relayResistanceLimits() {
        return new RelayResistanceLimits(
                number(Kernel8Parameter.MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD),
                number(Kernel8Parameter.MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD),
                number(Kernel8Parameter.TERMINAL_EXPECTED_TIME_COMMAND),
                number(Kernel8Parameter.TERMINAL_EXPECTED_TIME_RESPONSE),
                number(Kernel8Parameter.RELAY_RESISTANCE_ACCURACY_THRESHOLD),
                number(Kernel8Parameter.RELAY_RESISTANCE_MISMATCH_THRESHOLD));
    }
}

package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.relay.RelayResistanceLimits;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.tlv.Bytes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parameters of kernel 2 for one combination. Immutable.
 *
 * <p>In a reader's configuration they stand among the kernel data of the combination, each under its tag; what is not there
 * has its default, and the limits that Entry Point knows too come from the combination.
 *
 * <pre>{@code
 * CombinationConfig.Builder mastercard = CombinationConfig.builder(aid, KernelIdentifier.KERNEL_2);
 * Kernel2Configuration.DEFAULTS
 *     .with(Kernel2Parameter.SECURITY_CAPABILITY, Bytes.ofUnsigned(0x08))
 *     .withAmount(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, 50_00)
 *     .putInto(mastercard);
 * }</pre>
 */
public final class Kernel2Configuration {
    /** The default of every parameter that has one. */
    public static final Kernel2Configuration DEFAULTS = defaults();

    private static final int AMOUNT_LENGTH = 6;

    /** Of terminal capabilities byte 2. */
    private static final int ENCIPHERED_PIN_ONLINE = 0x40;

    private final Map<Kernel2Parameter, Bytes> values;

    private Kernel2Configuration(Map<Kernel2Parameter, Bytes> values) {
        this.values = values;
    }

    private static Kernel2Configuration defaults() {
        Map<Kernel2Parameter, Bytes> values = new EnumMap<>(Kernel2Parameter.class);
        for (Kernel2Parameter parameter : Kernel2Parameter.values()) {
            Optional<Bytes> value = parameter.defaultValue();
            if (value.isPresent()) {
                values.put(parameter, value.get());
            }
        }
        return new Kernel2Configuration(values);
    }

    /**
     * The parameters of a combination.
     *
     * @param combination kernel data and limits
     * @return its values, defaults elsewhere
     * @throws IllegalArgumentException if a value has another length than its parameter, or means nothing
     */
    public static Kernel2Configuration of(CombinationConfig combination) {
        Kernel2Configuration configuration = DEFAULTS;
        configuration =
                configuration.limited(combination.floorLimitMinor(), Kernel2Parameter.READER_CONTACTLESS_FLOOR_LIMIT);
        configuration =
                configuration.limited(combination.cvmRequiredLimitMinor(), Kernel2Parameter.READER_CVM_REQUIRED_LIMIT);
        configuration = configuration.limited(
                combination.transactionLimitMinor(),
                Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM);
        configuration = configuration.limited(
                combination.transactionLimitMinor(),
                Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_ON_DEVICE_CVM);
        for (Kernel2Parameter parameter : Kernel2Parameter.values()) {
            Bytes value = combination.kernelData().get(parameter.tag());
            if (value != null) {
                configuration = configuration.with(parameter, value);
            }
        }
        return configuration;
    }

    private Kernel2Configuration limited(OptionalLong limit, Kernel2Parameter parameter) {
        return limit.isPresent() ? withAmount(parameter, limit.getAsLong()) : this;
    }

    void checkOnlinePin() {
        int methods = number(Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED)
                | number(Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED);
        ActionCode leavesOffline = actionCode(Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL)
                .or(actionCode(Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE));
        if ((methods & ENCIPHERED_PIN_ONLINE) != 0
                && !leavesOffline.contains(TerminalVerificationResults.Bit.ONLINE_CVM_CAPTURED)) {
            throw new IllegalArgumentException(
                    "kernel 2 with an online PIN needs \"online CVM captured\" (byte 3, bit 3) in "
                            + Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE);
        }
    }

    /**
     * Writes all values into a combination's kernel data.
     *
     * @param combination the combination's builder
     */
    public void putInto(CombinationConfig.Builder combination) {
        values.forEach((parameter, value) -> combination.kernelData(parameter.tag(), value));
    }

    /** Makes the values known to the card's lists, defaults among them. */
    void putInto(DataStore data) {
        values.forEach((parameter, value) -> data.putApplication(parameter.tag(), value));
    }

    /**
     * The same with one parameter set.
     *
     * @param parameter which one
     * @param value its value field
     * @return another configuration
     * @throws IllegalArgumentException if the value has another length than the parameter, or means nothing
     */
    public Kernel2Configuration with(Kernel2Parameter parameter, Bytes value) {
        boolean fits = parameter.lengthBytes() == 0 ? !value.isEmpty() : value.length() == parameter.lengthBytes();
        if (!fits) {
            throw new IllegalArgumentException(parameter + " of " + value.length() + " bytes");
        }
        Map<Kernel2Parameter, Bytes> changed = new EnumMap<>(values);
        changed.put(parameter, value);
        check(parameter, value);
        return new Kernel2Configuration(changed);
    }

    /**
     * The same with one limit set.
     *
     * @param limit a parameter of 12 digits
     * @param amountMinor minor units
     * @return another configuration
     * @throws IllegalArgumentException if the parameter is no amount or the amount has more than 12 digits
     */
    public Kernel2Configuration withAmount(Kernel2Parameter limit, long amountMinor) {
        return with(limit, BcdNumber.toBytes(amountMinor, AMOUNT_LENGTH));
    }

    private static void check(Kernel2Parameter parameter, Bytes value) {
        try {
            if (parameter == Kernel2Parameter.PHONE_MESSAGE_TABLE) {
                PhoneMessageTable.of(value);
            } else if (parameter.lengthBytes() == AMOUNT_LENGTH || parameter == Kernel2Parameter.MESSAGE_HOLD_TIME) {
                BcdNumber.parse(parameter.tag(), value);
            }
        } catch (EmvDataException meaningless) {
            throw new IllegalArgumentException(parameter + " means nothing", meaningless);
        }
    }

    /**
     * The value of a parameter.
     *
     * @param parameter which one
     * @return the value; nothing if it is absent
     */
    public Optional<Bytes> get(Kernel2Parameter parameter) {
        return Optional.ofNullable(values.get(parameter));
    }

    Bytes require(Kernel2Parameter parameter) {
        return get(parameter).orElseThrow(() -> new IllegalStateException(parameter + " is not configured"));
    }

    long amount(Kernel2Parameter parameter) {
        return decimal(parameter);
    }

    int number(Kernel2Parameter parameter) {
        return (int) require(parameter).toUnsignedLong();
    }

    /** Message Hold Time, in units of 100 milliseconds. */
    int messageHoldTime() {
        return (int) decimal(Kernel2Parameter.MESSAGE_HOLD_TIME);
    }

    private long decimal(Kernel2Parameter parameter) {
        try {
            return BcdNumber.parse(parameter.tag(), require(parameter));
        } catch (EmvDataException checkedBefore) {
            throw new IllegalStateException(parameter + " has digits that are not decimal", checkedBefore);
        }
    }

    KernelConfiguration kernelConfiguration() {
        return new KernelConfiguration(number(Kernel2Parameter.KERNEL_CONFIGURATION));
    }

    ActionCode actionCode(Kernel2Parameter parameter) {
        return ActionCode.of(require(parameter));
    }

    boolean recoversTornTransactions() {
        return number(Kernel2Parameter.MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS) > 0;
    }

    RelayResistanceLimits relayResistanceLimits() {
        return new RelayResistanceLimits(
                number(Kernel2Parameter.MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD),
                number(Kernel2Parameter.MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD),
                number(Kernel2Parameter.TERMINAL_EXPECTED_TRANSMISSION_TIME_COMMAND),
                number(Kernel2Parameter.TERMINAL_EXPECTED_TRANSMISSION_TIME_RESPONSE),
                number(Kernel2Parameter.RELAY_RESISTANCE_ACCURACY_THRESHOLD),
                number(Kernel2Parameter.RELAY_RESISTANCE_TRANSMISSION_TIME_MISMATCH_THRESHOLD));
    }
}

package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * What a terminal configures in kernel 2, each with the value that holds when nothing else is said. Names, lengths and
 * defaults: Book C-2, Annex A, as an open implementation carries them.
 *
 * <p>A parameter without default is absent unless configured. Terminal type, country and additional capabilities (9F35, 9F1A,
 * 9F40) are the terminal's own and stand in {@link dev.solvo.emv.config.TerminalConfig}.
 */
@SuppressWarnings("ImmutableEnumChecker") // tags, bytes and lists of them do not change
public enum Kernel2Parameter {
    /** 9F09: the version of the application that the reader knows. */
    APPLICATION_VERSION_NUMBER(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL, 2, "0002"),
    /** DF8117: byte 1 of 9F33. */
    CARD_DATA_INPUT_CAPABILITY(Tag.of(0xDF8117), 1, "00"),
    /** DF8118: byte 2 of 9F33 when the amount exceeds the CVM required limit. */
    CVM_CAPABILITY_CVM_REQUIRED(Tag.of(0xDF8118), 1, "00"),
    /** DF8119: byte 2 of 9F33 for other amounts. */
    CVM_CAPABILITY_NO_CVM_REQUIRED(Tag.of(0xDF8119), 1, "00"),
    /** DF811A: what mag-stripe mode sends to a card without 9F69. */
    DEFAULT_UDOL(Tag.of(0xDF811A), "9F6A04"),
    /** DF8130: how long the field stays off, in units of 100 milliseconds. */
    HOLD_TIME_VALUE(Tag.of(0xDF8130), 1, "0D"),
    /** DF811B: {@link KernelConfiguration}. */
    KERNEL_CONFIGURATION(Tag.of(0xDF811B), 1, "00"),
    /** DF810C. */
    KERNEL_ID(Tag.of(0xDF810C), 1, "02"),
    /** 9F6D: the version of the mag-stripe application that the reader knows. */
    MAG_STRIPE_APPLICATION_VERSION_NUMBER(Tag.of(0x9F6D), 2, "0001"),
    /** DF811E: how the cardholder is verified in mag-stripe mode above the CVM required limit. */
    MAG_STRIPE_CVM_CAPABILITY_CVM_REQUIRED(Tag.of(0xDF811E), 1, "F0"),
    /** DF812C: how the cardholder is verified in mag-stripe mode for other amounts. */
    MAG_STRIPE_CVM_CAPABILITY_NO_CVM_REQUIRED(Tag.of(0xDF812C), 1, "F0"),
    /** DF811C: how long a torn transaction can be recovered, in seconds; for whoever keeps the log. */
    MAX_LIFETIME_OF_TORN_TRANSACTION_LOG_RECORD(Tag.of(0xDF811C), 2, "012C"),
    /** DF811D: how many torn transactions are kept; 0 switches recovery off. */
    MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS(Tag.of(0xDF811D), 1, "00"),
    /** DF812D: how long an error message stays, n 6, in units of 100 milliseconds. */
    MESSAGE_HOLD_TIME(Tag.of(0xDF812D), 3, "000013"),
    /** DF8133, in units of 100 microseconds. */
    MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD(Tag.of(0xDF8133), 2, "0032"),
    /** DF8132, in units of 100 microseconds. */
    MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD(Tag.of(0xDF8132), 2, "0014"),
    /** DF8131: {@link PhoneMessageTable}. */
    PHONE_MESSAGE_TABLE(
            Tag.of(0xDF8131),
            "00000100000120000008000008002000000400000400200000010000010020000002000002002000" + "0000000000000700"),
    /** DF8123, n 12, minor units: above it, TVR "transaction exceeds floor limit". */
    READER_CONTACTLESS_FLOOR_LIMIT(Tag.of(0xDF8123), 6, "000000000000"),
    /** DF8124, n 12, minor units: above it no transaction without verification on the device. */
    READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM(Tag.of(0xDF8124), 6, "000000000000"),
    /** DF8125, n 12, minor units: above it no transaction with verification on the device. */
    READER_CONTACTLESS_TRANSACTION_LIMIT_ON_DEVICE_CVM(Tag.of(0xDF8125), 6, "000000000000"),
    /** DF8126, n 12, minor units: above it the cardholder is verified. */
    READER_CVM_REQUIRED_LIMIT(Tag.of(0xDF8126), 6, "000000000000"),
    /** DF8136, in units of 100 microseconds. */
    RELAY_RESISTANCE_ACCURACY_THRESHOLD(Tag.of(0xDF8136), 2, "012C"),
    /** DF8137, in percent. */
    RELAY_RESISTANCE_TRANSMISSION_TIME_MISMATCH_THRESHOLD(Tag.of(0xDF8137), 1, "32"),
    /** DF811F: byte 3 of 9F33. */
    SECURITY_CAPABILITY(Tag.of(0xDF811F), 1, "00"),
    /** DF8120. */
    TERMINAL_ACTION_CODE_DEFAULT(Tag.of(0xDF8120), 5, "840000000C"),
    /** DF8121. */
    TERMINAL_ACTION_CODE_DENIAL(Tag.of(0xDF8121), 5, "840000000C"),
    /** DF8122. */
    TERMINAL_ACTION_CODE_ONLINE(Tag.of(0xDF8122), 5, "840000000C"),
    /** DF8134, in units of 100 microseconds. */
    TERMINAL_EXPECTED_TRANSMISSION_TIME_COMMAND(Tag.of(0xDF8134), 2, "0012"),
    /** DF8135, in units of 100 microseconds. */
    TERMINAL_EXPECTED_TRANSMISSION_TIME_RESPONSE(Tag.of(0xDF8135), 2, "0018"),
    /** 9F1D: Terminal Risk Management Data. */
    TERMINAL_RISK_MANAGEMENT_DATA(EmvTag.TERMINAL_RISK_MANAGEMENT_DATA, 8, ""),
    /** DF8127: how long a card may take to answer, in milliseconds; for whoever drives the reader. */
    TIME_OUT_VALUE(Tag.of(0xDF8127), 2, "01F4"),
    /** 9F7E: whether the reader tells devices that it supports them; byte 1, bit 2 is the kernel's. */
    MOBILE_SUPPORT_INDICATOR(Kernel2Tag.MOBILE_SUPPORT_INDICATOR, 1, ""),
    /** 9F7C: data of the merchant for the card. */
    MERCHANT_CUSTOM_DATA(Tag.of(0x9F7C), 20, "");

    private final Tag tag;
    private final int lengthBytes;
    private final Bytes defaultValue;

    Kernel2Parameter(Tag tag, int lengthBytes, String defaultValue) {
        this.tag = tag;
        this.lengthBytes = lengthBytes;
        this.defaultValue = Bytes.fromHex(defaultValue);
    }

    /** A parameter of any length. */
    Kernel2Parameter(Tag tag, String defaultValue) {
        this(tag, 0, defaultValue);
    }

    /**
     * The parameter's tag.
     *
     * @return the tag
     */
    public Tag tag() {
        return tag;
    }

    /**
     * Length of the value.
     *
     * @return number of bytes; 0 where it varies
     */
    public int lengthBytes() {
        return lengthBytes;
    }

    /**
     * What holds when nothing else is said.
     *
     * @return the value; nothing where the parameter is then absent
     */
    public Optional<Bytes> defaultValue() {
        return defaultValue.isEmpty() ? Optional.empty() : Optional.of(defaultValue);
    }
}

package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Outcome Parameter Set, tag DF8129 of kernel 2 and 9F8210 of kernel 8: an outcome and its parameters in 8 bytes.
 *
 * <p>Online response data and the preferred interface are always "not applicable" (F0): these kernels ask for no answer of
 * the host, and the codes of the interfaces are not established. An outcome that has them loses them here.
 *
 * @param kind which outcome
 * @param start where Entry Point begins again
 * @param cvm how the cardholder is verified
 * @param userInterfaceOnOutcome whether something is shown with the outcome
 * @param userInterfaceOnRestart whether something is shown when Entry Point begins again
 * @param dataRecord whether there is a data record
 * @param discretionaryData whether there are discretionary data
 * @param receipt whether a receipt is wanted
 * @param fieldOffTenths for how long the field is switched off, in units of 100 milliseconds, 0 to 254
 * @param removalTimeoutTenths how long the reader waits for the card's removal, in units of 100 milliseconds, 0 to 255
 */
public record OutcomeParameterSet(
        Optional<Kind> kind,
        Optional<Start> start,
        Cvm cvm,
        boolean userInterfaceOnOutcome,
        boolean userInterfaceOnRestart,
        boolean dataRecord,
        boolean discretionaryData,
        boolean receipt,
        OptionalInt fieldOffTenths,
        int removalTimeoutTenths) {
    private static final int LENGTH = 8;
    private static final int NOT_APPLICABLE = 0xF;
    private static final int NO_FIELD_OFF = 0xFF;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a duration does not fit its byte
     */
    public OutcomeParameterSet {
        if (fieldOffTenths.orElse(0) < 0
                || fieldOffTenths.orElse(0) >= NO_FIELD_OFF
                || (removalTimeoutTenths & ~0xFF) != 0) {
            throw new IllegalArgumentException("a duration that does not fit its byte");
        }
    }

    /**
     * The set of an outcome.
     *
     * @param outcome an outcome
     * @return its parameters
     * @throws IllegalArgumentException if a duration does not fit its byte
     */
    public static OutcomeParameterSet of(ContactlessOutcome outcome) {
        return new OutcomeParameterSet(
                Optional.of(outcome.kind()),
                outcome.start(),
                outcome.cvm(),
                outcome.userInterfaceOnOutcome().isPresent(),
                outcome.userInterfaceOnRestart().isPresent(),
                outcome.dataRecord().isPresent(),
                outcome.discretionaryData().isPresent(),
                outcome.receipt(),
                outcome.fieldOffRequestTenths(),
                outcome.removalTimeoutTenths().orElse(0));
    }

    /**
     * Reads the value field: {@code 30 F0 F0 20 A8 F0 FF 00} is an online request with online PIN, a receipt, something to
     * show, and a data record.
     *
     * @param bytes 8 bytes
     * @return the set
     * @throws EmvDataException if the length is another, or a nibble has no meaning
     */
    public static OutcomeParameterSet parse(Bytes bytes) throws EmvDataException {
        ElementLength.require(Kernel2Tag.OUTCOME_PARAMETER_SET, bytes, LENGTH);
        int flags = bytes.unsigned(4);
        int fieldOff = bytes.unsigned(6);
        return new OutcomeParameterSet(
                kind(bytes),
                start(bytes),
                cvm(bytes),
                (flags & 0x80) != 0,
                (flags & 0x40) != 0,
                (flags & 0x20) != 0,
                (flags & 0x10) != 0,
                (flags & 0x08) != 0,
                fieldOff == NO_FIELD_OFF ? OptionalInt.empty() : OptionalInt.of(fieldOff),
                bytes.unsigned(7));
    }

    /**
     * The value field.
     *
     * @return 8 bytes
     */
    public Bytes toBytes() {
        int flags = (userInterfaceOnOutcome ? 0x80 : 0)
                | (userInterfaceOnRestart ? 0x40 : 0)
                | (dataRecord ? 0x20 : 0)
                | (discretionaryData ? 0x10 : 0)
                | (receipt ? 0x08 : 0);
        return Bytes.ofUnsigned(
                high(kind.map(OutcomeParameterSet::code).orElse(NOT_APPLICABLE)),
                high(start.map(OutcomeParameterSet::code).orElse(NOT_APPLICABLE)),
                high(NOT_APPLICABLE),
                high(code(cvm)),
                flags,
                high(NOT_APPLICABLE),
                fieldOffTenths.orElse(NO_FIELD_OFF),
                removalTimeoutTenths);
    }

    private static int high(int nibble) {
        return nibble << 4;
    }

    private static Optional<Kind> kind(Bytes bytes) throws EmvDataException {
        int nibble = bytes.unsigned(0) >> 4;
        if (nibble == NOT_APPLICABLE) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (code(kind) == nibble) {
                return Optional.of(kind);
            }
        }
        throw meaningless(0);
    }

    private static Optional<Start> start(Bytes bytes) throws EmvDataException {
        int nibble = bytes.unsigned(1) >> 4;
        if (nibble == NOT_APPLICABLE) {
            return Optional.empty();
        }
        for (Start start : Start.values()) {
            if (code(start) == nibble) {
                return Optional.of(start);
            }
        }
        throw meaningless(1);
    }

    private static Cvm cvm(Bytes bytes) throws EmvDataException {
        int nibble = bytes.unsigned(3) >> 4;
        for (Cvm method : Cvm.values()) {
            if (code(method) == nibble) {
                return method;
            }
        }
        throw meaningless(3);
    }

    private static int code(Kind kind) {
        return switch (kind) {
            case APPROVED -> 1;
            case DECLINED -> 2;
            case ONLINE_REQUEST -> 3;
            case END_APPLICATION -> 4;
            case SELECT_NEXT -> 5;
            case TRY_ANOTHER_INTERFACE -> 6;
            case TRY_AGAIN -> 7;
        };
    }

    private static int code(Start start) {
        return switch (start) {
            case A -> 0;
            case B -> 1;
            case C -> 2;
            case D -> 3;
        };
    }

    private static int code(Cvm method) {
        return switch (method) {
            case NO_CVM -> 0;
            case SIGNATURE -> 1;
            case ONLINE_PIN -> 2;
            case CONFIRMATION_CODE_VERIFIED -> 3;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
        };
    }

    private static EmvDataException meaningless(int at) {
        return new EmvDataException(Reason.FORMAT, Kernel2Tag.OUTCOME_PARAMETER_SET, at, "a nibble without meaning");
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * Counts how many transactions the card has made since the last one online. EMV 4.4 Book 3, 10.6.3.
 *
 * <p>Done only where the card gives both limits, 9F14 and 9F23.
 */
final class VelocityChecking {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.6.3";
    private static final String MISSING_DATA = "EMV 4.4 Book 3, 7.5";

    private final Transaction transaction;

    VelocityChecking(Transaction transaction) {
        this.transaction = transaction;
    }

    Next begin() {
        Optional<Bytes> lower = transaction.get(EmvTag.LOWER_CONSECUTIVE_OFFLINE_LIMIT);
        Optional<Bytes> upper = transaction.get(EmvTag.UPPER_CONSECUTIVE_OFFLINE_LIMIT);
        if (!lower.isPresent() || !upper.isPresent()) {
            return Next.proceed();
        }
        return Next.send(
                CardCommand.getData(EmvTag.APPLICATION_TRANSACTION_COUNTER),
                response -> afterCounter(lower.get(), upper.get(), response));
    }

    private Next afterCounter(Bytes lower, Bytes upper, ResponseApdu response) {
        Optional<Bytes> counter = GetDataAnswer.take(transaction, EmvTag.APPLICATION_TRANSACTION_COUNTER, response);
        return Next.send(
                CardCommand.getData(EmvTag.LAST_ONLINE_ATC_REGISTER),
                register -> afterRegister(lower, upper, counter, register));
    }

    private Next afterRegister(Bytes lower, Bytes upper, Optional<Bytes> counter, ResponseApdu response) {
        Optional<Bytes> register = GetDataAnswer.take(transaction, EmvTag.LAST_ONLINE_ATC_REGISTER, response);
        if (counter.isPresent() && register.isPresent()) {
            compare(
                    lower.toUnsignedLong(),
                    upper.toUnsignedLong(),
                    counter.get().toUnsignedLong(),
                    register.get().toUnsignedLong());
        } else {
            Map<String, String> inputs =
                    Inputs.of("9F36", obtained(counter.isPresent()), "9F13", obtained(register.isPresent()));
            // NOTE: 10.6.3 names only the two limits here; 7.5 has both counters among the elements whose absence means
            // "ICC data missing". Known kernels leave that bit 0; we follow 7.5.
            transaction.set(Bit.ICC_DATA_MISSING, MISSING_DATA, () -> inputs);
            transaction.set(Bit.LOWER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED, REFERENCE, () -> inputs);
            transaction.set(Bit.UPPER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED, REFERENCE, () -> inputs);
        }
        if (register.isPresent() && register.get().toUnsignedLong() == 0) {
            transaction.set(Bit.NEW_CARD, REFERENCE, () -> Inputs.of("last online 9F13", "0"));
        }
        return Next.proceed();
    }

    /**
     * Sets the bits of the limits that are exceeded; a limit that is just reached is not.
     *
     * <p>NOTE: 10.6.3 does not say whether the upper limit is looked at when the lower one is not exceeded. We look at both,
     * which matters only for a card whose upper limit is below its lower one.
     */
    private void compare(long lower, long upper, long counter, long register) {
        // A counter that has not passed the last online transaction cannot be true: both limits count as exceeded.
        boolean impossible = counter <= register;
        long sinceOnline = counter - register;
        Map<String, String> inputs = Inputs.of(
                "counter 9F36",
                Long.toString(counter),
                "last online 9F13",
                Long.toString(register),
                "lower limit 9F14",
                Long.toString(lower),
                "upper limit 9F23",
                Long.toString(upper));
        if (impossible || sinceOnline > lower) {
            transaction.set(Bit.LOWER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED, REFERENCE, () -> inputs);
        }
        if (impossible || sinceOnline > upper) {
            transaction.set(Bit.UPPER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED, REFERENCE, () -> inputs);
        }
        if (!impossible && sinceOnline <= lower && sinceOnline <= upper) {
            transaction.explain("Consecutive offline limits", REFERENCE, () -> inputs, "not exceeded");
        }
    }

    private static String obtained(boolean obtained) {
        return obtained ? "obtained" : "not obtained";
    }
}

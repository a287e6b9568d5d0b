package dev.solvo.emv.contactless;

import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.LocalDateTime;
import java.util.Map;

/** What terminal and transaction contribute to the data of a contactless transaction. EMV Book A, 5. */
final class TransactionData {
    private TransactionData() {}

    static void put(Activation activation, DataStore data) {
        // First what holds for every transaction, for this one's currency replaces the terminal's usual one.
        activation.terminal().putInto(data);
        activation.request().putInto(data);
        LocalDateTime at = activation.startedAt();
        data.putTerminal(EmvTag.TRANSACTION_DATE, EmvDate.of(at.toLocalDate()).toBytes());
        data.putTerminal(
                EmvTag.TRANSACTION_TIME,
                BcdNumber.toBytes(at.getHour() * 10_000L + at.getMinute() * 100L + at.getSecond(), 3));
        data.putApplication(
                EmvTag.APPLICATION_IDENTIFIER_TERMINAL,
                activation.combination().configuration().aid());
        for (Map.Entry<Tag, Bytes> element :
                activation.combination().configuration().kernelData().entrySet()) {
            data.putApplication(element.getKey(), element.getValue());
        }
    }
}

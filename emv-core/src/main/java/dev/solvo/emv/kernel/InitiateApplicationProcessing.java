package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.Map;
import java.util.Optional;

/** Tells the card that a transaction begins, and learns what it can do and where its data are. EMV 4.4 Book 3, 10.1. */
final class InitiateApplicationProcessing implements TransactionFunction {
    private static final int UNPREDICTABLE_NUMBER_LENGTH = 4;

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        TerminalData.forTransaction(transaction);
        // A PDOL may ask for the number, so it is drawn here and serves the whole transaction.
        byte[] unpredictableNumber = new byte[UNPREDICTABLE_NUMBER_LENGTH];
        transaction.random().nextBytes(unpredictableNumber);
        transaction.data().putApplication(EmvTag.UNPREDICTABLE_NUMBER, Bytes.of(unpredictableNumber));

        Bytes pdol = transaction.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST).orElse(Bytes.EMPTY);
        transaction.pdolData = pdol.isEmpty()
                ? Bytes.EMPTY
                : transaction
                        .data()
                        .fill(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, pdol, DataStore.MAX_PDOL_DATA_LENGTH);
        return Next.send(
                CardCommand.getProcessingOptions(transaction.pdolData), response -> answered(transaction, response));
    }

    private static Next answered(Transaction transaction, ResponseApdu response) throws EmvDataException {
        if (response.statusWord().equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            transaction.explain(
                    "Conditions of use not satisfied: the application is removed from the candidates",
                    "EMV 4.4 Book 3, 10.1",
                    () -> Map.of("status", response.statusWord().toString()),
                    "another application is selected");
            return new Next.SelectAnotherApplication();
        }
        if (!response.statusWord().isSuccess()) {
            return Next.unexpectedStatus("GET PROCESSING OPTIONS", response);
        }
        try {
            read(transaction, response.data());
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        transaction.aip = Optional.of(ApplicationInterchangeProfile.parse(
                transaction.data().require(EmvTag.APPLICATION_INTERCHANGE_PROFILE)));
        transaction.afl =
                Optional.of(ApplicationFileLocator.parse(transaction.data().require(EmvTag.APPLICATION_FILE_LOCATOR)));
        return Next.proceed();
    }

    private static void read(Transaction transaction, Bytes data) throws TlvException, EmvDataException {
        TlvReader reader = TlvReader.of(data);
        if (!reader.next()) {
            throw malformed("an empty answer");
        }
        if (reader.length() + reader.valueOffset() != data.length()) {
            throw malformed("bytes after the template");
        }
        if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1.value()) {
            Bytes value = reader.value();
            if (value.length() < 6 || value.length() % 4 != 2) {
                throw malformed("a format 1 answer of " + value);
            }
            transaction.data().putFromGpo(EmvTag.APPLICATION_INTERCHANGE_PROFILE, value.slice(0, 2));
            transaction.data().putFromGpo(EmvTag.APPLICATION_FILE_LOCATOR, value.slice(2));
        } else if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()) {
            reader.enter();
            while (reader.next()) {
                if (!reader.isConstructed()) {
                    transaction.data().putFromGpo(Tag.of(reader.tag()), reader.value());
                }
            }
        } else {
            throw malformed("neither template 80 nor 77");
        }
    }

    private static EmvDataException malformed(String what) {
        return new EmvDataException(
                EmvDataException.Reason.STRUCTURE, "GET PROCESSING OPTIONS was answered with " + what);
    }
}

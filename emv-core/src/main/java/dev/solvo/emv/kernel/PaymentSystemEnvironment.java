package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the card's directory of applications. EMV 4.4 Book 1, 12.2 and 12.3.2.
 *
 * <p>NOTE: sources differ on a record that is malformed or answered with a status other than 9000 and 6A83. Here any such
 * fault drops what the directory gave and leaves the terminal to its list of AIDs, as the closing sentence of 12.3.2 asks;
 * an entry without or with an impossible AID is skipped alone.
 */
final class PaymentSystemEnvironment {
    static final Bytes NAME = Bytes.of("1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    private static final int LAST_RECORD = 255;

    private final Transaction transaction;
    private final CandidateList candidates;
    private final Next.Continuation listOfAids;
    private final Next.Continuation finalSelection;
    private Optional<Bytes> codeTableIndex = Optional.empty();

    PaymentSystemEnvironment(
            Transaction transaction,
            CandidateList candidates,
            Next.Continuation listOfAids,
            Next.Continuation finalSelection) {
        this.transaction = transaction;
        this.candidates = candidates;
        this.listOfAids = listOfAids;
        this.finalSelection = finalSelection;
    }

    Next select() {
        return Next.send(CardCommand.select(NAME), this::afterSelect);
    }

    private Next afterSelect(ResponseApdu response) throws EmvDataException {
        if (response.statusWord().equals(StatusWord.FUNCTION_NOT_SUPPORTED)) {
            return Next.terminate(
                    TerminationReason.CARD_BLOCKED, "SELECT of the payment system environment was answered with 6A81");
        }
        if (!response.statusWord().isSuccess()) {
            return fallBack("the card has no usable directory: " + response.statusWord());
        }
        int shortFileIdentifier;
        try {
            FileControlInformation information = FileControlInformation.parse(response.data());
            if (!information.dfName().equals(NAME)) {
                return fallBack("the directory answers under another name");
            }
            Optional<Bytes> identifier = information.element(EmvTag.SHORT_FILE_IDENTIFIER);
            shortFileIdentifier = identifier.isPresent() && identifier.get().length() == 1
                    ? identifier.get().unsigned(0)
                    : 0;
            codeTableIndex = information.element(EmvTag.ISSUER_CODE_TABLE_INDEX);
            transaction.preferDirectoryLanguages(information.element(EmvTag.LANGUAGE_PREFERENCE));
        } catch (EmvDataException broken) {
            return fallBack("the directory's file control information is malformed");
        }
        if (shortFileIdentifier < 1 || shortFileIdentifier > 10) {
            return fallBack("the directory names no file of 1 to 10");
        }
        return readRecord(shortFileIdentifier, 1);
    }

    private Next readRecord(int shortFileIdentifier, int record) {
        return Next.send(
                CardCommand.readRecord(shortFileIdentifier, record),
                response -> afterRecord(shortFileIdentifier, record, response));
    }

    private Next afterRecord(int shortFileIdentifier, int record, ResponseApdu response) throws EmvDataException {
        if (response.statusWord().equals(StatusWord.RECORD_NOT_FOUND)) {
            return endOfDirectory();
        }
        if (!response.statusWord().isSuccess()) {
            return fallBack("record " + record + " of the directory was answered with " + response.statusWord());
        }
        try {
            readEntries(response.data());
        } catch (TlvException broken) {
            return fallBack("record " + record + " of the directory is malformed");
        }
        return record == LAST_RECORD ? endOfDirectory() : readRecord(shortFileIdentifier, record + 1);
    }

    private Next endOfDirectory() throws EmvDataException {
        return candidates.isEmpty() ? fallBack("the directory has no common application") : finalSelection.go();
    }

    private Next fallBack(String why) throws EmvDataException {
        candidates.clear();
        transaction.explain(
                "The list of AIDs is tried instead of the directory", "EMV 4.4 Book 1, 12.3.2", Map::of, why);
        return listOfAids.go();
    }

    private void readEntries(Bytes data) throws TlvException {
        TlvReader reader = TlvReader.of(data);
        if (!reader.next() || reader.tag() != EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE.value()) {
            throw new TlvException(
                    TlvException.Reason.MISSING_OBJECT, 0, "a directory record does not start with template 70");
        }
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == EmvTag.APPLICATION_TEMPLATE.value()) {
                Map<Tag, Bytes> entry = new LinkedHashMap<>();
                reader.enter();
                while (reader.next()) {
                    entry.putIfAbsent(Tag.of(reader.tag()), reader.value());
                }
                reader.leave();
                addEntry(entry);
            }
        }
        reader.leave();
        if (reader.next()) {
            throw new TlvException(
                    TlvException.Reason.UNEXPECTED_OBJECT, reader.offset(), "an object after template 70");
        }
    }

    private void addEntry(Map<Tag, Bytes> entry) {
        Bytes dfName = entry.getOrDefault(EmvTag.APPLICATION_DEDICATED_FILE_NAME, Bytes.EMPTY);
        if (dfName.length() >= 5 && dfName.length() <= 16) {
            candidates.addIfSupported(dfName, tag -> Optional.ofNullable(entry.get(tag)), codeTableIndex);
        }
    }
}

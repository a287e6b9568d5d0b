package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.DataStore.Admission;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.Optional;

/** The card's answer to GET DATA. EMV 4.4 Book 3, 6.5.7. */
final class GetDataAnswer {
    private GetDataAnswer() {}

    /**
     * Takes the value that was asked for into the transaction's data. Nothing a card answers here ends the session: another
     * status, another tag, a wrong length all mean that the element was not obtained.
     */
    static Optional<Bytes> take(Transaction transaction, Tag tag, ResponseApdu response) {
        Optional<Bytes> value = value(tag, response);
        if (!value.isPresent()) {
            return Optional.empty();
        }
        try {
            Admission admission = transaction.data().putFromGetData(tag, value.get());
            return admission == Admission.STORED || admission == Admission.IGNORED_ALREADY_KNOWN
                    ? value
                    : Optional.empty();
        } catch (EmvDataException malformed) {
            return Optional.empty();
        }
    }

    /** The value that was asked for, if the answer is 9000 with that element and nothing else. */
    static Optional<Bytes> value(Tag tag, ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return Optional.empty();
        }
        try {
            TlvReader reader = TlvReader.of(response.data());
            if (!reader.next() || reader.tag() != tag.value()) {
                return Optional.empty();
            }
            Bytes value = reader.value();
            return reader.next() ? Optional.empty() : Optional.of(value);
        } catch (TlvException malformed) {
            return Optional.empty();
        }
    }
}

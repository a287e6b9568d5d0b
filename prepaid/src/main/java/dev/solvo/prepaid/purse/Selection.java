package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.Optional;

/** SELECT of the first name that the card knows, and its public data. */
final class Selection {
    private static final int TEMPLATE = 0x6F;
    private static final int PROPRIETARY = 0xA5;
    private static final int PUBLIC_DATA = 0x9F0C;

    private final PurseSettings settings;

    Selection(PurseSettings settings) {
        this.settings = settings;
    }

    PurseStep<SelectOutcome> begin() {
        return select(0);
    }

    private PurseStep<SelectOutcome> select(int index) {
        if (index == settings.applicationNames().size()) {
            return end(NotDone.because(NotDone.Reason.NO_APPLICATION));
        }
        Bytes name = settings.applicationNames().get(index);
        return new TransmitApdu<>(
                PurseCommands.select(name), response -> afterSelect(index, name, response), this::lost);
    }

    private PurseStep<SelectOutcome> afterSelect(int index, Bytes name, ResponseApdu response) {
        boolean blocked = response.statusWord().equals(StatusWord.SELECTED_FILE_INVALIDATED);
        if (!blocked && !response.statusWord().isSuccess()) {
            return select(index + 1);
        }
        Optional<Bytes> data = publicData(response.data());
        if (data.isPresent()) {
            return selected(name, data.get(), blocked);
        }
        return new TransmitApdu<>(
                PurseCommands.readPublicData(), read -> afterReading(name, blocked, read), this::lost);
    }

    private PurseStep<SelectOutcome> afterReading(Bytes name, boolean blocked, ResponseApdu response) {
        return response.statusWord().isSuccess()
                ? selected(name, response.data(), blocked)
                : end(NotDone.refused(response.statusWord()));
    }

    private PurseStep<SelectOutcome> selected(Bytes name, Bytes data, boolean blocked) {
        try {
            return end(new SelectOutcome.Selected(PurseCard.parse(name, data, blocked)));
        } catch (PurseException e) {
            return end(NotDone.because(NotDone.Reason.MALFORMED_ANSWER));
        }
    }

    private PurseStep<SelectOutcome> lost(CardTransportException.Kind kind) {
        return end(NotDone.because(NotDone.Reason.CARD_LOST));
    }

    private static PurseStep<SelectOutcome> end(SelectOutcome outcome) {
        return new Completed<>(outcome);
    }

    /** The public data, where the card gives them whole with its file control information, as city cards do. */
    private static Optional<Bytes> publicData(Bytes controlInformation) {
        return value(controlInformation, TEMPLATE)
                .flatMap(template -> value(template, PROPRIETARY))
                .flatMap(proprietary -> value(proprietary, PUBLIC_DATA))
                .filter(data -> data.length() == PurseCard.PUBLIC_DATA_BYTES);
    }

    private static Optional<Bytes> value(Bytes objects, int tag) {
        try {
            TlvReader reader = TlvReader.of(objects);
            while (reader.next()) {
                if (reader.tag() == tag) {
                    return Optional.of(reader.value());
                }
            }
            return Optional.empty();
        } catch (TlvException e) {
            return Optional.empty();
        }
    }
}

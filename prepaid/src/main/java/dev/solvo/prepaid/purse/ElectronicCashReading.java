package dev.solvo.prepaid.purse;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** SELECT of the payment application and GET DATA of what it says about electronic cash. */
final class ElectronicCashReading {
    private static final int BALANCE = 0x9F79;
    private static final int LIMIT = 0x9F77;
    private static final int TRANSACTION_LIMIT = 0x9F78;
    private static final int RESET_THRESHOLD = 0x9F6D;
    private static final int AUTHORISATION_CODE = 0x9F74;
    private static final List<Integer> TAGS =
            List.of(BALANCE, LIMIT, TRANSACTION_LIMIT, RESET_THRESHOLD, AUTHORISATION_CODE);

    private final Bytes applicationName;
    private final CurrencyUnit currency;
    private final Map<Integer, Bytes> values = new TreeMap<>();

    ElectronicCashReading(Bytes applicationName, CurrencyUnit currency) {
        this.applicationName = PurseSettings.requireName(applicationName);
        this.currency = currency;
    }

    PurseStep<ElectronicCashOutcome> begin() {
        return new TransmitApdu<>(
                PurseCommands.select(applicationName),
                response -> response.statusWord().isSuccess()
                        ? read(0)
                        : end(new NotDone(NotDone.Reason.NO_APPLICATION, Optional.of(response.statusWord()))),
                kind -> end(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    private PurseStep<ElectronicCashOutcome> read(int index) {
        if (index == TAGS.size()) {
            return finish();
        }
        int tag = TAGS.get(index);
        return new TransmitApdu<>(
                PurseCommands.getData(tag),
                response -> afterReading(index, tag, response),
                kind -> end(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    private PurseStep<ElectronicCashOutcome> afterReading(int index, int tag, ResponseApdu response) {
        if (response.statusWord().isSuccess()) {
            try {
                TlvReader reader = TlvReader.of(response.data());
                if (reader.next() && reader.tag() == tag) {
                    values.put(tag, reader.value());
                }
            } catch (TlvException e) {
                return end(NotDone.because(NotDone.Reason.MALFORMED_ANSWER));
            }
        } else if (tag == BALANCE) {
            return end(NotDone.refused(response.statusWord()));
        }
        return read(index + 1);
    }

    private PurseStep<ElectronicCashOutcome> finish() {
        try {
            Optional<Money> balance = amount(BALANCE);
            return end(
                    balance.isEmpty()
                            ? NotDone.because(NotDone.Reason.MALFORMED_ANSWER)
                            : new ElectronicCash(
                                    balance.get(),
                                    amount(LIMIT),
                                    amount(TRANSACTION_LIMIT),
                                    amount(RESET_THRESHOLD),
                                    Optional.ofNullable(values.get(AUTHORISATION_CODE))));
        } catch (PurseException e) {
            return end(NotDone.because(NotDone.Reason.MALFORMED_ANSWER));
        }
    }

    private Optional<Money> amount(int tag) throws PurseException {
        Bytes value = values.get(tag);
        return value == null ? Optional.empty() : Optional.of(ElectronicCash.amount(value, currency));
    }

    private static PurseStep<ElectronicCashOutcome> end(ElectronicCashOutcome outcome) {
        return new Completed<>(outcome);
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the dialogues outside of a payment have in common: each selects its application first. EMV 4.4 Book 1, 11.3. */
final class ReadingDialogue {
    private ReadingDialogue() {}

    static <R> CardReading<R> select(
            Bytes dfName,
            Function<FileControlInformation, CardReading<R>> selected,
            Supplier<R> refused,
            Supplier<R> noAnswer) {
        if (dfName.length() < 5 || dfName.length() > 16) {
            throw new IllegalArgumentException("the name of an application has 5 to 16 bytes");
        }
        return new CardReading.Transmit<>(
                CardCommand.select(dfName),
                response -> {
                    Optional<FileControlInformation> information = information(dfName, response);
                    return information.isPresent()
                            ? selected.apply(information.get())
                            : new CardReading.Finished<>(refused.get());
                },
                kind -> new CardReading.Finished<>(noAnswer.get()));
    }

    /** A name may be partial: the card then answers with the first application whose name begins with it. */
    private static Optional<FileControlInformation> information(Bytes dfName, ResponseApdu response) {
        if (!response.statusWord().isSuccess()) {
            return Optional.empty();
        }
        try {
            FileControlInformation information = FileControlInformation.parse(response.data());
            return information.dfName().startsWith(dfName) ? Optional.of(information) : Optional.empty();
        } catch (EmvDataException malformed) {
            return Optional.empty();
        }
    }
}

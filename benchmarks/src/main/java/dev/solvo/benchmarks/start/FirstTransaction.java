package dev.solvo.benchmarks.start;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The first contact transaction of a process, with CDA and without a card's time; the configuration is made in code. */
final class FirstTransaction {
    private static final Bytes AID = Bytes.fromHex("A0000009990101");

    private FirstTransaction() {}

    /**
     * Pays once.
     *
     * @param arguments none
     * @throws EmvDataException never, as the configuration is right
     * @throws CardTransportException never, as the recording is complete
     */
    public static void main(String[] arguments) throws EmvDataException, CardTransportException {
        Recording recording = Recording.read();
        RsaCaPublicKey authority = RsaCaPublicKey.withoutChecksum(
                recording.value("rid"),
                recording.value("index").unsigned(0),
                recording.value("authority-modulus"),
                recording.value("authority-exponent"));
        ContactKernel kernel = kernel(CaPublicKeys.of(authority), new Random(Recording.SEED));
        Iterator<Bytes> answers = recording.values("answer").iterator();
        KernelStep step = kernel.begin(request());
        while (!(step instanceof Completed)) {
            if (step instanceof TransmitApdu transmit) {
                step = transmit.resume(ResponseApdu.parse(answers.next()), 0);
            } else if (step instanceof ShowMessage show) {
                step = show.done();
            } else {
                throw new IllegalStateException("the recording has no answer for " + step.getClass());
            }
        }
        Outcome outcome = ((Completed) step).outcome();
        System.out.println(outcome.getClass().getSimpleName() + ", "
                + outcome.result().offlineDataAuthentication().method());
    }

    static TransactionRequest request() {
        return TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, Recording.AMOUNT_MINOR));
    }

    static ContactKernel kernel(CaPublicKeys keys, Random random) throws EmvDataException {
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                        276)
                .applications(List.of(
                        ApplicationConfig.builder(AID).floorLimitMinor(10_000).build()))
                .caPublicKeys(keys)
                .build();
        Clock clock = Clock.fixed(Instant.ofEpochSecond(Recording.EPOCH_SECOND), ZoneOffset.UTC);
        return new ContactKernel(terminal, clock, random);
    }
}

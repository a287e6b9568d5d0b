package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.entry;
import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.label;
import static dev.solvo.emv.kernel.SelectionFixture.priority;
import static dev.solvo.emv.kernel.SelectionFixture.record;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Cards that answer anything: selection ends with a defined outcome after a bounded number of commands. */
final class HostileSelectionTest {
    private static final String INFORMATION = fci(
            "A0000000031010",
            label("VISA"),
            priority("81"),
            tlv("9F38", "9F3704"),
            "5F2D02656E",
            "9F110101",
            tlv("9F12", "56495341"),
            tlv("BF0C", "9F4D020B0A"));

    private static final List<String> ANSWERS = List.of(
            DIRECTORY,
            INFORMATION,
            fci("A000000003101001"),
            fci("A000000004101099", label("M")),
            record(entry("A0000000031010", label("VISA"), priority("01")), entry("A0000000041010")),
            "80065800080101009000",
            record(tlv("5A", "4761739001010119")),
            "6A82",
            "6A83",
            "6985",
            "6283");

    private static final ContactKernel KERNEL = new ContactKernel(
            new SelectionFixture().config(),
            Clock.fixed(Instant.parse("2025-05-11T12:00:00Z"), ZoneOffset.UTC),
            new TransactionFixture.FixedRandom(99));

    /** At most: directory, its records, every identifier with all its names, and every name selected once. */
    private static final int MOST_COMMANDS = 1 + 255 + 5 * 255 + 5 * 255 * 2;

    @Property(tries = 100)
    void anyDialogueEnds(@ForAll long seed) {
        Random random = new Random(seed);
        KernelStep step = KERNEL.begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000)));
        int commands = 0;
        while (!(step instanceof Completed)) {
            if (step instanceof TransmitApdu transmit) {
                commands++;
                step = transmit.resume(answer(random), 0);
            } else if (step instanceof ChooseApplication choose) {
                step = random.nextInt(4) == 0
                        ? choose.cancelled()
                        : choose.resume(random.nextInt(choose.candidates().size()));
            } else if (step instanceof ShowMessage message) {
                step = message.done();
            } else {
                throw new AssertionError(step);
            }
        }
        assertTrue(commands <= MOST_COMMANDS, "commands: " + commands);
        assertEquals(Outcome.Terminated.class, ((Completed) step).outcome().getClass());
    }

    private static ResponseApdu answer(Random random) {
        byte[] bytes =
                Bytes.fromHex(ANSWERS.get(random.nextInt(ANSWERS.size()))).toByteArray();
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        int length = random.nextInt(6) == 0 ? 2 + random.nextInt(bytes.length - 1) : bytes.length;
        Bytes answer = Bytes.of(bytes, 0, Math.min(length, bytes.length));
        Bytes status = answer.slice(answer.length() - 2);
        return new ResponseApdu(answer.slice(0, answer.length() - 2), new StatusWord((int) status.toUnsignedLong()));
    }

    @Test
    void informationCutAnywhere_isRefused() throws EmvDataException {
        Bytes whole = Bytes.fromHex(INFORMATION.substring(0, INFORMATION.length() - 4));
        assertEquals(
                "A0000000031010", FileControlInformation.parse(whole).dfName().toHex());
        for (int length = 0; length < whole.length(); length++) {
            Bytes part = whole.slice(0, length);
            assertThrows(EmvDataException.class, () -> FileControlInformation.parse(part));
        }
    }

    @Property(tries = 500)
    void noise_isReadOrRefused(@ForAll @Size(max = 60) byte[] noise) {
        String value = Bytes.of(noise).toHex();
        for (String bytes : List.of(value, tlv("6F", value), tlv("6F", "8405A000000099", tlv("A5", value)))) {
            try {
                assertTrue(FileControlInformation.parse(Bytes.fromHex(bytes))
                                .dfName()
                                .length()
                        >= 5);
            } catch (EmvDataException refused) {
                assertTrue(refused.getMessage() != null);
            }
        }
    }
}

package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parameters are replaced all together and between transactions. EMV 4.4 Book 4, 10; Book 2, 11.2. */
final class CurrentKernelTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));

    /** Parameters that carry their generation in three places. */
    private static TerminalConfig generation(int number) {
        try {
            String name = String.valueOf(10_000_000 + number);
            TerminalConfig base = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
            return base.toBuilder()
                    .terminalIdentification(name)
                    .interfaceDeviceSerialNumber(name)
                    .applications(base.applications().stream()
                            .map(application -> application.toBuilder()
                                    .floorLimitMinor(5000 + number)
                                    .build())
                            .collect(Collectors.toList()))
                    .caPublicKeys(TestPki.load().caPublicKeys())
                    .build();
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }

    private static ContactKernel kernel(TerminalConfig parameters) {
        return new ContactKernel(parameters, CLOCK, SeededRandom.of(11));
    }

    private static KernelStep advance(KernelStep step, SimulatedCard card) {
        if (step instanceof TransmitApdu apdu) {
            try {
                return apdu.resume(card.transmit(apdu.command()));
            } catch (CardTransportException lost) {
                return apdu.failed(lost.kind());
            }
        }
        if (step instanceof ShowMessage message) {
            return message.done();
        }
        if (step instanceof ChooseApplication choice) {
            return choice.resume(0);
        }
        if (step instanceof LookUpEarlierSales sales) {
            return sales.resume(0);
        }
        if (step instanceof LookUpExceptionFile file) {
            return file.notListed();
        }
        return step instanceof AuthoriseOnline online ? online.notSent() : ((EnterPin) step).pinPadFailed();
    }

    private static Outcome finish(KernelStep first, SimulatedCard card) {
        KernelStep step = first;
        while (!(step instanceof Completed)) {
            step = advance(step, card);
        }
        return ((Completed) step).outcome();
    }

    private static SimulatedCard card() {
        return SimulatedCards.insert("offline-cda");
    }

    private static int generation(Outcome outcome) {
        String terminal = text(outcome, EmvTag.TERMINAL_IDENTIFICATION);
        assertEquals(terminal, text(outcome, EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER));
        int number = Integer.parseInt(terminal) - 10_000_000;
        assertEquals(
                5000 + number,
                outcome.result()
                        .chipData()
                        .get(EmvTag.TERMINAL_FLOOR_LIMIT)
                        .orElseThrow()
                        .toUnsignedLong());
        return number;
    }

    private static String text(Outcome outcome, dev.solvo.tlv.Tag tag) {
        Bytes value = outcome.result().chipData().get(tag).orElseThrow();
        return new String(value.toByteArray(), StandardCharsets.US_ASCII);
    }

    @Test
    void aSuspendedTransactionKeepsTheKeysItBeganWith_andTheNextHasTheNewOnes() {
        CurrentKernel kernel = new CurrentKernel(kernel(generation(1)));
        SimulatedCard oldCard = card();
        KernelStep suspended = advance(kernel.begin(PURCHASE), oldCard);
        kernel.replace(
                generation(2).toBuilder().caPublicKeys(CaPublicKeys.EMPTY).build());

        Outcome after = finish(kernel.begin(PURCHASE), card());
        assertEquals(2, generation(after));
        assertTrue(after.result().terminalVerificationResults().contains(TerminalVerificationResults.Bit.CDA_FAILED));

        Outcome before = finish(suspended, oldCard);
        assertEquals(1, generation(before));
        assertInstanceOf(Outcome.Approved.class, before);
    }

    @Test
    void everyTransactionHasOneGenerationInOnePiece_whileOthersAreReplacing() {
        CurrentKernel kernel = new CurrentKernel(kernel(generation(0)));
        Set<Integer> seen = new HashSet<>();
        for (int number = 1; number <= 3; number++) {
            SimulatedCard card = card();
            KernelStep step = kernel.begin(PURCHASE);
            while (!(step instanceof Completed)) {
                kernel.replace(generation(number));
                step = advance(step, card);
            }
            seen.add(generation(((Completed) step).outcome()));
        }
        assertEquals(Set.of(0, 1, 2), seen);
    }

    @Test
    @Timeout(60)
    void onSeveralThreads() throws InterruptedException, ExecutionException {
        CurrentKernel kernel = new CurrentKernel(kernel(generation(0)));
        List<TerminalConfig> generations = List.of(generation(1), generation(2), generation(3));
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<List<Integer>>> tills = new ArrayList<>();
            for (int till = 0; till < 2; till++) {
                tills.add(threads.submit(() -> {
                    start.await();
                    List<Integer> seen = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        seen.add(generation(finish(kernel.begin(PURCHASE), card())));
                    }
                    return seen;
                }));
            }
            Future<?> replacing = threads.submit(() -> {
                start.await();
                for (int i = 0; i < 2000; i++) {
                    kernel.replace(generations.get(i % generations.size()));
                }
                return null;
            });
            start.countDown();
            replacing.get();
            for (Future<List<Integer>> till : tills) {
                assertTrue(Set.of(0, 1, 2, 3).containsAll(till.get()));
            }
            // The last replacement was generation 2: 1999 % 3 = 1.
            assertEquals(2, generation(finish(kernel.begin(PURCHASE), card())));
        } finally {
            threads.shutdownNow();
        }
    }
}

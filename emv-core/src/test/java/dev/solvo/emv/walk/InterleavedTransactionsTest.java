package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.simulator.trace.Dialogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Ten thousand transactions of two kernels, all under way at once on one thread. */
final class InterleavedTransactionsTest {
    private static final int TRANSACTIONS = 10_000;
    private static final int AMOUNTS = 2;

    /** Draws the same for everybody, so that a transaction is the same whatever others drew before it. */
    private static final class SameForAll extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i + 1);
            }
        }
    }

    /** A transaction that ran alone: what must come out of it among thousands. */
    private static final class Alone {
        final ContactKernel kernel;
        final TransactionRequest request;
        final List<Dialogue.Entry> exchanges = new ArrayList<>();
        final Outcome outcome;
        private Optional<AuthorisationResponse> issuer = Optional.empty();

        Alone(ContactKernel kernel, CardImage image, long amountMinor) {
            this.kernel = kernel;
            this.request = TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, amountMinor));
            SimulatedCard card = SimulatedCard.insert(image, 7);
            KernelStep step = kernel.begin(request);
            while (!(step instanceof Completed)) {
                step = step instanceof TransmitApdu apdu ? note(apdu, card) : note(step);
            }
            this.outcome = ((Completed) step).outcome();
        }

        private KernelStep note(KernelStep step) {
            if (step instanceof AuthoriseOnline online) {
                issuer = SimulatedPayment.askIssuer(online.request());
                return online.resume(issuer.orElseThrow());
            }
            return SimulatedPayment.answer(step, Payment.PURCHASE);
        }

        private KernelStep note(TransmitApdu apdu, SimulatedCard card) {
            try {
                ResponseApdu response = card.transmit(apdu.command()).response();
                exchanges.add(new Dialogue.Answered(apdu.command(), response));
                return apdu.resume(response, 0);
            } catch (CardTransportException lost) {
                exchanges.add(new Dialogue.Failed(apdu.command(), lost.kind()));
                return apdu.failed(lost.kind());
            }
        }

        /** The card's side, as noted. */
        private final class Played {
            private int next;

            KernelStep answer(TransmitApdu apdu) {
                Dialogue.Entry noted = exchanges.get(next++);
                assertEquals(noted.command(), apdu.command());
                return noted instanceof Dialogue.Answered answered
                        ? apdu.resume(answered.response(), 0)
                        : apdu.failed(((Dialogue.Failed) noted).kind());
            }
        }
    }

    /** The same transaction, one step at a time. */
    private static final class Suspended {
        private final Alone alone;
        private final Alone.Played card;
        private KernelStep step;

        Suspended(Alone alone) {
            this.alone = alone;
            this.card = alone.new Played();
            this.step = alone.kernel.begin(alone.request);
        }

        boolean isOver() {
            return step instanceof Completed;
        }

        void advance() {
            if (step instanceof TransmitApdu apdu) {
                step = card.answer(apdu);
            } else if (step instanceof AuthoriseOnline online) {
                step = online.resume(alone.issuer.orElseThrow());
            } else {
                step = SimulatedPayment.answer(step, Payment.PURCHASE);
            }
        }

        Outcome outcome() {
            return ((Completed) step).outcome();
        }
    }

    @Test
    void twoKernels_giveEachOfTenThousandInterleavedTransactionsTheResultItHasAlone() throws EmvDataException {
        List<Alone> alone = alone();
        List<Suspended> all = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            all.add(new Suspended(alone.get(i % alone.size())));
        }
        List<Suspended> open = new ArrayList<>(all);
        Random order = new Random(1);
        while (!open.isEmpty()) {
            Collections.shuffle(open, order);
            open.forEach(Suspended::advance);
            open.removeIf(Suspended::isOver);
        }
        for (Suspended transaction : all) {
            assertEquals(transaction.alone.outcome, transaction.outcome());
            assertEquals(transaction.alone.exchanges.size(), transaction.card.next);
        }
    }

    private static List<Alone> alone() throws EmvDataException {
        List<ContactKernel> kernels = List.of(
                kernel(TerminalConfigJson.testTerminal()),
                kernel(TerminalConfigJson.testTerminal()
                        .replace("\"terminalCountryCode\": 250", "\"terminalCountryCode\": 276")
                        .replace("\"cdaMode\": 1", "\"cdaMode\": 3")));
        List<Alone> alone = new ArrayList<>();
        Set<Object> results = new HashSet<>();
        for (String name : CardImages.names()) {
            CardImage image = CardImages.named(name);
            for (ContactKernel kernel : kernels) {
                for (int amount = 0; amount < AMOUNTS; amount++) {
                    Alone one = new Alone(kernel, image, 1234 + amount);
                    alone.add(one);
                    results.add(one.outcome);
                }
            }
        }
        assertTrue(
                results.size() > alone.size() / 2,
                "transactions that are all the same would not notice that they were mixed up");
        return alone;
    }

    private static ContactKernel kernel(String json) throws EmvDataException {
        TerminalConfig terminal =
                TerminalConfigJson.parse(json).withCaPublicKeys(TestPki.load().caPublicKeys());
        return new ContactKernel(terminal, SimulatedPayment.CLOCK, new SameForAll());
    }
}

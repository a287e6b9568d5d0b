package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.WalletBook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tills that die between any two steps, and the command that goes on. */
final class QrCollectResumeTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.50);
    private static final String NUMBER = "ORDER00001";

    @TempDir
    Path folder;

    /** The process ends: nothing of ours runs after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at one of the requests, before it leaves or after the wallet worked it off. */
    private static final class MortalNetwork implements HttpTransport {
        private final HttpTransport network;
        private final int fatal;
        private final boolean leaves;
        private int requests;

        MortalNetwork(HttpTransport network, int fatal, boolean leaves) {
            this.network = network;
            this.fatal = fatal;
            this.leaves = leaves;
        }

        @Override
        public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
            boolean last = requests++ == fatal;
            if (last && !leaves) {
                throw new Killed();
            }
            HttpAnswer answer = network.send(request, timeout);
            if (last) {
                throw new Killed();
            }
            return answer;
        }
    }

    private Till till(SimulatedProtocol protocol, Path store) throws Exception {
        return Till.simulated(protocol, store, false, Clock.systemUTC(), new Random(1));
    }

    /** Whether the till was killed on its way. */
    private boolean collect(SimulatedProtocol protocol, Path store, int fatal, boolean leaves) throws Exception {
        try (Till till = till(protocol, store)) {
            till.simulated().orElseThrow().customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(6))));
            BlockingCollector collector = new BlockingCollector(
                    till.gateway(),
                    new MortalNetwork(till.transport(), fatal, leaves),
                    till.collections(),
                    till.pace().clock(),
                    till.pace()::waitUntil,
                    CollectionObserver.NONE);
            Order order = Order.of(OrderNumber.of(NUMBER), AMOUNT, "dinner").at(till.place());
            collector.charge(SaleReference.of(NUMBER), order, PaymentCode.of(protocol.testCode()), CashierScreen.NONE);
            return false;
        } catch (Killed killed) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledTillIsResumedAndNothingIsTakenTwice(SimulatedProtocol protocol) throws Exception {
        int kills = 0;
        for (int fatal = 1; fatal < 20; fatal++) {
            for (boolean leaves : new boolean[] {false, true}) {
                Path store = folder.resolve(fatal + "-" + leaves);
                if (!collect(protocol, store, fatal, leaves)) {
                    assertTrue(kills >= 4, "only " + kills + " requests");
                    return;
                }
                kills++;
                resume(protocol, store, fatal + " " + leaves);
            }
        }
        throw new AssertionError("the collection does not end");
    }

    private void resume(SimulatedProtocol protocol, Path store, String place) throws Exception {
        CommandRun run = CommandRun.of(
                "qr",
                "collect",
                "--resume",
                "--order",
                NUMBER,
                "--json",
                "--store",
                store,
                "--wallet",
                protocol.wallet().name().replace("_PAY", ""));
        JsonNode report = run.json();
        String outcome = report.path("outcome").asText();
        assertTrue(outcome.equals("APPROVED") || outcome.equals("REVERSED"), place + ": " + run.out() + run.err());
        try (Till till = till(protocol, store)) {
            WalletBook book = till.simulated().orElseThrow().book();
            long kept = book.moneyTaken("CNY") - book.refunded("CNY");
            assertEquals(outcome.equals("APPROVED") ? 1250 : 0, kept, place + ": " + run.out());
            assertTrue(book.orders().size() <= 1);
        }
        assertFalse(run.out().contains(protocol.testCode()), "the payment code is in the report");
        CommandRun after = CommandRun.of("qr", "collect", "--resume", "--store", store);
        assertTrue(after.out().startsWith("nothing is open"), after.out());
    }

    @Test
    void theSameOrderAgainGoesOn() throws Exception {
        assertTrue(collect(SimulatedProtocol.ALIPAY_V2, folder, 1, true));
        CommandRun run = CommandRun.of(
                "qr",
                "collect",
                "--wallet",
                "alipay",
                "--amount",
                "12.50",
                "--order",
                NUMBER,
                "--code",
                SimulatedProtocol.ALIPAY_V2.testCode(),
                "--json",
                "--store",
                folder);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        JsonNode report = run.json();
        assertEquals("APPROVED", report.path("outcome").asText());
        assertEquals("do not send it again", report.at("/steps/0/conclusion").asText());
        try (Till till = till(SimulatedProtocol.ALIPAY_V2, folder)) {
            assertEquals(1250, till.simulated().orElseThrow().book().moneyTaken("CNY"));
        }
    }
}

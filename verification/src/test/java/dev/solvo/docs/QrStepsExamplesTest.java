package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.CollectionMachine;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/qr-operation.md} that drives a collection's steps itself. */
final class QrStepsExamplesTest {
    private final SimulatedShop shop = new SimulatedShop();
    private final HttpTransport network = shop.network();
    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final Alarm alarm = (time, work) -> alarms.add(() -> {
        shop.time.waitUntil(time);
        work.run();
    });
    private final FileCollectionStore store;
    private final List<String> shown = new ArrayList<>();

    QrStepsExamplesTest(@TempDir Path directory) throws IOException {
        store = FileCollectionStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void print(String line) {
        shown.add(line);
    }

    // docs: steps
    /** Sets an alarm on whatever the till has: a timer wheel, a handler, an actor's mailbox. */
    interface Alarm {
        void at(Instant time, Runnable work);
    }

    void go(CollectionStep step) {
        if (step instanceof CollectionStep.LookUp lookUp) {
            go(lookUp(lookUp));
        } else if (step instanceof CollectionStep.Save save) {
            go(save(save));
        } else if (step instanceof CollectionStep.Send send) {
            go(send(send)); // or from the callback of an asynchronous client
        } else if (step instanceof CollectionStep.ShowCode code) {
            print("scan " + code.codeText());
            go(code.shown());
        } else if (step instanceof CollectionStep.Pause pause) {
            print("asked again at " + pause.until());
            alarm.at(pause.until(), () -> go(pause.elapsed())); // no thread waits
        } else if (step instanceof CollectionStep.End end) {
            print(QrExamplesTest.read(end));
        }
    }

    private CollectionStep lookUp(CollectionStep.LookUp step) {
        CollectionRecord wanted = step.wanted();
        CollectionStep.LookUp.Found found;
        try {
            found = new CollectionStep.LookUp.Found(
                    store.find(wanted.wallet(), wanted.account(), wanted.order().number()),
                    store.blocking(wanted.sale()));
        } catch (IOException e) {
            return step.failed();
        }
        return step.resume(found);
    }

    private CollectionStep save(CollectionStep.Save step) {
        Saved saved;
        try {
            saved = store.save(step.record());
        } catch (IOException e) {
            return step.failed();
        }
        return step.resume(saved);
    }

    private CollectionStep send(CollectionStep.Send step) {
        HttpAnswer answer;
        try {
            answer = network.send(step.request(), step.timeout());
        } catch (TransportException e) {
            return step.failed(e.kind());
        }
        return step.resume(answer);
    }
    // end docs

    @Test
    void steps() {
        shop.alipay.customers(Customers.all(Customer.paysAfter(Duration.ofSeconds(7))));
        WalletGateway gateway = shop.alipayGateway();
        Clock clock = shop.time;
        SaleReference sale = SaleReference.of("bill-7");
        Order order = Order.of(OrderNumber.of("POS20261123000001"), Money.of(CurrencyUnit.of("CNY"), 88.88), "dinner");
        PaymentCode code = PaymentCode.of("281234567890123456");
        // docs: steps-begin
        CollectionMachine machine = new CollectionMachine(gateway, clock);
        go(machine.charge(sale, order, code));
        // end docs
        while (!alarms.isEmpty()) {
            alarms.remove().run();
        }
        assertEquals(
                List.of("asked again at 2026-11-23T02:00:05Z", "asked again at 2026-11-23T02:00:10Z", "paid CNY 88.88"),
                shown);
    }
}

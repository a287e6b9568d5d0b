package dev.solvo.cli.qr;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.Readiness;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Help.Ansi;

/** One collection put together: till, cashier and, in the simulator, customer. */
final class Collection {
    /** How long the simulated customer needs to type his password, or to scan a code and type it. */
    private static final Duration TYPING = Duration.ofSeconds(6);

    private final Till till;
    private final Optional<Scenario> scenario;
    private final CollectionScreen screen;
    private Optional<Readiness> readiness = Optional.empty();

    /** A collection that the simulated wallet answers by a script, if there is one. */
    Collection(Till till, Optional<Scenario> scenario, CashierTerminal terminal) {
        this.till = till;
        this.scenario = scenario;
        boolean scripted = scenario.filter(Scenario::cashierGivesUp).isPresent();
        BooleanSupplier givesUp = () -> scripted || terminal.live() && enterPressed();
        screen = new CollectionScreen(terminal, till.pace().clock(), givesUp);
        till.simulated().ifPresent(wallet -> wallet.customers(Customers.all(Customer.paysAfter(TYPING))));
        scenario.ifPresent(script -> till.simulated().ifPresent(script::playOn));
    }

    private static boolean enterPressed() {
        try {
            return System.in.available() > 0 && System.in.read() >= 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Looks at the network, then takes the money or shows a code. */
    CollectionReport begin(Wanted wanted) throws BadInputException, InterruptedException {
        Optional<PaymentCode> code = code(wanted);
        Order order =
                Order.of(wanted.order(), wanted.amount(), wanted.subject()).at(till.place());
        SaleReference sale =
                check(order, code, wanted.sale().orElse(order.number().text()));
        head(order, code);
        BlockingCollector collector = till.collector(screen);
        Readiness ready = collector.readiness();
        readiness = Optional.of(ready);
        screen.line("network  " + ready.text().english());
        CollectionStep.End end;
        try {
            end = code.isPresent()
                    ? collector.charge(sale, order, code.get(), screen)
                    : collector.show(sale, order, screen);
        } catch (IllegalArgumentException usedBefore) {
            throw new BadInputException(String.valueOf(usedBefore.getMessage()), usedBefore);
        }
        return report(end, order);
    }

    /** What the wallet would refuse by its form is refused before a record is made of it. */
    private SaleReference check(Order order, Optional<PaymentCode> code, String sale) throws BadInputException {
        try {
            if (code.isPresent()) {
                till.gateway().pay(order, code.get());
            } else {
                till.gateway().show(order);
            }
            return SaleReference.of(sale);
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private CollectionReport report(CollectionStep.End end, Order order) throws BadInputException {
        if (end instanceof CollectionStep.Done done) {
            return CollectionReport.of(done.record(), done.saved());
        }
        if (end instanceof CollectionStep.Blocked blocked) {
            checkSame(blocked.blocking(), order);
            return CollectionReport.of(blocked, order.number());
        }
        CollectionStep.NotReady notReady = (CollectionStep.NotReady) end;
        Optional<CollectionRecord> known = find(order.number());
        if (known.isPresent()) {
            // An order that was begun before is not refused now: it is as open as it was.
            checkSame(known.get(), order);
            return CollectionReport.of(known.get(), true);
        }
        return CollectionReport.of(notReady, till.gateway().wallet(), order.number(), order.amount());
    }

    /** The state of a payment of another amount would be taken for an answer. */
    private static void checkSame(CollectionRecord other, Order order) throws BadInputException {
        if (!other.order().amount().equals(order.amount())) {
            throw new BadInputException("nothing was sent: order "
                    + other.order().number() + " of the same sale is " + StateReport.name(other.state()) + ", and of "
                    + other.order().amount());
        }
    }

    private Optional<CollectionRecord> find(OrderNumber number) throws BadInputException {
        try {
            return till.collections()
                    .find(till.gateway().wallet(), till.gateway().account(), number);
        } catch (IOException unreadable) {
            throw new BadInputException("the records cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Goes on with that order, or with all that are open. */
    List<CollectionReport> resume(Optional<OrderNumber> order) throws BadInputException, InterruptedException {
        List<CollectionReport> reports = new ArrayList<>();
        BlockingCollector collector = till.collector(screen);
        for (CollectionRecord record : toResume(order)) {
            screen.line(record.wallet().displayName().english() + " order "
                    + record.order().number() + ": " + record.order().amount());
            if (collector.resume(record, screen) instanceof CollectionStep.Done done) {
                reports.add(CollectionReport.of(done.record(), done.saved()));
            }
        }
        return reports;
    }

    private List<CollectionRecord> toResume(Optional<OrderNumber> order) throws BadInputException {
        if (order.isPresent()) {
            return find(order.get()).map(List::of).orElse(List.of());
        }
        try {
            return till.collections().unresolved().stream()
                    .filter(record -> record.wallet() == till.gateway().wallet()
                            && record.account().equals(till.gateway().account()))
                    .toList();
        } catch (IOException unreadable) {
            throw new BadInputException("the records cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The customer's code; a script without one has a code of its own, for it is about such payments. */
    private Optional<PaymentCode> code(Wanted wanted) throws BadInputException {
        if (wanted.code().isEmpty()) {
            return scenario.map(
                    script -> PaymentCode.of(script.protocols().get(0).testCode()));
        }
        if (wanted.code().get().wallet() != till.gateway().wallet()) {
            throw new BadInputException("--code is a payment code of "
                    + wanted.code().get().wallet().displayName().english() + " ("
                    + wanted.code().get().reason() + "), not of "
                    + till.gateway().wallet().displayName().english());
        }
        return wanted.code().map(scanned -> scanned.code());
    }

    private void head(Order order, Optional<PaymentCode> code) {
        screen.line(till.gateway().wallet().displayName().english()
                + (till.simulated().isPresent() ? " (simulator)" : "") + " order " + order.number() + ": "
                + order.amount() + code.map(known -> ", payment code " + known).orElse(", by a code that is shown"));
        screen.line("records in " + till.directory());
    }

    /** The last lines: the state, and what can be done now. */
    void conclude(CollectionReport report, String sameTill) {
        String text = StateReport.text(report.state());
        String name = StateReport.name(report.state());
        report.nothingSentFor()
                .ifPresent(number -> screen.line("nothing was sent for order " + number + ": order " + report.order()
                        + " of the same sale is " + name));
        String colour = report.state() instanceof PaymentState.Approved ? "green" : "yellow";
        screen.line(Ansi.AUTO.string("@|bold," + colour + " " + name + "|@") + text.substring(name.length()));
        if (!report.saved()
                && report.state().isFinal()
                && readiness.map(Readiness::canCollect).orElse(true)) {
            screen.line("the record could not be saved");
        }
        if (!report.state().isFinal()) {
            screen.line("go on     solvo qr collect --resume --order " + report.order() + sameTill);
        } else if (report.state() instanceof PaymentState.Approved) {
            screen.line("refund    solvo qr refund" + sameTill + " --order " + report.order() + " --refund "
                    + report.order() + "R1 --amount " + report.amount().getAmount());
        }
    }

    CollectionScreen screen() {
        return screen;
    }

    /** What the network check said, if it was made. */
    Optional<Readiness> readiness() {
        return readiness;
    }
}

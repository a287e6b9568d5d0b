package dev.solvo.soak;

import dev.solvo.qr.reconcile.BillRow;
import dev.solvo.qr.reconcile.Difference;
import dev.solvo.qr.reconcile.EntryKind;
import dev.solvo.qr.reconcile.OwnEntry;
import dev.solvo.qr.reconcile.Reconciliation;
import dev.solvo.qr.reconcile.ReconciliationReport;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.simulator.wallet.OrderState;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletOrder;
import dev.solvo.simulator.wallet.WalletRefund;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Compares the wallets' books with the till's, order by order, and both with what was seen in between. */
final class Audit {
    private final SoakPlan plan;
    private final Map<Wallet, WalletBook> books;
    private final Map<String, CollectionRecord> records = new LinkedHashMap<>();
    private final Map<String, RefundRecord> refunds = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    private Audit(
            SoakPlan plan,
            Map<Wallet, WalletBook> books,
            Collection<CollectionRecord> records,
            Collection<RefundRecord> refunds) {
        this.plan = plan;
        this.books = books;
        records.forEach(record -> this.records.put(record.order().number().text(), record));
        refunds.forEach(record -> this.refunds.put(record.refund().number().text(), record));
    }

    /**
     * Everything that is wrong, a line for each; nothing if all is as it should be.
     *
     * @param books of each wallet, after all faults have stopped
     * @param records all of the till's collections
     * @param refunds all of the till's refunds
     * @param witness what arrived at the wallets
     * @param codes which codes were on the till's screen
     */
    static List<String> findings(
            SoakPlan plan,
            Map<Wallet, WalletBook> books,
            Collection<CollectionRecord> records,
            Collection<RefundRecord> refunds,
            Witness witness,
            ShownCodes codes) {
        Audit audit = new Audit(plan, books, records, refunds);
        audit.everyRecordIsResolved();
        audit.everyOrderIsAsTheRecordSays(codes);
        audit.nothingLeftWithoutARecord(witness.numbers());
        audit.noSaleIsPaidTwice(witness.numbers());
        audit.noCodeUnderTwoNumbers(witness.numbersByCode());
        audit.everyRefundIsAsTheRecordSays();
        audit.noRefundGoesTwice();
        audit.billsAgree();
        return List.copyOf(audit.findings);
    }

    private void find(String finding) {
        findings.add(finding);
    }

    private void everyRecordIsResolved() {
        records.forEach((number, record) -> {
            if (!record.isResolved()) {
                find(number + " is not resolved: " + record.phase() + ", " + record.state());
            } else if (record.state() instanceof PaymentState.Conflict) {
                find(number + " is a conflict, and nobody asked for another amount");
            }
        });
        refunds.forEach((number, record) -> {
            if (!record.isResolved()) {
                find(number + " is not resolved: " + record.phase() + ", " + record.result());
            } else if (record.result() instanceof RefundResult.Abnormal) {
                find(number + " is abnormal, and all customers' accounts can take money");
            }
        });
    }

    private void everyOrderIsAsTheRecordSays(ShownCodes codes) {
        records.forEach((number, record) -> {
            Optional<WalletOrder> order = book(record.wallet()).find(number);
            boolean paid =
                    order.filter(found -> found.state() == OrderState.PAID).isPresent();
            if (record.state() instanceof PaymentState.Approved approved) {
                Payment payment = approved.payment();
                boolean same = paid
                        && order.get().amountMinor() == payment.orderAmount().getAmountMinorLong()
                        && order.get()
                                .currency()
                                .equals(payment.orderAmount().getCurrencyUnit().getCode())
                        && order.get()
                                .transactionId()
                                .equals(payment.transactionId().text());
                if (!same) {
                    find(number + " is approved, but the wallet has " + told(order));
                }
            } else if (paid) {
                find(number + " is paid, but the till says " + record.state());
            } else if (record.isResolved()
                    && order.filter(o -> canStillBePaid(o, record, codes)).isPresent()) {
                find(number + " has ended with the till, but can still be paid");
            }
        });
        books.forEach((wallet, book) -> book.orders().forEach(order -> {
            if (!records.containsKey(order.number())) {
                find(order.number() + " is in the wallet's books, but not in the till's store");
            }
        }));
    }

    private static boolean canStillBePaid(WalletOrder order, CollectionRecord record, ShownCodes codes) {
        boolean known =
                record.presentation() == CollectionRecord.Presentation.CUSTOMER_SHOWS || codes.wasSeen(order.number());
        return order.state() == OrderState.WAITING && known;
    }

    private static String told(Optional<WalletOrder> order) {
        return order.map(found -> found.state() + " of " + found.amountMinor()).orElse("no such order");
    }

    private void nothingLeftWithoutARecord(Map<String, Instant> arrivals) {
        arrivals.forEach((number, at) -> {
            CollectionRecord record = records.get(number);
            if (plan.attempt(number).isEmpty() || record == null) {
                find(number + " arrived at a wallet without a record in the store");
            } else if (record.order().submittedAt().isAfter(at)) {
                find(number + " arrived at a wallet before its record was begun");
            }
        });
    }

    /** A number may be used for a sale once the one before has ended without money. */
    private void noSaleIsPaidTwice(Map<String, Instant> arrivals) {
        for (PlannedSale sale : plan.sales()) {
            List<String> numbers = sale.attempts().stream()
                    .map(attempt -> attempt.number().text())
                    .filter(arrivals::containsKey)
                    .toList();
            long paid = numbers.stream()
                    .filter(number -> books.values().stream()
                            .flatMap(book -> book.find(number).stream())
                            .anyMatch(order -> order.state() == OrderState.PAID))
                    .count();
            if (paid > 1) {
                find(sale.reference() + " is paid " + paid + " times");
            }
            for (int i = 1; i < numbers.size(); i++) {
                Instant second = arrivals.getOrDefault(numbers.get(i), Instant.MAX);
                if (!hadEnded(numbers.get(i - 1), second)) {
                    find(numbers.get(i) + " was sent while " + numbers.get(i - 1) + " was open or paid");
                }
            }
        }
    }

    private boolean hadEnded(String number, Instant by) {
        CollectionRecord record = records.get(number);
        return record != null
                && record.isResolved()
                && !record.blocksSale()
                && !record.changedAt().isAfter(by);
    }

    private void noCodeUnderTwoNumbers(Map<String, Map<String, Instant>> numbersByCode) {
        numbersByCode.values().forEach(numbers -> {
            List<String> inOrder = List.copyOf(numbers.keySet());
            for (int i = 1; i < inOrder.size(); i++) {
                Instant second = numbers.getOrDefault(inOrder.get(i), Instant.MAX);
                if (!hadEnded(inOrder.get(i - 1), second)) {
                    find("a payment code went out under " + inOrder.get(i) + " while " + inOrder.get(i - 1)
                            + " was open or paid");
                }
            }
        });
    }

    private void everyRefundIsAsTheRecordSays() {
        refunds.forEach((number, record) -> {
            Optional<WalletRefund> booked = book(record.wallet()).findRefund(number);
            if (record.result() instanceof RefundResult.Refunded refunded) {
                boolean same = booked.filter(refund -> refund.amountMinor()
                                        == refunded.amount().getAmountMinorLong()
                                && refund.orderNumber()
                                        .equals(record.refund().order().number().text()))
                        .isPresent();
                if (!same) {
                    find(number + " is refunded, but the wallet has another or none");
                }
            } else if (booked.isPresent()) {
                find(number + " has gone back, but the till says " + record.result());
            }
        });
        books.forEach((wallet, book) -> book.refunds().forEach(refund -> {
            if (!refunds.containsKey(refund.number())) {
                find(refund.number() + " is in the wallet's books, but not in the till's store");
            }
        }));
    }

    private void noRefundGoesTwice() {
        for (PlannedSale sale : plan.sales()) {
            for (PlannedRefund refund : sale.refunds()) {
                long gone = refund.numbers().stream()
                        .filter(number -> books.values().stream()
                                .anyMatch(book -> book.findRefund(number.text()).isPresent()))
                        .count();
                if (gone > 1) {
                    find("a refund of " + sale.reference() + " went back " + gone + " times");
                }
            }
        }
    }

    private void billsAgree() {
        books.forEach((wallet, book) -> {
            List<BillRow> bill = bill(book);
            ReconciliationReport report = Reconciliation.compare(bill, own(wallet));
            for (Difference difference : report.differences()) {
                find(wallet + ": " + difference);
            }
            if (report.matched() != bill.size() || !report.billTotals().equals(report.ownTotals())) {
                find(wallet + ": " + report.matched() + " of " + bill.size() + " movements agree, the bill has "
                        + report.billTotals() + ", the till " + report.ownTotals());
            }
            long left = book.moneyTaken("CNY") - book.refunded("CNY");
            long ours = report.ownTotals()
                    .getOrDefault(CurrencyUnit.of("CNY"), Money.zero(CurrencyUnit.of("CNY")))
                    .getAmountMinorLong();
            if (left != ours) {
                find(wallet + ": holds " + left + ", the till counts " + ours);
            }
        });
    }

    private static List<BillRow> bill(WalletBook book) {
        List<BillRow> rows = new ArrayList<>();
        Map<String, WalletOrder> paid = new HashMap<>();
        for (WalletOrder order : book.orders()) {
            if (order.state() == OrderState.PAID) {
                paid.put(order.number(), order);
                rows.add(row(rows.size() + 1, order, Optional.empty()));
            }
        }
        for (WalletRefund refund : book.refunds()) {
            WalletOrder order = paid.get(refund.orderNumber());
            if (order != null) {
                rows.add(row(rows.size() + 1, order, Optional.of(refund)));
            }
        }
        return rows;
    }

    private static BillRow row(int line, WalletOrder order, Optional<WalletRefund> refund) {
        long amount = refund.map(WalletRefund::amountMinor).orElse(order.amountMinor());
        return new BillRow(
                line,
                refund.isPresent() ? EntryKind.REFUND : EntryKind.PAYMENT,
                OrderNumber.of(order.number()),
                refund.map(back -> RefundNumber.of(back.number())),
                Optional.of(new TransactionId(order.transactionId())),
                Money.ofMinor(CurrencyUnit.of(order.currency()), amount),
                Optional.empty(),
                refund.map(WalletRefund::doneAt).or(order::paidAt));
    }

    private List<OwnEntry> own(Wallet wallet) {
        List<OwnEntry> entries = new ArrayList<>();
        for (CollectionRecord record : records.values()) {
            if (record.wallet() == wallet) {
                entries.add(OwnEntry.of(record));
            }
        }
        for (RefundRecord record : refunds.values()) {
            if (record.wallet() == wallet) {
                entries.add(OwnEntry.of(record));
            }
        }
        return entries;
    }

    private WalletBook book(Wallet wallet) {
        WalletBook book = books.get(wallet);
        if (book == null) {
            throw new IllegalStateException("no books of " + wallet);
        }
        return book;
    }
}

package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of loads and purchases with cards that leave at any step: no money is lost and none is made. */
final class RandomPurseTest {
    /** One transaction, and where the card leaves in it and once more in the recovery. */
    record Act(boolean load, long amount, Optional<PurseFault> fault, Optional<PurseFault> again) {}

    @Property(tries = 200)
    void cardAndRecordsAgree(@ForAll("acts") List<Act> acts) {
        PurseBench bench = PurseBench.holding(0);
        long loaded = 0;
        long spent = 0;
        long counted = 0;
        try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
            PurchaseUpload upload = new PurchaseUpload(codes, new MemoryPurchaseBook());
            for (Act act : acts) {
                bench.reinsert(act.fault().stream().toArray(PurseFault[]::new));
                if (act.load()) {
                    Optional<LoadRecord> record = load(bench, act);
                    loaded += record.map(done -> done.facts().amount().getAmountMinorLong())
                            .orElse(0L);
                } else {
                    Optional<Paid> paid = purchase(bench, act);
                    if (paid.isPresent()) {
                        long amount = paid.get().record().facts().amount().getAmountMinorLong();
                        spent += amount;
                        counted += paid.get().confirmation() == PsamConfirmation.CONFIRMED ? amount : 0;
                        assertInstanceOf(
                                UploadVerdict.Accepted.class,
                                upload.accept(paid.get().record()));
                    }
                }
                assertEquals(loaded, bench.balance() + spent);
            }
        }
        assertEquals(loaded, bench.issuer.loadedMinor());
        assertEquals(0, bench.issuer.openLoads());
        assertEquals(counted, bench.psam.totalMinor());
        assertEquals(spent, counted);
    }

    private static Optional<Paid> purchase(PurseBench bench, Act act) {
        SelectOutcome selected = bench.run(bench.reader.select());
        if (!(selected instanceof SelectOutcome.Selected known)) {
            return Optional.empty();
        }
        PurchaseOutcome outcome = bench.purchase(known.card(), act.amount());
        if (outcome instanceof Paid paid) {
            return Optional.of(paid);
        }
        if (outcome instanceof UnknownTransaction unknown) {
            PendingPurchase pending = (PendingPurchase) RecoveryTest.afterKill(unknown.pending());
            RecoveredPurchase recovered = recover(bench, act, pending);
            return recovered instanceof Paid paid ? Optional.of(paid) : Optional.empty();
        }
        assertInstanceOf(NotDone.class, outcome);
        return Optional.empty();
    }

    /** The first attempt may be torn again; the second one ends. */
    private static RecoveredPurchase recover(PurseBench bench, Act act, PendingPurchase pending) {
        bench.reinsert(act.again().stream().toArray(PurseFault[]::new));
        SelectOutcome selected = bench.run(bench.reader.select());
        if (selected instanceof SelectOutcome.Selected known) {
            RecoveredPurchase first = bench.run(bench.reader.recover(known.card(), pending));
            if (!(first instanceof UnknownTransaction)) {
                return first;
            }
        }
        bench.reinsert();
        RecoveredPurchase second = bench.run(bench.reader.recover(bench.select(), pending));
        assertFalse(second instanceof UnknownTransaction, () -> second.toString());
        return second;
    }

    private static Optional<LoadRecord> load(PurseBench bench, Act act) {
        SelectOutcome selected = bench.run(bench.reader.select());
        if (!(selected instanceof SelectOutcome.Selected known)) {
            return Optional.empty();
        }
        bench.enterPin();
        LoadOutcome outcome = bench.load(known.card(), act.amount());
        if (outcome instanceof Loaded done) {
            return Optional.of(done.record());
        }
        if (outcome instanceof UnknownTransaction unknown) {
            PendingLoad pending = (PendingLoad) RecoveryTest.afterKill(unknown.pending());
            bench.reinsert();
            RecoveredLoad recovered = bench.run(bench.reader.recover(bench.ready(), pending));
            if (recovered instanceof Loaded done) {
                return Optional.of(done.record());
            }
            assertEquals(
                    HostNotice.ACCEPTED,
                    assertInstanceOf(NotLoaded.class, recovered).notice());
            return Optional.empty();
        }
        assertTrue(outcome instanceof NotDone || outcome instanceof NotLoaded);
        return Optional.empty();
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Optional<PurseFault>> faults = Combinators.combine(
                        Arbitraries.of(Step.SELECT, Step.INITIALIZE, Step.COMPLETE),
                        Arbitraries.of(Effect.TORN_BEFORE, Effect.TORN_AFTER))
                .as(PurseFault::at)
                .optional(0.5);
        Arbitrary<Optional<PurseFault>> again = Combinators.combine(
                        Arbitraries.of(Step.SELECT, Step.INITIALIZE, Step.PROVE),
                        Arbitraries.of(Effect.TORN_BEFORE, Effect.TORN_AFTER))
                .as(PurseFault::at)
                .optional(0.3);
        return Combinators.combine(
                        Arbitraries.of(true, false, false), Arbitraries.longs().between(1, 5_000), faults, again)
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }
}

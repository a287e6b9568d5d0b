package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.simulator.purse.PurseIssuer.Behaviour;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadTest {
    @ParameterizedTest
    @EnumSource
    void loaded(PurseAccount account) {
        PurseBench bench = PurseBench.holding(1000);
        Loaded loaded = assertInstanceOf(
                Loaded.class,
                bench.run(bench.reader.load(bench.ready(), account, PurseBench.yuan(500), bench.nextTime())));
        assertEquals(HostNotice.ACCEPTED, loaded.notice());
        assertEquals(PurseBench.yuan(1500), loaded.record().facts().newBalance());
        assertEquals(500, bench.issuer.loadedMinor());
        assertEquals(0, bench.issuer.openLoads());
        assertEquals(
                1500,
                account == PurseAccount.PURSE
                        ? bench.balance()
                        : bench.card.image().passbookBalanceMinor());
        assertEquals(
                List.of(
                        new PendingLoad(loaded.record().facts(), Optional.empty()),
                        new PendingLoad(
                                loaded.record().facts(),
                                Optional.of(loaded.record().time()))),
                bench.stored);
        try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
            assertTrue(codes.verify(loaded.record()).isPresent());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exhausted counter, purse 1000 65535 0, OUT_OF_RANGE",
        "over the limit,    purse 99900 0 0,    OUT_OF_RANGE",
        "unknown key,       key-index 2,        KEY_NOT_FOUND",
        "blocked,           blocked application, BLOCKED",
    })
    void notDone(String name, String lines, NotDone.Reason reason) {
        PurseBench bench = PurseBench.with(lines);
        PurseCard card = bench.select();
        if (!card.blocked()) {
            bench.enterPin();
        }
        assertEquals(reason, PurchaseTest.notDone(bench.load(card, 500)));
        assertEquals(0, bench.issuer.openLoads());
    }

    @Test
    void pinIsRequired() {
        PurseBench bench = PurseBench.holding(0);
        assertEquals(NotDone.Reason.PIN_REQUIRED, PurchaseTest.notDone(bench.load(bench.select(), 500)));
    }

    @Test
    void issuerRefuses() {
        PurseBench bench = PurseBench.holding(0);
        bench.issuer.behave(Behaviour.REFUSE);
        assertEquals(NotDone.Reason.HOST_REFUSED, PurchaseTest.notDone(bench.load(bench.ready(), 500)));
    }

    @Test
    void cardWithAWrongProofIsRefused() {
        PurseBench bench = PurseBench.holding(0);
        bench.reinsert(PurseFault.at(Step.INITIALIZE, Effect.WRONG_MAC));
        assertEquals(NotDone.Reason.HOST_REFUSED, PurchaseTest.notDone(bench.load(bench.ready(), 500)));
        assertEquals(0, bench.issuer.openLoads());
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT_BEFORE", "SILENT_AFTER"})
    void silentIssuerIsToldThatNothingWasCredited(Behaviour behaviour) {
        PurseBench bench = PurseBench.holding(0);
        bench.issuer.behave(behaviour);
        NotLoaded outcome = assertInstanceOf(NotLoaded.class, bench.load(bench.ready(), 500));
        assertEquals(NotDone.Reason.HOST_UNAVAILABLE, outcome.why());
        assertEquals(behaviour == Behaviour.SILENT_AFTER ? HostNotice.ACCEPTED : HostNotice.REFUSED, outcome.notice());
        assertEquals(0, bench.issuer.openLoads());
        assertEquals(0, bench.balance());
    }

    @Test
    void reportThatIsLostIsOwed() {
        PurseBench bench = PurseBench.holding(0);
        bench.reportsAreLost = true;
        Loaded loaded = assertInstanceOf(Loaded.class, bench.load(bench.ready(), 500));
        assertEquals(HostNotice.NOT_DELIVERED, loaded.notice());
        assertEquals(1, bench.issuer.openLoads());
        bench.reportsAreLost = false;
        assertEquals(HostNotice.ACCEPTED, bench.report(new LoadReport.Credited(loaded.record())));
        assertEquals(500, bench.issuer.loadedMinor());
    }

    @Test
    void issuerWithAWrongProofIsToldSo() {
        PurseBench bench = PurseBench.holding(0);
        bench.issuer.behave(Behaviour.WRONG_MAC);
        NotLoaded outcome = assertInstanceOf(NotLoaded.class, bench.load(bench.ready(), 500));
        assertEquals(NotDone.Reason.WRONG_MAC, outcome.why());
        assertEquals(HostNotice.ACCEPTED, outcome.notice());
        assertEquals(0, bench.balance());
        assertEquals(0, bench.issuer.openLoads());
    }

    @Test
    void wrongCodeIsNotBelieved() {
        PurseBench bench = PurseBench.holding(0);
        bench.reinsert(PurseFault.at(Step.COMPLETE, Effect.WRONG_TAC));
        Loaded loaded = assertInstanceOf(Loaded.class, bench.load(bench.ready(), 500));
        assertEquals(HostNotice.REFUSED, loaded.notice());
        assertEquals(0, bench.issuer.loadedMinor());
        try (TransactionAuthenticationCodes codes = PurseBench.codes()) {
            assertFalse(codes.verify(loaded.record()).isPresent());
        }
    }

    @Test
    void nothingHappensIfNothingCanBeStored() {
        PurseBench bench = PurseBench.holding(0);
        bench.storeFails = true;
        assertEquals(NotDone.Reason.NOT_STORED, PurchaseTest.notDone(bench.load(bench.ready(), 500)));
        assertEquals(0, bench.issuer.openLoads());
    }

    /** The desk of this library in the place of the simulated issuer. */
    @Test
    void issuersOwnDesk() {
        PurseBench bench = PurseBench.holding(0);
        try (TransactionAuthenticationCodes codes = PurseBench.codes();
                PurseMasterKey key = PurseBench.master(
                        PurseKeyPurpose.LOAD, PurseKeys.published().load())) {
            IssuerLoadDesk desk = new IssuerLoadDesk(key, codes);
            LoadHost host = new LoadHost() {
                @Override
                public LoadAnswer authorise(LoadRequest request) {
                    LoadRequest other = new LoadRequest(request.facts(), request.random(), Bytes.repeat(0, 4));
                    assertTrue(desk.authorise(other, request.facts().terminalTime())
                            .isEmpty());
                    return desk.authorise(request, request.facts().terminalTime())
                            .orElseThrow();
                }

                @Override
                public HostNotice report(LoadReport report) {
                    LoadReport.Credited credited = assertInstanceOf(LoadReport.Credited.class, report);
                    return desk.verify(credited.record()).isPresent() ? HostNotice.ACCEPTED : HostNotice.REFUSED;
                }
            };
            PurseStep<LoadOutcome> begin =
                    bench.reader.load(bench.ready(), PurseAccount.PURSE, PurseBench.yuan(500), bench.nextTime());
            Loaded loaded = assertInstanceOf(
                    Loaded.class,
                    new BlockingPurseTerminal(bench.card, new CardPsam(bench.psam), host, bench).run(begin));
            assertEquals(HostNotice.ACCEPTED, loaded.notice());
        }
    }
}

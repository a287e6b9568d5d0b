package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.CaseSetting;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.emv.config.AuthorisationResponseCodes;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.transcript.CardDataMask;
import dev.solvo.transcript.PaymentLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One transaction from the case's card to its expectations. */
record TransactionProcedure(
        KernelUnderTest kernel,
        CardUnderTest cards,
        CardDescription card,
        TerminalReading.Terminal terminal,
        TransactionReading.Order order,
        ScriptedCardholder.Script cardholder,
        ScriptedHost.Script host,
        List<CardFault> faults,
        List<Expectation> expectations)
        implements TransactionCase {
    /** So that card, PIN pad and kernel do not draw the same numbers. */
    private static final long PIN_PAD = 0x50494E;

    private static final long CARD = 0x43415244;

    private static final TagDictionary DICTIONARY = TagDictionary.load();

    @Override
    public boolean isContactless() {
        return terminal.combinations().isPresent();
    }

    @Override
    public String cardName() {
        return card.name();
    }

    @Override
    public boolean canBeRecorded() {
        return cardholder.canBeRecorded();
    }

    @Override
    public CaseProcedure against(KernelUnderTest other) {
        return setting -> {
            PaymentLog log = new PaymentLog(event -> {});
            try (ManInTheMiddle between = new ManInTheMiddle(cards, card, seed(setting) ^ CARD, faults)) {
                KernelAnswer answer = play(other, setting, log, between).answer();
                return new CaseObservation(List.of(), List.of(), answer.sessionJson());
            }
        };
    }

    @Override
    public CaseObservation run(CaseSetting setting) throws CaseException, InterruptedException {
        PaymentLog log = new PaymentLog(event -> {});
        try (ManInTheMiddle between = new ManInTheMiddle(cards, card, seed(setting) ^ CARD, faults)) {
            Played played = play(kernel, setting, log, between);
            Observed seen = new Observed(
                    played.answer().report(), log.events(), played.acquirer().requests(), mask(log), kernel.explains());
            List<ExpectationCheck> checks = new ArrayList<>();
            expectations.forEach(expectation -> expectation.check(seen, checks));
            checks.addAll(played.person().complaints());
            for (int number : between.idle()) {
                checks.add(new ExpectationCheck(
                        "faults", "number " + number + " strikes", "its command never came", false, Optional.empty()));
            }
            return new CaseObservation(
                    checks,
                    EventText.of(log.events(), seen.mask()),
                    played.answer().sessionJson());
        }
    }

    /** A transaction that was run, and who took part. */
    private record Played(KernelAnswer answer, ScriptedCardholder person, ScriptedHost acquirer) {}

    private Played play(KernelUnderTest by, CaseSetting setting, PaymentLog log, ManInTheMiddle between)
            throws CaseException, InterruptedException {
        CardTransport transport = isContactless()
                ? new Presentations(between, log, cardholder.presentations())
                : new ObservedTransport(between, log);
        ScriptedCardholder person = new ScriptedCardholder(
                cardholder, log, between::unlockDevice, SeededRandom.of(seed(setting) ^ PIN_PAD));
        ScriptedHost acquirer = new ScriptedHost(host, codes(), log, Clock.fixed(order.at(), order.zone()));
        KernelAnswer answer = by.run(new PreparedTransaction(
                terminal.terminal().deepCopy(),
                terminal.combinations(),
                order.request(),
                order.at(),
                order.zone(),
                seed(setting),
                transport,
                person,
                acquirer,
                log,
                setting.sessionWanted() && cardholder.canBeRecorded()));
        return new Played(answer, person, acquirer);
    }

    private long seed(CaseSetting setting) {
        return order.seed().orElse(setting.seed());
    }

    private AuthorisationResponseCodes codes() throws CaseException {
        try {
            return TerminalConfigJson.parse(terminal.terminal().toString()).authorisationResponseCodes();
        } catch (EmvDataException wrong) {
            throw new CaseException("the terminal's configuration: " + wrong.getMessage(), wrong);
        }
    }

    private static CardDataMask mask(PaymentLog log) {
        List<ResponseApdu> answers = new ArrayList<>();
        for (PaymentLog.Event event : log.events()) {
            if (event instanceof PaymentLog.Event.Exchanged exchanged) {
                answers.add(exchanged.exchange().response());
            }
        }
        return CardDataMask.of(DICTIONARY, answers);
    }
}

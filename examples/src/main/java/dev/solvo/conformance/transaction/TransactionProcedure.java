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
        implements CaseProcedure {
    /** So that card, PIN pad and kernel do not draw the same numbers. */
    private static final long PIN_PAD = 0x50494E;

    private static final long CARD = 0x43415244;

    private static final TagDictionary DICTIONARY = TagDictionary.load();

    @Override
    public CaseObservation run(CaseSetting setting) throws CaseException, InterruptedException {
        long seed = order.seed().orElse(setting.seed());
        PaymentLog log = new PaymentLog(event -> {});
        try (ManInTheMiddle between = new ManInTheMiddle(cards, card, seed ^ CARD, faults)) {
            CardTransport transport = terminal.combinations().isPresent()
                    ? new Presentations(between, log, cardholder.presentations())
                    : new ObservedTransport(between, log);
            ScriptedCardholder person =
                    new ScriptedCardholder(cardholder, log, between::unlockDevice, SeededRandom.of(seed ^ PIN_PAD));
            ScriptedHost acquirer = new ScriptedHost(host, codes(), log, Clock.fixed(order.at(), order.zone()));
            KernelAnswer answer = kernel.run(new PreparedTransaction(
                    terminal.terminal().deepCopy(),
                    terminal.combinations(),
                    order.request(),
                    order.at(),
                    order.zone(),
                    seed,
                    transport,
                    person,
                    acquirer,
                    log,
                    setting.sessionWanted() && cardholder.canBeRecorded()));
            Observed seen =
                    new Observed(answer.report(), log.events(), acquirer.requests(), mask(log), kernel.explains());
            List<ExpectationCheck> checks = new ArrayList<>();
            expectations.forEach(expectation -> expectation.check(seen, checks));
            checks.addAll(person.complaints());
            for (int number : between.idle()) {
                checks.add(new ExpectationCheck(
                        "faults", "number " + number + " strikes", "its command never came", false, Optional.empty()));
            }
            return new CaseObservation(checks, EventText.of(log.events(), seen.mask()), answer.sessionJson());
        }
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

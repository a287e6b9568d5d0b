package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.apdu.CardTransport;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.PurseIssuer;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.simulator.purse.SimulatedPurse;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A terminal with a simulated card, security module and issuer around it. */
final class PurseBench implements PendingStore, LoadHost {
    static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    static final TerminalNumber TERMINAL = new TerminalNumber(Bytes.fromHex("112233445566"));
    static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 30, 12, 0);

    final SimulatedPurse card;
    final PurseIssuer issuer = new PurseIssuer(PurseKeys.published(), PurseIssuer.Behaviour.AUTHORISE);
    final PurseReader reader = new PurseReader(PurseSettings.of(TERMINAL));
    final List<PendingTransaction> stored = new ArrayList<>();
    SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1);
    boolean storeFails;
    boolean reportsAreLost;
    private int seconds;

    private PurseBench(SimulatedPurse card) {
        this.card = card;
    }

    /** The standard card with more lines. */
    static PurseBench with(String lines) {
        try {
            PurseImage image = PurseImage.parse(PurseImage.standard().text() + lines + "\n");
            return new PurseBench(SimulatedPurse.insert(image, SeededRandom.of(11), List.of()));
        } catch (SimulatorTextException e) {
            throw new AssertionError(e);
        }
    }

    static PurseBench holding(long purse) {
        return with("purse " + purse + " 5 7\npassbook " + purse + " 3 4");
    }

    static Money yuan(long minor) {
        return Money.ofMinor(CNY, minor);
    }

    static TransactionAuthenticationCodes codes() {
        return new TransactionAuthenticationCodes(
                master(PurseKeyPurpose.TRANSACTION_CODE, PurseKeys.published().transaction()));
    }

    static PurseMasterKey master(PurseKeyPurpose purpose, Bytes key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return PurseMasterKey.of(purpose, SoftwareKey.of(KeyAlgorithm.TDES, secret));
        }
    }

    /** Each transaction a second later. */
    TransactionTime nextTime() {
        return new TransactionTime(NOON.plusSeconds(++seconds));
    }

    BlockingPurseTerminal terminal() {
        return terminal(card);
    }

    BlockingPurseTerminal terminal(CardTransport other) {
        return new BlockingPurseTerminal(other, new CardPsam(psam), this, this);
    }

    <R> R run(PurseStep<R> first) {
        return terminal().run(first);
    }

    PurseCard select() {
        return assertInstanceOf(SelectOutcome.Selected.class, run(reader.select()))
                .card();
    }

    void enterPin() {
        try (Pin pin = Pin.of("123456")) {
            assertInstanceOf(PinOutcome.Accepted.class, run(reader.verifyPin(pin)));
        }
    }

    /** Selected, with the PIN entered. */
    PurseCard ready() {
        PurseCard selected = select();
        enterPin();
        return selected;
    }

    PurchaseOutcome purchase(PurseCard selected, long minor) {
        return run(reader.purchase(selected, PurseAccount.PURSE, yuan(minor), nextTime()));
    }

    LoadOutcome load(PurseCard selected, long minor) {
        return run(reader.load(selected, PurseAccount.PURSE, yuan(minor), nextTime()));
    }

    void reinsert(PurseFault... faults) {
        card.reinsert(List.of(faults));
    }

    long balance() {
        return card.image().purseBalanceMinor();
    }

    PendingTransaction lastStored() {
        return stored.get(stored.size() - 1);
    }

    @Override
    public void store(PendingTransaction pending) throws IOException {
        if (storeFails) {
            throw new IOException("no room");
        }
        stored.add(pending);
    }

    @Override
    public LoadAnswer authorise(LoadRequest request) {
        LoadFacts facts = request.facts();
        PurseIssuer.Decision decision = issuer.authorise(new PurseIssuer.LoadRequest(
                facts.serial().diversifier(),
                CardNumber.amount(facts.oldBalance().getAmountMinorLong()),
                CardNumber.amount(facts.amount().getAmountMinorLong()),
                facts.type().code(),
                facts.terminal().value(),
                CardNumber.bytes(facts.onlineSequence(), 2),
                request.random(),
                request.mac1(),
                facts.terminalTime().toBytes()));
        if (decision instanceof PurseIssuer.Decision.Authorised authorised) {
            return new LoadAnswer.Authorised(facts.terminalTime(), authorised.mac2());
        }
        return decision instanceof PurseIssuer.Decision.Refused refused
                ? new LoadAnswer.Refused(refused.reason().name())
                : new LoadAnswer.NoAnswer();
    }

    @Override
    public HostNotice report(LoadReport report) {
        if (reportsAreLost) {
            return HostNotice.NOT_DELIVERED;
        }
        LoadFacts facts = report.facts();
        Bytes sequence = CardNumber.bytes(facts.onlineSequence(), 2);
        Optional<Bytes> tac = report instanceof LoadReport.Credited credited
                ? Optional.of(credited.record().tac())
                : Optional.empty();
        Bytes time = facts.terminalTime().toBytes();
        boolean agreed = tac.isPresent()
                ? issuer.confirm(facts.serial().diversifier(), facts.type().code(), sequence, time, tac.get())
                : issuer.cancel(facts.serial().diversifier(), facts.type().code(), sequence, time);
        return agreed ? HostNotice.ACCEPTED : HostNotice.REFUSED;
    }
}

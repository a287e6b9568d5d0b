package dev.solvo.cli.prepaid.purse;

import dev.solvo.prepaid.purse.HostNotice;
import dev.solvo.prepaid.purse.LoadAnswer;
import dev.solvo.prepaid.purse.LoadFacts;
import dev.solvo.prepaid.purse.LoadHost;
import dev.solvo.prepaid.purse.LoadReport;
import dev.solvo.prepaid.purse.LoadRequest;
import dev.solvo.simulator.purse.PurseIssuer;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** The simulated issuer as the terminal reaches it. Its open load is in the state, and known again in the next command. */
final class SimulatedLoadHost implements LoadHost {
    private final PurseState state;
    private final PurseIssuer issuer = new PurseIssuer(PurseKeys.published(), PurseIssuer.Behaviour.AUTHORISE);

    SimulatedLoadHost(PurseState state) {
        this.state = state;
        state.openLoad.ifPresent(issuer::authorise);
    }

    @Override
    public LoadAnswer authorise(LoadRequest request) {
        LoadFacts facts = request.facts();
        PurseIssuer.LoadRequest asked = new PurseIssuer.LoadRequest(
                facts.serial().diversifier(),
                number(facts.oldBalance().getAmountMinorLong(), 4),
                number(facts.amount().getAmountMinorLong(), 4),
                facts.type().code(),
                facts.terminal().value(),
                number(facts.onlineSequence(), 2),
                request.random(),
                request.mac1(),
                facts.terminalTime().toBytes());
        PurseIssuer.Decision decision = issuer.authorise(asked);
        if (decision instanceof PurseIssuer.Decision.Authorised authorised) {
            state.openLoad = Optional.of(asked);
            return new LoadAnswer.Authorised(facts.terminalTime(), authorised.mac2());
        }
        return decision instanceof PurseIssuer.Decision.Refused refused
                ? new LoadAnswer.Refused(refused.reason().name())
                : new LoadAnswer.NoAnswer();
    }

    @Override
    public HostNotice report(LoadReport report) {
        LoadFacts facts = report.facts();
        Bytes serial = facts.serial().diversifier();
        Bytes sequence = number(facts.onlineSequence(), 2);
        Bytes time = facts.terminalTime().toBytes();
        long before = issuer.loadedMinor();
        boolean agreed = report instanceof LoadReport.Credited credited
                ? issuer.confirm(
                        serial,
                        facts.type().code(),
                        sequence,
                        time,
                        credited.record().tac())
                : issuer.cancel(serial, facts.type().code(), sequence, time);
        if (issuer.openLoads() == 0) {
            state.openLoad = Optional.empty();
        }
        state.loaded = Math.addExact(state.loaded, issuer.loadedMinor() - before);
        return agreed ? HostNotice.ACCEPTED : HostNotice.REFUSED;
    }

    private static Bytes number(long value, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[lengthBytes - 1 - i] = (byte) (value >>> 8 * i);
        }
        return Bytes.of(bytes);
    }
}

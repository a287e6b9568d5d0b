package dev.solvo.conformance.wallet;

import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.file.CaseKind;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.joda.money.Money;

/** Cases of kind {@code wallet}: a protocol, what the wallet answers, and what is to be given back. */
public final class WalletKind implements CaseKind {
    private static final int MOST_ANSWERS = 50;

    /** Reads cases of its kind. */
    public WalletKind() {}

    @Override
    public String name() {
        return "wallet";
    }

    @Override
    public CaseProcedure read(CaseObject file) {
        Map<String, SimulatedProtocol> protocols = new TreeMap<>();
        for (SimulatedProtocol protocol : SimulatedProtocol.values()) {
            protocols.put(protocol.name().toLowerCase(Locale.ROOT).replace('_', '-'), protocol);
        }
        if (!file.has("protocol")) {
            file.fault("expected the key protocol");
        }
        SimulatedProtocol protocol =
                file.word("protocol", protocols.keySet()).map(protocols::get).orElse(SimulatedProtocol.ALIPAY_V2);
        List<String> answers = file.texts("wallet");
        if (answers.isEmpty() || answers.size() > MOST_ANSWERS) {
            file.fault("expected the key wallet with 1 to " + MOST_ANSWERS + " answers, such as query:TRADE_SUCCESS");
        }
        List<Money> refunds = new ArrayList<>();
        for (CaseNode refund : file.items("refund")) {
            try {
                refunds.add(money(refund));
            } catch (CaseException wrong) {
                file.fault(refund, "refund", String.valueOf(wrong.getMessage()));
            }
        }
        Optional<CaseObject> expect = file.object("expect");
        if (expect.isEmpty()) {
            file.fault("expected the key expect");
        }
        WalletExpectation expectation = expect.map(WalletExpectation::read)
                .orElseGet(() -> new WalletExpectation(
                        "", OptionalInt.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of()));
        return new WalletProcedure(
                protocol, new Scenario("case", protocol.name(), answers, "", ""), refunds, expectation);
    }

    static Money money(CaseNode value) throws CaseException {
        try {
            return Money.parse("CNY " + value.text());
        } catch (IllegalArgumentException | ArithmeticException noAmount) {
            throw new CaseException("expected an amount such as 12.50", noAmount);
        }
    }
}

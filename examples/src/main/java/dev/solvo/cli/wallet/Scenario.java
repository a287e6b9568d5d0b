package dev.solvo.cli.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.solvo.simulator.wallet.Customer;
import dev.solvo.simulator.wallet.Customers;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script of what a wallet answers to a payment by the customer's code, and the one state that it may end in.
 *
 * @param id its name
 * @param wallet whose answers they are, as the data file names it: ALIPAY, WECHAT_V2, WECHAT_V3, UNIONPAY
 * @param steps the answers in order, and what the cashier does
 * @param finalState the name of the only admissible state
 * @param comment what it shows
 */
public record Scenario(String id, String wallet, List<String> steps, String finalState, String comment) {
    private static final String GIVES_UP = "cancel requested by cashier while paying";

    /** Copies the steps. */
    public Scenario {
        steps = List.copyOf(steps);
    }

    /** All scripts that come with the command line: outcome-scenarios.json. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        try (InputStream in = Scenario.class.getResourceAsStream("outcome-scenarios.json")) {
            if (in == null) {
                throw new IllegalStateException("the scripts are not in the jar");
            }
            new JsonMapper().readTree(in).path("vectors").forEach(record -> all.add(of(record)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }

    /** The script of that id, if there is one. */
    public static Optional<Scenario> named(String id) {
        return all().stream().filter(scenario -> scenario.id().equals(id)).findFirst();
    }

    /** Reads a record of the data file. */
    public static Scenario of(JsonNode record) {
        List<String> steps = new ArrayList<>();
        record.path("steps").forEach(step -> steps.add(step.asText()));
        return new Scenario(
                record.path("id").asText(),
                record.path("wallet").asText(),
                steps,
                record.path("final").asText(),
                record.path("comment").asText());
    }

    /** The protocols whose answers these are; empty if it is no wallet that can be simulated. */
    public List<SimulatedProtocol> protocols() {
        return switch (wallet) {
            case "ALIPAY" -> List.of(SimulatedProtocol.ALIPAY_V2, SimulatedProtocol.ALIPAY_V3);
            case "WECHAT_V2" -> List.of(SimulatedProtocol.WECHAT_PAY_V2);
            case "WECHAT_V3" -> List.of(SimulatedProtocol.WECHAT_PAY_V3);
            case "UNIONPAY" -> List.of(SimulatedProtocol.UNIONPAY);
            default -> List.of();
        };
    }

    /** Whether the cashier gives up while the customer is paying. */
    public boolean cashierGivesUp() {
        return steps.contains(GIVES_UP);
    }

    /**
     * Lets the wallet answer so.
     *
     * @throws IllegalArgumentException if it does not understand a step
     */
    public void playOn(SimulatedWallet simulated) {
        // Whoever has paid at once cannot be given up on.
        simulated.customers(Customers.all(cashierGivesUp() ? Customer.walksAway() : Customer.paysAtOnce()));
        simulated.play(WalletScript.of(steps));
    }
}

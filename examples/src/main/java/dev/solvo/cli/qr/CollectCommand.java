package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code solvo qr collect}: one payment from start to end. */
@Command(
        name = "collect",
        description = {
            "Collects a payment by Alipay, WeChat Pay or UnionPay: by the code on the customer's phone (--code), or by"
                    + " one that is shown to him.",
            "Without --config the wallet is the built-in simulator, whose time is virtual.",
        },
        footer = {
            "",
            "Examples:",
            "  solvo qr collect --wallet alipay --amount 12.50 --code 28763443825664394",
            "  solvo qr collect --wallet wechat --amount 88.88",
            "  solvo qr collect --script outcome-scenarios-023",
            "  solvo qr collect --resume"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CollectCommand implements Callable<Integer> {
    private static final BigDecimal SCRIPTED_AMOUNT = new BigDecimal("88.88");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private TillOptions options = new TillOptions();

    @Option(names = "--amount", paramLabel = "12.50", description = "what is to be paid (default for a script: 88.88)")
    private @Nullable BigDecimal amount;

    @Option(names = "--currency", paramLabel = "CNY", defaultValue = "CNY", description = "ISO 4217 (default: CNY)")
    private String currency = "CNY";

    @Option(
            names = "--code",
            paramLabel = "AUTHCODE|-",
            description =
                    "what was scanned from the customer's phone; - for standard input, which other users cannot see")
    private @Nullable String code;

    @Option(names = "--order", paramLabel = "NUMBER", description = "the order's number (default: a new one)")
    private @Nullable String order;

    @Option(
            names = "--sale",
            paramLabel = "NAME",
            description =
                    "what is paid for: while it is open or paid, no other order is begun for it (default: the order)")
    private @Nullable String sale;

    @Option(names = "--subject", paramLabel = "TEXT", defaultValue = "Solvo", description = "what the customer reads")
    private String subject = "Solvo";

    @Option(names = "--resume", description = "go on with what is open: everything in the store, or --order")
    private boolean resume;

    @Option(names = "--script", paramLabel = "ID", description = "an id of outcome-scenarios.json for the simulator")
    private @Nullable String script;

    @Option(names = "--light", description = "the terminal has dark letters on a light background")
    private boolean light;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Unmatched
    private @Nullable List<String> notUnderstood;

    @Override
    public Integer call() throws BadInputException, InterruptedException {
        options.check(notUnderstood);
        return resume ? resume() : collect();
    }

    private int collect() throws BadInputException, InterruptedException {
        Optional<Scenario> scenario = scenario();
        Optional<ScannedCode.WalletCode> scanned =
                code == null ? Optional.empty() : Optional.of(CustomerCode.read(code));
        Optional<Wallet> wallet = options.wallet().isPresent()
                ? options.wallet()
                : scanned.map(ScannedCode.WalletCode::wallet).filter(known -> scenario.isEmpty());
        Wanted wanted = new Wanted(number(), Optional.ofNullable(sale), money(scenario), subject, scanned);
        try (Till till = scenario.isPresent() ? options.open(scenario.get()) : options.open(wallet)) {
            Collection collection = new Collection(till, scenario, terminal());
            CollectionReport report = collection.begin(wanted);
            if (json) {
                print(report.toJson(collection.readiness(), collection.screen()));
            } else {
                collection.conclude(report, options.forAnotherCommand(report.wallet()));
            }
            return ExitCode.of(report.state());
        } catch (IOException lost) {
            throw new BadInputException("the records cannot be used: " + lost.getMessage(), lost);
        }
    }

    private int resume() throws BadInputException, InterruptedException {
        if (amount != null || code != null || script != null || sale != null) {
            throw usage("--resume goes with --order only: everything else is in the records");
        }
        List<CollectionReport> all = new ArrayList<>();
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        for (Optional<Wallet> wallet : walletsToResume()) {
            try (Till till = options.open(wallet)) {
                Collection collection = new Collection(till, Optional.empty(), terminal());
                for (CollectionReport report :
                        collection.resume(Optional.ofNullable(order).map(this::number))) {
                    all.add(report);
                    reports.add(report.toJson(Optional.empty(), collection.screen()));
                    if (!json) {
                        collection.conclude(report, options.forAnotherCommand(report.wallet()));
                    }
                }
            } catch (IOException lost) {
                throw new BadInputException("the records cannot be used: " + lost.getMessage(), lost);
            }
        }
        if (order != null && all.isEmpty()) {
            throw new BadInputException("there is no order " + number() + " in " + options.directory());
        }
        if (json) {
            print(
                    order == null
                            ? JsonNodeFactory.instance.objectNode().set("collections", reports)
                            : (ObjectNode) reports.get(0));
        } else if (all.isEmpty()) {
            print("nothing is open in " + options.directory());
        }
        return all.stream()
                .mapToInt(report -> ExitCode.of(report.state()))
                .max()
                .orElse(ExitCode.OK);
    }

    /** The simulator keeps all three wallets in one store; a configuration is of one account. */
    private List<Optional<Wallet>> walletsToResume() {
        if (!options.isSimulated() || options.wallet().isPresent()) {
            return List.of(options.wallet());
        }
        return List.of(Optional.of(Wallet.ALIPAY), Optional.of(Wallet.WECHAT_PAY), Optional.of(Wallet.UNIONPAY));
    }

    private CashierTerminal terminal() {
        return json
                ? CashierTerminal.silent(spec.commandLine().getErr(), light)
                : CashierTerminal.of(spec.commandLine().getOut(), light, options.isRealTime());
    }

    private Optional<Scenario> scenario() {
        if (script == null) {
            return Optional.empty();
        }
        Optional<Scenario> found = Scenario.named(script);
        if (found.isEmpty()) {
            throw usage("--script is none of "
                    + Scenario.all().get(0).id() + " … "
                    + Scenario.all().get(Scenario.all().size() - 1).id());
        }
        return found;
    }

    private Money money(Optional<Scenario> scenario) {
        BigDecimal wanted = amount != null ? amount : SCRIPTED_AMOUNT;
        if (amount == null && scenario.isEmpty()) {
            throw usage("--amount is missing");
        }
        CurrencyUnit unit;
        try {
            unit = CurrencyUnit.of(currency);
        } catch (IllegalCurrencyException unknown) {
            throw usage("--currency is no ISO 4217 code");
        }
        try {
            return WalletAmount.of(unit, wanted);
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
    }

    private OrderNumber number() {
        return order == null ? NewNumber.order() : number(order);
    }

    private OrderNumber number(String text) {
        try {
            return OrderNumber.of(text);
        } catch (IllegalArgumentException wrong) {
            throw usage("--order: expected 1 to 64 of A-Z a-z 0-9 _ - | *");
        }
    }

    private void print(Object text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text instanceof ObjectNode object ? object.toPrettyString() : text);
        out.flush();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.solvo.cli.qr;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.wallet.MerchantAccount;
import dev.solvo.cli.wallet.MerchantConfig;
import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.cli.wallet.StoreDirectory;
import dev.solvo.cli.wallet.Till;
import dev.solvo.qr.wallet.Wallet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which account a command works with, and where its records are. */
final class TillOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--wallet",
            paramLabel = "WALLET",
            converter = WalletName.Converter.class,
            description = "alipay, wechat or unionpay")
    private @Nullable WalletName wallet;

    @Option(
            names = "--protocol",
            paramLabel = "v2|v3",
            description = "how the simulated Alipay or WeChat Pay is spoken to (default: v2)")
    private @Nullable String protocol;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "a real merchant's account (JSON) instead of the built-in simulator")
    private @Nullable Path config;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "where records are kept (default: ~/.solvo/qr/simulator, with --config ~/.solvo/qr/merchant)")
    private @Nullable Path store;

    @Option(names = "--real-time", description = "let the simulator take as long as a real wallet")
    private boolean realTime;

    /**
     * Refuses what does not fit together.
     *
     * @param notUnderstood arguments that belong to no option; picocli's own message would repeat a payment code that
     *     stands in the wrong place
     */
    void check(@Nullable List<String> notUnderstood) {
        if (notUnderstood != null && !notUnderstood.isEmpty()) {
            String first = notUnderstood.get(0);
            String name = first.split("=", 2)[0];
            throw usage(
                    name.matches("--?[A-Za-z-]{1,30}")
                            ? "unknown option " + name
                            : "an argument of " + first.length() + " characters belongs to no option");
        }
        if (protocol != null && !protocol.equals("v2") && !protocol.equals("v3")) {
            throw usage("--protocol is v2 or v3");
        }
        if (config != null && protocol != null) {
            throw usage("--protocol is for the simulator; with --config the file says it");
        }
    }

    boolean isSimulated() {
        return config == null;
    }

    /** Whether waiting takes time. */
    boolean isRealTime() {
        return realTime || config != null;
    }

    Optional<Wallet> wallet() {
        return Optional.ofNullable(wallet).map(WalletName::wallet);
    }

    Path directory() {
        return store != null ? store : StoreDirectory.standard(config == null);
    }

    /** The account of --config, or the simulator's of that wallet. */
    Till open(Optional<Wallet> wanted) throws BadInputException {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        if (config != null) {
            MerchantAccount account = MerchantConfig.read(config, clock, random);
            Wallet configured = account.gateway().wallet();
            if (wanted.isPresent() && wanted.get() != configured) {
                throw usage("--config is of "
                        + configured.displayName().english() + ", and "
                        + wanted.get().displayName().english() + " is wanted");
            }
            account.warnings()
                    .forEach(warning ->
                            spec.commandLine().getErr().println("solvo: warning: " + config + " " + warning));
            spec.commandLine().getErr().flush();
            return Till.merchant(account, directory(), clock);
        }
        Wallet simulated = wanted.orElseThrow(() -> usage("--wallet is missing"));
        return Till.simulated(protocol(simulated), directory(), realTime, clock, random);
    }

    /** The simulator, spoken to as the script wants it. */
    Till open(Scenario scenario) throws BadInputException {
        if (config != null) {
            throw usage("--script is for the simulator, not for a real merchant");
        }
        SimulatedProtocol first = scenario.protocols().get(0);
        if (wallet != null && wallet.wallet() != first.wallet()) {
            throw usage("--script " + scenario.id() + " is "
                    + first.wallet().displayName().english() + "'s");
        }
        SimulatedProtocol wanted = protocol == null ? first : protocol(first.wallet());
        if (!scenario.protocols().contains(wanted)) {
            throw usage("--script " + scenario.id() + " is not written for --protocol " + protocol);
        }
        return Till.simulated(wanted, directory(), realTime, Clock.systemUTC(), new SecureRandom());
    }

    private SimulatedProtocol protocol(Wallet simulated) {
        boolean v3 = "v3".equals(protocol);
        return switch (simulated) {
            case ALIPAY -> v3 ? SimulatedProtocol.ALIPAY_V3 : SimulatedProtocol.ALIPAY_V2;
            case WECHAT_PAY -> v3 ? SimulatedProtocol.WECHAT_PAY_V3 : SimulatedProtocol.WECHAT_PAY_V2;
            case UNIONPAY -> {
                if (protocol != null) {
                    throw usage("UnionPay has one protocol: leave --protocol out");
                }
                yield SimulatedProtocol.UNIONPAY;
            }
        };
    }

    /** The options that lead another command to the same account and records. */
    String forAnotherCommand(Wallet of) {
        String text = config == null ? " --wallet " + WalletName.of(of) : " --config " + config;
        return store == null ? text : text + " --store " + store;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

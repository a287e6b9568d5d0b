package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantCodeBuilder;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code solvo qr build}: a merchant-presented code. */
@Command(
        name = "build",
        description = "Builds a merchant-presented code by the rules of EMVCo or of a country, and prints its text.",
        footer = {
            "",
            "Examples:",
            "  solvo qr build --account 15=31250156344012345678901234567890 --mcc 5411 --name 'TEST SHOP' \\",
            "      --city SHANGHAI --country CN --amount 88.88 --currency CNY --once --data 05=REF20240101",
            "  solvo qr build --profile promptpay --phone 0801234567 --amount 100",
            "  solvo qr build --profile pix --key 123e4567-e12b-12d1-a456-426655440000 --name 'Fulano' --city BRASILIA"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BuildCommand implements Callable<Integer> {
    /** The country's own options; {@link NationalOptions} reads them by name. */
    static final class National {
        @Option(names = "--key", description = "PIX key, Bakong id (KHQR), VPA (BharatQR) or FPS id")
        @Nullable
        String key;

        @Option(names = "--url", description = "PIX: the charge's address, without https://")
        @Nullable
        String url;

        @Option(names = "--phone", description = "PromptPay 0801234567, PayNow +6591234567, FPS +852-12345678")
        @Nullable
        String phone;

        @Option(names = "--email", description = "FPS")
        @Nullable
        String email;

        @Option(names = "--tax-id", description = "PromptPay, 13 digits")
        @Nullable
        String taxId;

        @Option(names = "--ewallet", description = "PromptPay, 15 digits")
        @Nullable
        String ewallet;

        @Option(names = "--biller", description = "PromptPay bill, 15 digits; with --reference")
        @Nullable
        String biller;

        @Option(names = "--uen", description = "PayNow: the firm's number")
        @Nullable
        String uen;

        @Option(names = "--bank", description = "VietQR: 6 digits; KHQR: the bank's name; QR Ph: the bank's BIC")
        @Nullable
        String bank;

        @Option(names = "--account-number", description = "VietQR; QR Ph between persons")
        @Nullable
        String accountNumber;

        @Option(names = "--card", description = "VietQR: a card instead of an account")
        @Nullable
        String card;

        @Option(names = "--merchant-id", description = "KHQR, QRIS, QR Ph; DuitNow: the QR id")
        @Nullable
        String merchantId;

        @Option(names = "--acquirer", description = "DuitNow, 6 digits")
        @Nullable
        String acquirer;

        @Option(names = "--owner", description = "QRIS: the acquirer's domain, such as ID.CO.EXAMPLE.WWW")
        @Nullable
        String owner;

        @Option(names = "--pan", description = "QRIS: the merchant's PAN")
        @Nullable
        String pan;

        @Option(names = "--criteria", description = "QRIS: UMI, UKE, UME, UBE or URE")
        @Nullable
        String criteria;

        @Option(names = "--nmid", description = "QRIS: the national merchant id")
        @Nullable
        String nmid;

        @Option(names = "--national-postal-code", description = "QRIS")
        @Nullable
        String nationalPostalCode;

        @Option(names = "--terminal", description = "QRIS: the terminal's label")
        @Nullable
        String terminal;

        @Option(names = "--reference", description = "the receiver's reference (PIX: txid)")
        @Nullable
        String reference;

        @Option(names = "--reference2", description = "PromptPay: the bill's second reference")
        @Nullable
        String reference2;

        @Option(names = "--info", description = "PIX: a text for the payer; VietQR: the purpose")
        @Nullable
        String info;

        @Option(names = "--fixed-amount", description = "PayNow: the payer cannot change the amount")
        boolean fixedAmount;

        @Option(names = "--from", description = "KHQR: valid from, ISO 8601")
        @Nullable
        String from;

        @Option(names = "--until", description = "PayNow: yyyyMMdd; KHQR: ISO 8601")
        @Nullable
        String until;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--profile", defaultValue = "emvco", description = "${COMPLETION-CANDIDATES} (default: emvco)")
    private NamedProfile profile = NamedProfile.emvco;

    @Option(names = "--account", paramLabel = "ID=VALUE", description = "a card scheme's account, IDs 02 to 25")
    private Map<Integer, String> accounts = new LinkedHashMap<>();

    @Option(
            names = "--template",
            paramLabel = "T-ID=VALUE",
            description = "an object in a template, such as 26-00=com.shop")
    private Map<String, String> templates = new LinkedHashMap<>();

    @Option(names = "--data", paramLabel = "ID=VALUE", description = "additional data (62), such as 05=REF1")
    private Map<Integer, String> additionalData = new LinkedHashMap<>();

    @Option(names = "--mcc", paramLabel = "5411", description = "merchant category code")
    private @Nullable String mcc;

    @Option(names = "--name", description = "the merchant's name")
    private @Nullable String name;

    @Option(names = "--city", description = "the merchant's city")
    private @Nullable String city;

    @Option(names = "--country", paramLabel = "CN", description = "ISO 3166 (default: the profile's)")
    private @Nullable String country;

    @Option(names = "--postal-code", description = "the merchant's postal code")
    private @Nullable String postalCode;

    @Option(names = "--amount", paramLabel = "12.34", description = "what is to be paid; without it the customer says")
    private @Nullable BigDecimal amount;

    @Option(names = "--currency", paramLabel = "CNY", description = "ISO 4217 (default: the profile's)")
    private @Nullable String currency;

    @Option(names = "--once", description = "for one payment (12); without it for many (11)")
    private boolean once;

    @ArgGroup(exclusive = false, heading = "%nOf some profiles only:%n")
    @SuppressWarnings("UnusedVariable") // read by name
    private National national = new National();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        MerchantCode code;
        try {
            code = build();
        } catch (IllegalArgumentException refused) {
            throw usage(String.valueOf(refused.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("profile", profile.name());
            report.put("payload", code.payload());
            out.println(report.toPrettyString());
        } else {
            out.println(code.payload());
        }
        out.flush();
        return ExitCode.OK;
    }

    private MerchantCode build() {
        MerchantCodeBuilder builder = MerchantCode.builder(profile.profile);
        NationalOptions options = new NationalOptions(spec.commandLine().getParseResult());
        options.data(profile.profile).ifPresent(builder::national);
        options.refuseOthers(profile.profile);
        if (once) {
            builder.once();
        } else {
            builder.reusable();
        }
        accounts.forEach(builder::account);
        templates.forEach((place, value) -> inTemplate(builder, place, value));
        additionalData.forEach(builder::additionalData);
        given(mcc).ifPresent(builder::merchantCategory);
        given(name).ifPresent(builder::merchantName);
        given(city).ifPresent(builder::merchantCity);
        given(country).ifPresent(builder::country);
        given(postalCode).ifPresent(builder::postalCode);
        if (amount != null) {
            builder.amount(money(amount));
        }
        return builder.build();
    }

    private void inTemplate(MerchantCodeBuilder builder, String place, String value) {
        if (!place.matches("[0-9]{2}-[0-9]{2}")) {
            throw usage("--template " + place + " is not of the form 26-00=value");
        }
        builder.inTemplate(Integer.parseInt(place.substring(0, 2)), Integer.parseInt(place.substring(3)), value);
    }

    private Money money(BigDecimal decimal) {
        String code = given(currency).orElse(profile.currency);
        try {
            return Money.of(CurrencyUnit.of(code), decimal);
        } catch (IllegalCurrencyException unknown) {
            throw usage("--currency " + code + " is no ISO 4217 code");
        } catch (ArithmeticException tooFine) {
            throw usage("--amount has more decimals than " + code + " has");
        }
    }

    private static Optional<String> given(@Nullable String option) {
        return Optional.ofNullable(option);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.solvo.emv.kernel;

import dev.solvo.emv.Explanation;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A transaction before an application is selected, and the bytes of cards' answers to SELECT.
 *
 * <p>Unless changed, the terminal knows the card's directory, lets the cardholder choose and confirm, shows characters of
 * ISO/IEC 8859-1 only, speaks English, French and Dutch, and accepts five identifiers: A0000000031010 and what begins with
 * it, A0000000032010 and A0000000032020 exactly, A0000000041010 and A0000000043060 and what begins with them.
 */
final class SelectionFixture {
    static final String SELECT_DIRECTORY = "00A404000E315041592E5359532E444446303100";
    static final String DIRECTORY = "6F20840E315041592E5359532E4444463031A50E8801015F2D046E6C656E9F1101019000";
    static final String NOT_FOUND = "6A82";

    private static final TagDictionary DICTIONARY = TagDictionary.load();

    private final List<Consumer<TerminalConfigBuilder>> terminal = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private List<ApplicationConfig> applications = List.of(
            application("A0000000031010", true),
            application("A0000000032010", false),
            application("A0000000032020", false),
            application("A0000000041010", true),
            application("A0000000043060", true));
    private String additionalTerminalCapabilities = "F000F0A001";

    SelectionFixture terminal(Consumer<TerminalConfigBuilder> change) {
        terminal.add(change);
        return this;
    }

    SelectionFixture withoutDirectory() {
        return terminal(config -> config.paymentSystemEnvironmentSupported(false));
    }

    SelectionFixture additionalTerminalCapabilities(String hex) {
        additionalTerminalCapabilities = hex;
        return this;
    }

    SelectionFixture applications(ApplicationConfig... accepted) {
        applications = List.of(accepted);
        return this;
    }

    /** What the functions that ran explained, in order. */
    List<Explanation> explanations() {
        return explanations;
    }

    TerminalConfig config() {
        try {
            TerminalConfigBuilder config = TerminalConfig.builder(
                            TerminalType.parse(Bytes.fromHex("22")),
                            TerminalCapabilities.parse(Bytes.fromHex("E0F9C8")),
                            AdditionalTerminalCapabilities.parse(Bytes.fromHex(additionalTerminalCapabilities)),
                            528)
                    .languages(List.of("en", "fr", "nl"))
                    .paymentSystemEnvironmentSupported(true)
                    .cardholderSelectionSupported(true)
                    .cardholderConfirmationSupported(true)
                    .applications(applications);
            terminal.forEach(change -> change.accept(config));
            return config.build();
        } catch (EmvDataException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    Transaction build() {
        return new Transaction(
                config(),
                TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000)),
                Clock.fixed(Instant.parse("2025-05-11T12:00:00Z"), ZoneOffset.UTC),
                new TransactionFixture.FixedRandom(99),
                explanations::add,
                new DataStore(DICTIONARY));
    }

    FunctionRun run() {
        return FunctionRun.of(new ApplicationSelection(), build());
    }

    static ApplicationConfig application(String aid, boolean partialNameAllowed) {
        return ApplicationConfig.builder(Bytes.fromHex(aid))
                .partialNameAllowed(partialNameAllowed)
                .build();
    }

    static String select(String dfName) {
        return "00A40400" + length(dfName) + dfName + "00";
    }

    static String selectNext(String dfName) {
        return "00A40402" + length(dfName) + dfName + "00";
    }

    static String readRecord(int file, int record) {
        return String.format(Locale.ROOT, "00B2%02X%02X00", record, file << 3 | 4);
    }

    /** An object with what it contains; lengths up to 255. */
    static String tlv(String tag, String... contents) {
        String value = String.join("", contents);
        return tag + (value.length() > 254 ? "81" : "") + length(value) + value;
    }

    /** An answer to SELECT with status 9000. */
    static String fci(String dfName, String... proprietary) {
        return tlv("6F", tlv("84", dfName), tlv("A5", proprietary)) + "9000";
    }

    static String label(String text) {
        return tlv("50", Bytes.of(text.getBytes(StandardCharsets.US_ASCII)).toHex());
    }

    static String priority(String hex) {
        return tlv("87", hex);
    }

    /** A directory entry. */
    static String entry(String dfName, String... more) {
        return tlv("61", tlv("4F", dfName), String.join("", more));
    }

    /** An answer to READ RECORD with status 9000. */
    static String record(String... contents) {
        return tlv("70", contents) + "9000";
    }

    private static String length(String hex) {
        return String.format(Locale.ROOT, "%02X", hex.length() / 2);
    }
}

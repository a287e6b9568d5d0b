package dev.solvo.emv.kernel;

import dev.solvo.emv.Explanation;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A transaction with an application selected and its data read, for one function to be run in isolation:
 * {@code new TransactionFixture().card("9F14", "12").run(new TerminalRiskManagement())}.
 *
 * <p>Unless changed: a purchase of 10.00 euros on 2025-05-11 at an attended merchant's terminal 22 that supports every
 * method (9F33 = E0F9C8), floor limit 100.00.
 */
final class TransactionFixture {
    static final Bytes AID = Bytes.fromHex("A0000000031010");

    private static final TagDictionary DICTIONARY = TagDictionary.load();

    private final Map<Tag, Bytes> card = new LinkedHashMap<>();
    private final Map<Tag, Bytes> fromGpo = new LinkedHashMap<>();
    private final List<Consumer<TerminalConfigBuilder>> terminal = new ArrayList<>();
    private final List<Consumer<ApplicationConfig.Builder>> application = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private String terminalType = "22";
    private String terminalCapabilities = "E0F9C8";
    private String additionalTerminalCapabilities = "F000F0A001";
    private int terminalCountry = 528;
    private LocalDate date = LocalDate.of(2025, 5, 11);
    private TransactionType type = TransactionType.PURCHASE;
    private long amountMinor = 1000;
    private OptionalLong cashbackMinor = OptionalLong.empty();
    private boolean forcedOnline;
    private Random random = new FixedRandom(99);

    /** A data element of the card's records, or the AIP. */
    TransactionFixture card(String tag, String hex) {
        Tag element = tag(tag);
        (element.equals(EmvTag.APPLICATION_INTERCHANGE_PROFILE) ? fromGpo : card).put(element, Bytes.fromHex(hex));
        return this;
    }

    TransactionFixture terminalType(String hex) {
        terminalType = hex;
        return this;
    }

    TransactionFixture terminalCapabilities(String hex) {
        terminalCapabilities = hex;
        return this;
    }

    TransactionFixture terminal(Consumer<TerminalConfigBuilder> change) {
        terminal.add(change);
        return this;
    }

    TransactionFixture application(Consumer<ApplicationConfig.Builder> change) {
        application.add(change);
        return this;
    }

    TransactionFixture type(TransactionType newType) {
        type = newType;
        return this;
    }

    TransactionFixture amount(long minor) {
        amountMinor = minor;
        return this;
    }

    /** Cash paid out beside the purchase; the amount is the sum. */
    TransactionFixture cashback(long minor) {
        cashbackMinor = OptionalLong.of(minor);
        return this;
    }

    TransactionFixture forcedOnline() {
        forcedOnline = true;
        return this;
    }

    TransactionFixture date(LocalDate day) {
        date = day;
        return this;
    }

    TransactionFixture random(Random source) {
        random = source;
        return this;
    }

    /** A data element of terminal or transaction, as files of test cases give them. */
    TransactionFixture terminalElement(String tag, String hex) throws EmvDataException {
        Bytes value = Bytes.fromHex(hex);
        switch (tag) {
            case "9F35" -> terminalType = hex;
            case "9F33" -> terminalCapabilities = hex;
            case "9F40" -> additionalTerminalCapabilities = hex;
            case "9F1A" -> terminalCountry = (int) BcdNumber.parse(EmvTag.TERMINAL_COUNTRY_CODE, value);
            case "9F09" -> application(config -> config.applicationVersionNumber(value));
            case "9F1B" -> application(config -> config.floorLimitMinor(value.toUnsignedLong()));
            case "9C" -> type = TransactionType.parse(value);
            case "81" -> amountMinor = value.toUnsignedLong();
            case "9A" -> {
                EmvDate day = EmvDate.parse(EmvTag.TRANSACTION_DATE, value);
                date = LocalDate.of(day.year(), day.month(), day.day());
            }
            default -> throw new IllegalArgumentException("no terminal element " + tag);
        }
        return this;
    }

    /** What the functions that ran explained, in order. */
    List<Explanation> explanations() {
        return explanations;
    }

    Transaction build() {
        try {
            return transaction();
        } catch (EmvDataException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** Begins a function with this transaction. */
    FunctionRun run(TransactionFunction function) {
        return FunctionRun.of(function, build());
    }

    private Transaction transaction() throws EmvDataException {
        ApplicationConfig.Builder applicationConfig =
                ApplicationConfig.builder(AID).partialNameAllowed(true).floorLimitMinor(10_000);
        application.forEach(change -> change.accept(applicationConfig));
        ApplicationConfig configured = applicationConfig.build();
        TerminalConfigBuilder terminalConfig = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex(terminalType)),
                        TerminalCapabilities.parse(Bytes.fromHex(terminalCapabilities)),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex(additionalTerminalCapabilities)),
                        terminalCountry)
                .languages(List.of("en"))
                .applications(List.of(configured));
        terminal.forEach(change -> change.accept(terminalConfig));
        LocalDateTime noon = date.atTime(12, 0);
        Transaction transaction = new Transaction(
                terminalConfig.build(),
                request(),
                Clock.fixed(noon.toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
                random,
                explanations::add,
                new DataStore(DICTIONARY));
        transaction.applicationSelected(
                new Candidate(AID, "TEST", 1, false, configured),
                FileControlInformation.parse(Bytes.fromHex("6F118407A0000000031010A506500454455354")));
        TerminalData.forTransaction(transaction);
        for (Map.Entry<Tag, Bytes> element : fromGpo.entrySet()) {
            transaction.data().putFromGpo(element.getKey(), element.getValue());
            transaction.aip = Optional.of(ApplicationInterchangeProfile.parse(element.getValue()));
        }
        for (Map.Entry<Tag, Bytes> element : card.entrySet()) {
            transaction.data().putFromRecord(element.getKey(), element.getValue());
        }
        return transaction;
    }

    private TransactionRequest request() {
        return new TransactionRequest(
                type,
                euros(amountMinor),
                cashbackMinor.isPresent() ? Optional.of(euros(cashbackMinor.getAsLong())) : Optional.empty(),
                forcedOnline,
                OptionalLong.empty());
    }

    private static Money euros(long minor) {
        return Money.ofMinor(CurrencyUnit.EUR, minor);
    }

    private static Tag tag(String hex) {
        return Tag.of(Integer.parseInt(hex, 16));
    }

    /** Draws the same number from 1 to 99 every time, and bytes that count up from 00. */
    static final class FixedRandom extends Random {
        private static final long serialVersionUID = 1L;

        private final int drawn;
        private byte next;

        FixedRandom(int drawn) {
            this.drawn = drawn;
        }

        @Override
        public int nextInt(int bound) {
            if (bound != 99) {
                throw new AssertionError("numbers are drawn from 1 to 99, not from 1 to " + bound);
            }
            return drawn - 1;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }
}

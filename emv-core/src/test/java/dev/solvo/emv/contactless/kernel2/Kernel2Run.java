package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpTornTransaction;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.StoreTornTransaction;
import dev.solvo.emv.SupplyData;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.Activation;
import dev.solvo.emv.contactless.KernelResult;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.PreProcessingIndicators;
import dev.solvo.emv.contactless.SelectedCombination;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One activation of kernel 2 with a card that answers each command from a function: {@code new
 * Kernel2Run().parameter(…).run(card)}. Commands, explanations and the log of torn transactions can be looked at afterwards.
 */
final class Kernel2Run {
    static final Bytes AID = Bytes.fromHex("A0000000041010");

    /** Answers commands; null stands for a card that has left. */
    interface Card {
        @Nullable
        ResponseApdu answer(CommandApdu command);

        default long elapsedNanos() {
            return 0;
        }
    }

    private static final TagDictionary DICTIONARY = TagDictionary.load().within(new Kernel2().tagScope());

    private final Map<Kernel2Parameter, Bytes> parameters = new LinkedHashMap<>();
    private final List<KernelOption> options = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private final List<CommandApdu> commands = new ArrayList<>();
    private final List<List<Tag>> asked = new ArrayList<>();
    private final Map<Tag, Bytes> supplied = new LinkedHashMap<>();
    private Optional<TornTransactionRecord> torn = Optional.empty();
    private Bytes fci = Bytes.EMPTY;
    private String terminalType = "22";
    private int country = 56;
    private String currency = "EUR";
    private TransactionType type = TransactionType.PURCHASE;
    private long amountMinor = 1000;
    private LocalDateTime at = LocalDateTime.of(2019, 8, 19, 0, 0);
    private Bytes unpredictable = Bytes.fromHex("33BCA47D");
    private List<CaPublicKey> keys = List.of();

    /** A card's answer as files give it. */
    static ResponseApdu response(String hex) {
        Bytes bytes = Bytes.fromHex(hex);
        int body = bytes.length() - 2;
        return body == 0 ? ResponseApdu.of((int) bytes.toUnsignedLong()) : ResponseApdu.success(bytes.slice(0, body));
    }

    Kernel2Run parameter(Kernel2Parameter parameter, String hex) {
        parameters.put(parameter, Bytes.fromHex(hex));
        return this;
    }

    Kernel2Run option(KernelOption option) {
        options.add(option);
        return this;
    }

    Kernel2Run supply(Tag tag, Bytes value) {
        supplied.put(tag, value);
        return this;
    }

    Kernel2Run fci(Bytes answer) {
        fci = answer;
        return this;
    }

    Kernel2Run terminalType(String hex) {
        terminalType = hex;
        return this;
    }

    Kernel2Run currency(String code) {
        currency = code;
        return this;
    }

    Kernel2Run type(TransactionType newType) {
        type = newType;
        return this;
    }

    Kernel2Run amount(long minor) {
        amountMinor = minor;
        return this;
    }

    Kernel2Run at(LocalDateTime when) {
        at = when;
        return this;
    }

    Kernel2Run unpredictableNumber(Bytes number) {
        unpredictable = number;
        return this;
    }

    Kernel2Run keys(CaPublicKey... caKeys) {
        keys = List.of(caKeys);
        return this;
    }

    /** Puts the record of an earlier run into the log. */
    Kernel2Run tornBefore(TornTransactionRecord content) {
        torn = Optional.of(content);
        return this;
    }

    List<Explanation> explanations() {
        return explanations;
    }

    List<String> commands() {
        List<String> hex = new ArrayList<>();
        commands.forEach(command -> hex.add(command.toBytes().toHex()));
        return hex;
    }

    Optional<TornTransactionRecord> torn() {
        return torn;
    }

    List<List<Tag>> asked() {
        return asked;
    }

    KernelResult run(Card card) {
        List<KernelResult> results = new ArrayList<>();
        try {
            KernelStep step = new Kernel2().activate(session(results));
            while (results.isEmpty()) {
                step = next(step, card);
            }
        } catch (EmvDataException uncaught) {
            throw new AssertionError("the kernel left a fault to Entry Point", uncaught);
        }
        return results.get(0);
    }

    private KernelStep next(KernelStep step, Card card) {
        if (step instanceof TransmitApdu transmit) {
            commands.add(transmit.command());
            ResponseApdu answer = card.answer(transmit.command());
            return answer == null
                    ? transmit.failed(CardTransportException.Kind.CARD_REMOVED)
                    : transmit.resume(answer, card.elapsedNanos());
        }
        if (step instanceof ShowUserInterface show) {
            return show.done();
        }
        if (step instanceof LookUpTornTransaction lookUp) {
            Optional<TornTransactionRecord> found =
                    torn.filter(content -> content.isOf(lookUp.pan(), lookUp.sequenceNumber()));
            torn = found.isPresent() ? Optional.empty() : torn;
            return lookUp.resume(found);
        }
        if (step instanceof StoreTornTransaction store) {
            torn = Optional.of(store.content());
            return store.done();
        }
        if (step instanceof SupplyData supply) {
            asked.add(supply.needed());
            Map<Tag, Bytes> known = new LinkedHashMap<>(supplied);
            known.keySet().retainAll(supply.needed());
            return supply.resume(known);
        }
        throw new AssertionError(step);
    }

    private KernelSession session(List<KernelResult> results) throws EmvDataException {
        CombinationConfig.Builder combination = CombinationConfig.builder(AID, KernelIdentifier.KERNEL_2);
        parameters.forEach((parameter, value) -> combination.kernelData(parameter.tag(), value));
        options.forEach(combination::kernelOption);
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex(terminalType)),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("6000F00001")),
                        country)
                .languages(List.of("en"))
                .caPublicKeys(CaPublicKeys.of(keys))
                .build();
        Activation activation = new Activation(
                new SelectedCombination(AID, combination.build(), 1, Optional.empty()),
                fci,
                StatusWord.SUCCESS,
                new PreProcessingIndicators(false, false, false, false, false, Optional.empty()),
                TransactionRequest.of(type, Money.ofMinor(CurrencyUnit.of(currency), amountMinor)),
                terminal,
                at,
                at,
                Optional.empty());
        return new KernelSession(
                activation,
                DICTIONARY,
                new FixedRandom(unpredictable),
                Optional.of(explanations::add),
                new KernelSession.Ending() {
                    @Override
                    public KernelStep ended(KernelResult result) {
                        results.add(result);
                        return new ShowUserInterface(
                                result.outcome()
                                        .userInterfaceOnOutcome()
                                        .orElseGet(() -> dev.solvo.emv.UserInterfaceRequest.of(
                                                dev.solvo.emv.ContactlessMessage.CLEAR_DISPLAY,
                                                dev.solvo.emv.UserInterfaceRequest.Status.NOT_READY)),
                                () -> {
                                    throw new AssertionError("the activation has ended");
                                });
                    }

                    @Override
                    public KernelStep cancelled(KernelResult result) {
                        return ended(result);
                    }
                });
    }

    /** Gives the same bytes every time; digits, where single numbers are drawn, from the right nibbles on. */
    private static final class FixedRandom extends Random {
        private static final long serialVersionUID = 1L;

        private final transient Bytes bytes;
        private int drawn;

        FixedRandom(Bytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public int nextInt(int bound) {
            return "868".charAt(drawn++ % 3) - '0';
        }

        @Override
        public void nextBytes(byte[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = bytes.get(i % bytes.length());
            }
        }
    }
}

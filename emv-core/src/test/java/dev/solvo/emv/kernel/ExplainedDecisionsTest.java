package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.CdaMode;
import dev.solvo.emv.config.RandomSelection;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decision names rule, inputs, result and clause; every bit that a card sets on any terminal here is set by a
 * decision that says so; none of them shows the card's number, its track or a PIN; and all of them, with what comes of the
 * transactions, are those of {@code decisions/}.
 *
 * <p>Kernel and simulated cards wrote those files; they were read against the rules of the Books, and are self-consistent
 * only. {@code -Dsolvo.decisions.write=true} writes them anew: what has changed then is to be read again.
 */
final class ExplainedDecisionsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));

    /** Digits that no amount, date or counter here contains. */
    private static final String PIN = "80526391";

    private static final String WRONG_PIN = "71804926";

    /** What the answer of a host with scripts adds: a command that no card knows, before and after the final cryptogram. */
    private static final List<Bytes> FAILING_SCRIPTS =
            List.of(Bytes.fromHex("7107" + "8605" + "84FE000000"), Bytes.fromHex("7207" + "8605" + "84FE000000"));

    /** Cards that differ in authentication, cardholder verification, or in what they want. */
    private static final List<String> DIFFERENT = List.of(
            "declines",
            "format1",
            "mchip",
            "no-oda",
            "offline-cda",
            "online-cda",
            "online-dda",
            "pin-ecc",
            "pin-online",
            "pin-plaintext",
            "sda-only",
            "signature",
            "xda");

    private static final List<String> GO_ONLINE = List.of(
            "declines-after-online",
            "mchip",
            "no-oda",
            "online-cda",
            "online-dda",
            "pin-blocked",
            "pin-online",
            "visa-cvn18",
            "wrong-certificate",
            "wrong-static-data");

    private static final List<String> WANT_A_PIN = List.of(
            "online-cda", "pin-blocked", "pin-ecc", "pin-enciphered", "pin-icc-key", "pin-online", "pin-plaintext");

    /** How one transaction is made different from the plain one. */
    private static final class Situation {
        Consumer<TerminalConfigBuilder> terminal = config -> {};
        UnaryOperator<ApplicationConfig> application = config -> config;
        UnaryOperator<String> image = text -> text;
        TransactionRequest request = PURCHASE;
        IssuerHost.Behaviour host = IssuerHost.Behaviour.SCRIPT;
        List<Bytes> scripts = List.of();
        PinPad pinPad = PinPad.RIGHT;
        long earlierSales;
        boolean listed;
        boolean caKeys = true;
        List<String> cards = DIFFERENT;

        boolean takesMoney() {
            return !request.type().equals(TransactionType.REFUND);
        }
    }

    /** Each is a file of {@code decisions/}, by its name. */
    static Set<String> names() {
        return situations().keySet();
    }

    private enum PinPad {
        RIGHT,
        WRONG,
        BYPASSED,
        FAILED
    }

    private static Map<String, Situation> situations() {
        Map<String, Situation> all = new LinkedHashMap<>();
        add(all, "as configured", s -> s.cards = CardImages.names());
        add(all, "issuer silent", s -> {
            s.host = IssuerHost.Behaviour.SILENT;
            s.cards = GO_ONLINE;
        });
        add(all, "issuer declines", s -> {
            s.host = IssuerHost.Behaviour.DECLINE;
            s.cards = GO_ONLINE;
        });
        add(all, "issuer not authentic, scripts fail", s -> {
            s.host = IssuerHost.Behaviour.WRONG_ARPC;
            s.scripts = FAILING_SCRIPTS;
            s.cards = GO_ONLINE;
        });
        add(all, "forced online, listed, split sale", s -> {
            s.request = PURCHASE.forcedOnline();
            s.listed = true;
            s.earlierSales = 10_000;
        });
        add(all, "terminal without offline data authentication", s -> s.application = capabilities("20F900"));
        add(all, "terminal without certification authority keys", s -> s.caKeys = false);
        add(all, "terminal without any cardholder verification", s -> s.application = capabilities("2000CC"));
        add(all, "PIN wrong", s -> {
            s.pinPad = PinPad.WRONG;
            s.cards = WANT_A_PIN;
        });
        add(all, "PIN bypassed", s -> {
            s.pinPad = PinPad.BYPASSED;
            s.cards = WANT_A_PIN;
        });
        add(all, "PIN pad broken", s -> {
            s.pinPad = PinPad.FAILED;
            s.cards = WANT_A_PIN;
        });
        add(all, "offline only", s -> {
            s.application = type("23");
            s.cards = GO_ONLINE;
        });
        add(all, "online only, CDA mode 3", s -> {
            s.application = type("21");
            s.terminal = config -> config.cdaMode(CdaMode.MODE_3);
        });
        add(all, "other version, default TDOL, always selected randomly", s -> {
            s.application = config -> config.toBuilder()
                    .applicationVersionNumber(Bytes.fromHex("0777"))
                    .defaultTdol(Bytes.fromHex("9F0206"))
                    .floorLimitMinor(1_000_000)
                    .randomSelection(new RandomSelection(99, 99, 500_000))
                    .build();
            s.image = text -> text.replace("8C dol 9F02:6", "8C dol 98:20 9F02:6");
        });
        add(all, "refund", s -> s.request = TransactionRequest.refund(Money.parse("EUR 5")));
        add(all, "cash", s -> {
            s.request = TransactionRequest.cash(Money.parse("EUR 20"));
            s.image = text -> text.replace("9F07 FF00", "9F07 0000");
        });
        add(
                all,
                "cashback",
                s -> s.request = TransactionRequest.purchaseWithCashback(Money.parse("EUR 10"), Money.parse("EUR 5")));
        add(
                all,
                "card without key index and CVM list",
                s -> s.image = text -> text.replace("  8F generated\n", "").replaceAll("  8E [^\n]*\n", ""));
        add(
                all,
                "card with a face, a method of the future and then nothing",
                s -> s.image = text -> text.replaceAll("  8E [^\n]*\n", "  8E 0000000000000000460050001F00\n"));
        add(all, "certificate of the ICC damaged", s -> s.image = text -> corrupt(text, "9F46"));
        add(all, "signature damaged", s -> s.image = text -> corrupt(text, "9F4B"));
        add(all, "card that was never online", s -> {
            s.image = text -> text.replaceAll("last-online-atc \\d+\n", "");
            s.cards = List.of("velocity");
        });
        return all;
    }

    private static void add(Map<String, Situation> all, String name, Consumer<Situation> change) {
        Situation situation = new Situation();
        change.accept(situation);
        all.put(name, situation);
    }

    private static String corrupt(String text, String tag) {
        return text.contains("\ncorrupt ") ? text : text.replace("\naip ", "\ncorrupt " + tag + "\naip ");
    }

    private static UnaryOperator<ApplicationConfig> capabilities(String hex) {
        return config -> config.toBuilder()
                .terminalCapabilities(terminalCapabilities(hex))
                .build();
    }

    private static TerminalCapabilities terminalCapabilities(String hex) {
        try {
            return TerminalCapabilities.parse(Bytes.fromHex(hex));
        } catch (EmvDataException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static UnaryOperator<ApplicationConfig> type(String hex) {
        try {
            TerminalType type = TerminalType.parse(Bytes.fromHex(hex));
            return config -> config.toBuilder().terminalType(type).build();
        } catch (EmvDataException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static TerminalConfig terminal(Situation situation) {
        try {
            TerminalConfig plain = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
            List<ApplicationConfig> applications = new ArrayList<>();
            plain.applications().forEach(config -> applications.add(situation.application.apply(config)));
            TerminalConfigBuilder changed = plain.toBuilder()
                    .applications(applications)
                    .caPublicKeys(situation.caKeys ? TestPki.load().caPublicKeys() : CaPublicKeys.EMPTY);
            situation.terminal.accept(changed);
            return changed.build();
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }

    /** By their text: a card's certificates are made when it is read, and most situations leave it as it is. */
    private static final Map<String, CardImage> IMAGES = new ConcurrentHashMap<>();

    private static CardImage image(String name, Situation situation) {
        String text = SimulatedCards.image(name).text().replace("\npin 1234\n", "\npin " + PIN + "\n");
        return IMAGES.computeIfAbsent(situation.image.apply(text), changed -> {
            try {
                return CardImage.parse(changed);
            } catch (SimulatorTextException wrong) {
                throw new AssertionError(name, wrong);
            }
        });
    }

    /** One transaction to its end. */
    private static final class Run {
        private final Situation situation;
        private final SimulatedCard card;
        final List<Explanation> explanations = new ArrayList<>();
        final List<String> messages = new ArrayList<>();
        final TransactionResult result;
        final Outcome outcome;
        boolean cryptogramAsked;
        private KernelStep step;

        Run(CardImage image, TerminalConfig terminal, Situation situation) {
            this.situation = situation;
            this.card = SimulatedCard.insert(image, 7);
            this.step = new ContactKernel(terminal, CLOCK, SeededRandom.of(11))
                    .observedBy(explanations::add)
                    .begin(situation.request);
            while (!(step instanceof Completed)) {
                step = next();
            }
            this.outcome = ((Completed) step).outcome();
            this.result = outcome.result();
        }

        private KernelStep next() {
            if (step instanceof TransmitApdu apdu) {
                cryptogramAsked |= apdu.command().ins() == 0xAE;
                try {
                    return apdu.resume(card.transmit(apdu.command()));
                } catch (CardTransportException lost) {
                    return apdu.failed(lost.kind());
                }
            }
            if (step instanceof ShowMessage message) {
                messages.add(message.message() + " " + message.language());
                return message.done();
            }
            if (step instanceof ChooseApplication choice) {
                return choice.resume(0);
            }
            if (step instanceof EnterPin entry) {
                return entered(entry);
            }
            if (step instanceof LookUpEarlierSales sales) {
                return sales.resume(situation.earlierSales);
            }
            if (step instanceof LookUpExceptionFile file) {
                return situation.listed ? file.listed() : file.notListed();
            }
            if (step instanceof AuthoriseOnline online) {
                return authorised(online);
            }
            throw new AssertionError(step);
        }

        private KernelStep entered(EnterPin entry) {
            return switch (situation.pinPad) {
                case RIGHT -> entry.method().isOffline() ? entry.digits(Pin.of(PIN)) : entry.captured();
                case WRONG -> entry.method().isOffline() ? entry.digits(Pin.of(WRONG_PIN)) : entry.captured();
                case BYPASSED -> entry.bypassed();
                case FAILED -> entry.pinPadFailed();
            };
        }

        private KernelStep authorised(AuthoriseOnline online) {
            AuthorisationRequest request = online.request();
            AuthorisationAnswer answer = IssuerHost.of(situation.host)
                    .authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                            request.pan(),
                            request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                            Field55Profile.GENERIC.build(request.chipData())));
            if (!(answer instanceof AuthorisationAnswer.Answered answered)) {
                return online.noAnswer();
            }
            IssuerResponseData data = IssuerResponseData.parse(answered.chipData());
            List<Bytes> scripts = new ArrayList<>(data.scriptTemplates());
            scripts.addAll(situation.scripts);
            return online.resume(new AuthorisationResponse(
                    answered.responseCode().equals(Bytes.fromHex("3030"))
                            ? AuthorisationResponse.Decision.APPROVE
                            : AuthorisationResponse.Decision.DECLINE,
                    answered.responseCode(),
                    data.issuerAuthenticationData(),
                    scripts,
                    data.authorisationCode()));
        }

        /** The results of explanations that say that a bit is set. */
        Set<String> bitsExplained(String element) {
            Set<String> bits = new TreeSet<>();
            for (Explanation explanation : explanations) {
                if (explanation.result().startsWith(element + " byte ")) {
                    bits.add(explanation.result() + ": " + explanation.rule());
                }
            }
            return bits;
        }
    }

    /** Decisions that have no inputs but the reason, which is their result; and answers of the PIN pad, the file, the merchant. */
    private static final Set<String> RESULT_SAYS_WHY =
            Set.of("Unable to go online", "The list of AIDs is tried instead of the directory");

    /** Bits that nothing here can set, and why. */
    private static final Set<TerminalVerificationResults.Bit> OUT_OF_REACH = EnumSet.of(
            // No simulated card has biometrics; BiometricVerificationTest sets these.
            TerminalVerificationResults.Bit.BIOMETRIC_PERFORMED_AND_SUCCESSFUL,
            TerminalVerificationResults.Bit.BIOMETRIC_TEMPLATE_FORMAT_NOT_SUPPORTED,
            TerminalVerificationResults.Bit.BIOMETRIC_CAPTURE_DEVICE_NOT_WORKING,
            TerminalVerificationResults.Bit.BIOMETRIC_SUBTYPE_ENTRY_BYPASSED,
            TerminalVerificationResults.Bit.BIOMETRIC_TRY_LIMIT_EXCEEDED);

    @ParameterizedTest
    @MethodSource("names")
    void everyBitOfEveryCardInEverySituation_isSetByADecisionThatSaysSo_andNoneShowsTheCard(String name) {
        Situation situation = Objects.requireNonNull(situations().get(name));
        TerminalConfig terminal = terminal(situation);
        Set<String> withoutInputs = new TreeSet<>();
        ReviewedDecisions decisions = new ReviewedDecisions(name);
        for (String card : situation.cards) {
            Run run = new Run(image(card, situation), terminal, situation);
            String where = card + ", " + name;
            bitsAreExplained(run, where);
            decisionsAreComplete(run, where, withoutInputs);
            nothingShowsTheCard(run, where);
            decisions.add(card, run.explanations, run.messages, run.outcome);
        }
        withoutInputs.removeAll(RESULT_SAYS_WHY);
        assertEquals(Set.of(), withoutInputs, "decisions that do not say on what");
        decisions.check();
    }

    /** From the reviewed decisions, which the test above holds the kernel to. */
    @Test
    void everyBitIsSetBySomeCard() {
        Set<String> decided = new TreeSet<>();
        names().forEach(name -> decided.addAll(ReviewedDecisions.results(name)));
        Set<TerminalVerificationResults.Bit> missing = EnumSet.noneOf(TerminalVerificationResults.Bit.class);
        for (TerminalVerificationResults.Bit bit : TerminalVerificationResults.Bit.values()) {
            if (!decided.contains("TVR byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1")) {
                missing.add(bit);
            }
        }
        assertEquals(OUT_OF_REACH, missing, "bits that no card sets");
        for (TransactionStatusInformation.Bit bit : TransactionStatusInformation.Bit.values()) {
            assertTrue(
                    decided.contains("TSI byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1"),
                    () -> bit + " is set by no card");
        }
    }

    private static void bitsAreExplained(Run run, String where) {
        Set<String> set = new TreeSet<>();
        run.result
                .terminalVerificationResults()
                .bits()
                .forEach(bit ->
                        set.add("TVR byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1: " + bit.meaning()));
        assertEquals(set, run.bitsExplained("TVR"), where);
        Set<String> performed = new TreeSet<>();
        run.result
                .transactionStatusInformation()
                .bits()
                .forEach(bit -> performed.add(
                        "TSI byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1: " + bit.meaning()));
        assertEquals(performed, run.bitsExplained("TSI"), where);
    }

    private static void decisionsAreComplete(Run run, String where, Set<String> withoutInputs) {
        for (Explanation explanation : run.explanations) {
            assertFalse(explanation.rule().isBlank(), where);
            assertTrue(
                    explanation.reference().matches("EMV 4\\.4 Book [1-4], [0-9A-F].*"),
                    () -> where + ": no clause in " + explanation);
            // Where a function begins nothing is decided.
            if (!explanation.result().isEmpty() && explanation.inputs().isEmpty()) {
                withoutInputs.add(explanation.rule());
            }
        }
        if (run.cryptogramAsked && run.situation.takesMoney()) {
            String value =
                    "9F34 = " + run.result.cvmResults().orElseThrow().toBytes().toHex();
            assertTrue(
                    run.explanations.stream()
                            .anyMatch(explanation -> explanation.result().contains(value)),
                    () -> where + ": nothing explains " + value);
        }
        if (run.cryptogramAsked) {
            assertTrue(
                    run.explanations.stream()
                            .anyMatch(explanation -> explanation.rule().equals("Denial action codes")
                                    || explanation.rule().contains("refund")),
                    where + ": nothing explains the cryptogram asked for");
        }
    }

    private static void nothingShowsTheCard(Run run, String where) {
        String said = run.explanations.toString() + run.outcome;
        run.result.pan().ifPresent(pan -> {
            assertFalse(said.contains(pan.digits()), where + ": the card number is shown");
            assertFalse(said.contains(pan.digits().substring(0, 12)), where + ": most of the card number is shown");
        });
        assertFalse(said.contains("D4912"), where + ": the track is shown");
        assertFalse(said.contains(PIN) || said.contains(WRONG_PIN), where + ": a PIN is shown");
    }
}

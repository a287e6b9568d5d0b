package dev.solvo.emv.walk;

import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Completed;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.FieldOff;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.LookUpTornTransaction;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.StoreTornTransaction;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.contactless.kernel2.Kernel2;
import dev.solvo.emv.contactless.kernel2.Kernel2Parameter;
import dev.solvo.emv.contactless.kernel3.Kernel3;
import dev.solvo.emv.contactless.kernel7.Kernel7;
import dev.solvo.emv.contactless.kernel8.Kernel8;
import dev.solvo.emv.contactless.kernel8.Kernel8Parameter;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.joda.money.Money;

/**
 * A contactless reader that takes the simulated cards and phones: offline up to 25.00, cardholder verification from 50.00; and
 * a person who holds the card there as often as asked to, and unlocks the phone when told to look at it.
 */
public final class SimulatedTap {
    /** EMV mode, contact chip, online PIN, signature; issuer update, device CVM; fDDA version 01. */
    public static final String VISA_QUALIFIERS = "3600C080";

    /** SDA, DDA and CDA failed. Byte 5 has other meanings here than in a contact transaction. */
    private static final Bytes AUTHENTICATION_FAILED = Bytes.fromHex("4C00000000");

    /** Neither the kernels nor Entry Point need as many; a transaction that does goes round in circles. */
    private static final int MOST_STEPS = 2_000;

    private final KernelStep first;
    private final CardSide card;
    private final List<AuthorisationRequest> requests = new ArrayList<>();
    private Optional<TornTransactionRecord> torn = Optional.empty();
    private boolean pinAsked;
    private int presentations;

    private SimulatedTap(KernelStep first, CardSide card) {
        this.first = first;
        this.card = card;
    }

    /** The card's side of a transaction. */
    public interface CardSide {
        /** Answers a command. */
        KernelStep answer(TransmitApdu apdu);

        /** The card is held to the reader again, after it was away. */
        void presentedAgain();

        /** The cardholder unlocks his phone. */
        void unlocked();

        /** Whether the phone itself asks its holder to unlock it. */
        default boolean asksToBeUnlocked() {
            return false;
        }
    }

    /**
     * How it ended.
     *
     * @param outcome the outcome
     * @param requests what the issuer was asked
     * @param pinAsked whether the cardholder was asked for his PIN
     */
    public record Ended(Outcome outcome, List<AuthorisationRequest> requests, boolean pinAsked) {}

    /** The reader of all walks, with Visa's qualifiers as given. */
    public static ContactlessConfig reader(String visaQualifiers, long floorLimitMinor) {
        CombinationConfig.Builder mastercard = limited("A0000000041010", KernelIdentifier.KERNEL_2, floorLimitMinor);
        put(mastercard, Kernel2Parameter.CARD_DATA_INPUT_CAPABILITY, "20");
        put(mastercard, Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED, "60");
        put(mastercard, Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "08");
        put(mastercard, Kernel2Parameter.SECURITY_CAPABILITY, "C8");
        put(mastercard, Kernel2Parameter.KERNEL_CONFIGURATION, "B0");
        put(mastercard, Kernel2Parameter.MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS, "01");
        put(mastercard, Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000");
        // What failed or was not done, the online PIN and the floor limit are the issuer's matter.
        put(mastercard, Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE, "F45084800C");
        put(mastercard, Kernel2Parameter.TERMINAL_ACTION_CODE_DEFAULT, "F45084800C");
        return new ContactlessConfig(
                SimulatedPayment.terminal(),
                List.of(
                        limited("A000000003", KernelIdentifier.KERNEL_3, floorLimitMinor)
                                .terminalTransactionQualifiers(qualifiers(visaQualifiers))
                                .build(),
                        mastercard.build(),
                        magStripe(floorLimitMinor),
                        kernel8(floorLimitMinor),
                        limited("A000000333", KernelIdentifier.KERNEL_7, floorLimitMinor)
                                .terminalTransactionQualifiers(qualifiers("36000080"))
                                .build()));
    }

    /** Test cards without chip data; where a real card has them, the reader takes no mag-stripe mode. */
    private static CombinationConfig magStripe(long floorLimitMinor) {
        CombinationConfig.Builder combination = limited("A0000009990202", KernelIdentifier.KERNEL_2, floorLimitMinor);
        put(combination, Kernel2Parameter.KERNEL_CONFIGURATION, "30");
        put(combination, Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_CVM_REQUIRED, "20");
        put(combination, Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_NO_CVM_REQUIRED, "00");
        put(combination, Kernel2Parameter.MOBILE_SUPPORT_INDICATOR, "01");
        return combination.build();
    }

    /** No default of kernel 8 is known: these are values for the test cards. */
    private static CombinationConfig kernel8(long floorLimitMinor) {
        CombinationConfig.Builder combination = limited("A0000009990801", KernelIdentifier.KERNEL_8, floorLimitMinor);
        put(combination, Kernel8Parameter.CARD_DATA_INPUT_CAPABILITY, "20");
        put(combination, Kernel8Parameter.CVM_CAPABILITY_CVM_REQUIRED, "64");
        put(combination, Kernel8Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "0C");
        put(combination, Kernel8Parameter.KERNEL_CONFIGURATION, "0800");
        put(combination, Kernel8Parameter.SECURITY_CAPABILITY, "10");
        put(combination, Kernel8Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000");
        // Local authentication, verification, the floor limit, another name and a relay are the issuer's matter.
        put(combination, Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE, "840084804C");
        put(
                combination,
                Kernel8Parameter.READER_CONTACTLESS_FLOOR_LIMIT,
                String.format(Locale.ROOT, "%012d", floorLimitMinor));
        put(combination, Kernel8Parameter.READER_CVM_REQUIRED_LIMIT, "000000005000");
        put(combination, Kernel8Parameter.MESSAGE_HOLD_TIME, "000013");
        put(combination, Kernel8Parameter.HOLD_TIME_VALUE, "0D");
        put(combination, Kernel8Parameter.MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0014");
        put(combination, Kernel8Parameter.MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0032");
        put(combination, Kernel8Parameter.TERMINAL_EXPECTED_TIME_COMMAND, "0012");
        put(combination, Kernel8Parameter.TERMINAL_EXPECTED_TIME_RESPONSE, "0018");
        put(combination, Kernel8Parameter.RELAY_RESISTANCE_ACCURACY_THRESHOLD, "012C");
        put(combination, Kernel8Parameter.RELAY_RESISTANCE_MISMATCH_THRESHOLD, "32");
        put(combination, Kernel8Parameter.KERNEL_RESERVED_TVR_MASK, "FFFFFFFFFF");
        put(combination, Kernel8Parameter.DEFAULT_IAD_MAC_OFFSET, "0A");
        put(combination, Kernel8Parameter.TERMINAL_RISK_MANAGEMENT_DATA, "0000000000000000");
        put(combination, Kernel8Parameter.APPLICATION_VERSION_NUMBER, "0001");
        return combination.build();
    }

    private static void put(CombinationConfig.Builder combination, Kernel8Parameter parameter, String value) {
        combination.kernelData(parameter.tag(), Bytes.fromHex(value));
    }

    /** The reader of all walks. */
    public static ContactlessConfig reader() {
        return reader(VISA_QUALIFIERS, 25_00);
    }

    /** Entry Point with all kernels that have simulated cards. */
    public static EntryPoint entryPoint(ContactlessConfig config, Random random) {
        List<ContactlessKernel> kernels = List.of(new Kernel2(), new Kernel3(), new Kernel7(), new Kernel8());
        return new EntryPoint(config, kernels, SimulatedPayment.CLOCK, random);
    }

    /** What is paid: an amount in EUR. */
    public static TransactionRequest purchase(String amount) {
        return TransactionRequest.purchase(Money.parse("EUR " + amount));
    }

    /**
     * Walks a transaction to its end.
     *
     * @throws AssertionError if it does not end
     */
    public static Ended toTheEnd(KernelStep first, CardSide card) {
        return new SimulatedTap(first, card).run();
    }

    private Ended run() {
        KernelStep step = first;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            if (step instanceof Completed completed) {
                return new Ended(completed.outcome(), requests, pinAsked);
            }
            step = answer(step);
        }
        throw new AssertionError("the transaction goes on for more than " + MOST_STEPS + " steps");
    }

    private KernelStep answer(KernelStep step) {
        if (step instanceof TransmitApdu apdu) {
            return card.answer(apdu);
        }
        if (step instanceof PresentCard present) {
            if (presentations++ > 0) {
                if (card.asksToBeUnlocked()) {
                    card.unlocked();
                }
                card.presentedAgain();
            }
            return present.presented();
        }
        if (step instanceof FieldOff off) {
            return off.done();
        }
        if (step instanceof ShowUserInterface show) {
            if (show.request()
                    .message()
                    .filter(ContactlessMessage.SEE_PHONE::equals)
                    .isPresent()) {
                card.unlocked();
            }
            return show.done();
        }
        if (step instanceof EnterPin pin) {
            pinAsked = true;
            return pin.captured();
        }
        if (step instanceof LookUpTornTransaction lookUp) {
            Optional<TornTransactionRecord> found =
                    torn.filter(kept -> kept.isOf(lookUp.pan(), lookUp.sequenceNumber()));
            torn = Optional.empty();
            return lookUp.resume(found);
        }
        if (step instanceof StoreTornTransaction store) {
            torn = Optional.of(store.content());
            return store.done();
        }
        if (step instanceof LookUpExceptionFile file) {
            return file.notListed();
        }
        if (step instanceof AuthoriseOnline online) {
            requests.add(online.request());
            Optional<AuthorisationResponse> response =
                    SimulatedPayment.askIssuer(online.request(), AUTHENTICATION_FAILED);
            return response.isPresent() ? online.resume(response.get()) : online.noAnswer();
        }
        throw new AssertionError(step);
    }

    private static CombinationConfig.Builder limited(String aid, KernelIdentifier kernel, long floorLimitMinor) {
        return CombinationConfig.builder(Bytes.fromHex(aid), kernel)
                .floorLimitMinor(floorLimitMinor)
                .cvmRequiredLimitMinor(50_00)
                .transactionLimitMinor(500_00);
    }

    private static void put(CombinationConfig.Builder combination, Kernel2Parameter parameter, String value) {
        combination.kernelData(parameter.tag(), Bytes.fromHex(value));
    }

    private static TerminalTransactionQualifiers qualifiers(String value) {
        try {
            return TerminalTransactionQualifiers.parse(Bytes.fromHex(value));
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }
}

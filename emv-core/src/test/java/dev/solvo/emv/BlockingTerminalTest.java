package dev.solvo.emv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each step reaches the one it concerns, and its answer reaches the kernel. */
final class BlockingTerminalTest {
    private static final TransactionRequest REQUEST =
            TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000));
    private static final Pan PAN = Pan.of("5413330089020011");
    private static final Reversal REVERSAL = new Reversal(REQUEST, ChipData.EMPTY);
    private static final CommandApdu COMMAND = CommandApdu.case1(0x00, 0x84, 0x00, 0x00);
    private static final Outcome OUTCOME = new Outcome.Declined(
            new TransactionResult(
                    REQUEST,
                    Optional.empty(),
                    Optional.empty(),
                    new TransactionResult.OfflineDataAuthentication(
                            TransactionResult.OfflineDataAuthentication.Method.NONE,
                            TransactionResult.OfflineDataAuthentication.Status.NOT_PERFORMED),
                    Optional.empty(),
                    false,
                    TerminalVerificationResults.NONE,
                    TransactionStatusInformation.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    TransactionResult.IssuerAuthentication.NOT_PERFORMED,
                    List.of(),
                    ChipData.EMPTY),
            new HostState.NotAsked());

    private final List<String> log = new ArrayList<>();

    private KernelStep over(String answer) {
        log.add(answer);
        return new Completed(OUTCOME);
    }

    private List<String> run(KernelStep step, CardTransport transport, Cardholder cardholder, Acquirer acquirer) {
        assertSame(OUTCOME, BlockingTerminal.run(step, transport, cardholder, acquirer));
        return log;
    }

    private static CardTransport noCard() {
        return command -> {
            throw new AssertionError("no command is to be sent");
        };
    }

    private static Cardholder nobody() {
        return new Cardholder() {};
    }

    /** Keeps what it is told in the log. */
    private class LoggingAcquirer implements Acquirer {
        private final Answer answer;

        LoggingAcquirer(Answer answer) {
            this.answer = answer;
        }

        @Override
        public void storeReversal(Reversal reversal) {
            assertSame(REVERSAL, reversal);
            log.add("stored");
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            log.add("sent");
            return answer;
        }
    }

    @Test
    void completed_isTheOutcome() {
        assertEquals(List.of(), run(new Completed(OUTCOME), noCard(), nobody(), unreachable()));
    }

    @Nested
    final class Card {
        private TransmitApdu transmit() {
            return new TransmitApdu(
                    COMMAND,
                    exchange -> over(exchange.response().statusWord() + " after " + exchange.elapsedNanos()),
                    kind -> over(kind.name()),
                    () -> over("cancelled"));
        }

        @Test
        void answer_reachesTheKernel() {
            CardTransport transport = command -> {
                assertSame(COMMAND, command);
                return new Exchange(ResponseApdu.of(0x9000), 42);
            };
            assertEquals(List.of("9000 after 42"), run(transmit(), transport, nobody(), unreachable()));
        }

        @ParameterizedTest
        @EnumSource
        void failure_reachesTheKernel(CardTransportException.Kind kind) {
            CardTransport transport = command -> {
                throw new CardTransportException(kind, "lost");
            };
            assertEquals(List.of(kind.name()), run(transmit(), transport, nobody(), unreachable()));
        }
    }

    @Nested
    final class Person {
        private final List<ChooseApplication.Candidate> candidates = List.of(
                new ChooseApplication.Candidate(Bytes.fromHex("A000000001"), "FIRST", 1, false),
                new ChooseApplication.Candidate(Bytes.fromHex("A000000002"), "SECOND", 2, true));

        private ChooseApplication choose() {
            return new ChooseApplication(candidates, true, "fr", index -> over("chose " + index), () -> over("none"));
        }

        private EnterPin enterPin() {
            return new EnterPin(
                    PinMethod.PLAINTEXT_OFFLINE,
                    OptionalInt.empty(),
                    false,
                    false,
                    Optional.empty(),
                    "en",
                    answer -> over(answer.getClass().getSimpleName()));
        }

        @Test
        void choosesAnApplication() {
            Cardholder second = new Cardholder() {
                @Override
                public Optional<ChooseApplication.Candidate> chooseApplication(
                        List<ChooseApplication.Candidate> shown, boolean afterFailure, String language) {
                    assertEquals(candidates, shown);
                    assertEquals(true, afterFailure);
                    assertEquals("fr", language);
                    return Optional.of(shown.get(1));
                }
            };
            assertEquals(List.of("chose 1"), run(choose(), noCard(), second, unreachable()));
        }

        @Test
        void choosesNone() {
            Cardholder none = new Cardholder() {
                @Override
                public Optional<ChooseApplication.Candidate> chooseApplication(
                        List<ChooseApplication.Candidate> shown, boolean afterFailure, String language) {
                    return Optional.empty();
                }
            };
            assertEquals(List.of("none"), run(choose(), noCard(), none, unreachable()));
        }

        @Test
        void withoutAWord_takesTheFirst() {
            assertEquals(List.of("chose 0"), run(choose(), noCard(), nobody(), unreachable()));
        }

        @Test
        void entersThePin() {
            Cardholder person = new Cardholder() {
                @Override
                public KernelStep enterPin(EnterPin step) {
                    return step.digits(Pin.of("1234"));
                }
            };
            assertEquals(List.of("Digits"), run(enterPin(), noCard(), person, unreachable()));
        }

        @Test
        void withoutAPinPad_itHasFailed() {
            assertEquals(List.of("PinPadFailed"), run(enterPin(), noCard(), nobody(), unreachable()));
        }

        private VerifyBiometric verifyBiometric() {
            return new VerifyBiometric(
                    CvmMethod.FINGER_BIOMETRIC_ONLINE,
                    ChipData.EMPTY,
                    "en",
                    Optional.empty(),
                    1,
                    command -> over("sent"),
                    answer -> over(answer.name()));
        }

        @Test
        void showsAFinger() {
            Cardholder person = new Cardholder() {
                @Override
                public KernelStep verifyBiometric(VerifyBiometric step) {
                    return step.captured();
                }
            };
            assertEquals(List.of("CAPTURED"), run(verifyBiometric(), noCard(), person, unreachable()));
        }

        @Test
        void withoutABiometricDevice_itHasFailed() {
            assertEquals(List.of("DEVICE_FAILED"), run(verifyBiometric(), noCard(), nobody(), unreachable()));
        }

        private ReferToIssuer refer() {
            return new ReferToIssuer(PAN, Bytes.fromHex("3031"), "en", () -> over("approved"), () -> over("declined"));
        }

        @Test
        void callsTheIssuer() {
            Cardholder person = new Cardholder() {
                @Override
                public KernelStep referToIssuer(ReferToIssuer step) {
                    return step.approved();
                }
            };
            assertEquals(List.of("approved"), run(refer(), noCard(), person, unreachable()));
        }

        @Test
        void withoutACall_theIssuerHasDeclined() {
            assertEquals(List.of("declined"), run(refer(), noCard(), nobody(), unreachable()));
        }

        @Test
        void seesMessages() {
            Cardholder person = new Cardholder() {
                @Override
                public void show(StandardMessage message, String language, Bytes data) {
                    log.add(message + " " + language + " " + data.toHex());
                }
            };
            KernelStep message = new ShowMessage(StandardMessage.PIN_OK, "de", Bytes.fromHex("01"), () -> over("done"));
            assertEquals(List.of("PIN_OK de 01", "done"), run(message, noCard(), person, unreachable()));
        }

        @Test
        void withoutADisplay_messagesPass() {
            KernelStep message = new ShowMessage(StandardMessage.PIN_OK, "de", Bytes.EMPTY, () -> over("done"));
            assertEquals(List.of("done"), run(message, noCard(), nobody(), unreachable()));
        }
    }

    @Nested
    final class Issuer {
        private final AuthorisationResponse response =
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030"));

        private AuthoriseOnline authorise() {
            return new AuthoriseOnline(
                    new AuthorisationRequest(REQUEST, PAN, Optional.empty(), false, ChipData.EMPTY),
                    REVERSAL,
                    answer -> {
                        assertSame(response, answer);
                        return over("answered");
                    },
                    () -> over("not sent"),
                    () -> over("no answer"));
        }

        private List<String> authoriseWith(Acquirer.Answer answer) {
            return run(authorise(), noCard(), nobody(), new LoggingAcquirer(answer));
        }

        @Test
        void reversalIsStoredBeforeTheRequestIsSent() {
            assertEquals(List.of("stored", "sent", "answered"), authoriseWith(new Acquirer.Answer.Answered(response)));
        }

        @Test
        void notSent_isKnownToTheKernel() {
            assertEquals(List.of("stored", "sent", "not sent"), authoriseWith(new Acquirer.Answer.NotSent()));
        }

        @Test
        void noAnswer_isKnownToTheKernel() {
            assertEquals(List.of("stored", "sent", "no answer"), authoriseWith(new Acquirer.Answer.NoAnswer()));
        }

        @Test
        void reversalThatCannotBeStored_keepsTheRequestFromBeingSent() {
            Acquirer full = new LoggingAcquirer(new Acquirer.Answer.NoAnswer()) {
                @Override
                public void storeReversal(Reversal reversal) {
                    throw new IllegalStateException("no room");
                }
            };
            assertThrows(
                    IllegalStateException.class, () -> BlockingTerminal.run(authorise(), noCard(), nobody(), full));
            assertEquals(List.of(), log);
        }
    }

    @Nested
    final class Memory {
        private final Optional<PanSequenceNumber> sequenceNumber = Optional.of(PanSequenceNumber.of(1));

        private LookUpEarlierSales sales() {
            return new LookUpEarlierSales(PAN, sequenceNumber, amount -> over("sold for " + amount));
        }

        private LookUpExceptionFile file() {
            return new LookUpExceptionFile(PAN, sequenceNumber, answer -> over(answer.name()));
        }

        @Test
        void isAskedForTheCard() {
            Acquirer acquirer = new LoggingAcquirer(new Acquirer.Answer.NotSent()) {
                @Override
                public long latestSaleMinor(Pan pan, Optional<PanSequenceNumber> number) {
                    assertSame(PAN, pan);
                    assertSame(sequenceNumber, number);
                    return 700;
                }

                @Override
                public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> number) {
                    assertSame(PAN, pan);
                    assertSame(sequenceNumber, number);
                    return LookUpExceptionFile.Answer.LISTED;
                }
            };
            assertEquals(List.of("sold for 700"), run(sales(), noCard(), nobody(), acquirer));
            assertEquals(List.of("sold for 700", "LISTED"), run(file(), noCard(), nobody(), acquirer));
        }

        @Test
        void withoutAMemory_nothingIsKnown() {
            assertEquals(List.of("sold for 0"), run(sales(), noCard(), nobody(), unreachable()));
            assertEquals(List.of("sold for 0", "UNAVAILABLE"), run(file(), noCard(), nobody(), unreachable()));
        }
    }

    private static Acquirer unreachable() {
        return new Acquirer() {
            @Override
            public void storeReversal(Reversal reversal) {
                throw new AssertionError("nothing is to be sent");
            }

            @Override
            public Answer authorise(AuthorisationRequest request) {
                throw new AssertionError("nothing is to be sent");
            }
        };
    }
}

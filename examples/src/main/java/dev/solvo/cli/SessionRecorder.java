package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes all that goes into a kernel during one transaction. */
final class SessionRecorder implements CardTransport.Observer {
    private final boolean live;
    private final ObjectNode terminal;
    private final Optional<ObjectNode> reader;
    private final Clock clock;
    private final RecordingRandom random;
    private final List<SessionEvent> events = new ArrayList<>();

    /**
     * A recorder of one transaction.
     *
     * @param live whether the card is a real one
     * @param terminal the terminal's configuration, keys included
     * @param reader the contactless reader's combinations; nothing for the contact chip
     * @param now the time that the kernel is to see
     * @param random what the kernel draws from; nothing else may draw from it
     */
    SessionRecorder(boolean live, ObjectNode terminal, Optional<ObjectNode> reader, Clock now, SecureRandom random) {
        this.live = live;
        this.terminal = terminal;
        this.reader = reader;
        this.clock = Clock.fixed(now.instant(), now.getZone());
        this.random = new RecordingRandom(random);
    }

    /** The clock for the kernel. */
    Clock clock() {
        return clock;
    }

    /** The randomness for the kernel. */
    SecureRandom random() {
        return random;
    }

    @Override
    public void exchanged(CommandApdu command, CardTransport.Exchange exchange) {
        events.add(new SessionEvent.Answered(
                SessionEvent.withoutSecret(command), exchange.response(), exchange.elapsedNanos(), true));
    }

    @Override
    public void failed(CommandApdu command, CardTransportException.Kind kind) {
        events.add(new SessionEvent.NotAnswered(SessionEvent.withoutSecret(command), kind));
    }

    /** The same cardholder with his answers noted, but never a PIN or anything biometric. */
    Cardholder listening(Cardholder cardholder) {
        return new Cardholder() {
            @Override
            public Optional<ChooseApplication.Candidate> chooseApplication(
                    List<ChooseApplication.Candidate> candidates, boolean afterFailure, String language) {
                Optional<ChooseApplication.Candidate> choice =
                        cardholder.chooseApplication(candidates, afterFailure, language);
                events.add(
                        new SessionEvent.Chosen(choice.map(candidates::indexOf).orElse(SessionEvent.Chosen.NOTHING)));
                return choice;
            }

            @Override
            public KernelStep enterPin(EnterPin step) {
                return cardholder.enterPin(new EnterPin(
                        step.method(),
                        step.triesLeft(),
                        step.prompt() == StandardMessage.INCORRECT_PIN,
                        step.bypassAllowed(),
                        step.encipherment(),
                        step.language(),
                        answer -> noted(step, answer)));
            }

            @Override
            public KernelStep verifyBiometric(VerifyBiometric step) {
                return cardholder.verifyBiometric(new VerifyBiometric(
                        step.method(),
                        step.chipData(),
                        step.language(),
                        step.cardAnswer(),
                        step.commandsLeft(),
                        command -> {
                            events.add(new SessionEvent.BiometricAnswer.Sent(SessionEvent.withoutSecret(command)));
                            return step.send(command);
                        },
                        answer -> {
                            events.add(new SessionEvent.BiometricAnswer.Given(answer));
                            return SessionReplay.give(step, answer);
                        }));
            }

            @Override
            public KernelStep referToIssuer(ReferToIssuer step) {
                return cardholder.referToIssuer(new ReferToIssuer(
                        step.pan(),
                        step.authorisationResponseCode(),
                        step.language(),
                        () -> {
                            events.add(new SessionEvent.Referred(true));
                            return step.approved();
                        },
                        () -> {
                            events.add(new SessionEvent.Referred(false));
                            return step.declined();
                        }));
            }

            @Override
            public void show(StandardMessage message, String language, Bytes data) {
                cardholder.show(message, language, data);
            }

            @Override
            public void show(UserInterfaceRequest request) {
                cardholder.show(request);
            }
        };
    }

    /** The same reader with what the card answers noted, and what came of waiting for it. */
    ContactlessReader listening(ContactlessReader field) {
        return new ObservedReader(field, this, answer -> events.add(new SessionEvent.Waited(answer)));
    }

    private KernelStep noted(EnterPin step, EnterPin.Answer answer) {
        events.add(withoutPin(answer));
        if (answer instanceof EnterPin.Answer.Captured) {
            return step.captured();
        }
        if (answer instanceof EnterPin.Answer.VerifyData body) {
            return step.verifyData(body.data());
        }
        if (answer instanceof EnterPin.Answer.Verified verified) {
            return step.verified(verified.statusWord());
        }
        if (answer instanceof EnterPin.Answer.CardFailed failed) {
            return step.cardFailed(failed.kind());
        }
        if (answer instanceof EnterPin.Answer.Bypassed) {
            return step.bypassed();
        }
        if (answer instanceof EnterPin.Answer.Cancelled) {
            return step.cancelled();
        }
        return answer instanceof EnterPin.Answer.TimedOut ? step.timedOut() : step.pinPadFailed();
    }

    private static SessionEvent withoutPin(EnterPin.Answer answer) {
        if (answer instanceof EnterPin.Answer.VerifyData body) {
            return new SessionEvent.PinAnswer.VerifyData(body.data().length());
        }
        if (answer instanceof EnterPin.Answer.Verified verified) {
            return new SessionEvent.PinAnswer.Verified(verified.statusWord());
        }
        if (answer instanceof EnterPin.Answer.CardFailed failed) {
            return new SessionEvent.PinAnswer.CardFailed(failed.kind());
        }
        if (answer instanceof EnterPin.Answer.Captured) {
            return SessionEvent.PinAnswer.Plain.CAPTURED;
        }
        if (answer instanceof EnterPin.Answer.Bypassed) {
            return SessionEvent.PinAnswer.Plain.BYPASSED;
        }
        if (answer instanceof EnterPin.Answer.Cancelled) {
            return SessionEvent.PinAnswer.Plain.CANCELLED;
        }
        if (answer instanceof EnterPin.Answer.TimedOut) {
            return SessionEvent.PinAnswer.Plain.TIMED_OUT;
        }
        if (answer instanceof EnterPin.Answer.PinPadFailed) {
            return SessionEvent.PinAnswer.Plain.PIN_PAD_FAILED;
        }
        throw new IllegalStateException("a PIN pad that gives digits to the kernel cannot be recorded");
    }

    /** The same acquirer with his answers noted. */
    Acquirer listening(Acquirer acquirer) {
        return new Acquirer() {
            @Override
            public void storeReversal(Reversal reversal) {
                acquirer.storeReversal(reversal);
            }

            @Override
            public Answer authorise(AuthorisationRequest request) {
                Answer answer = acquirer.authorise(request);
                events.add(new SessionEvent.Authorised(answer));
                return answer;
            }

            @Override
            public long latestSaleMinor(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
                long amount = acquirer.latestSaleMinor(pan, sequenceNumber);
                events.add(new SessionEvent.EarlierSales(amount));
                return amount;
            }

            @Override
            public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
                LookUpExceptionFile.Answer answer = acquirer.lookUpExceptionFile(pan, sequenceNumber);
                events.add(new SessionEvent.ExceptionFile(answer));
                return answer;
            }

            @Override
            public Optional<TornTransactionRecord> takeTornTransaction(
                    Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
                Optional<TornTransactionRecord> found = acquirer.takeTornTransaction(pan, sequenceNumber);
                events.add(new SessionEvent.TornTransaction(found.map(TornTransactionRecord::content)));
                return found;
            }

            @Override
            public void storeTornTransaction(TornTransactionRecord content) {
                acquirer.storeTornTransaction(content);
            }

            @Override
            public Map<Tag, Bytes> supplyData(List<Tag> needed) {
                Map<Tag, Bytes> data = acquirer.supplyData(needed);
                events.add(new SessionEvent.Supplied(data));
                return data;
            }
        };
    }

    /** The finished session. */
    Session session(TransactionRequest request, Outcome outcome) {
        Instant instant = clock.instant();
        ZoneId zone = clock.getZone();
        return new Session(
                live, terminal, reader, instant, zone, request, random.draws(), events, Session.outcome(outcome));
    }
}

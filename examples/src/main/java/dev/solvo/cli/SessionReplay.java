package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.FieldOff;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.LookUpTornTransaction;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.StoreTornTransaction;
import dev.solvo.emv.SupplyData;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.terminal.WatchedKernel;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.transcript.KernelReport;
import dev.solvo.transcript.PaymentLog;
import dev.solvo.transcript.PaymentReport;
import dev.solvo.transcript.TapReport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a kernel once more what it was given in a recorded session, and watches that it does the same. */
final class SessionReplay {
    /**
     * How a replay ended.
     *
     * @param commands commands that were the recorded ones
     * @param difference the first difference, if there is one
     * @param report what {@code solvo pay --json} or {@code solvo tap --json} printed, made anew; nothing where the replay parted
     */
    record Result(int commands, Optional<Difference> difference, Optional<ObjectNode> report) {}

    /**
     * Where a replay parted.
     *
     * @param command number of the command at which it parted, from 1; after the last command one more than there are
     * @param expected what was recorded, masked
     * @param found what happened now, masked
     */
    record Difference(int command, String expected, String found) {}

    private static final TagDictionary DICTIONARY = TagDictionary.load();

    private final Session session;
    private final MaskedSession mask;
    private final Iterator<SessionEvent> events;
    private final ReplayRandom random;
    private final PaymentLog log = new PaymentLog(event -> {});
    private final List<KernelIdentifier> activated = new ArrayList<>();
    private int sent;

    SessionReplay(Session session, MaskedSession mask) {
        this.session = session;
        this.mask = mask;
        this.events = session.events().iterator();
        this.random = new ReplayRandom(session.random());
    }

    Result run() throws BadInputException {
        TerminalConfig terminal = TerminalJson.parse(session.terminal());
        KernelBeginning kernel = kernel(terminal);
        try {
            KernelStep step = kernel.begin(session.request());
            while (!(step instanceof Completed)) {
                step = answer(step);
            }
            Outcome outcome = ((Completed) step).outcome();
            compareEnd(outcome);
            return new Result(sent, Optional.empty(), Optional.of(report(outcome, terminal)));
        } catch (PartedException parted) {
            return new Result(
                    Math.max(0, sent - 1),
                    Optional.of(new Difference(Math.max(1, sent), parted.expected(), parted.found())),
                    Optional.empty());
        }
    }

    private ObjectNode report(Outcome outcome, TerminalConfig terminal) {
        if (session.reader().isEmpty()) {
            return new PaymentReport(outcome, KernelReport.of(terminal).toJson(), log.events(), DICTIONARY, false)
                    .toJson();
        }
        Optional<KernelIdentifier> last =
                activated.isEmpty() ? Optional.empty() : Optional.of(activated.get(activated.size() - 1));
        return new TapReport(outcome, last, log.events(), false).toJson(DICTIONARY);
    }

    /** A kernel that is ready for a transaction. */
    @FunctionalInterface
    private interface KernelBeginning {
        KernelStep begin(TransactionRequest request);
    }

    private KernelBeginning kernel(TerminalConfig terminal) throws BadInputException {
        Clock clock = Clock.fixed(session.instant(), session.zone());
        if (session.reader().isEmpty()) {
            return new ContactKernel(terminal, clock, random).observedBy(log)::begin;
        }
        List<ContactlessKernel> kernels = new ArrayList<>();
        TapReader.kernels().forEach(kernel -> kernels.add(new WatchedKernel(kernel, activated::add)));
        try {
            ContactlessConfig reader = ReaderJson.parse(session.reader().get(), terminal);
            return new EntryPoint(reader, kernels, clock, random).observedBy(log)::begin;
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("the recorded reader's configuration is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private KernelStep answer(KernelStep step) {
        if (step instanceof TransmitApdu transmit) {
            return transmit(transmit);
        }
        if (step instanceof ShowMessage message) {
            return message.done();
        }
        if (step instanceof ShowUserInterface shown) {
            log.displayed(shown.request());
            return shown.done();
        }
        if (step instanceof FieldOff fieldOff) {
            return fieldOff.done();
        }
        if (step instanceof PresentCard present) {
            PresentCard.Answer answer =
                    next(SessionEvent.Waited.class, "a wait for a card").answer();
            log.waited(answer);
            return present.resume(answer);
        }
        if (step instanceof LookUpTornTransaction torn) {
            return torn.resume(next(SessionEvent.TornTransaction.class, "a look-up of a torn transaction")
                    .content()
                    .map(content -> new TornTransactionRecord(torn.pan(), torn.sequenceNumber(), content)));
        }
        if (step instanceof StoreTornTransaction torn) {
            return torn.done();
        }
        if (step instanceof SupplyData supply) {
            Map<Tag, Bytes> data =
                    next(SessionEvent.Supplied.class, "a request for data").data();
            if (!supply.needed().containsAll(data.keySet())) {
                throw new PartedException("data for " + data.keySet(), "a request for " + supply.needed());
            }
            return supply.resume(data);
        }
        if (step instanceof ChooseApplication choose) {
            int index =
                    next(SessionEvent.Chosen.class, "a choice of application").index();
            if (index >= choose.candidates().size() || index < SessionEvent.Chosen.NOTHING) {
                throw new PartedException(
                        "candidate " + index, choose.candidates().size() + " candidates");
            }
            return index == SessionEvent.Chosen.NOTHING ? choose.cancelled() : choose.resume(index);
        }
        if (step instanceof EnterPin enter) {
            return pin(enter, next(SessionEvent.PinAnswer.class, "a PIN entry"));
        }
        if (step instanceof VerifyBiometric biometric) {
            return biometric(biometric, next(SessionEvent.BiometricAnswer.class, "a biometric verification"));
        }
        if (step instanceof ReferToIssuer refer) {
            return next(SessionEvent.Referred.class, "a call to the issuer").approved()
                    ? refer.approved()
                    : refer.declined();
        }
        if (step instanceof LookUpEarlierSales sales) {
            return sales.resume(next(SessionEvent.EarlierSales.class, "a look-up of earlier sales")
                    .amountMinor());
        }
        if (step instanceof LookUpExceptionFile file) {
            return file.resume(next(SessionEvent.ExceptionFile.class, "a look-up in the exception file")
                    .answer());
        }
        if (step instanceof AuthoriseOnline online) {
            Acquirer.Answer answer =
                    next(SessionEvent.Authorised.class, "a request to the host").answer();
            log.askedIssuer(answer);
            if (answer instanceof Acquirer.Answer.Answered answered) {
                return online.resume(answered.response());
            }
            return answer instanceof Acquirer.Answer.NotSent ? online.notSent() : online.noAnswer();
        }
        throw new AssertionError(step);
    }

    private KernelStep transmit(TransmitApdu step) {
        sent++;
        Bytes command = SessionEvent.withoutSecret(step.command());
        SessionEvent.Exchange recorded = next(SessionEvent.Exchange.class, mask.command(command));
        if (!recorded.command().equals(command)) {
            throw new PartedException(mask.command(recorded.command()), mask.command(command));
        }
        if (recorded instanceof SessionEvent.NotAnswered lost) {
            log.failed(step.command(), lost.kind());
            return step.failed(lost.kind());
        }
        SessionEvent.Answered answered = (SessionEvent.Answered) recorded;
        if (!answered.intact()) {
            throw new PartedException(
                    "the answer as it was recorded",
                    "an answer that was changed in the file: " + mask.response(answered.response()));
        }
        CardTransport.Exchange exchange = new CardTransport.Exchange(answered.response(), answered.elapsedNanos());
        log.exchanged(step.command(), exchange);
        return step.resume(exchange);
    }

    private static KernelStep pin(EnterPin step, SessionEvent.PinAnswer answer) {
        try {
            if (answer instanceof SessionEvent.PinAnswer.VerifyData body) {
                return step.verifyData(Bytes.repeat(0, body.length()));
            }
            if (answer instanceof SessionEvent.PinAnswer.Verified verified) {
                return step.verified(verified.statusWord());
            }
            if (answer instanceof SessionEvent.PinAnswer.CardFailed failed) {
                return step.cardFailed(failed.kind());
            }
            return switch ((SessionEvent.PinAnswer.Plain) answer) {
                case CAPTURED -> step.captured();
                case BYPASSED -> step.bypassed();
                case CANCELLED -> step.cancelled();
                case TIMED_OUT -> step.timedOut();
                case PIN_PAD_FAILED -> step.pinPadFailed();
            };
        } catch (IllegalStateException illegal) {
            throw new PartedException("a PIN entry answered " + answer, "one by " + step.method());
        }
    }

    private static KernelStep biometric(VerifyBiometric step, SessionEvent.BiometricAnswer answer) {
        try {
            return answer instanceof SessionEvent.BiometricAnswer.Sent sent
                    ? step.send(CommandApdu.parse(sent.command()))
                    : give(step, ((SessionEvent.BiometricAnswer.Given) answer).answer());
        } catch (IllegalStateException | IllegalArgumentException illegal) {
            throw new PartedException("a biometric verification answered " + kind(answer), "one by " + step.method());
        }
    }

    /** Never the command itself. */
    private static String kind(SessionEvent.BiometricAnswer answer) {
        return answer instanceof SessionEvent.BiometricAnswer.Given given
                ? given.answer().name()
                : "by a command";
    }

    /** Gives a biometric step an answer. */
    static KernelStep give(VerifyBiometric step, VerifyBiometric.Answer answer) {
        return switch (answer) {
            case CAPTURED -> step.captured();
            case VERIFIED -> step.verified();
            case NOT_VERIFIED -> step.notVerified();
            case TRY_LIMIT_EXCEEDED -> step.tryLimitExceeded();
            case TYPE_NOT_SUPPORTED -> step.typeNotSupported();
            case TEMPLATE_FORMAT_NOT_SUPPORTED -> step.templateFormatNotSupported();
            case DEVICE_FAILED -> step.deviceFailed();
            case BYPASSED -> step.bypassed();
            case CANCELLED -> step.cancelled();
            case TIMED_OUT -> step.timedOut();
        };
    }

    /** The next recorded answer, which must be of this kind. */
    private <T extends SessionEvent> T next(Class<T> kind, String found) {
        if (!events.hasNext()) {
            throw new PartedException("the end of the transaction", found);
        }
        SessionEvent event = events.next();
        if (!kind.isInstance(event)) {
            throw new PartedException(mask.describe(event), found);
        }
        return kind.cast(event);
    }

    private void compareEnd(Outcome outcome) {
        if (events.hasNext()) {
            sent++;
            throw new PartedException(mask.describe(events.next()), "the end of the transaction");
        }
        if (random.left() > 0) {
            throw new PartedException("another draw of random bytes", "the end of the transaction");
        }
        ObjectNode found = Session.outcome(outcome);
        for (Map.Entry<String, JsonNode> one : found.properties()) {
            String expected = session.outcome().path(one.getKey()).asText();
            if (!expected.equals(one.getValue().asText())) {
                throw new PartedException(
                        one.getKey() + " " + masked(one.getKey(), expected),
                        one.getKey() + " " + masked(one.getKey(), one.getValue().asText()));
            }
        }
    }

    private String masked(String key, String value) {
        if (!key.equals(Session.DATA_RECORD) && !key.equals(Session.DISCRETIONARY_DATA)) {
            return value;
        }
        try {
            return mask.value(Bytes.fromHex(value));
        } catch (IllegalArgumentException changed) {
            return "(not hexadecimal)";
        }
    }
}

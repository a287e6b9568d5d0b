package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.conformance.CaseException;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ContactlessConfigJson;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.contactless.kernel2.Kernel2;
import dev.solvo.emv.contactless.kernel3.Kernel3;
import dev.solvo.emv.contactless.kernel7.Kernel7;
import dev.solvo.emv.contactless.kernel8.Kernel8;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.emv.kernel.KernelIdentification;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.terminal.WatchedKernel;
import dev.solvo.transcript.KernelReport;
import dev.solvo.transcript.PaymentReport;
import dev.solvo.transcript.TapReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernels of this library. */
public final class OwnKernel implements KernelUnderTest {
    private final KernelIdentification identification;
    private final TransactionRecording recording;
    private final TagDictionary dictionary = TagDictionary.load();

    /**
     * The kernels.
     *
     * @param statement the conformance statement that goes into the checksum
     * @param recording makes sessions of transactions
     */
    public OwnKernel(ConformanceStatement statement, TransactionRecording recording) {
        this.recording = recording;
        this.identification = KernelIdentification.of(statement);
    }

    @Override
    public String name() {
        return identification.name() + " " + identification.version();
    }

    @Override
    public String checksum() {
        return identification.checksum().toHex();
    }

    @Override
    public boolean explains() {
        return true;
    }

    @Override
    public KernelAnswer run(PreparedTransaction transaction) throws CaseException {
        TerminalConfig terminal = terminal(transaction);
        return transaction.combinations().isPresent()
                ? contactless(transaction, terminal, transaction.combinations().get())
                : contact(transaction, terminal);
    }

    private KernelAnswer contact(PreparedTransaction transaction, TerminalConfig terminal) {
        Recording session = Recording.of(transaction, recording);
        ContactKernel kernel =
                new ContactKernel(terminal, clock(transaction), session.random()).observedBy(transaction.log());
        Outcome outcome = session.outcome(kernel.begin(transaction.request()));
        ObjectNode report = new PaymentReport(
                        outcome,
                        KernelReport.of(terminal).toJson(),
                        transaction.log().events(),
                        dictionary,
                        false)
                .toJson();
        return new KernelAnswer(report, session.json(outcome));
    }

    private KernelAnswer contactless(PreparedTransaction transaction, TerminalConfig terminal, ObjectNode combinations)
            throws CaseException {
        List<KernelIdentifier> activated = new ArrayList<>();
        List<ContactlessKernel> kernels = new ArrayList<>();
        for (ContactlessKernel kernel : List.of(new Kernel2(), new Kernel3(), new Kernel7(), new Kernel8())) {
            kernels.add(new WatchedKernel(kernel, activated::add));
        }
        Recording session = Recording.of(transaction, recording);
        EntryPoint entryPoint;
        try {
            entryPoint = new EntryPoint(
                            ContactlessConfigJson.parse(combinations.toString(), terminal),
                            kernels,
                            clock(transaction),
                            session.random())
                    .observedBy(transaction.log());
        } catch (EmvDataException | IllegalArgumentException wrong) {
            throw new CaseException("the reader's combinations: " + wrong.getMessage(), wrong);
        }
        Outcome outcome = session.outcome(entryPoint.begin(transaction.request()));
        Optional<KernelIdentifier> last =
                activated.isEmpty() ? Optional.empty() : Optional.of(activated.get(activated.size() - 1));
        return new KernelAnswer(
                new TapReport(outcome, last, transaction.log().events(), false).toJson(dictionary),
                session.json(outcome));
    }

    /** A transaction's surroundings, listened to where a session is wanted. */
    private record Recording(
            PreparedTransaction transaction, SecureRandom random, Optional<TransactionRecording.Recorder> recorder) {
        static Recording of(PreparedTransaction transaction, TransactionRecording recording) {
            SecureRandom random = SeededRandom.of(transaction.seed());
            Optional<TransactionRecording.Recorder> recorder =
                    transaction.sessionWanted() ? recording.begin(transaction, random) : Optional.empty();
            return new Recording(
                    transaction,
                    recorder.map(TransactionRecording.Recorder::random).orElse(random),
                    recorder);
        }

        Outcome outcome(KernelStep first) {
            return recorder.isEmpty()
                    ? BlockingTerminal.run(first, transaction.card(), transaction.cardholder(), transaction.acquirer())
                    : BlockingTerminal.run(
                            first,
                            recorder.get().listening(transaction.card()),
                            recorder.get().listening(transaction.cardholder()),
                            recorder.get().listening(transaction.acquirer()));
        }

        Optional<String> json(Outcome outcome) {
            return recorder.map(one -> one.sessionJson(outcome));
        }
    }

    private static TerminalConfig terminal(PreparedTransaction transaction) throws CaseException {
        try {
            return TerminalConfigJson.parse(transaction.terminal().toString());
        } catch (EmvDataException wrong) {
            throw new CaseException("the terminal's configuration: " + wrong.getMessage(), wrong);
        }
    }

    private static Clock clock(PreparedTransaction transaction) {
        return Clock.fixed(transaction.instant(), transaction.zone());
    }
}

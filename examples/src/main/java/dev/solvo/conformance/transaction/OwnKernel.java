package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.conformance.CaseException;
import dev.solvo.emv.BlockingTerminal;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernels of this library. */
public final class OwnKernel implements KernelUnderTest {
    private final ConformanceStatement statement;
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
        this.statement = statement;
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
        Optional<TransactionRecording.Recorder> recorder = transaction.sessionWanted()
                ? recording.contact(transaction, terminal, SeededRandom.of(transaction.seed()))
                : Optional.empty();
        ContactKernel kernel = new ContactKernel(
                        terminal,
                        clock(transaction),
                        recorder.map(TransactionRecording.Recorder::random)
                                .orElseGet(() -> SeededRandom.of(transaction.seed())))
                .observedBy(transaction.log());
        Outcome outcome = BlockingTerminal.run(
                kernel.begin(transaction.request()),
                recorder.map(one -> one.listening(transaction.card())).orElse(transaction.card()),
                recorder.map(one -> one.listening(transaction.cardholder())).orElse(transaction.cardholder()),
                recorder.map(one -> one.listening(transaction.acquirer())).orElse(transaction.acquirer()));
        ObjectNode report = new PaymentReport(
                        outcome,
                        KernelReport.of(identification, statement, terminal).toJson(),
                        transaction.log().events(),
                        dictionary,
                        false)
                .toJson();
        return new KernelAnswer(report, recorder.map(one -> one.sessionJson(outcome)));
    }

    private KernelAnswer contactless(PreparedTransaction transaction, TerminalConfig terminal, ObjectNode combinations)
            throws CaseException {
        List<KernelIdentifier> activated = new ArrayList<>();
        List<ContactlessKernel> kernels = new ArrayList<>();
        for (ContactlessKernel kernel : List.of(new Kernel2(), new Kernel3(), new Kernel7(), new Kernel8())) {
            kernels.add(new WatchedKernel(kernel, activated::add));
        }
        EntryPoint entryPoint;
        try {
            entryPoint = new EntryPoint(
                            ContactlessConfigJson.parse(combinations.toString(), terminal),
                            kernels,
                            clock(transaction),
                            SeededRandom.of(transaction.seed()))
                    .observedBy(transaction.log());
        } catch (EmvDataException wrong) {
            throw new CaseException("the reader's combinations: " + wrong.getMessage(), wrong);
        }
        Outcome outcome = BlockingTerminal.run(
                entryPoint.begin(transaction.request()),
                transaction.card(),
                transaction.cardholder(),
                transaction.acquirer());
        Optional<KernelIdentifier> last =
                activated.isEmpty() ? Optional.empty() : Optional.of(activated.get(activated.size() - 1));
        return new KernelAnswer(
                new TapReport(outcome, last, transaction.log().events(), false).toJson(dictionary), Optional.empty());
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

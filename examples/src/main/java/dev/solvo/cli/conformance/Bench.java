package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.file.CaseFiles;
import dev.solvo.conformance.file.CaseKind;
import dev.solvo.conformance.file.CaseReader;
import dev.solvo.conformance.file.CaseSource;
import dev.solvo.conformance.prepaid.PrepaidKind;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.StatementOptions;
import dev.solvo.conformance.transaction.TransactionKind;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.conformance.wallet.WalletKind;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.data.EmvDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What cases are run against.
 *
 * @param kernel the terminal's side
 * @param cards the cards' side
 * @param statement what the terminal's side declares
 */
record Bench(KernelUnderTest kernel, CardUnderTest cards, ConformanceStatement statement) {
    /** Our kernels and the simulator's cards. */
    static Bench own(TransactionRecording recording) {
        ConformanceStatement statement = shippedStatement();
        return new Bench(new OwnKernel(statement, recording), new SimulatedCards(), statement);
    }

    /** What the options name, or our kernels and the simulator's cards. */
    static Bench of(SubjectOptions options, TransactionRecording recording)
            throws BadInputException, InterruptedException {
        ConformanceStatement statement = shippedStatement();
        return new Bench(options.kernel(() -> new OwnKernel(statement, recording)), options.cards(), statement);
    }

    static ConformanceStatement shippedStatement() {
        try {
            return ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        } catch (EmvDataException broken) {
            throw new IllegalStateException("the shipped conformance statement", broken);
        }
    }

    String subject() {
        return (kernel instanceof OwnKernel ? "own kernel" : "remote kernel") + ", " + cards.name();
    }

    private List<CaseKind> kinds() {
        return List.of(
                TransactionKind.contact(kernel, cards),
                TransactionKind.contactless(kernel, cards),
                new PrepaidKind(),
                new WalletKind());
    }

    CaseCollection cases(List<CaseSource> sources) {
        return new CaseReader(kinds(), StatementOptions.names()).read(sources);
    }

    /** The case files of files and folders; those that come with the library where there are none. */
    static List<CaseSource> sources(List<Path> places) throws BadInputException {
        if (places.isEmpty()) {
            return CaseFiles.shipped();
        }
        List<CaseSource> sources = new ArrayList<>();
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw new BadInputException("there is no file or folder " + place);
            }
            try {
                List<CaseSource> files = CaseFiles.at(place);
                if (files.isEmpty()) {
                    throw new BadInputException("there is no case file in " + place);
                }
                sources.addAll(files);
            } catch (IOException unreadable) {
                throw new BadInputException("cannot read " + place, unreadable);
            }
        }
        return sources;
    }
}

package dev.solvo.prepaid.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says whether a store has all that {@link LedgerCrashChild} was told:
 *
 * <pre>LedgerCrashCheck ENGINE LOCATION FILE [RUN THREADS]</pre>
 *
 * <p>FILE has what the children printed, RUN is the last of them: with it, what its threads were waiting for is asked again. Prints
 * a line per finding and the numbers at the end; the exit code is 1 if there is a finding. A last line without its end is passed over.
 */
final class LedgerCrashCheck {
    private LedgerCrashCheck() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        String printed = Files.readString(Path.of(arguments[2]), StandardCharsets.US_ASCII);
        List<String> lines =
                printed.substring(0, printed.lastIndexOf('\n') + 1).lines().toList();
        List<String> findings = new ArrayList<>();
        LedgerAudit audit;
        try (Ledger ledger = LedgerCrashWork.open(arguments[0], arguments[1])) {
            findings.addAll(LedgerCrashWork.check(ledger, lines));
            if (arguments.length > 4) {
                findings.addAll(LedgerCrashWork.askAgain(ledger, arguments[3], Integer.parseInt(arguments[4]), lines));
                findings.addAll(LedgerCrashWork.check(ledger, List.of()));
            }
            audit = ledger.audit();
        }
        findings.forEach(out::println);
        long acknowledged = lines.stream().filter(line -> line.startsWith("A ")).count();
        out.println("acknowledged " + acknowledged + ", stored " + audit.entries() + ", lost "
                + findings.stream().filter(text -> text.startsWith("lost")).count() + ", doubled "
                + findings.stream().filter(text -> text.startsWith("doubled")).count() + ", findings "
                + findings.size());
        if (!findings.isEmpty()) {
            System.exit(1);
        }
    }
}

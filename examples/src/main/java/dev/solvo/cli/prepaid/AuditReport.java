package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerCopy;
import dev.solvo.prepaid.ledger.LedgerSeal;
import java.util.ArrayList;
import java.util.List;

/** What a check of the books found, in words and as JSON. */
final class AuditReport {
    private AuditReport() {}

    static List<String> text(LedgerAudit audit) {
        List<String> lines = new ArrayList<>();
        lines.add((audit.isSound() ? "SOUND      " : "NOT SOUND  ") + audit.entries() + " entries, " + audit.accounts()
                + " accounts");
        lines.add(text(audit.seal())
                + (audit.unsealed() == 0 ? "" : "; " + audit.unsealed() + " entries are not sealed yet"));
        for (LedgerAudit.Finding finding : audit.findings()) {
            lines.add("finding    " + finding.fault() + " at " + finding.where() + ": " + finding.text());
        }
        if (audit.findings().size() == LedgerAudit.MOST_FINDINGS) {
            lines.add("           there may be more");
        }
        return lines;
    }

    static String text(LedgerSeal seal) {
        return "sealed     " + seal.entries() + " entries up to number " + seal.lastNumber() + ", hash "
                + seal.hash().toHex();
    }

    static ObjectNode put(ObjectNode report, LedgerAudit audit) {
        report.put("outcome", audit.isSound() ? "SOUND" : "NOT_SOUND");
        report.put("entries", audit.entries());
        report.put("accounts", audit.accounts());
        put(report.putObject("sealed"), audit.seal());
        report.put("unsealed", audit.unsealed());
        report.putArray("findings");
        for (LedgerAudit.Finding finding : audit.findings()) {
            report.withArray("findings")
                    .addObject()
                    .put("fault", finding.fault().name())
                    .put("where", finding.where())
                    .put("text", finding.text());
        }
        return report;
    }

    static List<String> text(LedgerCopy.Report report) {
        return List.of(
                "copied     " + report.entries() + " entries, " + report.accounts() + " accounts", text(report.seal()));
    }

    static ObjectNode put(ObjectNode json, LedgerCopy.Report report) {
        json.put("outcome", "DONE");
        json.put("entries", report.entries());
        json.put("accounts", report.accounts());
        put(json.putObject("sealed"), report.seal());
        return json;
    }

    static void put(ObjectNode report, LedgerSeal seal) {
        report.put("entries", seal.entries());
        report.put("lastNumber", seal.lastNumber());
        report.put("hash", seal.hash().toHex());
    }
}

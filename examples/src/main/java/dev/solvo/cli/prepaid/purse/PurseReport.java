package dev.solvo.cli.prepaid.purse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.purse.HostNotice;
import dev.solvo.prepaid.purse.LoadFacts;
import dev.solvo.prepaid.purse.LoadRecord;
import dev.solvo.prepaid.purse.NotDone;
import dev.solvo.prepaid.purse.PinOutcome;
import dev.solvo.prepaid.purse.PurchaseFacts;
import dev.solvo.prepaid.purse.PurchaseRecord;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.UnknownTransaction;
import dev.solvo.prepaid.purse.UploadVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;

/** How a command about a purse ended, for people and for programs. The card's number is masked. */
final class PurseReport {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final List<String> lines = new ArrayList<>();
    private final int exitCode;

    private PurseReport(String outcome, int exitCode, String line) {
        json.put("outcome", outcome);
        lines.add(line);
        this.exitCode = exitCode;
    }

    static PurseReport done(String outcome, String line) {
        return new PurseReport(outcome, ExitCode.OK, line);
    }

    /** Declined where the card, the module or the issuer said no; ended where nobody said anything. */
    static PurseReport of(NotDone outcome) {
        int exitCode = switch (outcome.reason()) {
            case CARD_LOST, MALFORMED_ANSWER, NO_APPLICATION, PSAM_UNAVAILABLE, HOST_UNAVAILABLE, NOT_STORED, REFUSED ->
                ExitCode.TERMINATED;
            default -> ExitCode.DECLINED;
        };
        PurseReport report = new PurseReport(
                "NOT_DONE", exitCode, "not done: " + words(outcome.reason().name()));
        report.json.put("reason", outcome.reason().name());
        outcome.statusWord().ifPresent(word -> report.json.put("statusWord", word.toString()));
        return report;
    }

    static PurseReport of(PinOutcome.Wrong outcome) {
        PurseReport report =
                new PurseReport("WRONG_PIN", ExitCode.DECLINED, "wrong PIN, " + outcome.triesLeft() + " tries left");
        report.json.put("triesLeft", outcome.triesLeft());
        return report;
    }

    static PurseReport of(UnknownTransaction outcome) {
        PurseReport report = new PurseReport(
                "UNKNOWN",
                ExitCode.REVERSAL_OWED,
                "unknown: " + words(outcome.cause().name()) + "; run prove with the same card");
        report.json.put("cause", outcome.cause().name());
        return report;
    }

    /** The card has done it, and something is left to do or to clear up. */
    static PurseReport open(String outcome, String line) {
        return new PurseReport(outcome, ExitCode.REVERSAL_OWED, line);
    }

    static PurseReport declined(String outcome, String line) {
        return new PurseReport(outcome, ExitCode.DECLINED, line);
    }

    PurseReport with(PurseCard card) {
        json.put("cardMasked", card.serial().toString());
        return this;
    }

    PurseReport with(PurchaseRecord record) {
        with(record.facts());
        json.put("tac", record.tac().toHex());
        return this;
    }

    PurseReport with(PurchaseFacts facts) {
        json.put("type", facts.type().name());
        put("amount", facts.amount());
        put("oldBalance", facts.oldBalance());
        put("newBalance", facts.newBalance());
        json.put("terminal", facts.terminal().toString());
        json.put("terminalSequence", facts.terminalSequence());
        json.put("offlineSequence", facts.offlineSequence());
        json.put("time", facts.time().dateTime().toString());
        return this;
    }

    PurseReport with(LoadRecord record) {
        with(record.facts());
        json.put("time", record.time().dateTime().toString());
        json.put("tac", record.tac().toHex());
        return this;
    }

    PurseReport with(LoadFacts facts) {
        json.put("type", facts.type().name());
        put("amount", facts.amount());
        put("oldBalance", facts.oldBalance());
        put("newBalance", facts.newBalance());
        json.put("terminal", facts.terminal().toString());
        json.put("onlineSequence", facts.onlineSequence());
        return this;
    }

    PurseReport with(HostNotice notice) {
        json.put("issuer", notice.name());
        return line("the issuer was told: " + words(notice.name()));
    }

    PurseReport with(UploadVerdict verdict) {
        String name = verdict.getClass().getSimpleName();
        json.put("upload", name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        return line("uploaded: " + name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
    }

    PurseReport put(String name, Money amount) {
        json.putObject(name)
                .put("currency", amount.getCurrencyUnit().getCode())
                .put("minorUnits", amount.getAmountMinorLong());
        return this;
    }

    PurseReport put(String name, String value) {
        json.put(name, value);
        return this;
    }

    PurseReport line(String line) {
        lines.add(line);
        return this;
    }

    ObjectNode toJson() {
        return json;
    }

    List<String> lines() {
        return lines;
    }

    int exitCode() {
        return exitCode;
    }

    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

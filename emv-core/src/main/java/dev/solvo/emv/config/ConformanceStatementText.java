package dev.solvo.emv.config;

import dev.solvo.emv.data.BitElement;
import dev.solvo.emv.data.ElementBit;
import java.util.stream.Collectors;

/** A conformance statement for people, as a page in Markdown. */
public final class ConformanceStatementText {
    private ConformanceStatementText() {}

    /**
     * The page.
     *
     * @param statement the statement
     * @return Markdown, each line ended by a line feed
     */
    public static String markdown(ConformanceStatement statement) {
        StringBuilder page = new StringBuilder();
        page.append("# Implementation conformance statement\n\n");
        page.append(
                        "Generated from `conformance-statement.json`; do not edit. The questions are those that this library")
                .append(
                        " knows, put in its own words. They are not EMVCo's form, and no laboratory has examined them.\n\n");
        page.append("Configuration: ").append(statement.configuration()).append(".\n\n");
        page.append("| Item | Reference | Declared |\n|---|---|---|\n");
        row(
                page,
                "Terminal Type, 9F35",
                "EMV 4.4 Book 4, Annex A1",
                statement.terminalType().toBytes().toHex());
        row(page, "Terminal Capabilities, 9F33", "EMV 4.4 Book 4, Annex A2", bits(statement.terminalCapabilities()));
        row(
                page,
                "Additional Terminal Capabilities, 9F40",
                "EMV 4.4 Book 4, Annex A3",
                bits(statement.additionalTerminalCapabilities()));
        row(page, "Languages", "EMV 4.4 Book 4, 11.1", String.join(", ", statement.languages()));
        row(
                page,
                "CDA mode",
                "EMV 4.4 Book 2, Annex D4",
                statement.cdaMode().map(mode -> String.valueOf(mode.number())).orElse("none"));
        row(
                page,
                "Longest issuer scripts of one response, in bytes",
                "EMV 4.4 Book 4, 6.3.9",
                String.valueOf(statement.issuerScriptLimitBytes()));
        row(
                page,
                "Data capture",
                "EMV 4.4 Book 4, 12.1",
                statement.dataCapture().name());
        for (ConformanceOption option : ConformanceOption.values()) {
            row(page, option.question(), option.reference(), statement.supports(option) ? "yes" : "no");
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String item, String reference, String declared) {
        page.append("| ")
                .append(item)
                .append(" | ")
                .append(reference)
                .append(" | ")
                .append(declared)
                .append(" |\n");
    }

    private static <B extends Enum<B> & ElementBit> String bits(BitElement<B, ?> element) {
        return element.toBytes().toHex() + ": "
                + element.bits().stream().map(ElementBit::meaning).collect(Collectors.joining("; "));
    }
}

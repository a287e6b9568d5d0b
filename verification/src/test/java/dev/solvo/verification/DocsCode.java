package dev.solvo.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the Java blocks of Markdown pages with regions of compiled sources.
 *
 * <p>In a page, {@code <!-- code: dev/solvo/docs/PaymentTest.java#pay -->} stands on the line above a block that starts
 * with three backticks and {@code java}. In the source the region stands between {@code // docs: pay} and
 * {@code // end docs}. Both must be equal when the indentation that all lines of each share is taken away.
 */
final class DocsCode {
    private static final Pattern MARKER = Pattern.compile("<!-- code: (\\S+\\.java)#(\\S+) -->");
    private static final Pattern START = Pattern.compile("\\s*// docs: (\\S+)");
    private static final Pattern END = Pattern.compile("\\s*// end docs");

    private final Path sources;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> used = new LinkedHashSet<>();

    /** @param sources the directory that the paths of markers are relative to */
    DocsCode(Path sources) {
        this.sources = sources;
    }

    /** What is wrong so far, one sentence each. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Compares all Java blocks of one page. */
    void checkPage(String page, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String fence = lines.get(i).strip();
            if (!fence.startsWith("```")) {
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                end++;
            }
            if (fence.equals("```java")) {
                checkBlock(page + ":" + (i + 1), i == 0 ? "" : lines.get(i - 1).strip(), lines.subList(i + 1, end));
            }
            i = end;
        }
    }

    /** Reports the regions of a source that no page shows. */
    void checkAllUsed(String path, List<String> lines) {
        for (String name : regions(path, lines).keySet()) {
            if (!used.contains(path + "#" + name)) {
                findings.add(path + "#" + name + " is shown on no page");
            }
        }
    }

    private void checkBlock(String where, String above, List<String> block) {
        Matcher marker = MARKER.matcher(above);
        if (!marker.matches()) {
            findings.add(where + " has no <!-- code: PATH#name --> above it");
            return;
        }
        String path = marker.group(1);
        String name = marker.group(2);
        Path source = sources.resolve(path);
        if (!Files.isRegularFile(source)) {
            findings.add(where + " names " + path + ", which does not exist");
            return;
        }
        List<String> region = regions(path, Repository.lines(source)).get(name);
        if (region == null) {
            findings.add(where + " names the region " + name + ", which " + path + " does not have");
            return;
        }
        used.add(path + "#" + name);
        String expected = withoutIndentation(region);
        String shown = withoutIndentation(block);
        if (!expected.equals(shown)) {
            findings.add(where + " differs from " + path + "#" + name + "; it should be:\n" + expected);
        }
    }

    private Map<String, List<String>> regions(String path, List<String> lines) {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher start = START.matcher(lines.get(i));
            if (!start.matches()) {
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !END.matcher(lines.get(end)).matches()) {
                end++;
            }
            if (end == lines.size()) {
                findings.add(path + "#" + start.group(1) + " has no // end docs");
            }
            if (regions.put(start.group(1), lines.subList(i + 1, end)) != null) {
                findings.add(path + " has two regions " + start.group(1));
            }
            i = end;
        }
        return regions;
    }

    private static String withoutIndentation(List<String> lines) {
        return String.join("\n", lines).stripIndent().strip();
    }
}

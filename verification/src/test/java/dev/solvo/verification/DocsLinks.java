package dev.solvo.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that the links of Markdown pages to files and headings of the repository lead somewhere. */
final class DocsLinks {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)[ #]*");

    private final Path root;

    /** @param root links may not lead out of this directory */
    DocsLinks(Path root) {
        this.root = root;
    }

    /** What is wrong on a page, one sentence each. */
    List<String> findings(Path page) {
        List<String> findings = new ArrayList<>();
        List<String> lines = withoutBlocks(Repository.lines(page));
        for (int i = 0; i < lines.size(); i++) {
            Matcher link = LINK.matcher(CODE_SPAN.matcher(lines.get(i)).replaceAll("code"));
            while (link.find()) {
                String problem = problem(page, link.group(1));
                if (!problem.isEmpty()) {
                    findings.add(root.relativize(page) + ":" + (i + 1) + " " + problem);
                }
            }
        }
        return findings;
    }

    private String problem(Path page, String target) {
        if (target.matches("https://\\S+|mailto:\\S+")) {
            return "";
        }
        if (target.contains("://")) {
            return target + " is not https";
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!linked.startsWith(root) || !Files.exists(linked)) {
            return target + " does not exist";
        }
        if (hash >= 0 && linked.toString().endsWith(".md") && !anchors(linked).contains(target.substring(hash + 1))) {
            return target + " names a heading that does not exist";
        }
        return "";
    }

    /** The anchors that GitHub makes of a page's headings. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repeated = new HashMap<>();
        for (String line : withoutBlocks(Repository.lines(page))) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int before = repeated.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** The same lines with those of code blocks emptied, so that line numbers stay. */
    private static List<String> withoutBlocks(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean inBlock = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith("```");
            kept.add(inBlock || fence ? "" : line);
            inBlock ^= fence;
        }
        return kept;
    }
}

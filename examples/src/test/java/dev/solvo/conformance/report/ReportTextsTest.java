package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportTextsTest {
    private static final Map<String, String> ENGLISH =
            ReportTexts.in(ReportTexts.ENGLISH).all();
    private static final Map<String, String> CHINESE =
            ReportTexts.in(ReportTexts.CHINESE).all();

    @Test
    void bothLanguagesHoldTheSameKeys() {
        assertEquals(ENGLISH.keySet(), CHINESE.keySet());
    }

    @Test
    void bothLanguagesNameTheSameNumbers() {
        ENGLISH.forEach((key, text) -> assertEquals(numbers(text), numbers(CHINESE.getOrDefault(key, "")), key));
    }

    @Test
    void theTextsAreInTheirLanguage() {
        ENGLISH.forEach((key, text) -> assertTrue(text.chars().allMatch(c -> c < 0x80), key));
        CHINESE.forEach((key, text) -> assertTrue(
                text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                        || key.equals("shown"),
                key));
    }

    @Test
    void anyOtherLanguageIsEnglish() {
        assertEquals("en", ReportTexts.in(Locale.FRENCH).languageTag());
        assertEquals("zh-Hans", ReportTexts.in(Locale.SIMPLIFIED_CHINESE).languageTag());
        assertEquals("Conformance report", ReportTexts.in(Locale.ROOT).get("title"));
        assertEquals("3 of 30 cases shown", ReportTexts.in(Locale.ENGLISH).get("shown", 3, 30));
    }

    /** A key of the script that no bundle has would stop the page; one that nobody uses is a leftover. */
    @Test
    void thePageUsesTheKeysThatThereAre() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String file : new String[] {"page.js", "HtmlBody.java", "HtmlReport.java"}) {
            Matcher quoted =
                    Pattern.compile("['\"]([a-z]+(\\.[a-zA-Z]+)?)['\"]").matcher(source(file));
            while (quoted.find()) {
                if (ENGLISH.containsKey(quoted.group(1))) {
                    used.add(quoted.group(1));
                }
            }
        }
        for (Verdict verdict : Verdict.values()) {
            used.add("verdict." + verdict.name());
        }
        assertEquals(new TreeSet<>(ENGLISH.keySet()), used);
    }

    private static String source(String file) throws Exception {
        if (file.endsWith(".java")) {
            return java.nio.file.Files.readString(
                    java.nio.file.Path.of("src/main/java/dev/solvo/conformance/report", file));
        }
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(text.isBlank());
            return text;
        }
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new HashSet<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group());
        }
        return numbers;
    }
}

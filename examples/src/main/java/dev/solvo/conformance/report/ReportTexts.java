package dev.solvo.conformance.report;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;

/** What the page says in one language; the keys are the same in each. */
final class ReportTexts {
    static final Locale ENGLISH = Locale.ENGLISH;
    static final Locale CHINESE = Locale.CHINESE;

    private static final String BUNDLE = "dev.solvo.conformance.report.texts";

    private final ResourceBundle bundle;

    private ReportTexts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The texts in a language; English for one that has none. */
    static ReportTexts in(Locale locale) {
        Locale known = locale.getLanguage().equals(CHINESE.getLanguage()) ? CHINESE : ENGLISH;
        // Without the fallback to the machine's language.
        return new ReportTexts(
                ResourceBundle.getBundle(BUNDLE, known, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES)));
    }

    /** The attribute {@code lang} of the page. */
    String languageTag() {
        return bundle.getLocale().getLanguage().equals(CHINESE.getLanguage()) ? "zh-Hans" : "en";
    }

    String get(String key, Object... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i].toString());
        }
        return text;
    }

    /** All texts by key. */
    Map<String, String> all() {
        Map<String, String> texts = new TreeMap<>();
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        return texts;
    }
}

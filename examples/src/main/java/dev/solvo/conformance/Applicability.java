package dev.solvo.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * For which conformance statements a case says something: names of the statement's options joined by {@code and}, {@code or},
 * {@code not} and parentheses. {@code not} binds most closely, {@code or} least.
 */
public final class Applicability {
    private static final int MOST_WORDS = 200;

    private final String expression;
    private final Term term;

    private Applicability(String expression, Term term) {
        this.expression = expression;
        this.term = term;
    }

    /**
     * Reads an expression.
     *
     * @param expression as in the case file
     * @param names all names that a statement can have
     * @return what it says
     * @throws CaseException if it cannot be read or names something else; the message has the place
     */
    public static Applicability parse(String expression, Set<String> names) throws CaseException {
        Parser parser = new Parser(words(expression), names, expression.length());
        return new Applicability(expression, parser.whole());
    }

    /**
     * Whether it holds.
     *
     * @param options the options that the conformance statement answers by yes
     * @return whether the case applies
     */
    public boolean holds(Set<String> options) {
        return term.holds(options);
    }

    /**
     * The expression.
     *
     * @return as it was written
     */
    @Override
    public String toString() {
        return expression;
    }

    private interface Term {
        boolean holds(Set<String> options);
    }

    /** A word with its place, from 1. */
    private record Word(String text, int place) {}

    private static List<Word> words(String expression) throws CaseException {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < expression.length()) {
            char character = expression.charAt(at);
            int from = at;
            if (character == ' ') {
                at++;
                continue;
            }
            if (character == '(' || character == ')') {
                at++;
            } else if (isOfName(character)) {
                while (at < expression.length() && isOfName(expression.charAt(at))) {
                    at++;
                }
            } else {
                throw new CaseException("character " + (at + 1)
                        + ": expected a name of small letters, digits and hyphens, and, or, not or a parenthesis");
            }
            words.add(new Word(expression.substring(from, at), from + 1));
            if (words.size() > MOST_WORDS) {
                throw new CaseException("more than " + MOST_WORDS + " words");
            }
        }
        return words;
    }

    private static boolean isOfName(char character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '-';
    }

    private static final class Parser {
        private final List<Word> words;
        private final Set<String> names;
        private final int end;
        private int next;

        Parser(List<Word> words, Set<String> names, int length) {
            this.words = words;
            this.names = names;
            this.end = length + 1;
        }

        Term whole() throws CaseException {
            Term term = alternatives();
            if (next < words.size()) {
                Word left = words.get(next);
                throw new CaseException(
                        "character " + left.place() + ": expected and, or, or the end, not " + left.text());
            }
            return term;
        }

        private Term alternatives() throws CaseException {
            Term term = conjunction();
            while (takes("or")) {
                Term left = term;
                Term right = conjunction();
                term = options -> left.holds(options) || right.holds(options);
            }
            return term;
        }

        private Term conjunction() throws CaseException {
            Term term = negation();
            while (takes("and")) {
                Term left = term;
                Term right = negation();
                term = options -> left.holds(options) && right.holds(options);
            }
            return term;
        }

        private Term negation() throws CaseException {
            if (takes("not")) {
                Term term = negation();
                return options -> !term.holds(options);
            }
            if (takes("(")) {
                Term term = alternatives();
                if (!takes(")")) {
                    throw expected("a closing parenthesis");
                }
                return term;
            }
            return name();
        }

        private Term name() throws CaseException {
            if (next >= words.size()) {
                throw expected("a name");
            }
            Word word = words.get(next);
            if (!names.contains(word.text())) {
                throw new CaseException("character " + word.place() + ": " + word.text()
                        + " is no option of the conformance statement; there are "
                        + String.join(", ", new TreeSet<>(names)));
            }
            next++;
            return options -> options.contains(word.text());
        }

        private boolean takes(String word) {
            if (next < words.size() && words.get(next).text().equals(word)) {
                next++;
                return true;
            }
            return false;
        }

        private CaseException expected(String what) {
            return next < words.size()
                    ? new CaseException("character " + words.get(next).place() + ": expected " + what)
                    : new CaseException("character " + end + ": expected " + what);
        }
    }
}

package dev.solvo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code applies} says, and where it cannot be read. */
final class ApplicabilityTest {
    private static final Set<String> NAMES = Set.of("a", "b", "c", "pin-bypass");

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "a, a, true",
        "a, b, false",
        "not a, a, false",
        "not a, b, true",
        "not not a, a, true",
        "a and b, a b, true",
        "a and b, a, false",
        "a or b, b, true",
        "a or b, c, false",
        // and binds more closely than or, not more closely than and
        "a or b and c, a, true",
        "(a or b) and c, a, false",
        "a and b or c, c, true",
        "not a and b, b, true",
        "not (a and b), a, true",
        "not (a or b), a, false",
        "pin-bypass and not ((a)), pin-bypass, true"
    })
    void holds(String expression, String options, boolean holds) throws CaseException {
        assertEquals(holds, Applicability.parse(expression, NAMES).holds(Set.of(options.split(" "))));
    }

    @ParameterizedTest(name = "expression {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a and|character 6: expected a name",
                "''|character 1: expected a name",
                "a b|character 3: expected and, or, or the end, not b",
                "(a or b|character 8: expected a closing parenthesis",
                "a) or b|character 2: expected and, or, or the end, not )",
                "a and pin-bypas|character 7: pin-bypas is no option of the conformance statement; there are a, b, c,"
                        + " pin-bypass",
                "a & b|character 3: expected a name of small letters, digits and hyphens, and, or, not or a"
                        + " parenthesis",
                "and a|character 1: and is no option of the conformance statement; there are a, b, c, pin-bypass"
            })
    void saysWhereItCannotBeRead(String expression, String message) {
        CaseException wrong = assertThrows(CaseException.class, () -> Applicability.parse(expression, NAMES));
        assertEquals(message, wrong.getMessage());
    }

    @Test
    void boundsItsLength() {
        String deep = "(".repeat(100_000) + "a" + ")".repeat(100_000);
        CaseException wrong = assertThrows(CaseException.class, () -> Applicability.parse(deep, NAMES));
        assertEquals("more than 200 words", wrong.getMessage());
    }

    @Test
    void printsItself() throws CaseException {
        assertEquals("a  or b", Applicability.parse("a  or b", NAMES).toString());
    }
}

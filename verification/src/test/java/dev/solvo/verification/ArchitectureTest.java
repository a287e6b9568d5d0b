package dev.solvo.verification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.solvo.emv.violations.EveryRuleBroken;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Main code keeps every rule, and each rule is broken by a class made for that. */
final class ArchitectureTest {
    private static final JavaClasses SOLVO = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.solvo");
    private static final JavaClasses BROKEN =
            new ClassFileImporter().importPackages(EveryRuleBroken.class.getPackageName());

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                named("Bouncy Castle only in crypto", ArchitectureRules.BOUNCY_CASTLE_ONLY_IN_CRYPTO),
                named("javax.smartcardio only in pcsc", ArchitectureRules.SMART_CARD_IO_ONLY_IN_PCSC),
                named("desktop only in packages of their own", ArchitectureRules.DESKTOP_ONLY_IN_PACKAGES_OF_THEIR_OWN),
                named("no logging, no console", ArchitectureRules.NO_LOGGING_OR_CONSOLE),
                named("nothing ambient", ArchitectureRules.NOTHING_AMBIENT),
                named("kernels repeat themselves", ArchitectureRules.KERNELS_REPEAT_THEMSELVES),
                named("no threads", ArchitectureRules.NO_THREADS_BUT_AT_THE_EDGES),
                named("no mutable static state", ArchitectureRules.NO_MUTABLE_STATIC_STATE),
                named("names", ArchitectureRules.NAMES_SAY_WHAT_A_TYPE_IS),
                named("closed classes", ArchitectureRules.CLASSES_ARE_CLOSED),
                named("no package cycles", ArchitectureRules.NO_PACKAGE_CYCLES));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void mainCodeKeeps(ArchRule rule) {
        rule.check(SOLVO);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void brokenRuleIsSeen(ArchRule rule) {
        assertTrue(rule.evaluate(BROKEN).hasViolation());
    }

    /** A field's type does not tell whether a list can change; what it holds does. */
    @Test
    void collectionsThatAllTransactionsShareCannotChange() {
        List<String> open = new ArrayList<>();
        int seen = 0;
        for (JavaClass type : SOLVO.that(
                resideInAnyPackage("dev.solvo.tlv..", "dev.solvo.apdu..", "dev.solvo.crypto..", "dev.solvo.emv.."))) {
            for (JavaField field : type.getFields()) {
                Optional<Object> value = sharedCollection(field);
                seen += value.isPresent() ? 1 : 0;
                value.filter(collection -> !cannotChange(collection))
                        .ifPresent(collection -> open.add(field.getFullName() + " is a " + collection.getClass()));
            }
        }
        assertEquals(List.of(), open);
        assertTrue(seen > 0);
        assertFalse(cannotChange(new ArrayList<>()));
        assertFalse(cannotChange(Map.of("changes", new ArrayList<>())));
    }

    private static Optional<Object> sharedCollection(JavaField field) {
        boolean collection = field.getRawType().isAssignableTo(Collection.class)
                || field.getRawType().isAssignableTo(Map.class);
        if (!collection || !field.getModifiers().contains(JavaModifier.STATIC)) {
            return Optional.empty();
        }
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return Optional.of(reflected.get(null));
        } catch (IllegalAccessException closed) {
            throw new AssertionError(closed);
        }
    }

    private static boolean cannotChange(Object value) {
        String type = value.getClass().getName();
        boolean closed = type.startsWith("java.util.ImmutableCollections$")
                || type.startsWith("java.util.Collections$Unmodifiable")
                || type.startsWith("java.util.Collections$Empty");
        if (value instanceof Map<?, ?> map) {
            return closed && map.values().stream().allMatch(ArchitectureTest::cannotChange);
        }
        return value instanceof Collection<?> elements
                ? closed && elements.stream().allMatch(ArchitectureTest::cannotChange)
                : true;
    }

    @ParameterizedTest
    @EnumSource
    void moduleUsesOnlyWhatTheDesignLetsItSee(SolvoModule module) {
        ArchitectureRules.arrowsOf(module).check(SOLVO);
    }

    @Test
    void arrowOutOfTheDesignIsSeen() {
        assertTrue(ArchitectureRules.arrowsOf(SolvoModule.EMV).evaluate(BROKEN).hasViolation());
    }

    /** Rules over no classes pass; this says that there are some. */
    @Test
    void classesOfTheModulesWereRead() {
        assertTrue(SOLVO.contain("dev.solvo.tlv.Bytes"));
        assertFalse(SOLVO.contain(EveryRuleBroken.class));
    }
}

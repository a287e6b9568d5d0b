package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.solvo.emv.violations.EveryRuleBroken;
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

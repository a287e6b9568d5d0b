package dev.solvo.verification;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What the design promises about all libraries, as rules over their classes. */
final class ArchitectureRules {
    static final ArchRule BOUNCY_CASTLE_ONLY_IN_CRYPTO = noClasses()
            .that()
            .resideOutsideOfPackage("dev.solvo.crypto..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    static final ArchRule SMART_CARD_IO_ONLY_IN_PCSC = noClasses()
            .that()
            .resideOutsideOfPackage("dev.solvo.pcsc..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.smartcardio..");

    /** Android has none of them. */
    static final ArchRule DESKTOP_ONLY_IN_PACKAGES_OF_THEIR_OWN = noClasses()
            .that(areInLibraries())
            .and()
            .resideOutsideOfPackages("dev.solvo.pcsc..", "dev.solvo.qr..awt..", "dev.solvo.qr.http.jdk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..", "java.net.http..", "javax.xml.stream..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.concurrent\\.Flow.*");

    /** A log is the easiest way for card data to get out. */
    static final ArchRule NO_LOGGING_OR_CONSOLE = noClasses()
            .that(areInLibraries())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class)
            .orShould(accessConsole());

    /** Clock, randomness, locale and settings come by constructor, so that every run can be repeated. */
    static final ArchRule NOTHING_AMBIENT = noClasses()
            .that(areInLibraries())
            .should(callMethodWhere(target(owner(assignableTo(java.time.temporal.Temporal.class)))
                    .and(target(nameMatching("now")))
                    .and(not(target(rawParameterTypes(Clock.class))))))
            .orShould(callMethodWhere(
                    target(owner(assignableTo(InstantSource.class))).and(target(nameMatching("system.*|tick.*")))))
            .orShould(callMethodWhere(target(owner(assignableTo(System.class)))
                    .and(target(nameMatching("currentTimeMillis|getenv|getProperties")))))
            .orShould(callMethodWhere(target(owner(assignableTo(Math.class))).and(target(nameMatching("random")))))
            .orShould(callMethodWhere(
                    target(owner(assignableTo(Locale.class))).and(target(nameMatching("getDefault|setDefault")))))
            .orShould(callMethodWhere(
                    target(owner(assignableTo(TimeZone.class))).and(target(nameMatching("getDefault|setDefault")))))
            .orShould(callMethodWhere(target(owner(assignableTo(SecureRandom.class)))
                    .and(target(nameMatching("getInstance|getInstanceStrong|getSeed")))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould(callConstructorOf(Random.class))
            .orShould(callConstructorOf(java.util.Date.class));

    /**
     * A transaction is the same each time it runs, to the order in which an explanation names its inputs. The collections of
     * {@code Map.of} and {@code Map.copyOf} are walked in an order that is drawn anew for each JVM.
     */
    static final ArchRule KERNELS_REPEAT_THEMSELVES = noClasses()
            .that()
            .resideInAPackage("dev.solvo.emv..")
            .should(callMethodWhere(
                    target(owner(assignableTo(System.class))).and(target(nameMatching("nanoTime|identityHashCode")))))
            .orShould(callMethodWhere(target(owner(assignableTo(UUID.class))).and(target(nameMatching("randomUUID")))))
            .orShould(callMethodWhere(target(owner(assignableTo(Collections.class)))
                    .and(target(nameMatching("shuffle")))
                    .and(target(rawParameterTypes(List.class)))))
            .orShould(callMethodWhere(target(owner(assignableTo(Map.class))).and(target(nameMatching("copyOf")))))
            .orShould(callMethodWhere(target(owner(assignableTo(Map.class)))
                    .and(target(nameMatching("of")))
                    .and(describe(
                            "of two entries or more",
                            call -> call.getTarget().getRawParameterTypes().size() > 2))));

    /**
     * The PC/SC transport has to do with calls that never come back, the simulated wallets with many clients at once; the
     * wallets' blocking drivers wait on the caller's thread; the embedded books have one writer, who commits for many callers at once.
     */
    static final ArchRule NO_THREADS_BUT_AT_THE_EDGES = noClasses()
            .that(areInLibraries())
            .and()
            .resideOutsideOfPackages("dev.solvo.pcsc..", "dev.solvo.simulator.wallet..")
            .and()
            .doNotHaveFullyQualifiedName("dev.solvo.qr.wallet.collect.Waiter")
            .and()
            .doNotHaveFullyQualifiedName("dev.solvo.prepaid.ledger.SqliteWriter")
            .should(callConstructorOf(Thread.class))
            .orShould(callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(nameMatching("sleep")))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.concurrent.Executor.class);

    static final ArchRule NO_MUTABLE_STATIC_STATE = fields().that()
            .areStatic()
            .and(not(modifier(JavaModifier.SYNTHETIC)))
            .and()
            .areDeclaredInClassesThat(areInLibraries())
            .should(neverChange());

    static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
            .orShould()
            .haveNameMatching(".*[.$](Base|Abstract)[A-Z]\\w*|.*Base");

    static final ArchRule CLASSES_ARE_CLOSED = classes()
            .that(areInLibraries())
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .arePublic()
            .should(beFinalOrSealed());

    static final SliceRule NO_PACKAGE_CYCLES =
            slices().matching("dev.solvo.(**)").should().beFreeOfCycles();

    private ArchitectureRules() {}

    /** The arrows of the design for one module. */
    static ArchRule arrowsOf(SolvoModule module) {
        return classes()
                .that()
                .resideInAnyPackage(patterns(module.packages()))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(patterns(module.visiblePackages()))
                        .or(DescribedPredicate.describe(
                                "are primitive",
                                type -> type.getBaseComponentType().isPrimitive())))
                .allowEmptyShould(true);
    }

    private static String[] patterns(List<String> packages) {
        return packages.toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> areInLibraries() {
        return resideInAnyPackage(patterns(SolvoModule.allPackages())).as("are in libraries");
    }

    private static ArchCondition<JavaClass> accessConsole() {
        return new ArchCondition<>("use System.out, System.err, System.in or printStackTrace()") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getName().equals("printStackTrace"))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> callConstructorOf(Class<?> type) {
        return new ArchCondition<>("make a " + type.getSimpleName()) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getConstructorCallsFromSelf().stream()
                        .filter(call -> isMade(call, type))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(from, call.getDescription())));
            }
        };
    }

    /** A subclass that calls its superclass's constructor makes nothing. */
    private static boolean isMade(JavaCall<?> call, Class<?> type) {
        return call.getTargetOwner().isAssignableTo(type)
                && !call.getOriginOwner().isAssignableTo(type);
    }

    private static ArchCondition<JavaField> neverChange() {
        List<Class<?>> mutable = List.of(
                StringBuilder.class,
                ThreadLocal.class,
                java.util.BitSet.class,
                java.util.AbstractCollection.class,
                java.util.AbstractMap.class,
                java.util.concurrent.ConcurrentMap.class,
                java.util.concurrent.atomic.AtomicBoolean.class,
                java.util.concurrent.atomic.AtomicInteger.class,
                java.util.concurrent.atomic.AtomicLong.class,
                java.util.concurrent.atomic.AtomicReference.class,
                Random.class);
        return new ArchCondition<>("be final, and of a type that does not change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean open = !field.getModifiers().contains(JavaModifier.FINAL);
                boolean changes =
                        mutable.stream().anyMatch(type -> field.getRawType().isAssignableTo(type));
                boolean sharedArray =
                        field.getRawType().isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
                if (open || changes || sharedArray) {
                    events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beFinalOrSealed() {
        return new ArchCondition<>("be final or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isOpen = !type.getModifiers().contains(JavaModifier.FINAL)
                        && !type.reflect().isSealed();
                if (isOpen) {
                    events.add(SimpleConditionEvent.violated(type, type.getDescription() + " can be extended"));
                }
            }
        };
    }
}

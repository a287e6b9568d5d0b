package dev.solvo.conformance.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shipped cases tell every kernel with a mistake from ours. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("mutants")
final class KernelMutantsTest {
    private static final int FEWEST_MUTANTS = 40;
    private static final int MOST_MINUTES = 10;

    @Test
    void withoutAMistakeEveryCasePasses() {
        Set<String> suites = new LinkedHashSet<>();
        KernelMutants.all().forEach(mutant -> suites.addAll(mutant.suites()));
        assertEquals(List.of(), new MutantRun().apply(new ArrayList<>(suites)));
    }

    @Test
    void everyMistakeIsCaught() throws Exception {
        List<Mutant> mutants = KernelMutants.all();
        assertTrue(mutants.size() >= FEWEST_MUTANTS);
        List<String> missed = new ArrayList<>();
        TreeMap<String, String> caughtBy = new TreeMap<>();
        Map<Mutant, Future<List<String>>> runs = new LinkedHashMap<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            mutants.forEach(mutant -> runs.put(mutant, workers.submit(() -> run(mutant))));
            workers.shutdown();
            assertTrue(workers.awaitTermination(MOST_MINUTES, TimeUnit.MINUTES), "a kernel with a mistake hangs");
        } finally {
            workers.shutdownNow();
        }
        for (Map.Entry<Mutant, Future<List<String>>> run : runs.entrySet()) {
            Mutant mutant = run.getKey();
            List<String> caught = run.getValue().get();
            if (caught.isEmpty()) {
                missed.add(mutant.name() + " by " + mutant.suites());
            } else {
                caughtBy.put(mutant.name(), caught.get(0));
            }
        }
        assertEquals(List.of(), missed);
        MutantsPage.compare(mutants, caughtBy);
    }

    /** The case that did not pass. */
    @SuppressWarnings("unchecked")
    private static List<String> run(Mutant mutant) throws ReflectiveOperationException {
        MutantLoader loader = new MutantLoader(KernelMutantsTest.class.getClassLoader(), mutant);
        UnaryOperator<List<String>> run = (UnaryOperator<List<String>>)
                loader.loadClass(MutantRun.class.getName()).getConstructor().newInstance();
        assertFalse(run instanceof MutantRun);
        List<String> caught = run.apply(mutant.suites());
        assertTrue(loader.mistakeMade(), () -> "no case needs " + mutant.className());
        // A class that cannot be linked would be noticed by any case, and says nothing about them.
        assertFalse(
                !caught.isEmpty()
                        && caught.get(2).matches(".*(Linkage|Verify|NoClassDef|NoSuch|IllegalAccess|Incompatible).*"),
                () -> mutant + ": " + caught);
        return caught;
    }
}

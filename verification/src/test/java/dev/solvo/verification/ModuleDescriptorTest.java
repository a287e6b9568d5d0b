package dev.solvo.verification;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published modules read what the design lets them read, and show little. */
final class ModuleDescriptorTest {
    private static final ModulePath MODULES = ModulePath.ofClassPath();

    @ParameterizedTest
    @EnumSource
    void readsOnlyWhatTheDesignLetsItRead(SolvoModule module) {
        Set<String> allowed = new TreeSet<>(module.foreignModules());
        allowed.add("java.base");
        module.uses().forEach(used -> allowed.add(used.moduleName()));
        Set<String> excess = MODULES.descriptor(module.moduleName()).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(toCollection(TreeSet::new));
        excess.removeAll(allowed);
        assertEquals(Set.of(), excess);
    }

    @ParameterizedTest
    @EnumSource
    void exportsFewPackages(SolvoModule module) {
        ModuleDescriptor descriptor = MODULES.descriptor(module.moduleName());
        List<String> exported = descriptor.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
        assertTrue(exported.size() <= module.mostExports(), () -> "exports " + exported);
        for (String name : exported) {
            assertFalse(name.contains("internal"), name);
            assertTrue(name.startsWith("dev.solvo."), name);
        }
        assertFalse(descriptor.isOpen(), "is open to reflection");
        assertEquals(Set.of(), descriptor.opens());
    }

    /** What is exported to named modules only is a back door, and there is none. */
    @ParameterizedTest
    @EnumSource
    void exportsToEveryoneOrNoOne(SolvoModule module) {
        assertTrue(MODULES.descriptor(module.moduleName()).exports().stream()
                .noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @ParameterizedTest
    @EnumSource
    void carriesLicenceAndNotice(SolvoModule module) throws IOException {
        Path location = MODULES.location(module.moduleName());
        List<String> missing = new ArrayList<>(List.of("META-INF/LICENSE", "META-INF/NOTICE"));
        if (Files.isDirectory(location)) {
            missing.removeIf(name -> Files.isRegularFile(location.resolve(name)));
        } else {
            try (JarFile jar = new JarFile(location.toFile())) {
                missing.removeIf(name -> jar.getEntry(name) != null);
                assertNotNull(jar.getManifest());
            }
        }
        assertEquals(List.of(), missing);
    }
}

package dev.solvo.verification;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The modules on the tests' class path, and what a program has to put on its module path to use some of them. */
final class ModulePath {
    private final Map<String, ModuleReference> modules;

    private ModulePath(Map<String, ModuleReference> modules) {
        this.modules = Map.copyOf(modules);
    }

    static ModulePath ofClassPath() {
        Map<String, ModuleReference> modules = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.exists(path) && !path.endsWith("test-classes")) {
                modulesAt(path)
                        .forEach(module -> modules.put(module.descriptor().name(), module));
            }
        }
        return new ModulePath(modules);
    }

    ModuleDescriptor descriptor(String name) {
        return find(name)
                .orElseThrow(() -> new AssertionError("no module " + name + " on the class path"))
                .descriptor();
    }

    /** Jar or directory of a module. */
    Path location(String name) {
        return Path.of(find(name).flatMap(ModuleReference::location).orElseThrow());
    }

    /** Where these modules and all that they need at run time are, the JDK's own excepted. */
    Map<String, Path> closure(String... roots) {
        Map<String, Path> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(Set.of(roots));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (found.containsKey(name) || ModuleFinder.ofSystem().find(name).isPresent()) {
                continue;
            }
            ModuleDescriptor descriptor = descriptor(name);
            found.put(name, location(name));
            open.addAll(descriptor.requires().stream()
                    .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                    .map(ModuleDescriptor.Requires::name)
                    .collect(Collectors.toSet()));
        }
        return found;
    }

    private static Set<ModuleReference> modulesAt(Path path) {
        try {
            return ModuleFinder.of(path).findAll();
        } catch (FindException e) {
            // Not every test library can be a module; none that Solvo needs is of this kind.
            return Set.of();
        }
    }

    private Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }
}

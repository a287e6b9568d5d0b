package dev.solvo.conformance.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Loads the terminal's side and the harness anew, one class of it with a mistake. What does not know the kernel (simulator,
 * cryptography, libraries) is the test's own.
 */
final class MutantLoader extends ClassLoader {
    private final Mutant mutant;
    private boolean mistakeMade;

    MutantLoader(ClassLoader parent, Mutant mutant) {
        super(parent);
        this.mutant = mutant;
    }

    /** Whether the class with the mistake was needed. */
    boolean mistakeMade() {
        return mistakeMade;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isLoadedAnew(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private static boolean isLoadedAnew(String name) {
        return name.startsWith("dev.solvo.emv.")
                || name.startsWith("dev.solvo.conformance.")
                || name.startsWith("dev.solvo.terminal.")
                || name.startsWith("dev.solvo.transcript.")
                || name.startsWith("dev.solvo.cli.");
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] compiled = compiled(name).orElseThrow(() -> new ClassNotFoundException(name));
        if (name.equals(mutant.className())) {
            mistakeMade = true;
            compiled = mutant.mistake().into(compiled);
        }
        return defineClass(name, compiled, 0, compiled.length, MutantLoader.class.getProtectionDomain());
    }

    private Optional<byte[]> compiled(String name) {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new IllegalStateException(name, unreadable);
        }
    }
}

package dev.solvo.crypto.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The RSA path opens no class of Bouncy Castle, whose jar takes long to start; the ECC path does. */
final class RsaWithoutBouncyCastleTest {
    @Test
    void rsaPinEnciphermentLoadsNone() throws ReflectiveOperationException {
        assertEquals("128", run(RsaScenario.class));
    }

    /** Shows that the loader would notice. */
    @Test
    void curvesLoadSome() {
        InvocationTargetException failure =
                assertThrows(InvocationTargetException.class, () -> run(CurveScenario.class));
        assertEquals(
                true,
                String.valueOf(failure.getCause()).toLowerCase(Locale.ROOT).contains("bouncycastle"));
    }

    /** Enciphers a PIN. */
    public static final class RsaScenario implements Supplier<String> {
        @Override
        public String get() {
            RsaPublicKey key = RsaPublicKey.of(Bytes.repeat(0xC5, 128), Bytes.ofUnsigned(3));
            try (Pin pin = Pin.of("1234")) {
                Bytes data = new RsaPinEncipherment(key, new SecureRandom()).encipher(pin, Bytes.repeat(7, 8));
                return String.valueOf(data.length());
            }
        }
    }

    /** Touches a curve. */
    public static final class CurveScenario implements Supplier<String> {
        @Override
        public String get() {
            return OdeCurve.of(dev.solvo.crypto.oda.EnciphermentSuite.P_256)
                    .order()
                    .toString();
        }
    }

    private static String run(Class<?> scenario) throws ReflectiveOperationException {
        ClassLoader loader = new LoaderWithoutBouncyCastle();
        Object instance =
                loader.loadClass(scenario.getName()).getDeclaredConstructor().newInstance();
        return String.valueOf(Supplier.class.getMethod("get").invoke(instance));
    }

    /** Loads this library's classes afresh and refuses any of Bouncy Castle. */
    private static final class LoaderWithoutBouncyCastle extends ClassLoader {
        LoaderWithoutBouncyCastle() {
            super(RsaWithoutBouncyCastleTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bouncycastle.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.solvo.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            Class<?> original = Class.forName(name, false, getParent());
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream stream = original.getResourceAsStream(file)) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

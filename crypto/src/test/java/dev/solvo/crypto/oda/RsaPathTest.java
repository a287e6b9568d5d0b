package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A terminal without ECC never opens Bouncy Castle's jar, which costs it some 150 ms: the RSA path runs under a class loader
 * that does not have it.
 */
final class RsaPathTest {
    @Test
    @SuppressWarnings("unchecked")
    void rsa_needsNoBouncyCastle() throws Exception {
        try (Loader loader = new Loader()) {
            Class<?> scenario = loader.loadClass(RsaPathScenario.class.getName());
            assertEquals(loader, scenario.getClassLoader());
            Function<Map<String, String>, String> function = (Function<Map<String, String>, String>)
                    scenario.getConstructor().newInstance();
            assertEquals("51F4F65DDE43732D", function.apply(card()));
            assertTrue(loader.asked.contains(RsaOda.class.getName()));
            assertTrue(loader.asked.stream().noneMatch(name -> name.startsWith("org.bouncycastle")));
        }
    }

    /** Shows that the loader above would notice. */
    @Test
    void ecc_needsIt() throws Exception {
        try (Loader loader = new Loader()) {
            assertThrows(NoClassDefFoundError.class, () -> Class.forName(EllipticCurve.class.getName(), true, loader));
        }
    }

    private static Map<String, String> card() {
        JsonNode card = Vectors.of("cards.json").stream()
                .filter(vector -> vector.path("id").asText().equals("bertlv-amex-sda-cda"))
                .findFirst()
                .orElseThrow();
        JsonNode capk = card.path("capk");
        JsonNode issuer = card.path("issuer");
        JsonNode icc = card.path("icc");
        JsonNode cda = card.path("cda");
        return Map.ofEntries(
                Map.entry("pan", card.path("card").path("pan").asText()),
                Map.entry("rid", capk.path("rid").asText()),
                Map.entry("index", capk.path("index").asText()),
                Map.entry("modulus", capk.path("modulus").asText()),
                Map.entry("exponent", capk.path("exponent").asText()),
                Map.entry("checksum", capk.path("checksumSha1").asText()),
                Map.entry("90", issuer.path("tag90_certificate").asText()),
                Map.entry("92", issuer.path("tag92_remainder").asText()),
                Map.entry("9F32", issuer.path("tag9F32_exponent").asText()),
                Map.entry("static", card.path("staticData").path("hashInput").asText()),
                Map.entry("93", card.path("sda").path("tag93_SSAD").asText()),
                Map.entry("9F46", icc.path("tag9F46_certificate").asText()),
                Map.entry("9F48", icc.path("tag9F48_remainder").asText()),
                Map.entry("9F47", icc.path("tag9F47_exponent").asText()),
                Map.entry("9F4B", cda.path("tag9F4B_SDAD").asText()),
                Map.entry("9F37", cda.path("tag9F37_unpredictableNumber").asText()),
                Map.entry("9F27", cda.path("fields").path("cid").asText()),
                Map.entry(
                        "transaction",
                        cda.path("pdolData").asText()
                                + cda.path("cdol1Data").asText()
                                + cda.path("responseTlvsWithoutSdad").asText()));
    }

    /** Knows this library's classes and the platform's, and writes down what it is asked for. */
    private static final class Loader extends URLClassLoader {
        private final List<String> asked = new ArrayList<>();

        Loader() throws Exception {
            super(
                    new URL[] {root(RsaOda.class), root(Bytes.class), root(RsaPathScenario.class)},
                    ClassLoader.getPlatformClassLoader());
        }

        /** Asks no parent but for the platform's own classes: the parent would know every module of this process. */
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    asked.add(name);
                    loaded = findClass(name);
                }
                return loaded;
            }
        }

        /** Directory or jar that a class was read from. */
        private static URL root(Class<?> type) throws Exception {
            String file = "/" + type.getName().replace('.', '/') + ".class";
            URL url = Objects.requireNonNull(type.getResource(file));
            String text = url.toString();
            String root = text.substring(0, text.length() - file.length());
            return root.startsWith("jar:")
                    ? URI.create(root.substring(4, root.length() - 1)).toURL()
                    : URI.create(root + "/").toURL();
        }
    }
}

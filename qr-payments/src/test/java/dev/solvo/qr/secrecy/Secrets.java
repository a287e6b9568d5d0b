package dev.solvo.qr.secrecy;

import dev.solvo.tlv.Bytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets by name, and the search for them in whatever a till's software could write down. */
final class Secrets {
    private static final int BEGINNING = 8;

    private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();

    /** At least twelve bytes, so that it is found nowhere by chance. */
    Secrets add(String name, byte[] secret) {
        if (secret.length < 12) {
            throw new IllegalArgumentException(name + " is too short to be told from other text");
        }
        secrets.put(name, secret.clone());
        return this;
    }

    Secrets add(String name, String secret) {
        return add(name, secret.getBytes(StandardCharsets.UTF_8));
    }

    int count() {
        return secrets.size();
    }

    /** The names of the secrets in that text: as they are, URL-encoded, in hex, or in base64 at any place. */
    Map<String, String> foundIn(String text) {
        // Most secrets are ruled out by their first characters, which makes the search of thousands quick.
        Set<String> beginnings = new HashSet<>();
        for (int i = 0; i + BEGINNING <= text.length(); i++) {
            beginnings.add(text.substring(i, i + BEGINNING));
        }
        Map<String, String> found = new TreeMap<>();
        secrets.forEach((name, secret) -> forms(secret).forEach((written, form) -> {
            if (beginnings.contains(written.substring(0, BEGINNING)) && text.contains(written)) {
                found.put(name, form);
            }
        }));
        return found;
    }

    private static Map<String, String> forms(byte[] secret) {
        Map<String, String> forms = new LinkedHashMap<>();
        String hex = Bytes.of(secret).toHex();
        forms.put(hex, "hex");
        forms.put(hex.toLowerCase(Locale.ROOT), "hex");
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The characters at the ends depend on what stands beside the secret.
            String inner = base64.substring(before == 0 ? 0 : before + 1, base64.length() - 2);
            forms.put(inner, "base64");
            forms.put(inner.replace('+', '-').replace('/', '_'), "base64");
            forms.put(URLEncoder.encode(inner, StandardCharsets.US_ASCII), "base64, URL-encoded");
        }
        String plain = new String(secret, StandardCharsets.ISO_8859_1);
        forms.put(URLEncoder.encode(plain, StandardCharsets.ISO_8859_1), "URL-encoded");
        forms.put(plain, "plain");
        return forms;
    }

    static byte[] middleOf(byte[] key) {
        return Arrays.copyOfRange(key, key.length / 2, key.length / 2 + 24);
    }
}

package dev.solvo.prepaid.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardCodeTest {
    private static String text(CardCode code) {
        return new String(code.toCharacters(InsecureSecretKeyAccess.get()));
    }

    @ParameterizedTest
    @CsvSource({
        "abcd-1234, ABCD1234, 34",
        "ABCD1234, ABCD1234, 34",
        "' 12 34-5678 9012', 123456789012, 9012",
        "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZ7890, ZZZZZZZZZZZZZZZZZZZZZZZZZZZZ7890, 7890"
    })
    void codesAreNormalised(String typed, String normal, String hint) {
        CardCode code = CardCode.of(typed);
        assertEquals(normal, text(code));
        assertEquals(hint, code.hint());
        assertEquals(normal.length(), code.length());
        assertEquals(CardCode.of(normal), code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "-------------",
                "123456789012345678901234567890123",
                "12345678\u0661",
                "1234567\u00e9",
                "12345678_",
                "12345678\n"
            })
    void whatIsNoCodeIsRefusedWithoutShowingIt(String typed) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> CardCode.of(typed));
        assertTrue(typed.isEmpty() || !thrown.toString().contains(typed));
    }

    @Test
    void endlessTextIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CardCode.of(" ".repeat(1_000_000) + "12345678"));
    }

    @Property(tries = 200)
    void aGeneratedCodeFindsOneMistakeAndOneExchange(
            @ForAll long seed, @ForAll @IntRange(max = 16) int place, @ForAll @IntRange(min = 1, max = 30) int step) {
        String alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
        CardCode code = CardCode.generate(Issuer.random(seed));
        assertTrue(code.hasCheckCharacter());
        char[] characters = code.toCharacters(InsecureSecretKeyAccess.get());
        assertEquals(17, characters.length);
        char right = characters[place];
        characters[place] = alphabet.charAt((alphabet.indexOf(right) + step) % alphabet.length());
        assertFalse(CardCode.of(new String(characters)).hasCheckCharacter());
        characters[place] = right;
        int next = place == 16 ? 15 : place + 1;
        if (characters[next] != right) {
            characters[place] = characters[next];
            characters[next] = right;
            assertFalse(CardCode.of(new String(characters)).hasCheckCharacter());
        }
    }

    @Test
    void givenCodesNeedNoCheckCharacter() {
        assertFalse(CardCode.of("12345678").hasCheckCharacter());
        assertFalse(CardCode.of("0".repeat(17)).hasCheckCharacter());
    }

    @Test
    void aClosedCodeIsGone() {
        CardCode code = CardCode.of("12345678");
        code.close();
        assertThrows(IllegalStateException.class, code::hint);
        assertThrows(IllegalStateException.class, () -> text(code));
        assertNotEquals(CardCode.of("12345678"), code);
        assertEquals(code, code);
        code.close();
    }

    /** The account's id is what the design says, computed here by other means. */
    @Test
    void theAccountIsTheCodesKeyedHash() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Bytes.repeat(1, 32).toByteArray(), "HmacSHA256"));
        byte[] hash = mac.doFinal("canteen\u0000ABCD1234".getBytes(StandardCharsets.US_ASCII));
        AccountId expected = new AccountId(Bytes.of(hash, 0, 16));
        try (CardCodeKeys keys = Issuer.keys(2, 1)) {
            assertEquals(expected, keys.account(1, Issuer.TENANT, CardCode.of("abcd-1234")));
            assertNotEquals(expected, keys.account(2, Issuer.TENANT, CardCode.of("abcd-1234")));
            assertNotEquals(expected, keys.account(1, new TenantId("canteen2"), CardCode.of("abcd-1234")));
        }
    }

    @Test
    void keysAreChecked() {
        CardCodeKeys.Builder builder = CardCodeKeys.builder();
        SecretBytes key = SecretBytes.of(Bytes.repeat(1, 16));
        assertThrows(IllegalArgumentException.class, () -> builder.codeKey(0, key));
        assertThrows(IllegalArgumentException.class, () -> builder.codeKey(1, SecretBytes.of(Bytes.repeat(1, 15))));
        builder.codeKey(1, key);
        assertThrows(IllegalArgumentException.class, () -> builder.codeKey(1, key));
        assertThrows(IllegalStateException.class, builder::build);
        CardCodeKeys keys = builder.pinKey(3, key).codeKey(2, key).build();
        assertEquals(2, keys.codeVersion());
        assertEquals(3, keys.pinVersion());
        keys.close();
        assertThrows(IllegalStateException.class, () -> keys.account(1, Issuer.TENANT, CardCode.of("12345678")));
    }
}

package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.cli.prepaid.PolicyFile;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.service.TillRequest;
import dev.solvo.service.TillRequestException;
import dev.solvo.service.TillTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Any text as a card's code, a till's request or token, a policy. */
final class PrepaidTextFuzzTest {
    private static final TerminalId TILL = new TerminalId("till-1");

    @FuzzTest
    void cardCode(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try (CardCode code = CardCode.of(text)) {
            String normalised = new String(code.toCharacters(InsecureSecretKeyAccess.get()));
            assertTrue(normalised.matches("[A-Z0-9]{8,32}"));
            assertTrue(normalised.endsWith(code.hint()) && code.hint().length() <= 4);
            assertEquals(code, CardCode.of(normalised));
            assertTrue(!code.hasCheckCharacter() || code.length() == CardCode.GENERATED_LENGTH);
            assertEquals("CardCode[****]", code.toString());
        } catch (IllegalArgumentException none) {
            assertFalse(text.length() > 8 && String.valueOf(none.getMessage()).contains(text));
        }
    }

    @FuzzTest
    void request(byte[] body) {
        TillRequest request;
        try {
            request = TillRequest.parse(body);
        } catch (TillRequestException none) {
            return;
        }
        assertTrue(request.toString().startsWith("TillRequest["));
        member(request::key);
        member(request::original);
        member(request::card);
        member(request::to);
        member(request::pin);
        member(request::newPin);
        member(request::amount);
        member(request::isOrLess);
        member(request::keepsRest);
        member(request::hold);
        member(request::batch);
        member(request::sequence);
        member(request::spent);
        member(request::totals);
    }

    private interface Member {
        Object read() throws TillRequestException;
    }

    private static void member(Member member) {
        try {
            Object read = member.read();
            if (read instanceof OperationKey key) {
                assertTrue(key.value().length() <= 64 && key.value().indexOf('~') < 0);
            }
            if (read instanceof Pin pin) {
                pin.close();
            }
        } catch (TillRequestException none) {
            assertFalse(String.valueOf(none.getMessage()).isEmpty());
        }
    }

    @FuzzTest
    void token(FuzzedDataProvider data) {
        try (SecretBytes key = SecretBytes.of(new byte[32]);
                TillTokens tokens = new TillTokens(key, new TenantId("shop"), Map.of(TILL, 1))) {
            String genuine = tokens.token(TILL);
            int at = data.consumeInt(0, genuine.length());
            String text = genuine.substring(0, at) + data.consumeRemainingAsString();
            Optional<TerminalId> let = tokens.terminal(text);
            assertTrue(let.isEmpty() || let.get().equals(TILL));
            assertEquals(text.equals(genuine), let.isPresent());
        }
    }

    @FuzzTest
    void policy(byte[] content) throws IOException {
        Path file = Files.createTempFile("policy", ".json");
        try {
            Files.write(file, content);
            TenantPolicy policy = PolicyFile.read(file, new TenantId("shop"));
            assertFalse(policy.products().isEmpty());
        } catch (BadInputException none) {
            assertFalse(String.valueOf(none.getMessage()).isEmpty());
        } finally {
            Files.delete(file);
        }
    }
}

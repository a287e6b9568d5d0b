package dev.solvo.cli.prepaid;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.prepaid.account.CardCode;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The code of a card that is being issued. A generated one is shown, for nothing else will ever show it. */
final class NewCard {
    private @Nullable CardCode code;
    private boolean generated;

    /** A code that was printed on a card already: who gave it knows it. */
    void given(CardCode known) {
        code = known;
    }

    /** A random code. It is shown before the card is in the books: a card whose code was lost could never be used. */
    void generate(PrintWriter err) {
        code = CardCode.generate(new SecureRandom());
        generated = true;
        err.println("card " + shown());
        err.flush();
    }

    CardCode code() {
        if (code == null) {
            throw new IllegalStateException("the options have not been read");
        }
        return code;
    }

    String shown() {
        if (!generated) {
            return CardOptions.masked(code());
        }
        char[] characters = code().toCharacters(InsecureSecretKeyAccess.get());
        String text = new String(characters);
        Arrays.fill(characters, ' ');
        return text;
    }
}

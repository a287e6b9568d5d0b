package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.prepaid.account.AccountReference;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardReference;
import dev.solvo.prepaid.ledger.AccountId;
import java.nio.CharBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which card. */
final class CardOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--card",
            paramLabel = "CODE|-",
            description = "the card's code; - for a line of standard input, which other users cannot see")
    private @Nullable String card;

    @Option(names = "--card-file", paramLabel = "FILE", description = "a file that has the code")
    private @Nullable Path cardFile;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "the card's account as a statement shows it, in the place of its code")
    private @Nullable String account;

    /** Whether a code was handed in. */
    boolean hasCode() {
        return card != null || cardFile != null;
    }

    /** Whether any card was named. */
    boolean isGiven() {
        return hasCode() || account != null;
    }

    /** The card by its code or its account. */
    CardReference reference(SecretInput secrets) throws BadInputException {
        if (account == null) {
            return code(secrets);
        }
        if (hasCode()) {
            throw usage("--account goes without --card");
        }
        try {
            return new AccountReference(AccountId.parse(account));
        } catch (IllegalArgumentException wrong) {
            throw usage("--account is 32 hexadecimal digits");
        }
    }

    /** The card by its code, as a terminal names it. */
    CardCode code(SecretInput secrets) throws BadInputException {
        if (account != null) {
            throw usage("a terminal knows cards by their code only: --card in the place of --account");
        }
        if (card != null && cardFile != null) {
            throw usage("--card goes without --card-file");
        }
        if (card == null && cardFile == null) {
            throw usage("--card is missing");
        }
        return code(
                "--card",
                card == null || card.equals("-")
                        ? cardFile == null ? secrets.line("card's code") : secrets.file("card's code", cardFile)
                        : CharBuffer.wrap(card));
    }

    /** A code from an option of another name. */
    static CardCode code(String option, CharBuffer text) throws BadInputException {
        try {
            return CardCode.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage());
        } finally {
            if (!text.isReadOnly()) {
                for (int i = text.position(); i < text.limit(); i++) {
                    text.put(i, ' ');
                }
            }
        }
    }

    /** A code as everybody may see it, or the account. */
    static String masked(CardReference card) {
        return card instanceof CardCode code
                ? "****" + code.hint()
                : ((AccountReference) card).account().toString();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.OperationKey;
import java.io.PrintWriter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The operation's key. */
final class KeyOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--key",
            paramLabel = "K",
            description =
                    "the operation's key: the same again never does it twice (default: a new one, which is printed first)")
    private @Nullable String key;

    /** The key that was given, or a new one that is shown before anything is done under it. */
    OperationKey key(PrintWriter err) {
        if (key == null) {
            OperationKey made = OperationKey.of(UUID.randomUUID().toString());
            err.println("key " + made);
            err.flush();
            return made;
        }
        return key("--key", key);
    }

    OperationKey key(String option, String text) {
        try {
            return OperationKey.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), option + ": " + wrong.getMessage());
        }
    }
}

package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo conformance new}: a case to begin with. */
@Command(
        name = "new",
        description = "Writes a case that runs, with a comment for each key, to be changed into one's own.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NewCommand implements Callable<Integer> {
    /** Which kind of case. */
    enum Kind {
        contact,
        contactless,
        prepaid,
        wallet
    }

    private static final String ID = "my-first-case";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the file to write, such as my-case.yaml; must not exist")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--kind", defaultValue = "contact", description = "${COMPLETION-CANDIDATES} (default: contact)")
    private Kind kind = Kind.contact;

    @Option(names = "--id", defaultValue = ID, description = "the case's name (default: " + ID + ")")
    private String id = ID;

    @Override
    public Integer call() throws BadInputException {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ParameterException(
                    spec.commandLine(), "--id " + id + ": expected small letters and digits joined by hyphens");
        }
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
            throw new ParameterException(spec.commandLine(), "the file's name must end with .yaml");
        }
        try {
            Files.writeString(file, skeleton().replace("id: " + ID, "id: " + id), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException exists) {
            throw new BadInputException(file + " exists", exists);
        } catch (IOException refused) {
            throw new BadInputException("cannot write " + file, refused);
        }
        spec.commandLine().getOut().println("wrote " + file + "; run it: solvo conformance run --cases " + file);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private String skeleton() {
        String name = "new-" + kind + ".yaml";
        try (InputStream in = NewCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the library's resource " + name, broken);
        }
    }
}

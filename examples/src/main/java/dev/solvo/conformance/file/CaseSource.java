package dev.solvo.conformance.file;

import java.util.Optional;

/** A case file, wherever it is kept. */
public interface CaseSource {
    /**
     * The file's name for messages.
     *
     * @return as it was given
     */
    String name();

    /**
     * The suite that its cases belong to.
     *
     * @return the name of the folder that it lies in
     */
    String suite();

    /**
     * What is in it.
     *
     * @return the text
     */
    String text();

    /**
     * A file that lies beside it.
     *
     * @param file its name, without folders
     * @return its text; empty if there is none of that name
     */
    Optional<String> beside(String file);
}

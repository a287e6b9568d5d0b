package dev.solvo.conformance.file;

/**
 * Something that is wrong in a case file.
 *
 * @param file the file's name, as it was given
 * @param line where, from 1
 * @param column where in the line, from 1
 * @param message what, and what was expected; holds no card data
 */
public record CaseFault(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}

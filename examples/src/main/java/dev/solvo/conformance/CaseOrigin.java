package dev.solvo.conformance;

/**
 * Where a case was read.
 *
 * @param file the file's name, as it was given
 * @param line where the case begins, from 1
 */
public record CaseOrigin(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}

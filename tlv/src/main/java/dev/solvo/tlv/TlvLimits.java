package dev.solvo.tlv;

/**
 * Bounds on what a parser accepts.
 *
 * @param maxDepth templates that may be entered one inside the other, 1 or more: with 1, the objects of a template can be
 *     read, but not those of a template inside it
 * @param maxObjects objects read in one parse, in all templates together, 1 or more
 * @param maxValueLength length of one value, that of a template included, in bytes, 1 or more
 */
public record TlvLimits(int maxDepth, int maxObjects, int maxValueLength) {
    /** Depth 16, 65 536 objects, values up to 65 535 bytes: far above any card, far below harm. */
    public static final TlvLimits DEFAULT = new TlvLimits(16, 65_536, 65_535);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a bound is not positive
     */
    public TlvLimits {
        if (maxDepth < 1 || maxObjects < 1 || maxValueLength < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}

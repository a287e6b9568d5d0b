package dev.solvo.tlv;

/**
 * Bounds on what a parser accepts.
 *
 * @param maxDepth templates inside templates; 1 allows objects without templates around them to be constructed but not
 *     entered twice
 * @param maxObjects objects visited in one parse, in all templates together
 * @param maxValueLength length of one value, in bytes
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

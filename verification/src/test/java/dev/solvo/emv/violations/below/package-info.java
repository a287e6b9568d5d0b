/** The other half of a package cycle. */
@org.jspecify.annotations.NullMarked
package dev.solvo.emv.violations.below;

/** Classes that break each architecture rule, so that the rules can be seen to hold something. */
@org.jspecify.annotations.NullMarked
package dev.solvo.emv.violations;

/** Rules that hold for the whole repository: its modules, its jars and its documentation. */
@org.jspecify.annotations.NullMarked
package dev.solvo.verification;

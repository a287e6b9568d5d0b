/** {@code solvo conformance}: cases for the kernels and cards of this library and of others. */
@NullMarked
package dev.solvo.cli.conformance;

import org.jspecify.annotations.NullMarked;

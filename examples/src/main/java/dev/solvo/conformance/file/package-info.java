/** Reads case files: YAML or JSON, with the place of everything that is wrong in them. */
@NullMarked
package dev.solvo.conformance.file;

import org.jspecify.annotations.NullMarked;

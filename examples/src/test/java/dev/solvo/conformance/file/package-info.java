@NullMarked
package dev.solvo.conformance.file;

import org.jspecify.annotations.NullMarked;

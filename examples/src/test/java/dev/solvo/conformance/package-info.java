@NullMarked
package dev.solvo.conformance;

import org.jspecify.annotations.NullMarked;

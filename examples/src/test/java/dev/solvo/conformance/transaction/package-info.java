@NullMarked
package dev.solvo.conformance.transaction;

import org.jspecify.annotations.NullMarked;

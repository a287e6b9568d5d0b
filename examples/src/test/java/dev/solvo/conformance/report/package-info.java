@NullMarked
package dev.solvo.conformance.report;

import org.jspecify.annotations.NullMarked;

/** What a conformance run is handed back as: text, JSON, JUnit XML, one HTML page; and how two runs differ. */
@NullMarked
package dev.solvo.conformance.report;

import org.jspecify.annotations.NullMarked;

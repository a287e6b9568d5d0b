package dev.solvo.conformance;

import java.util.Optional;

/**
 * One expectation of a case beside what came.
 *
 * @param what what was looked at, by its key in the case file
 * @param expected what should have come
 * @param actual what came
 * @param met whether they agree
 * @param clause the clause that asks for it, where the case says so for this expectation alone
 */
public record ExpectationCheck(String what, String expected, String actual, boolean met, Optional<String> clause) {}

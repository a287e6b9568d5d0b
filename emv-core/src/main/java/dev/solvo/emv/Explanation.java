package dev.solvo.emv;

import java.util.Map;

/**
 * One decision of a kernel: which rule, on which inputs, with which result.
 *
 * @param rule what was decided, in the specification's words
 * @param reference where the rule stands: {@code EMV 4.4 Book 3, 10.4.2}
 * @param inputs what the rule looked at, by name, in order; no card number, track or PIN data
 * @param result what came of it; empty where a function of the specification begins, which is no decision itself
 */
public record Explanation(String rule, String reference, Map<String, String> inputs, String result) {}

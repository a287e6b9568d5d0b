package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How a transaction ended.
 *
 * @param report with the keys of {@code solvo pay --json}, for contactless of {@code solvo tap --json}, card data masked; what
 *     a kernel does not tell is absent
 * @param sessionJson the session for {@code solvo replay}, where one was wanted and can be made
 */
public record KernelAnswer(ObjectNode report, Optional<String> sessionJson) {}

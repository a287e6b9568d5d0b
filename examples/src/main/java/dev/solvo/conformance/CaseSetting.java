package dev.solvo.conformance;

/**
 * What the run decides for each of its cases.
 *
 * @param seed where randomness begins for a case that does not say so itself
 * @param sessionWanted whether a session file is to be made
 */
public record CaseSetting(long seed, boolean sessionWanted) {}

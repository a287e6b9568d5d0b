package dev.solvo.conformance.transaction;

/**
 * The card that a case wants.
 *
 * @param name of the image that it was made from
 * @param image the simulator's image, edited as the case says
 */
public record CardDescription(String name, String image) {}

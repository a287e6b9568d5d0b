package dev.solvo.qr.wallet;

/** A text for people, in Chinese and in English. */
public record BilingualText(String chinese, String english) {}

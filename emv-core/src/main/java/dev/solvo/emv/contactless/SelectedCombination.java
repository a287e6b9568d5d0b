package dev.solvo.emv.contactless;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * An application of the card together with the configuration that serves it. EMV Book B, combination selection.
 *
 * @param adfName the application's name as the card's directory gives it, tag 4F, 5 to 16 bytes
 * @param configuration the terminal's AID, which the name begins with, its kernel and its parameters
 * @param priority low four bits of tag 87, 1 the highest, 0 for none
 * @param extendedSelection tag 9F29, where the directory has it
 */
public record SelectedCombination(
        Bytes adfName, CombinationConfig configuration, int priority, Optional<Bytes> extendedSelection) {}

package dev.solvo.emv.contactless;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the applications that card and reader have in common, each with the kernel that serves it. EMV Book B, combination
 * selection.
 */
final class CombinationSelection {
    private static final int RID_LENGTH = 5;
    private static final int KIND_OF_IDENTIFIER = 0xC0;
    private static final int SHORT_IDENTIFIER = 0x3F;
    private static final int LONG_LENGTH = 3;
    private static final int LOWEST_RANK = 16;

    private CombinationSelection() {}

    /**
     * The candidates, those to be tried first in front: by priority, where there is none last; else as the card's directory has
     * them; else as the reader is configured.
     *
     * @param entries the card's directory
     * @param allowed the reader's combinations that pre-processing left
     * @param installed which kernels there are; an entry that none of them serves is no candidate
     */
    static List<SelectedCombination> candidates(
            List<ProximityDirectory.Entry> entries,
            List<CombinationConfig> allowed,
            Predicate<KernelIdentifier> installed) {
        List<SelectedCombination> candidates = new ArrayList<>();
        for (ProximityDirectory.Entry entry : entries) {
            for (CombinationConfig combination : allowed) {
                if (entry.adfName().startsWith(combination.aid())
                        && isRequested(entry, combination)
                        && installed.test(combination.kernel())) {
                    candidates.add(new SelectedCombination(
                            entry.adfName(), combination, entry.priority(), entry.extendedSelection()));
                }
            }
        }
        candidates.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        return candidates;
    }

    private static int rank(SelectedCombination candidate) {
        return candidate.priority() == 0 ? LOWEST_RANK : candidate.priority();
    }

    private static boolean isRequested(ProximityDirectory.Entry entry, CombinationConfig combination) {
        Optional<KernelIdentifier> requested = requestedKernel(entry, combination.aid());
        return requested.isPresent()
                && (requested.get().equals(KernelIdentifier.ANY)
                        || requested.get().equals(combination.kernel()));
    }

    /**
     * The Requested Kernel ID.
     *
     * @return nothing if tag 9F2A is too short for its kind, or of a kind that the book leaves to others
     */
    static Optional<KernelIdentifier> requestedKernel(ProximityDirectory.Entry entry, Bytes aid) {
        Bytes identifier = entry.kernelIdentifier().orElse(Bytes.EMPTY);
        if (identifier.isEmpty()) {
            return Optional.of(defaultKernel(aid));
        }
        int first = identifier.unsigned(0);
        if ((first & KIND_OF_IDENTIFIER) < 0x80) {
            return Optional.of(KernelIdentifier.of(first));
        }
        return identifier.length() < LONG_LENGTH || (first & SHORT_IDENTIFIER) == 0
                ? Optional.empty()
                : Optional.of(new KernelIdentifier(identifier.slice(0, LONG_LENGTH)));
    }

    private static KernelIdentifier defaultKernel(Bytes aid) {
        return switch (aid.slice(0, RID_LENGTH).toHex()) {
            case "A000000004" -> KernelIdentifier.KERNEL_2;
            case "A000000003" -> KernelIdentifier.KERNEL_3;
            case "A000000025" -> KernelIdentifier.of(0x04);
            case "A000000065" -> KernelIdentifier.of(0x05);
            case "A000000152" -> KernelIdentifier.of(0x06);
            case "A000000333" -> KernelIdentifier.KERNEL_7;
            default -> KernelIdentifier.ANY;
        };
    }
}

package dev.solvo.prepaid.purse;

import dev.solvo.apdu.StatusWord;

/** Which status words say for certain that a card has not moved money. */
final class DefiniteRefusal {
    private DefiniteRefusal() {}

    /**
     * Errors that a card finds before it acts. Anything else (memory failure, no precise diagnosis, a warning) leaves it
     * open.
     */
    static boolean is(StatusWord statusWord) {
        return switch (statusWord.value()) {
            case 0x6700, 0x6982, 0x6983, 0x6985, 0x6988, 0x6A80, 0x6A81, 0x6A86, 0x6D00, 0x6E00 -> true;
            case 0x9302, 0x9303, 0x9401, 0x9402, 0x9403 -> true;
            default -> false;
        };
    }
}

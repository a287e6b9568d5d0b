package dev.solvo.simulator.card;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What an application keeps while the card has no power. */
final class ApplicationMemory {
    int transactionCounter;
    int lastOnlineCounter;
    int pinTriesLeft;
    Pin pin;
    boolean blocked;
    boolean previousIncomplete;
    boolean issuerAuthenticationFailed;
    boolean scriptFailed;
    int scriptsDone;
    long consecutiveOffline;
    long cumulativeOffline;
    final Map<Tag, Bytes> updatedObjects = new HashMap<>();
    final Map<Integer, Bytes> updatedRecords = new HashMap<>();
    /** What the last GENERATE AC was asked by, and what it was answered with. */
    Bytes recoveryData = Bytes.EMPTY;

    Bytes recoverableAnswer = Bytes.EMPTY;
    private static final String NO_PIN = "0000";

    private final Deque<Bytes> log = new ArrayDeque<>();

    ApplicationMemory(ApplicationImage image) {
        transactionCounter = image.transactionCounter();
        lastOnlineCounter = image.lastOnlineCounter();
        pinTriesLeft = image.pin().map(PinImage::triesLeft).orElse(0);
        pin = Pin.of(image.pin().map(PinImage::digits).orElse(NO_PIN));
        blocked = image.blocked();
    }

    void addToLog(Bytes record, int maxRecords) {
        log.addFirst(record);
        while (log.size() > maxRecords) {
            log.removeLast();
        }
    }

    /** Record 1 is the newest. Empty if there is none. */
    Bytes logRecord(int number) {
        return log.stream().skip(number - 1L).findFirst().orElse(Bytes.EMPTY);
    }
}

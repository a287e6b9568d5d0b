package dev.solvo.simulator.card;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an application knows of the transaction that runs. */
final class TransactionState {
    /** How far the transaction is. EMV 4.4 Book 3, 8.2. */
    enum Phase {
        /** SELECT was answered. */
        SELECTED,
        /** GET PROCESSING OPTIONS was answered. */
        INITIATED,
        /** The first GENERATE AC gave an ARQC. */
        ONLINE,
        /** A TC or an AAC was given. */
        FINISHED
    }

    Phase phase = Phase.SELECTED;
    Bytes processingOptionsData = Bytes.EMPTY;
    Bytes firstData = Bytes.EMPTY;
    final Map<Tag, Bytes> values = new HashMap<>();
    Optional<CryptogramType> first = Optional.empty();
    Optional<CryptogramType> second = Optional.empty();
    Bytes cryptogram = Bytes.EMPTY;
    Bytes requestCryptogram = Bytes.EMPTY;
    Map<Tag, Bytes> cryptogramElements = Map.of();
    Bytes dynamicNumber = Bytes.EMPTY;
    Map<Tag, Bytes> dynamicObjects = Map.of();

    /** Numbers and times of the last exchange of relay resistance data, which CDA signs at the end of its dynamic data. */
    Bytes relayData = Bytes.EMPTY;

    Optional<Bytes> challenge = Optional.empty();
    boolean unableToGoOnline;
    boolean externalAuthenticateSeen;
    boolean issuerAuthenticated;
    boolean issuerDeclined;
    boolean issuerAuthenticationFailed;
    boolean pinTried;
    boolean pinEnciphered;
    boolean pinRight;
    boolean pinBlockedSeen;
    boolean dynamicDataSigned;
    boolean firstSigned;
    boolean secondSigned;
    int scriptCommands;

    boolean hasGivenCryptogram() {
        return first.isPresent();
    }
}

package dev.solvo.simulator.purse;

import dev.solvo.tlv.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The issuer's host of the simulated purses: authorises loads by checking MAC1 and making MAC2, and books a load when its
 * transaction authentication code (TAC) is right.
 *
 * <p>A load that was authorised and never confirmed stays open: the card may have taken the money. Repeating the same
 * request gives the same answer. Another request with the same number takes its place, for the card has not done the first
 * one; it is refused when the number was confirmed. Confirmations and cancellations are for one request: number and time.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PurseIssuer {
    /** How the host answers a request with a right MAC1. */
    public enum Behaviour {
        /** Authorises. */
        AUTHORISE,
        /** Refuses. */
        REFUSE,
        /** Authorises with a MAC2 that the card will not take. */
        WRONG_MAC,
        /** Gives no answer, and does not remember that it was asked. */
        SILENT_BEFORE,
        /** Authorises and gives no answer. */
        SILENT_AFTER
    }

    /** What the host says. */
    public sealed interface Decision {
        /**
         * The money may go into the card.
         *
         * @param time the host's date and time: YYYYMMDDhhmmss, 7 bytes
         * @param mac2 the host's proof to the card, 4 bytes
         */
        record Authorised(Bytes time, Bytes mac2) implements Decision {}

        /**
         * No money goes into the card.
         *
         * @param reason why
         */
        record Refused(Reason reason) implements Decision {}

        /** No answer comes. */
        record Silent() implements Decision {}
    }

    /** Why a load is refused. */
    public enum Reason {
        /** MAC1 is not that of the request by this card. */
        WRONG_MAC1,
        /** The request has fields of a wrong length or of a type that is no load. */
        MALFORMED,
        /** The load with this number was confirmed before. */
        ALREADY_LOADED,
        /** Told so. */
        TOLD_TO
    }

    /**
     * What a card and its terminal ask for.
     *
     * @param serial last 8 bytes of the card's application serial number
     * @param oldBalance balance before the load, 4 bytes
     * @param amount how much, 4 bytes
     * @param type 01 passbook or 02 purse
     * @param terminal terminal number, 6 bytes
     * @param onlineSequence the card's number of the load, 2 bytes
     * @param random the card's challenge, 4 bytes
     * @param mac1 the card's proof, 4 bytes
     * @param time date and time that the host shall use: YYYYMMDDhhmmss, 7 bytes
     */
    public record LoadRequest(
            Bytes serial,
            Bytes oldBalance,
            Bytes amount,
            int type,
            Bytes terminal,
            Bytes onlineSequence,
            Bytes random,
            Bytes mac1,
            Bytes time) {}

    private record Confirmed(Bytes time, Bytes tac) {}

    private record LoadNumber(Bytes serial, int type, Bytes onlineSequence) {}

    private final PurseKeys keys;
    private final Map<LoadNumber, LoadRequest> open = new HashMap<>();
    private final Map<LoadNumber, Confirmed> loaded = new HashMap<>();
    private Behaviour behaviour;
    private long total;

    /**
     * A host.
     *
     * @param keys the issuer's master keys
     * @param behaviour how it answers
     */
    public PurseIssuer(PurseKeys keys, Behaviour behaviour) {
        this.keys = keys;
        this.behaviour = behaviour;
    }

    /**
     * Changes how the host answers from now on.
     *
     * @param next how
     */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /**
     * Money of all loads that cards have confirmed.
     *
     * @return minor units
     */
    public long loadedMinor() {
        return total;
    }

    /**
     * Loads that were authorised and not confirmed.
     *
     * @return how many
     */
    public int openLoads() {
        return open.size();
    }

    /**
     * Answers a request for a load.
     *
     * @param request what is asked for
     * @return what the host says
     */
    public Decision authorise(LoadRequest request) {
        if (behaviour == Behaviour.SILENT_BEFORE) {
            return new Decision.Silent();
        }
        Optional<Reason> refusal = refusal(request);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        open.put(number(request), request);
        if (behaviour == Behaviour.SILENT_AFTER) {
            return new Decision.Silent();
        }
        Bytes mac2 = PurseCryptography.code(
                sessionKey(request),
                Bytes.concat(request.amount(), Bytes.ofUnsigned(request.type()), request.terminal(), request.time()));
        return new Decision.Authorised(
                request.time(), behaviour == Behaviour.WRONG_MAC ? PurseCryptography.spoilt(mac2) : mac2);
    }

    /**
     * Takes the card's confirmation of a load. A confirmation that comes again changes nothing.
     *
     * @param serial last 8 bytes of the card's application serial number
     * @param type 01 passbook or 02 purse
     * @param onlineSequence the number of the load, 2 bytes
     * @param time date and time of the load, 7 bytes
     * @param tac what the card gave, 4 bytes
     * @return whether the load is booked now
     */
    public boolean confirm(Bytes serial, int type, Bytes onlineSequence, Bytes time, Bytes tac) {
        LoadNumber number = new LoadNumber(serial, type, onlineSequence);
        Confirmed confirmation = new Confirmed(time, tac);
        if (loaded.containsKey(number)) {
            return confirmation.equals(loaded.get(number));
        }
        Optional<LoadRequest> asked = Optional.ofNullable(open.get(number))
                .filter(request -> request.time().equals(time));
        if (asked.isEmpty() || !tac(asked.get()).equals(tac)) {
            return false;
        }
        open.remove(number);
        loaded.put(number, confirmation);
        total = Math.addExact(total, asked.get().amount().toUnsignedLong());
        return true;
    }

    /**
     * Takes the terminal's word that the card did not take an authorised load.
     *
     * @param serial last 8 bytes of the card's application serial number
     * @param type 01 passbook or 02 purse
     * @param onlineSequence the number of the load, 2 bytes
     * @param time date and time of the load, 7 bytes
     * @return whether there was such a load
     */
    public boolean cancel(Bytes serial, int type, Bytes onlineSequence, Bytes time) {
        LoadNumber number = new LoadNumber(serial, type, onlineSequence);
        return Optional.ofNullable(open.get(number))
                .filter(request -> request.time().equals(time))
                .map(request -> open.remove(number))
                .isPresent();
    }

    private Optional<Reason> refusal(LoadRequest request) {
        if (request.serial().length() != 8
                || request.oldBalance().length() != 4
                || request.amount().length() != 4
                || request.type() != BegunTransaction.PASSBOOK_LOAD && request.type() != BegunTransaction.PURSE_LOAD
                || request.terminal().length() != 6
                || request.onlineSequence().length() != 2
                || request.random().length() != 4
                || request.time().length() != 7) {
            return Optional.of(Reason.MALFORMED);
        }
        Bytes mac1 = PurseCryptography.code(
                sessionKey(request),
                Bytes.concat(
                        request.oldBalance(), request.amount(), Bytes.ofUnsigned(request.type()), request.terminal()));
        if (!mac1.equals(request.mac1())) {
            return Optional.of(Reason.WRONG_MAC1);
        }
        if (loaded.containsKey(number(request))) {
            return Optional.of(Reason.ALREADY_LOADED);
        }
        return behaviour == Behaviour.REFUSE ? Optional.of(Reason.TOLD_TO) : Optional.empty();
    }

    private Bytes tac(LoadRequest request) {
        long newBalance =
                request.oldBalance().toUnsignedLong() + request.amount().toUnsignedLong();
        Bytes key =
                PurseCryptography.folded(keys.diversifiedBy(request.serial()).transaction());
        return PurseCryptography.code(
                key,
                Bytes.concat(
                        PurseCryptography.number(newBalance, 4),
                        request.onlineSequence(),
                        request.amount(),
                        Bytes.ofUnsigned(request.type()),
                        request.terminal(),
                        request.time()));
    }

    private Bytes sessionKey(LoadRequest request) {
        return PurseCryptography.loadSessionKey(
                keys.diversifiedBy(request.serial()).load(), request.random(), request.onlineSequence());
    }

    private static LoadNumber number(LoadRequest request) {
        return new LoadNumber(request.serial(), request.type(), request.onlineSequence());
    }
}

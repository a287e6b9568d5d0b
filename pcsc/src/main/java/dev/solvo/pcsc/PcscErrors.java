package dev.solvo.pcsc;

import dev.solvo.apdu.CardTransportException;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;

/** Reads what went wrong out of the exceptions of {@code javax.smartcardio}. */
final class PcscErrors {
    private static final int MAX_CAUSES = 8;

    private PcscErrors() {}

    /**
     * Name of the PC/SC error, {@code SCARD_W_REMOVED_CARD}; empty if there is none.
     *
     * <p>The exception that holds it is internal to the JDK, so only its message can be read.
     */
    static String code(Throwable thrown) {
        Throwable at = thrown;
        for (int i = 0; i < MAX_CAUSES && at != null; i++) {
            String message = at.getMessage();
            if (message != null && message.startsWith("SCARD_")) {
                int end = message.indexOf(' ');
                return end < 0 ? message : message.substring(0, end);
            }
            at = at.getCause();
        }
        return "";
    }

    /** What a failed exchange means, as far as the error alone can tell. */
    static CardTransportException.Kind exchange(Throwable thrown) {
        // After a removal the JDK marks its card as dead and answers every further call with IllegalStateException.
        if (thrown instanceof CardNotPresentException || thrown instanceof IllegalStateException) {
            return CardTransportException.Kind.CARD_REMOVED;
        }
        // ResponseAPDU refuses the empty answer that some drivers give when the card is pulled during the command.
        if (thrown instanceof IllegalArgumentException) {
            return CardTransportException.Kind.PROTOCOL;
        }
        return switch (code(thrown)) {
            case "SCARD_W_REMOVED_CARD",
                    "SCARD_E_NO_SMARTCARD",
                    "SCARD_E_READER_UNAVAILABLE",
                    "SCARD_E_UNKNOWN_READER",
                    "SCARD_E_NO_READERS_AVAILABLE" -> CardTransportException.Kind.CARD_REMOVED;
            case "SCARD_E_TIMEOUT" -> CardTransportException.Kind.TIME_OUT;
            // The JDK takes answers of up to 8192 bytes, status word included.
            case "SCARD_E_INSUFFICIENT_BUFFER", "SCARD_E_PROTO_MISMATCH" -> CardTransportException.Kind.PROTOCOL;
            default -> CardTransportException.Kind.TRANSMISSION;
        };
    }

    /** What a failed call to find or connect a card means. */
    static PcscException connection(Throwable thrown, String reader) {
        if (thrown instanceof PcscException e) {
            return e;
        }
        if (thrown instanceof CardNotPresentException) {
            return noCard(thrown, reader);
        }
        String code = code(thrown);
        return switch (code) {
            case "SCARD_E_NO_SMARTCARD", "SCARD_W_REMOVED_CARD" -> noCard(thrown, reader);
            case "SCARD_E_SHARING_VIOLATION" -> inUse(thrown, reader);
            case "SCARD_E_PROTO_MISMATCH" ->
                new PcscException(
                        PcscException.Kind.CARD_REFUSED,
                        "the card in reader \"" + reader + "\" does not speak the protocol asked for",
                        thrown);
            case "SCARD_E_UNKNOWN_READER", "SCARD_E_READER_UNAVAILABLE" ->
                new PcscException(
                        PcscException.Kind.NO_SUCH_READER,
                        "reader \"" + reader + "\" is gone: plug it in, then list the readers again",
                        thrown);
            case "SCARD_E_NO_SERVICE", "SCARD_E_SERVICE_STOPPED" ->
                new PcscException(
                        PcscException.Kind.NO_SERVICE,
                        "the PC/SC service has stopped: start it again, then start this program again, for Java does not"
                                + " find back to a service that was restarted",
                        thrown);
            case "SCARD_W_UNRESPONSIVE_CARD", "SCARD_W_UNPOWERED_CARD" ->
                new PcscException(
                        PcscException.Kind.CARD_REFUSED,
                        "the card in reader \"" + reader + "\" does not answer: is it the right way round?",
                        thrown);
            default ->
                new PcscException(
                        PcscException.Kind.READER_FAILED,
                        "reader \"" + reader + "\" failed"
                                + (code.isEmpty() ? " (" + thrown.getClass().getSimpleName() + ")" : " with " + code),
                        thrown);
        };
    }

    /** Whether the JDK itself refused, because the card is in use within this program: those errors have no cause. */
    static boolean isRefusedByJdk(CardException thrown) {
        return thrown.getCause() == null && code(thrown).isEmpty() && !(thrown instanceof CardNotPresentException);
    }

    static PcscException inUse(Throwable thrown, String reader) {
        return new PcscException(
                PcscException.Kind.CARD_IN_USE,
                "the card in reader \"" + reader + "\" is in use: close the other connection first",
                thrown);
    }

    private static PcscException noCard(Throwable thrown, String reader) {
        return new PcscException(
                PcscException.Kind.NO_CARD, "no card in reader \"" + reader + "\": insert one", thrown);
    }
}

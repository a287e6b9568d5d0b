package dev.solvo.pcsc;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;

/**
 * The readers of this computer.
 *
 * <p>The JDK asks the PC/SC service when it is first used. A service that was not running then is found when it runs,
 * one that was restarted is not: start the service before the program, and do not restart it while the program runs.
 */
public final class PcscReaders {
    /** 10 s: longest wait for a call that lists readers or asks for the presence of a card. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    private static final String SERVICE = "(any)";

    private final CardTerminals terminals;
    private final Duration timeLimit;

    private PcscReaders(CardTerminals terminals, Duration timeLimit) {
        this.terminals = terminals;
        this.timeLimit = timeLimit;
    }

    /**
     * Connects to the PC/SC service.
     *
     * <p><b>Sets two system properties for the whole JVM</b>, unless they are set already:
     * {@code sun.security.smartcardio.t0GetResponse} and {@code sun.security.smartcardio.t1GetResponse} become
     * {@code false}. They turn off the JDK's own handling of 61xx and 6Cxx, which sends GET RESPONSE with the class of
     * the command instead of 00, and repeats a command without Le 256 times. The JDK reads them once, at its first
     * exchange with any card. A program that also talks to cards by {@code javax.smartcardio} directly then sees 61xx
     * and 6Cxx there; one that talked to a card before this method was called keeps the JDK's handling in both places.
     *
     * @return the readers
     * @throws PcscException with {@link PcscException.Kind#NO_SERVICE} if no service runs
     */
    public static PcscReaders open() throws PcscException {
        setFalseUnlessSet("sun.security.smartcardio.t0GetResponse");
        setFalseUnlessSet("sun.security.smartcardio.t1GetResponse");
        return ReaderCalls.call(
                SERVICE,
                () -> {
                    try {
                        // getDefault() would remember for ever that there was no service when it was first called.
                        return over(TerminalFactory.getInstance("PC/SC", null).terminals());
                    } catch (NoSuchAlgorithmException e) {
                        throw noService(e);
                    }
                },
                DEFAULT_TIME_LIMIT);
    }

    /**
     * Takes readers from another provider of {@code javax.smartcardio}, which must hand over 61xx and 6Cxx as they
     * come. Sets no system property.
     *
     * @param terminals where readers are listed
     * @return the readers
     */
    public static PcscReaders over(CardTerminals terminals) {
        return new PcscReaders(terminals, DEFAULT_TIME_LIMIT);
    }

    /**
     * The same with another limit.
     *
     * @param limit longest wait for a call that lists readers or asks for the presence of a card
     * @return the readers
     */
    public PcscReaders withTimeLimit(Duration limit) {
        return new PcscReaders(terminals, limit);
    }

    /**
     * Lists the readers that are plugged in now.
     *
     * @return the readers in the service's order; empty if there is none
     * @throws PcscException if the service does not answer
     */
    public List<PcscReader> list() throws PcscException {
        return ReaderCalls.call(SERVICE, this::terminals, timeLimit).stream()
                .map(terminal -> new PcscReader(terminal, timeLimit))
                .toList();
    }

    /**
     * Finds a reader.
     *
     * @param name the name exactly as {@link PcscReader#name()} has it
     * @return the reader
     * @throws PcscException with {@link PcscException.Kind#NO_SUCH_READER} if there is none; the message lists those
     *     that there are
     */
    public PcscReader named(String name) throws PcscException {
        List<PcscReader> readers = list();
        return readers.stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noReader(name, readers));
    }

    private List<CardTerminal> terminals() throws CardException {
        try {
            return terminals.list();
        } catch (CardException e) {
            // Windows has an error for an empty list.
            if (PcscErrors.code(e).equals("SCARD_E_NO_READERS_AVAILABLE")) {
                return List.of();
            }
            throw e;
        }
    }

    private static PcscException noReader(String name, List<PcscReader> readers) {
        String present = readers.isEmpty()
                ? "no reader is plugged in"
                : readers.stream()
                        .map(reader -> "\"" + reader.name() + "\"")
                        .collect(Collectors.joining(", ", "there are: ", ""));
        return new PcscException(PcscException.Kind.NO_SUCH_READER, "there is no reader \"" + name + "\"; " + present);
    }

    private static PcscException noService(Throwable cause) {
        return new PcscException(
                PcscException.Kind.NO_SERVICE,
                "no PC/SC service is running: on Linux install and start pcscd (Debian: apt-get install pcscd),"
                        + " on Windows start the service \"Smart Card\"",
                cause);
    }

    private static void setFalseUnlessSet(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }
}

package dev.solvo.emv.contactless.kernel3;

import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What payment systems differ in that share the fast transaction: the card decides in GET PROCESSING OPTIONS, and qualifiers of
 * reader and card say the rest.
 */
public interface FastProfile {
    /** What follows from a check that the card may relax by its qualifiers. */
    enum Consequence {
        /** The transaction goes on. */
        NONE,
        /** The issuer is asked. */
        GO_ONLINE,
        /** Another interface is tried. */
        SWITCH_INTERFACE,
        /** The transaction is declined. */
        DECLINE
    }

    /** How the cardholder is verified. */
    enum Verification {
        /** Not at all. */
        NO_CVM,
        /** By signature. */
        SIGNATURE,
        /** By a PIN that the issuer verifies: the transaction goes online. */
        ONLINE_PIN,
        /** By his own device, which confirmed it. */
        CONSUMER_DEVICE_CVM,
        /** Not as it must be: the transaction is declined. */
        DECLINE
    }

    /**
     * Where the rules stand, for explanations.
     *
     * @return a book or another source
     */
    String reference();

    /**
     * What a status word of GET PROCESSING OPTIONS means.
     *
     * @param status any but 9000
     * @return the outcome with which the session ends
     */
    ContactlessOutcome afterProcessingOptions(StatusWord status);

    /**
     * Checks the kind of transaction before an offline approval.
     *
     * @param session the activation
     * @return what follows
     * @throws EmvDataException if data of the card cannot be used
     */
    Consequence usage(KernelSession session) throws EmvDataException;

    /**
     * What follows for an expired application that approved.
     *
     * @param session the activation
     * @return what follows
     * @throws EmvDataException if data of the card cannot be used
     */
    Consequence expired(KernelSession session) throws EmvDataException;

    /**
     * What follows when the card that approved could not be authenticated.
     *
     * @param session the activation
     * @return what follows
     * @throws EmvDataException if data of the card cannot be used
     */
    Consequence notAuthenticated(KernelSession session) throws EmvDataException;

    /**
     * Decides how the cardholder is verified.
     *
     * @param session the activation
     * @param approvedOffline whether the card gave a TC, not an ARQC
     * @return the method
     * @throws EmvDataException if data of the card cannot be used
     */
    Verification verification(KernelSession session, boolean approvedOffline) throws EmvDataException;

    /**
     * Tells whether the issuer's answer shall be brought to the card.
     *
     * @param session the activation
     * @return whether reader and card support issuer updates
     * @throws EmvDataException if data of the card cannot be used
     */
    boolean issuerUpdate(KernelSession session) throws EmvDataException;

    /**
     * The elements of the data record, those that are known of them.
     *
     * @return the tags
     */
    List<Tag> dataRecord();

    /**
     * The elements that the kernel tells beside it.
     *
     * @return the tags
     */
    List<Tag> discretionaryData();

    /**
     * The element that says what the card has left to spend.
     *
     * @param session the activation
     * @return the element, where the card gave it: 6 bytes of decimal digits in minor units
     */
    Optional<Tag> availableAmount(KernelSession session);
}

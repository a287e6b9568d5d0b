package dev.solvo.simulator.card;

import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What an application has only over the air.
 *
 * @param kernel whose flow the application follows
 * @param entry its place in the proximity payment system environment
 * @param qualifiers card transaction qualifiers (9F6C) without what the card decides in a transaction, 2 bytes
 * @param qualifiersCopy what tag 9F69 says of the qualifiers; empty for the truth
 * @param methods cardholder verification by the terminal that the card knows, the one it likes best first
 * @param device verification on the device
 * @param form of the issuer application data
 * @param options objects of the answer to GET PROCESSING OPTIONS beside those that every card of this kernel gives
 * @param discretionary objects of FCI issuer discretionary data (BF0C) in the answer to SELECT
 * @param cryptogramOptions objects of the answer to GENERATE AC beside those that every card of kernel 8 gives
 * @param relay answers to EXCHANGE RELAY RESISTANCE DATA; empty for a card that does not know the command
 */
record ContactlessImage(
        Kernel kernel,
        DirectoryEntry entry,
        Bytes qualifiers,
        Optional<Bytes> qualifiersCopy,
        List<Method> methods,
        Device device,
        IssuerDataForm form,
        List<RecordObject> options,
        List<RecordObject> discretionary,
        List<RecordObject> cryptogramOptions,
        Optional<Relay> relay) {

    /** Kernels by the numbers that EMV gives them. */
    enum Kernel {
        /** Cryptogram by GENERATE AC, CDA, relay resistance, torn recovery. */
        KERNEL_2,
        /** Cryptogram and signature in GET PROCESSING OPTIONS. */
        KERNEL_3,
        /** As kernel 3, with qualifiers and issuer data of UnionPay. */
        KERNEL_7,
        /** Keys agreed on in GET PROCESSING OPTIONS, enciphered records, cryptogram with MACs by GENERATE AC. */
        KERNEL_8;

        /** Whether GET PROCESSING OPTIONS is answered with the cryptogram. */
        boolean givesCryptogramAtOnce() {
            return this == KERNEL_3 || this == KERNEL_7;
        }
    }

    /** Objects of the directory entry beside 4F, 50 and 87: 9F2A, 9F29 and others. */
    record DirectoryEntry(Optional<Bytes> kernelId, Bytes extendedSelection, Bytes others) {}

    /** Verification by the terminal. */
    enum Method {
        ONLINE_PIN,
        SIGNATURE
    }

    /** Who verifies on the device. */
    enum DeviceVerification {
        /** Nobody: a plastic card, or a phone that pays without. */
        NONE,
        /** The phone was unlocked before it was shown. */
        PERFORMED,
        /** The phone wants to be unlocked first, and then to be shown again. */
        ON_REQUEST
    }

    /**
     * Verification on the device.
     *
     * @param verification by whom
     * @param refusal answer to GET PROCESSING OPTIONS of a phone that wants to be unlocked; empty for one of kernel 2 or 8 that
     *     answers GENERATE AC with an AAC and tells why
     */
    record Device(DeviceVerification verification, Optional<Integer> refusal) {}

    /** How tag 9F10 is laid out. */
    enum IssuerDataForm {
        /** As the cryptogram version says. */
        STANDARD,
        /** 1F and 31 bytes, as recorded of a phone. */
        WALLET,
        /** 07, key index, version, results of 4 bytes, algorithm. */
        UNIONPAY
    }

    /**
     * Relay resistance.
     *
     * @param times shortest, longest and transmission time, in 100 microseconds, 6 bytes
     * @param elapsedMicros how long each answer takes in turn; the last one counts for all that follow
     */
    record Relay(Bytes times, List<Integer> elapsedMicros) {}
}

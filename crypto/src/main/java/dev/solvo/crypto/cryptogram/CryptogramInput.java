package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import java.util.function.Function;

/**
 * The data elements that application cryptograms are made over (EMV 4.4 Book 2, 8.1.1): nine of the terminal's, three
 * of the card's.
 *
 * <p>The issuer takes them from field 55 of the authorisation request, the card from its CDOL and its own data.
 */
public final class CryptogramInput {
    private final Bytes terminalData;
    private final UnpredictableNumber unpredictableNumber;
    private final Bytes applicationInterchangeProfile;
    private final ApplicationTransactionCounter counter;
    private final Bytes issuerApplicationData;

    private CryptogramInput(
            Bytes terminalData,
            UnpredictableNumber unpredictableNumber,
            Bytes applicationInterchangeProfile,
            ApplicationTransactionCounter counter,
            Bytes issuerApplicationData) {
        this.terminalData = terminalData;
        this.unpredictableNumber = unpredictableNumber;
        this.applicationInterchangeProfile = applicationInterchangeProfile;
        this.counter = counter;
        this.issuerApplicationData = issuerApplicationData;
    }

    /**
     * Collects the elements 9F02, 9F03, 9F1A, 95, 5F2A, 9A, 9C, 9F37, 82, 9F36 and 9F10.
     *
     * @param elements finds the value of a tag
     * @return the input
     * @throws CryptoException if an element is absent or has not the length that EMV gives it
     */
    public static CryptogramInput of(Function<Tag, Optional<Bytes>> elements) throws CryptoException {
        Bytes number = element(elements, 0x9F37, 4, 4);
        Bytes terminalData = Bytes.concat(
                element(elements, 0x9F02, 6, 6),
                element(elements, 0x9F03, 6, 6),
                element(elements, 0x9F1A, 2, 2),
                element(elements, 0x95, 5, 5),
                element(elements, 0x5F2A, 2, 2),
                element(elements, 0x9A, 3, 3),
                element(elements, 0x9C, 1, 1),
                number);
        return new CryptogramInput(
                terminalData,
                UnpredictableNumber.of(number),
                element(elements, 0x82, 2, 2),
                ApplicationTransactionCounter.of(
                        (int) element(elements, 0x9F36, 2, 2).toUnsignedLong()),
                element(elements, 0x9F10, 1, 32));
    }

    /**
     * The terminal's elements in the order that EMV recommends and all profiles here use: amount, other amount,
     * terminal country code, TVR, currency code, date, type, unpredictable number.
     *
     * @return 29 bytes
     */
    public Bytes terminalData() {
        return terminalData;
    }

    /**
     * The terminal's unpredictable number, tag 9F37; {@link #terminalData()} has it too.
     *
     * @return the number
     */
    public UnpredictableNumber unpredictableNumber() {
        return unpredictableNumber;
    }

    /**
     * The application interchange profile, tag 82.
     *
     * @return 2 bytes
     */
    public Bytes applicationInterchangeProfile() {
        return applicationInterchangeProfile;
    }

    /**
     * The application transaction counter, tag 9F36.
     *
     * @return the counter
     */
    public ApplicationTransactionCounter counter() {
        return counter;
    }

    /**
     * The issuer application data, tag 9F10.
     *
     * @return 1 to 32 bytes
     */
    public Bytes issuerApplicationData() {
        return issuerApplicationData;
    }

    private static Bytes element(Function<Tag, Optional<Bytes>> elements, int tag, int fewest, int most)
            throws CryptoException {
        Optional<Bytes> found = elements.apply(Tag.of(tag));
        if (!found.isPresent()) {
            throw new CryptoException(
                    CryptoException.Reason.MISSING_DATA, "the cryptogram takes " + Tag.of(tag) + ", which is absent");
        }
        Bytes value = found.get();
        if (value.length() < fewest || value.length() > most) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, Tag.of(tag) + " has an impossible length of " + value.length());
        }
        return value;
    }
}

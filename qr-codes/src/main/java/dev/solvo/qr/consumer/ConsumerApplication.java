package dev.solvo.qr.consumer;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A card application in a consumer-presented code: its own template over the common one. */
public final class ConsumerApplication {
    private static final Tag APPLICATION_LABEL = Tag.of(0x50);
    private static final Tag TRACK_2_EQUIVALENT_DATA = Tag.of(0x57);
    private static final Tag PRIMARY_ACCOUNT_NUMBER = Tag.of(0x5A);
    private static final Tag PAN_SEQUENCE_NUMBER = Tag.of(0x5F34);
    private static final Tag LAST_FOUR_DIGITS = Tag.of(0x9F25);

    private final ConsumerTemplate own;
    private final Optional<ConsumerTemplate> common;

    ConsumerApplication(ConsumerTemplate own, Optional<ConsumerTemplate> common) {
        this.own = own;
        this.common = common;
    }

    /** The application identifier (4F), 5 to 16 bytes. */
    public Bytes applicationIdentifier() {
        return own.find(ConsumerTemplate.APPLICATION_IDENTIFIER).orElse(Bytes.EMPTY);
    }

    /** The label (50) to show, in ISO 8859-1. */
    public Optional<String> label() {
        return find(APPLICATION_LABEL).map(b -> new String(b.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    /** The value of an object of this application, or else of the data that all applications share. */
    public Optional<Bytes> find(Tag tag) {
        Optional<Bytes> value = own.find(tag);
        return value.isPresent() ? value : common.flatMap(c -> c.find(tag));
    }

    /** Track 2 equivalent data (57): as secret as the PAN in it. */
    public Optional<Bytes> track2EquivalentData() {
        return find(TRACK_2_EQUIVALENT_DATA);
    }

    /** The PAN, from 5A or else from the track 2 data; empty if there is none or it is malformed. */
    public Optional<Pan> pan() {
        Optional<Bytes> number = find(PRIMARY_ACCOUNT_NUMBER);
        if (number.isPresent()) {
            return pan(number.get());
        }
        return track2EquivalentData().flatMap(ConsumerApplication::panOfTrack2);
    }

    /** The PAN sequence number (5F34). */
    public Optional<PanSequenceNumber> panSequenceNumber() {
        try {
            Optional<Bytes> number = find(PAN_SEQUENCE_NUMBER);
            return number.isPresent() ? Optional.of(PanSequenceNumber.parse(number.get())) : Optional.empty();
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    /** The last four digits to show (9F25): those of the card that the customer knows, not of the token in the phone. */
    public Optional<String> lastFourDigits() {
        return find(LAST_FOUR_DIGITS).map(Bytes::toHex);
    }

    /** What goes to the issuer unread: the content of this application's 63, then that of the common 64. */
    public Bytes transparent() {
        return own.transparent().plus(common.map(ConsumerTemplate::transparent).orElse(Bytes.EMPTY));
    }

    boolean hasAccount() {
        return find(PRIMARY_ACCOUNT_NUMBER).isPresent()
                || track2EquivalentData().isPresent();
    }

    private static Optional<Pan> panOfTrack2(Bytes track2) {
        String digits = track2.toHex();
        int separator = digits.indexOf('D');
        if (separator < Pan.MIN_DIGITS || separator > Pan.MAX_DIGITS) {
            return Optional.empty();
        }
        String number = digits.substring(0, separator);
        return number.chars().allMatch(c -> c <= '9') ? Optional.of(Pan.of(number)) : Optional.empty();
    }

    private static Optional<Pan> pan(Bytes compressedNumeric) {
        try {
            return Optional.of(Pan.parse(compressedNumeric));
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    /** The application identifier and the masked PAN. */
    @Override
    public String toString() {
        return "ConsumerApplication[" + applicationIdentifier().toHex() + ", "
                + pan().map(Pan::toString).orElse("no PAN") + "]";
    }
}

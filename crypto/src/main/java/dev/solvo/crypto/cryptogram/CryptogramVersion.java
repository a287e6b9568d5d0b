package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * The cryptogram versions that this library knows. Mastercard's are named by the byte in the issuer application data,
 * in hexadecimal; 10 is also called 16, 11 is 17, 14 is 20, 15 is 21. Visa's 10 and 18 are named in decimal, their bytes
 * are 0A and 12; Visa's 22 is named by its byte, which is 22.
 *
 * <p>NOTE: open is what M/Chip 11 and 15 authenticate of issuer application data of more than 18 bytes (20 with one, 28 with
 * two more counters and the last online counter): M/Chip's text was not at hand. Here all bytes behind the data
 * authentication code are counters and go in, as pyemv describes it; jPOS leaves the last online counter out. With 18 bytes
 * both agree.
 */
public enum CryptogramVersion implements CryptogramProfile {
    /** Visa 10 (0A): the card's own key, card verification results only, padding 1, ARPC method 1. */
    VISA_10(Derivation.NONE, Derivation.NONE, Selection.VISA_RESULTS, Padding.METHOD_1),
    /** Visa 18 (12): EMV common session key, all issuer application data, ARPC method 2. */
    VISA_18(Derivation.COMMON, Derivation.COMMON, Selection.ALL, Padding.METHOD_2),
    /**
     * Visa 22 (22): as 18 over issuer application data of 32 bytes, with script keys by the EMV common scheme (Visa VSDC
     * Contact and Contactless Issuer Implementation Guide, October 2018, H.1).
     */
    VISA_22(Derivation.COMMON, Derivation.COMMON, Selection.ALL, Padding.METHOD_2),
    /** M/Chip 10: Mastercard's session key, no counters, ARPC under the card's key. */
    MCHIP_10(Derivation.MASTERCARD, Derivation.NONE, Selection.MCHIP_RESULTS, Padding.METHOD_2),
    /** M/Chip 11: as 10, with counters. */
    MCHIP_11(Derivation.MASTERCARD, Derivation.NONE, Selection.MCHIP_RESULTS_AND_COUNTERS, Padding.METHOD_2),
    /** M/Chip 14: EMV common session key, no counters, ARPC under the session key. */
    MCHIP_14(Derivation.COMMON, Derivation.COMMON, Selection.MCHIP_RESULTS, Padding.METHOD_2),
    /** M/Chip 15: as 14, with counters. */
    MCHIP_15(Derivation.COMMON, Derivation.COMMON, Selection.MCHIP_RESULTS_AND_COUNTERS, Padding.METHOD_2),
    /** EMV common core definitions, version 5 of format A: EMV common session key, ARPC method 2. */
    COMMON_CORE_5(Derivation.COMMON, Derivation.COMMON, Selection.ALL, Padding.METHOD_2);

    private static final int VISA_LENGTH_BYTES = 7;
    private static final int MCHIP_LENGTH_BYTES = 18;
    private static final int COMMON_CORE_LENGTH_BYTES = 32;
    private static final int VISA_LONG_LENGTH_BYTES = 32;

    private final Derivation cryptogramDerivation;
    private final Derivation arpcDerivation;
    private final Selection selection;
    private final Padding padding;

    CryptogramVersion(
            Derivation cryptogramDerivation, Derivation arpcDerivation, Selection selection, Padding padding) {
        this.cryptogramDerivation = cryptogramDerivation;
        this.arpcDerivation = arpcDerivation;
        this.selection = selection;
        this.padding = padding;
    }

    /**
     * Recognises the version by the form of the issuer application data.
     *
     * <p>NOTE: nothing in tag 9F10 names the payment system. The forms are tried from the most to the least distinct:
     * common core (32 bytes, 0F in the first and seventeenth), Visa (32 bytes, 1F and 22 first; or 06, a known version in
     * byte 3, 03 in byte 4), M/Chip (18 bytes or more, a known version in byte 2). Who knows the payment system should
     * choose by that.
     *
     * @param issuerApplicationData the value of tag 9F10
     * @return the version, or nothing if no form fits
     */
    public static Optional<CryptogramVersion> recognise(Bytes issuerApplicationData) {
        int length = issuerApplicationData.length();
        if (length == COMMON_CORE_LENGTH_BYTES
                && issuerApplicationData.unsigned(0) == 0x0F
                && issuerApplicationData.unsigned(16) == 0x0F) {
            return issuerApplicationData.unsigned(1) == 0xA5 ? Optional.of(COMMON_CORE_5) : Optional.empty();
        }
        if (length == VISA_LONG_LENGTH_BYTES
                && issuerApplicationData.unsigned(0) == VISA_LONG_LENGTH_BYTES - 1
                && issuerApplicationData.unsigned(1) == 0x22) {
            return Optional.of(VISA_22);
        }
        if (length >= VISA_LENGTH_BYTES
                && issuerApplicationData.unsigned(0) == 6
                && issuerApplicationData.unsigned(3) == 3) {
            Optional<CryptogramVersion> visa = switch (issuerApplicationData.unsigned(2)) {
                case 0x0A -> Optional.of(VISA_10);
                case 0x12 -> Optional.of(VISA_18);
                default -> Optional.empty();
            };
            if (visa.isPresent()) {
                return visa;
            }
        }
        if (length >= MCHIP_LENGTH_BYTES) {
            return switch (issuerApplicationData.unsigned(1)) {
                case 0x10 -> Optional.of(MCHIP_10);
                case 0x11 -> Optional.of(MCHIP_11);
                case 0x14 -> Optional.of(MCHIP_14);
                case 0x15 -> Optional.of(MCHIP_15);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    @Override
    public Bytes data(CryptogramInput input) throws CryptoException {
        return Bytes.concat(
                input.terminalData(),
                input.applicationInterchangeProfile(),
                input.counter().toBytes(),
                selection.of(input.issuerApplicationData()));
    }

    @Override
    public Padding padding() {
        return padding;
    }

    @Override
    public SessionKey<KeyPurpose.Cryptogram> cryptogramKey(
            IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input) {
        return cryptogramDerivation.derive(cardKey, input);
    }

    @Override
    public SessionKey<KeyPurpose.Cryptogram> arpcKey(
            IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input) {
        return arpcDerivation.derive(cardKey, input);
    }

    @Override
    public ArpcMethod arpcMethod() {
        return switch (this) {
            case VISA_10, MCHIP_10, MCHIP_11, MCHIP_14, MCHIP_15 -> ArpcMethod.METHOD_1;
            case VISA_18, VISA_22, COMMON_CORE_5 -> ArpcMethod.METHOD_2;
        };
    }

    @Override
    public ScriptScheme scriptScheme() {
        return switch (this) {
            case VISA_10, VISA_18 -> ScriptScheme.VISA;
            case VISA_22 -> ScriptScheme.VISA_COMMON;
            case MCHIP_10, MCHIP_11, MCHIP_14, MCHIP_15 -> ScriptScheme.MASTERCARD;
            case COMMON_CORE_5 -> ScriptScheme.COMMON_CORE;
        };
    }

    private enum Derivation {
        NONE,
        COMMON,
        MASTERCARD;

        SessionKey<KeyPurpose.Cryptogram> derive(IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input) {
            return switch (this) {
                case NONE -> SessionKeyDerivation.none(cardKey);
                case COMMON -> SessionKeyDerivation.emvCommon(cardKey, input.counter());
                case MASTERCARD ->
                    SessionKeyDerivation.mastercard(cardKey, input.counter(), input.unpredictableNumber());
            };
        }
    }

    /** The part of the issuer application data that is authenticated. */
    private enum Selection {
        ALL(1),
        /** With the byte that tells their length. */
        VISA_RESULTS(VISA_LENGTH_BYTES),
        MCHIP_RESULTS(8),
        MCHIP_RESULTS_AND_COUNTERS(MCHIP_LENGTH_BYTES);

        private final int fewestBytes;

        Selection(int fewestBytes) {
            this.fewestBytes = fewestBytes;
        }

        Bytes of(Bytes issuerApplicationData) throws CryptoException {
            if (issuerApplicationData.length() < fewestBytes) {
                throw new CryptoException(
                        CryptoException.Reason.LENGTH,
                        "issuer application data of " + issuerApplicationData.length() + " bytes, not " + fewestBytes
                                + " or more");
            }
            return switch (this) {
                case ALL -> issuerApplicationData;
                case VISA_RESULTS -> issuerApplicationData.slice(3, 7);
                case MCHIP_RESULTS -> issuerApplicationData.slice(2, 8);
                // NOTE: the two bytes of the data authentication code between them are not authenticated; counters
                // run to the end, 8 bytes or more by version of M/Chip.
                case MCHIP_RESULTS_AND_COUNTERS ->
                    issuerApplicationData.slice(2, 8).plus(issuerApplicationData.slice(10));
            };
        }
    }
}

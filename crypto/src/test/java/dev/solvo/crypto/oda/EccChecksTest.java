package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule of EMV 4.4 Book 2, 12, broken alone under a signature that is otherwise right. */
final class EccChecksTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 6, 15, 12, 0);
    private static final EccOda ODA = new EccOda(NOW, RevocationList.EMPTY);
    private static final SignatureSuite P_256 = SignatureSuite.P_256_SHA_256;
    private static final SecureRandom RANDOM = EccTestKeys.sequence(1);
    private static final EccSigningKey CA = EccTestKeys.caKey(P_256);
    private static final EccSigningKey ISSUER = EccTestKeys.issuerKey(P_256);
    private static final Bytes IDENTIFIER = Bytes.fromHex("41333300FF");
    private static final Bytes ICC_SERIAL = Bytes.fromHex("010203040506");
    private static final int SIGNATURE_LENGTH = 64;

    /** Writes bytes into a certificate and signs it again. */
    private static Bytes forge(EccSigningKey signer, Bytes certificate, int at, String bytes) {
        Bytes fields = certificate.slice(0, certificate.length() - SIGNATURE_LENGTH);
        Bytes changed = Altered.with(fields, at, Bytes.fromHex(bytes));
        return changed.plus(signer.sign(changed, RANDOM));
    }

    private static void assertRefused(OdaCheck expected, OdaResult<?> result) {
        assertEquals(expected, result.refusal().orElseThrow().check());
    }

    /** x-coordinate without a point, found by trying. */
    private static Bytes noPoint(SignatureSuite suite) {
        for (int i = 1; i < 100; i++) {
            Bytes x = Altered.withByte(Bytes.repeat(0, suite.fieldLength()), suite.fieldLength() - 1, i);
            if (!EcSdsa.of(suite).curve().hasPoint(x)) {
                return x;
            }
        }
        throw new IllegalStateException("every x has a point");
    }

    @Nested
    final class CaKey {
        @ParameterizedTest
        @EnumSource(SignatureSuite.class)
        void selfSigned_isRecovered(SignatureSuite suite) {
            EccSigningKey key = EccTestKeys.caKey(suite);
            Bytes certificate = key.certifyOwnKey(TestKeys.RID, 9, RANDOM);
            assertEquals(suite == P_256 ? 105 : 205, certificate.length());
            EccCaPublicKey ca = EccOda.recoverCaKey(certificate).verified().orElseThrow();
            assertEquals(EccTestKeys.ca(suite, 9), ca);
            for (int i = 0; i < certificate.length(); i += 5) {
                assertTrue(EccOda.recoverCaKey(Altered.byteAt(certificate, i))
                        .refusal()
                        .isPresent());
            }
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "format,       0, 12, FORMAT",
            "encoding,     1, 01, ENCODING",
            "suite SM2,    8, 80, ALGORITHM_SUITE",
            "suite SHA-3,  8, 12, ALGORITHM_SUITE",
            "suite of ODE, 8, 00, ALGORITHM_SUITE",
            "other suite,  8, 11, LENGTH",
        })
        void wrongField_isRefused(String name, int at, String bytes, OdaCheck expected) {
            assertRefused(
                    expected, EccOda.recoverCaKey(forge(CA, CA.certifyOwnKey(TestKeys.RID, 9, RANDOM), at, bytes)));
        }

        @Test
        void pointOffTheCurve_isRefused() {
            assertRefused(
                    OdaCheck.POINT,
                    EccOda.recoverCaKey(forge(
                            CA,
                            CA.certifyOwnKey(TestKeys.RID, 9, RANDOM),
                            9,
                            noPoint(P_256).toHex())));
        }

        @Test
        void coordinates_mustBelongTogether() {
            EccCaPublicKey ca = EccTestKeys.ca(P_256, 1);
            assertEquals(ca, EccCaPublicKey.of(ca.rid(), 1, P_256, ca.x(), ca.y()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> EccCaPublicKey.of(ca.rid(), 1, P_256, ca.x(), Altered.byteAt(ca.y(), 31)));
            assertThrows(IllegalArgumentException.class, () -> EccCaPublicKey.of(ca.rid(), 1, P_256, noPoint(P_256)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> EccCaPublicKey.of(ca.rid(), 1, SignatureSuite.P_521_SHA_512, ca.x()));
        }

        @Test
        void largerY_isRefused() {
            EccCaPublicKey ca = EccTestKeys.ca(P_256, 1);
            java.math.BigInteger p =
                    new java.math.BigInteger("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", 16);
            Bytes other = UnsignedNumber.toBytes(p.subtract(UnsignedNumber.of(ca.y())), 32);
            assertThrows(IllegalArgumentException.class, () -> EccCaPublicKey.of(ca.rid(), 1, P_256, ca.x(), other));
        }
    }

    @Nested
    final class IssuerCertificate {
        private static final Bytes CERTIFICATE = CA.certifyIssuerKey(
                TestKeys.RID, 1, P_256, ISSUER.x(), IDENTIFIER, LocalDate.of(2035, 12, 31), TestKeys.SERIAL, RANDOM);

        private static OdaResult<EccIssuerPublicKey> recover(Bytes certificate) {
            return ODA.recoverIssuerKey(EccTestKeys.ca(P_256, 1), certificate, TestKeys.PAN);
        }

        @Test
        void asSigned_isRecovered() {
            assertEquals(117, CERTIFICATE.length());
            EccIssuerPublicKey issuer = recover(CERTIFICATE).verified().orElseThrow();
            assertEquals(ISSUER.x(), issuer.x());
            assertEquals(IDENTIFIER, issuer.issuerIdentifier());
            assertEquals(TestKeys.SERIAL, issuer.serialNumber());
            assertEquals(LocalDate.of(2035, 12, 31), issuer.expiry());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "format of an ICC,     0,  14,         FORMAT",
            "encoding,             1,  01,         ENCODING",
            "other issuer,         2,  41333301FF, ISSUER_IDENTIFIER",
            "two digits,           2,  41FFFFFFFF, ISSUER_IDENTIFIER",
            "filling amid digits,  2,  413F3300FF, ISSUER_IDENTIFIER",
            "suite SHA-3,          7,  12,         ALGORITHM_SUITE",
            "suite SM2,            7,  80,         ALGORITHM_SUITE",
            "suite of ODE,         7,  00,         ALGORITHM_SUITE",
            "longer suite,         7,  11,         LENGTH",
            "yesterday,            8,  20260614,   EXPIRY",
            "month 13,             8,  20351301,   EXPIRY",
            "30th of February,     8,  20350230,   EXPIRY",
            "not decimal,          8,  2035A201,   EXPIRY",
            "other RID,            15, A0000000FE, RID",
            "other index,          20, 02,         CA_KEY_INDEX",
        })
        void wrongField_isRefused(String name, int at, String bytes, OdaCheck expected) {
            assertRefused(expected, recover(forge(CA, CERTIFICATE, at, bytes)));
        }

        @ParameterizedTest
        @CsvSource({"413FFFFFFF", "41333FFFFF", "413333008F", "4133330089"})
        void identifierOfAnyLength_isAccepted(String identifier) {
            assertTrue(recover(forge(CA, CERTIFICATE, 2, identifier)).verified().isPresent());
        }

        @Test
        void lastDay_isStillGood() {
            assertTrue(recover(forge(CA, CERTIFICATE, 8, "20260615")).verified().isPresent());
        }

        @Test
        void revoked_isRefused() {
            RevocationList list = RevocationList.of(Set.of(new RevocationList.Entry(TestKeys.RID, 1, TestKeys.SERIAL)));
            assertRefused(
                    OdaCheck.REVOKED,
                    new EccOda(NOW, list).recoverIssuerKey(EccTestKeys.ca(P_256, 1), CERTIFICATE, TestKeys.PAN));
        }

        @Test
        void signatureOfAnother_isRefused() {
            assertRefused(OdaCheck.SIGNATURE, recover(forge(ISSUER, CERTIFICATE, 0, "12")));
        }

        @Test
        void pointOffTheCurve_isRefused() {
            assertRefused(
                    OdaCheck.POINT,
                    recover(forge(CA, CERTIFICATE, 21, noPoint(P_256).toHex())));
        }

        @Test
        void everyLength_isChecked() {
            for (int length = 0; length < CERTIFICATE.length(); length++) {
                assertRefused(OdaCheck.LENGTH, recover(CERTIFICATE.slice(0, length)));
            }
            assertRefused(OdaCheck.LENGTH, recover(CERTIFICATE.plus(Bytes.ofUnsigned(0))));
        }

        @Test
        void everyByte_isCovered() {
            for (int i = 0; i < CERTIFICATE.length(); i++) {
                assertTrue(recover(Altered.byteAt(CERTIFICATE, i)).refusal().isPresent(), "byte " + i);
            }
        }
    }

    @Nested
    final class CardCertificates {
        private static final EccIssuerPublicKey ISSUER_KEY =
                new EccIssuerPublicKey(P_256, ISSUER.x(), IDENTIFIER, LocalDate.of(2035, 12, 31), TestKeys.SERIAL);
        private static final LocalDateTime EXPIRY = LocalDateTime.of(2035, 12, 31, 23, 59);
        private static final Bytes ICC_DATA = Bytes.fromHex("5A0841333300890104348202F000");
        private static final EccSigningKey ICC = EccSigningKey.generate(P_256, EccTestKeys.sequence(3));
        private static final Bytes ICC_CERTIFICATE =
                ISSUER.certifyIccKey(P_256, ICC.x(), EXPIRY, ICC_SERIAL, ICC_DATA, RANDOM);
        private static final Bytes ODE_CERTIFICATE =
                ISSUER.certifyOdeKey(EnciphermentSuite.P_256, ICC.x(), EXPIRY, ICC_SERIAL, ICC_DATA, RANDOM);

        @Test
        void asSigned_areRecovered() {
            assertEquals(145, ICC_CERTIFICATE.length());
            EccIccPublicKey icc = ODA.recoverIccKey(ISSUER_KEY, ICC_CERTIFICATE, ICC_DATA)
                    .verified()
                    .orElseThrow();
            assertEquals(ICC.x(), icc.x());
            assertEquals(EXPIRY, icc.expiry());
            assertEquals(ICC_SERIAL, icc.serialNumber());
            EccOdePublicKey ode = ODA.recoverOdeKey(ISSUER_KEY, ODE_CERTIFICATE, ICC_DATA)
                    .verified()
                    .orElseThrow();
            assertEquals(ICC.x(), ode.x());
            assertEquals(EnciphermentSuite.P_256, ode.suite());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "format of an issuer,     0,  12,           FORMAT",
            "encoding,                1,  01,           ENCODING",
            "suite SHA-3,             2,  12,           ALGORITHM_SUITE",
            "suite SM2,               2,  88,           ALGORITHM_SUITE",
            "this very minute,        3,  202606151200, EXPIRY",
            "yesterday,               3,  202606142359, EXPIRY",
            "hour 24,                 3,  203512312400, EXPIRY",
            "minute 60,               3,  203512312360, EXPIRY",
            "not decimal,             3,  2035123123F9, EXPIRY",
            "hash encoding of Book E, 15, 01,           ICC_DATA_HASH_ENCODING",
            "hash SHA-1,              16, 01,           ICC_DATA_HASH_ALGORITHM",
            "hash SHA-3,              16, 04,           ICC_DATA_HASH_ALGORITHM",
            "longer hash,             16, 03,           LENGTH",
            "other hash,              17, 00,           ICC_DATA_HASH",
        })
        void wrongField_isRefused(String name, int at, String bytes, OdaCheck expected) {
            assertRefused(expected, ODA.recoverIccKey(ISSUER_KEY, forge(ISSUER, ICC_CERTIFICATE, at, bytes), ICC_DATA));
            assertRefused(expected, ODA.recoverOdeKey(ISSUER_KEY, forge(ISSUER, ODE_CERTIFICATE, at, bytes), ICC_DATA));
        }

        @Test
        void suitesOfEachOther_areRefused() {
            assertRefused(OdaCheck.ALGORITHM_SUITE, ODA.recoverIccKey(ISSUER_KEY, ODE_CERTIFICATE, ICC_DATA));
            assertRefused(OdaCheck.ALGORITHM_SUITE, ODA.recoverOdeKey(ISSUER_KEY, ICC_CERTIFICATE, ICC_DATA));
        }

        @Test
        void oneMinuteLeft_isGood() {
            Bytes certificate = forge(ISSUER, ICC_CERTIFICATE, 3, "202606151201");
            assertTrue(ODA.recoverIccKey(ISSUER_KEY, certificate, ICC_DATA)
                    .verified()
                    .isPresent());
        }

        @Test
        void pointOffTheCurve_isRefused() {
            String x = noPoint(P_256).toHex();
            assertRefused(
                    OdaCheck.POINT, ODA.recoverIccKey(ISSUER_KEY, forge(ISSUER, ICC_CERTIFICATE, 49, x), ICC_DATA));
            assertRefused(
                    OdaCheck.POINT, ODA.recoverOdeKey(ISSUER_KEY, forge(ISSUER, ODE_CERTIFICATE, 49, x), ICC_DATA));
        }

        @Test
        void everyByte_isCovered() {
            for (int i = 0; i < ICC_CERTIFICATE.length(); i++) {
                assertTrue(
                        ODA.recoverIccKey(ISSUER_KEY, Altered.byteAt(ICC_CERTIFICATE, i), ICC_DATA)
                                .refusal()
                                .isPresent(),
                        "byte " + i);
            }
            for (int i = 0; i < ICC_DATA.length(); i++) {
                assertRefused(
                        OdaCheck.ICC_DATA_HASH,
                        ODA.recoverIccKey(ISSUER_KEY, ICC_CERTIFICATE, Altered.byteAt(ICC_DATA, i)));
            }
            for (int length = 0; length < ICC_CERTIFICATE.length(); length++) {
                assertRefused(
                        OdaCheck.LENGTH, ODA.recoverIccKey(ISSUER_KEY, ICC_CERTIFICATE.slice(0, length), ICC_DATA));
            }
        }

        @Test
        void hashOfTheOtherAlgorithm_isRead() {
            Bytes fields = Bytes.concat(
                    ICC_CERTIFICATE.slice(0, 16), Bytes.ofUnsigned(0x03), IccDataHash.SHA_512.over(ICC_DATA), ICC.x());
            Bytes certificate = fields.plus(ISSUER.sign(fields, RANDOM));
            assertEquals(
                    ICC.x(),
                    ODA.recoverIccKey(ISSUER_KEY, certificate, ICC_DATA)
                            .verified()
                            .orElseThrow()
                            .x());
        }
    }

    @Nested
    final class ExtendedDataAuthentication {
        private static final Bytes MESSAGE = Bytes.fromHex("15E0F8CC9F270180");

        @ParameterizedTest
        @EnumSource(SignatureSuite.class)
        void answer_isAuthenticated(SignatureSuite suite) {
            EccSigningKey card = EccSigningKey.generate(suite, EccTestKeys.sequence(5));
            EccIccPublicKey icc = new EccIccPublicKey(suite, card.x(), NOW.plusYears(1), ICC_SERIAL);
            Bytes signature = card.signExtendedData(MESSAGE, RANDOM);
            assertEquals(suite == P_256 ? 65 : 131, signature.length());
            assertEquals(
                    icc,
                    ODA.verifyXda(icc, signature, MESSAGE)
                            .verified()
                            .orElseThrow()
                            .signer());
            assertRefused(OdaCheck.FORMAT, ODA.verifyXda(icc, Altered.withByte(signature, 0, 5), MESSAGE));
            assertRefused(OdaCheck.LENGTH, ODA.verifyXda(icc, signature.slice(1), MESSAGE));
            assertRefused(OdaCheck.LENGTH, ODA.verifyXda(icc, Bytes.EMPTY, MESSAGE));
            for (int i = 1; i < MESSAGE.length(); i++) {
                assertRefused(OdaCheck.SIGNATURE, ODA.verifyXda(icc, signature, Altered.byteAt(MESSAGE, i)));
            }
        }

        @Test
        void messageWithoutItsFormat_isMisuse() {
            EccIccPublicKey icc = new EccIccPublicKey(P_256, ISSUER.x(), NOW.plusYears(1), ICC_SERIAL);
            assertThrows(
                    IllegalArgumentException.class, () -> ODA.verifyXda(icc, Bytes.repeat(1, 65), MESSAGE.slice(1)));
            assertThrows(IllegalArgumentException.class, () -> ODA.verifyXda(icc, Bytes.repeat(1, 65), Bytes.EMPTY));
            assertThrows(IllegalArgumentException.class, () -> ISSUER.signExtendedData(MESSAGE.slice(1), RANDOM));
        }
    }

    @Test
    void curvesMayDifferAlongTheChain() {
        SignatureSuite p521 = SignatureSuite.P_521_SHA_512;
        EccSigningKey ca = EccTestKeys.caKey(p521);
        EccSigningKey issuer = EccTestKeys.issuerKey(p521);
        EccSigningKey card = EccSigningKey.generate(p521, EccTestKeys.sequence(7));
        Pan pan = TestKeys.PAN;
        Bytes tag90 = ca.certifyIssuerKey(
                TestKeys.RID, 1, p521, issuer.x(), IDENTIFIER, NOW.toLocalDate(), TestKeys.SERIAL, RANDOM);
        assertEquals(217, tag90.length());
        EccIssuerPublicKey issuerKey = ODA.recoverIssuerKey(EccTestKeys.ca(p521, 1), tag90, pan)
                .verified()
                .orElseThrow();
        Bytes iccData = Bytes.fromHex("82021980");
        Bytes longIcc = issuer.certifyIccKey(p521, card.x(), NOW.plusDays(1), ICC_SERIAL, iccData, RANDOM);
        assertEquals(245, longIcc.length());
        assertTrue(ODA.recoverIccKey(issuerKey, longIcc, iccData).verified().isPresent());
        Bytes shortIcc = issuer.certifyIccKey(P_256, ISSUER.x(), NOW.plusDays(1), ICC_SERIAL, iccData, RANDOM);
        assertTrue(ODA.recoverIccKey(issuerKey, shortIcc, iccData).verified().isPresent());
        Bytes ode =
                issuer.certifyOdeKey(EnciphermentSuite.P_521, card.x(), NOW.plusDays(1), ICC_SERIAL, iccData, RANDOM);
        assertTrue(ODA.recoverOdeKey(issuerKey, ode, iccData).verified().isPresent());
        Bytes mixed = ca.certifyIssuerKey(
                TestKeys.RID, 1, P_256, ISSUER.x(), IDENTIFIER, NOW.toLocalDate(), TestKeys.SERIAL, RANDOM);
        assertTrue(ODA.recoverIssuerKey(EccTestKeys.ca(p521, 1), mixed, pan)
                .verified()
                .isPresent());
    }
}

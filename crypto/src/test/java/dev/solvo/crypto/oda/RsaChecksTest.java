package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of EMV 4.4 Book 2, 5, 6 and 7, broken alone under a signature that is otherwise right. */
final class RsaChecksTest {
    private static final RsaOda ODA = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY);

    /** Recovers a signed block, changes it, gives it the hash it should then have, and signs it again. */
    private static Bytes forge(
            RsaSigningKey signer, Bytes signature, UnaryOperator<Bytes> change, Bytes... hashContinuation) {
        Bytes changed = change.apply(signer.publicKey().apply(signature));
        int hashAt = changed.length() - 21;
        Bytes hash = Bytes.of(Digests.sha1()
                .digest(changed.slice(1, hashAt)
                        .plus(Bytes.concat(hashContinuation))
                        .toByteArray()));
        return signer.apply(Altered.with(changed, hashAt, hash));
    }

    /** Changes a block and leaves the old hash in it. */
    private static Bytes damage(RsaSigningKey signer, Bytes signature, int at, int value) {
        Bytes block = signer.publicKey().apply(signature);
        return signer.apply(Altered.withByte(block, at, value));
    }

    private static void assertRefused(OdaCheck expected, OdaResult<?> result) {
        assertEquals(expected, result.refusal().orElseThrow().check());
    }

    @Nested
    final class IssuerCertificate {
        private static final RsaCertifiedKey certified = TestKeys.CA.certifyIssuerKey(
                TestKeys.ISSUER.publicKey(), Bytes.fromHex("413333FF"), TestKeys.EXPIRY, TestKeys.SERIAL);
        private static final Bytes exponent = certified.exponent();

        private OdaResult<RsaIssuerPublicKey> recover(Bytes certificate, Optional<Bytes> remainder, Bytes exponent) {
            return ODA.recoverIssuerKey(TestKeys.ca(), certificate, remainder, exponent, TestKeys.PAN);
        }

        private OdaResult<RsaIssuerPublicKey> recoverForged(int at, String bytes) {
            Bytes forged = forge(
                    TestKeys.CA,
                    certified.certificate(),
                    block -> Altered.with(block, at, Bytes.fromHex(bytes)),
                    exponent);
            return recover(forged, Optional.empty(), exponent);
        }

        @Test
        void asSigned_isRecovered() {
            assertEquals(
                    TestKeys.ISSUER.publicKey(),
                    recover(certified.certificate(), Optional.empty(), exponent)
                            .verified()
                            .orElseThrow()
                            .publicKey());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "header,                     0,  6B,       HEADER",
            "format of an ICC,           1,  04,       FORMAT",
            "other issuer,               2,  413334FF, ISSUER_IDENTIFIER",
            "odd digits of other issuer, 2,  41334FFF, ISSUER_IDENTIFIER",
            "two digits,                 2,  41FFFFFF, ISSUER_IDENTIFIER",
            "no digits,                  2,  FFFFFFFF, ISSUER_IDENTIFIER",
            "filling before digits,      2,  F41333FF, ISSUER_IDENTIFIER",
            "filling amid digits,        2,  413F33FF, ISSUER_IDENTIFIER",
            "a digit above nine,         2,  41333AFF, ISSUER_IDENTIFIER",
            "month 13,                   6,  1335,     EXPIRY",
            "month 00,                   6,  0035,     EXPIRY",
            "month not decimal,          6,  0A35,     EXPIRY",
            "year not decimal,           6,  12A5,     EXPIRY",
            "last month,                 6,  0526,     EXPIRY",
            "year 50 is 1950,            6,  1250,     EXPIRY",
            "hash algorithm SHA-256,     11, 02,       HASH_ALGORITHM",
            "hash algorithm 00,          11, 00,       HASH_ALGORITHM",
            "key algorithm,              12, 02,       KEY_ALGORITHM",
            "key too short,              13, 3F,       KEY_LENGTH",
            "no key,                     13, 00,       KEY_LENGTH",
            "key longer than the CA's,   13, F9,       REMAINDER_MISSING",
            "exponent length,            14, 03,       EXPONENT_LENGTH",
            "exponent length zero,       14, 00,       EXPONENT_LENGTH",
            "modulus with leading zero,  15, 00,       KEY_LENGTH",
        })
        void wellSignedButWrong_isRefused(String name, int at, String bytes, OdaCheck expected) {
            assertRefused(expected, recoverForged(at, bytes));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "three digits,     413FFFFF, 4133330089010434",
            "five digits,      41333FFF, 4133330089010434",
            "seven digits,     4133330F, 4133330089010434",
            "eight digits,     41333300, 4133330089010434",
        })
        void issuerIdentifierThatBeginsThePan_isAccepted(String name, String identifier, String pan) {
            Bytes forged = forge(
                    TestKeys.CA,
                    certified.certificate(),
                    block -> Altered.with(block, 2, Bytes.fromHex(identifier)),
                    exponent);
            OdaResult<RsaIssuerPublicKey> result =
                    ODA.recoverIssuerKey(TestKeys.ca(), forged, Optional.empty(), exponent, Pan.of(pan));
            assertEquals(
                    identifier,
                    result.verified().orElseThrow().issuerIdentifier().toHex());
        }

        @ParameterizedTest(name = "MMYY {0} on {1}")
        @CsvSource({
            "0626, 2026-06-30, true",
            "0626, 2026-07-01, false",
            "0226, 2026-02-28, true",
            "0226, 2026-03-01, false",
            "0228, 2028-02-29, true",
            "1249, 2049-12-31, true",
            "0150, 2026-01-01, false",
            "0199, 2026-01-01, false",
            "0150, 1950-01-31, true",
            "1299, 1999-12-31, true",
        })
        void expiry_isTheLastDayOfTheMonthInTheCenturyWindow(String mmyy, LocalDate today, boolean accepted) {
            Bytes forged = forge(
                    TestKeys.CA,
                    certified.certificate(),
                    block -> Altered.with(block, 6, Bytes.fromHex(mmyy)),
                    exponent);
            OdaResult<RsaIssuerPublicKey> result = new RsaOda(today, RevocationList.EMPTY)
                    .recoverIssuerKey(TestKeys.ca(), forged, Optional.empty(), exponent, TestKeys.PAN);
            assertEquals(accepted, result.verified().isPresent());
            if (!accepted) {
                assertRefused(OdaCheck.EXPIRY, result);
            }
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "A0000000FF, 1, 000102, true",
            "A0000000FE, 1, 000102, false",
            "A0000000FF, 2, 000102, false",
            "A0000000FF, 1, 000103, false",
        })
        void revokedCertificate_isRefused(String rid, int index, String serial, boolean listed) {
            RevocationList list = RevocationList.of(
                    Set.of(new RevocationList.Entry(Bytes.fromHex(rid), index, Bytes.fromHex(serial))));
            OdaResult<RsaIssuerPublicKey> result = new RsaOda(TestKeys.TODAY, list)
                    .recoverIssuerKey(TestKeys.ca(), certified.certificate(), Optional.empty(), exponent, TestKeys.PAN);
            assertEquals(listed, result.refusal().isPresent());
            if (listed) {
                assertRefused(OdaCheck.REVOKED, result);
            }
        }

        @Test
        void lengthOtherThanTheCaKeys_isRefused() {
            Bytes certificate = certified.certificate();
            assertRefused(
                    OdaCheck.LENGTH,
                    recover(certificate.slice(0, certificate.length() - 1), Optional.empty(), exponent));
            assertRefused(OdaCheck.LENGTH, recover(certificate.plus(Bytes.ofUnsigned(0)), Optional.empty(), exponent));
            assertRefused(OdaCheck.LENGTH, recover(Bytes.EMPTY, Optional.empty(), exponent));
        }

        @Test
        void trailer_isCheckedBeforeHeader() {
            int last = certified.certificate().length() - 1;
            Bytes twoFaults = TestKeys.CA.apply(Altered.withByte(
                    Altered.withByte(TestKeys.CA.publicKey().apply(certified.certificate()), last, 0xCC), 0, 0x4A));
            assertRefused(OdaCheck.TRAILER, recover(twoFaults, Optional.empty(), exponent));
        }

        @Test
        void everyHashedByteLeftOutOfTheHash_isRefused() {
            int hashAt = certified.certificate().length() - 21;
            Set<OdaCheck> seen = EnumSet.noneOf(OdaCheck.class);
            for (int at = 2; at < hashAt + 20; at++) {
                Bytes block = TestKeys.CA.publicKey().apply(certified.certificate());
                Bytes damaged = damage(TestKeys.CA, certified.certificate(), at, block.unsigned(at) ^ 0xFF);
                OdaCheck check = recover(damaged, Optional.empty(), exponent)
                        .refusal()
                        .orElseThrow()
                        .check();
                OdaCheck expected = at == 11 ? OdaCheck.HASH_ALGORITHM : OdaCheck.HASH;
                assertEquals(expected, check, "byte " + at);
                seen.add(check);
            }
            assertEquals(EnumSet.of(OdaCheck.HASH, OdaCheck.HASH_ALGORITHM), seen);
        }

        @Test
        void exponentOtherThanTheSignedOne_isRefused() {
            assertRefused(OdaCheck.HASH, recover(certified.certificate(), Optional.empty(), Bytes.fromHex("010001")));
            assertRefused(OdaCheck.HASH, recover(certified.certificate(), Optional.empty(), Bytes.EMPTY));
        }

        @Test
        void zeroExponentThatWasSigned_isRefused() {
            Bytes zero = Bytes.fromHex("00");
            Bytes forged = forge(TestKeys.CA, certified.certificate(), block -> block, zero);
            assertRefused(OdaCheck.EXPONENT_VALUE, recover(forged, Optional.empty(), zero));
        }

        @Test
        void exponentOfFourBytesThatWasSigned_isRefused() {
            Bytes four = Bytes.fromHex("00000003");
            Bytes forged = forge(TestKeys.CA, certified.certificate(), block -> Altered.withByte(block, 14, 4), four);
            assertRefused(OdaCheck.EXPONENT_LENGTH, recover(forged, Optional.empty(), four));
        }

        @Test
        void remainderThatNobodySigned_isRefusedByTheHash() {
            assertRefused(OdaCheck.HASH, recover(certified.certificate(), Optional.of(Bytes.fromHex("00")), exponent));
        }

        @Test
        void remainderThatIsNotNeededButWasSigned_isAccepted() {
            Bytes extra = Bytes.fromHex("BB");
            Bytes forged = forge(TestKeys.CA, certified.certificate(), block -> block, extra, exponent);
            assertEquals(
                    TestKeys.ISSUER.publicKey(),
                    recover(forged, Optional.of(extra), exponent)
                            .verified()
                            .orElseThrow()
                            .publicKey());
        }

        @Test
        void emptyRemainder_isNone() {
            assertTrue(recover(certified.certificate(), Optional.of(Bytes.EMPTY), exponent)
                    .verified()
                    .isPresent());
        }
    }

    @Nested
    final class IssuerCertificateWithRemainder {
        private static final RsaCertifiedKey certified = TestKeys.CA.certifyIssuerKey(
                TestKeys.LONG_ISSUER.publicKey(), Bytes.fromHex("413333FF"), TestKeys.EXPIRY, TestKeys.SERIAL);
        private static final Bytes remainder = certified.remainder().orElseThrow();

        private OdaResult<RsaIssuerPublicKey> recover(Bytes certificate, Optional<Bytes> remainder) {
            return ODA.recoverIssuerKey(TestKeys.ca(), certificate, remainder, certified.exponent(), TestKeys.PAN);
        }

        @Test
        void keyAsLongAsTheSigners_leavesThirtySixBytes() {
            assertEquals(36, remainder.length());
            assertEquals(
                    TestKeys.LONG_ISSUER.publicKey(),
                    recover(certified.certificate(), Optional.of(remainder))
                            .verified()
                            .orElseThrow()
                            .publicKey());
        }

        @Test
        void withoutIt_isRefusedByName() {
            assertRefused(OdaCheck.REMAINDER_MISSING, recover(certified.certificate(), Optional.empty()));
            assertRefused(OdaCheck.REMAINDER_MISSING, recover(certified.certificate(), Optional.of(Bytes.EMPTY)));
        }

        @Test
        void eachAlteredByte_isRefused() {
            for (int i = 0; i < remainder.length(); i++) {
                assertRefused(
                        OdaCheck.HASH, recover(certified.certificate(), Optional.of(Altered.byteAt(remainder, i))));
            }
        }

        @Test
        void wrongLengthThatWasSigned_isRefused() {
            for (Bytes wrong : List.of(remainder.slice(1), remainder.plus(Bytes.ofUnsigned(0)))) {
                Bytes forged = forge(TestKeys.CA, certified.certificate(), block -> block, wrong, certified.exponent());
                assertRefused(OdaCheck.REMAINDER_LENGTH, recover(forged, Optional.of(wrong)));
            }
        }

        @Test
        void keyLongerThanItsSigners_isRefused() {
            Bytes longer = remainder.plus(Bytes.ofUnsigned(1));
            Bytes forged = forge(
                    TestKeys.CA,
                    certified.certificate(),
                    block -> Altered.withByte(block, 13, block.length() + 1),
                    longer,
                    certified.exponent());
            assertRefused(OdaCheck.KEY_LENGTH, recover(forged, Optional.of(longer)));
        }
    }

    @Nested
    final class IccCertificate {
        private static final RsaCertifiedKey certified = TestKeys.ISSUER.certifyIccKey(
                TestKeys.ICC.publicKey(), TestKeys.PAN, TestKeys.EXPIRY, TestKeys.SERIAL, TestKeys.STATIC_DATA);

        private OdaResult<RsaIccPublicKey> recover(Bytes certificate, Pan pan, Bytes staticData) {
            return ODA.recoverIccKey(
                    TestKeys.issuer(), certificate, certified.remainder(), certified.exponent(), pan, staticData);
        }

        private OdaResult<RsaIccPublicKey> recoverForged(int at, String bytes) {
            Bytes forged = forge(
                    TestKeys.ISSUER,
                    certified.certificate(),
                    block -> Altered.with(block, at, Bytes.fromHex(bytes)),
                    certified.remainder().orElseThrow(),
                    certified.exponent(),
                    TestKeys.STATIC_DATA);
            return recover(forged, TestKeys.PAN, TestKeys.STATIC_DATA);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "header,                 0,  6B,                   HEADER",
            "format of an issuer,    1,  02,                   FORMAT",
            "other PAN,              2,  4133330089010435FFFF, PAN",
            "one digit more,         2,  41333300890104340FFF, PAN",
            "one digit fewer,        2,  413333008901043FFFFF, PAN",
            "filled with zeros,      2,  41333300890104340000, PAN",
            "not filled at the end,  2,  4133330089010434FFF0, PAN",
            "expired,                12, 0526,                 EXPIRY",
            "month 13,               12, 1335,                 EXPIRY",
            "hash algorithm SHA-256, 17, 02,                   HASH_ALGORITHM",
            "key algorithm ECC,      18, 10,                   KEY_ALGORITHM",
            "key shorter than that,  19, 3F,                   KEY_LENGTH",
            "remainder too short,    19, 91,                   REMAINDER_LENGTH",
            "longer than the issuer, 19, B1,                   KEY_LENGTH",
            "exponent length,        20, 02,                   EXPONENT_LENGTH",
            "leading zero,           21, 00,                   KEY_LENGTH",
        })
        void wellSignedButWrong_isRefused(String name, int at, String bytes, OdaCheck expected) {
            assertRefused(expected, recoverForged(at, bytes));
        }

        @Test
        void everyByteOfTheStaticData_isCovered() {
            for (int i = 0; i < TestKeys.STATIC_DATA.length(); i++) {
                assertRefused(
                        OdaCheck.HASH,
                        recover(certified.certificate(), TestKeys.PAN, Altered.byteAt(TestKeys.STATIC_DATA, i)));
            }
            assertRefused(OdaCheck.HASH, recover(certified.certificate(), TestKeys.PAN, Bytes.EMPTY));
        }

        @Test
        void cardWithAnotherPan_isRefused() {
            assertRefused(
                    OdaCheck.PAN, recover(certified.certificate(), Pan.of("4133330089010442"), TestKeys.STATIC_DATA));
        }

        @ParameterizedTest
        @CsvSource({
            "41333300",
            "413333008",
            "41333300890104",
            "413333008901043",
            "413333008901043412",
            "4133330089010434123"
        })
        void panOfAnyLength_isRecovered(String digits) {
            RsaCertifiedKey key = TestKeys.ISSUER.certifyIccKey(
                    TestKeys.ICC.publicKey(), Pan.of(digits), TestKeys.EXPIRY, TestKeys.SERIAL, Bytes.EMPTY);
            assertTrue(ODA.recoverIccKey(
                            TestKeys.issuer(),
                            key.certificate(),
                            key.remainder(),
                            key.exponent(),
                            Pan.of(digits),
                            Bytes.EMPTY)
                    .verified()
                    .isPresent());
        }

        @Test
        void withoutRemainder_isRefusedByName() {
            assertRefused(
                    OdaCheck.REMAINDER_MISSING,
                    ODA.recoverIccKey(
                            TestKeys.issuer(),
                            certified.certificate(),
                            Optional.empty(),
                            certified.exponent(),
                            TestKeys.PAN,
                            TestKeys.STATIC_DATA));
        }
    }

    @Nested
    final class PinCertificate {
        private static final RsaCertifiedKey certified = TestKeys.ISSUER.certifyPinKey(
                TestKeys.ICC_PIN.publicKey(), TestKeys.PAN, TestKeys.EXPIRY, TestKeys.SERIAL);

        private OdaResult<RsaPinPublicKey> recover(Bytes certificate, Optional<Bytes> remainder, Pan pan) {
            return ODA.recoverPinKey(TestKeys.issuer(), certificate, remainder, certified.exponent(), pan);
        }

        @Test
        void coversNoStaticData() {
            assertEquals(
                    TestKeys.ICC_PIN.publicKey(),
                    recover(certified.certificate(), certified.remainder(), TestKeys.PAN)
                            .verified()
                            .orElseThrow()
                            .publicKey());
        }

        @Test
        void certificateThatCoversStaticData_isRefused() {
            RsaCertifiedKey other = TestKeys.ISSUER.certifyIccKey(
                    TestKeys.ICC_PIN.publicKey(), TestKeys.PAN, TestKeys.EXPIRY, TestKeys.SERIAL, TestKeys.STATIC_DATA);
            assertRefused(OdaCheck.HASH, recover(other.certificate(), other.remainder(), TestKeys.PAN));
        }

        @Test
        void otherPanAndExpiry_areRefused() {
            assertRefused(
                    OdaCheck.PAN, recover(certified.certificate(), certified.remainder(), Pan.of("4133330089010442")));
            RsaCertifiedKey old = TestKeys.ISSUER.certifyPinKey(
                    TestKeys.ICC_PIN.publicKey(), TestKeys.PAN, YearMonth.of(2026, 5), TestKeys.SERIAL);
            assertRefused(OdaCheck.EXPIRY, recover(old.certificate(), old.remainder(), TestKeys.PAN));
        }
    }

    @Nested
    final class SignedStaticData {
        private static final Bytes signature =
                TestKeys.ISSUER.signStaticData(Bytes.fromHex("DAC1"), TestKeys.STATIC_DATA);

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "header,         0, 6B, HEADER",
            "format,         1, 05, FORMAT",
            "hash algorithm, 2, 02, HASH_ALGORITHM",
        })
        void wellSignedButWrong_isRefused(String name, int at, String bytes, OdaCheck expected) {
            Bytes forged = forge(
                    TestKeys.ISSUER,
                    signature,
                    block -> Altered.with(block, at, Bytes.fromHex(bytes)),
                    TestKeys.STATIC_DATA);
            assertRefused(expected, ODA.verifySda(TestKeys.issuer(), forged, TestKeys.STATIC_DATA));
        }

        @Test
        void dataAuthenticationCode_isCoveredByTheHash() {
            assertRefused(
                    OdaCheck.HASH,
                    ODA.verifySda(
                            TestKeys.issuer(), damage(TestKeys.ISSUER, signature, 3, 0xDB), TestKeys.STATIC_DATA));
        }

        @Test
        void trailer_isChecked() {
            Bytes damaged = damage(TestKeys.ISSUER, signature, signature.length() - 1, 0xBD);
            assertRefused(OdaCheck.TRAILER, ODA.verifySda(TestKeys.issuer(), damaged, TestKeys.STATIC_DATA));
        }
    }

    @Nested
    final class SignedDynamicDataOfDda {
        private static final Bytes ddolData = Bytes.fromHex("7FBC4049");
        private static final Bytes signature =
                TestKeys.ICC.signDynamicData(Bytes.fromHex("0102030405060708"), Bytes.EMPTY, ddolData);

        static List<Arguments> wrongFields() {
            List<Arguments> cases = new ArrayList<>();
            cases.add(Arguments.of("header", 0, "6B", OdaCheck.HEADER));
            cases.add(Arguments.of("format of static data", 1, "03", OdaCheck.FORMAT));
            cases.add(Arguments.of("format 95", 1, "95", OdaCheck.FORMAT));
            cases.add(Arguments.of("hash algorithm", 2, "02", OdaCheck.HASH_ALGORITHM));
            cases.add(Arguments.of("no data", 3, "00", OdaCheck.DYNAMIC_DATA_LENGTH));
            cases.add(Arguments.of("one byte more than fits", 3, "78", OdaCheck.DYNAMIC_DATA_LENGTH));
            cases.add(Arguments.of("255 bytes", 3, "FF", OdaCheck.DYNAMIC_DATA_LENGTH));
            cases.add(Arguments.of("ends inside the number", 3, "08", OdaCheck.DYNAMIC_DATA_LENGTH));
            cases.add(Arguments.of("number of one byte", 4, "01", OdaCheck.DYNAMIC_NUMBER_LENGTH));
            cases.add(Arguments.of("number of nine bytes", 4, "09", OdaCheck.DYNAMIC_NUMBER_LENGTH));
            return cases;
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("wrongFields")
        void wellSignedButWrong_isRefused(String name, int at, String bytes, OdaCheck expected) {
            Bytes forged =
                    forge(TestKeys.ICC, signature, block -> Altered.with(block, at, Bytes.fromHex(bytes)), ddolData);
            assertRefused(expected, ODA.verifyDda(TestKeys.icc(TestKeys.ICC.publicKey()), forged, ddolData));
        }

        @Test
        void dataThatFillTheSignature_areAccepted() {
            int room = TestKeys.ICC.publicKey().modulusLength() - 25;
            Bytes additional = Bytes.repeat(0x5A, room - 9);
            Bytes full = TestKeys.ICC.signDynamicData(Bytes.fromHex("0102030405060708"), additional, ddolData);
            DynamicDataAuthenticated proof = ODA.verifyDda(TestKeys.icc(TestKeys.ICC.publicKey()), full, ddolData)
                    .verified()
                    .orElseThrow();
            assertEquals("0102030405060708", proof.iccDynamicNumber().toHex());
            assertEquals(
                    "080102030405060708" + additional.toHex(),
                    proof.iccDynamicData().toHex());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TestKeys.ICC.signDynamicData(
                            Bytes.fromHex("0102030405060708"), additional.plus(Bytes.ofUnsigned(0)), ddolData));
        }
    }

    @Nested
    final class SignedDynamicDataOfCda {
        private static final Bytes unpredictableNumber = Bytes.fromHex("8B55633B");
        private static final Bytes transactionData = Bytes.fromHex("0001020304");
        private static final Bytes cryptogram = Bytes.fromHex("55B6408DBC985131");
        private static final RsaIccPublicKey icc = TestKeys.icc(TestKeys.ICC.publicKey());

        private Bytes sign(Bytes additional) {
            return TestKeys.ICC.signCombinedData(
                    Bytes.fromHex("0102"), 0x80, cryptogram, additional, transactionData, unpredictableNumber);
        }

        private OdaResult<CombinedDataAuthenticated> verify(Bytes signature) {
            return ODA.verifyCda(icc, signature, unpredictableNumber, 0x80, transactionData);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "header,                         0,  6B, HEADER",
            "format,                         1,  04, FORMAT",
            "hash algorithm,                 2,  02, HASH_ALGORITHM",
            "data end before the last byte,  3,  1F, DYNAMIC_DATA_LENGTH",
            "data end inside the cryptogram, 3,  05, DYNAMIC_DATA_LENGTH",
            "no data,                        3,  00, DYNAMIC_DATA_LENGTH",
            "more data than fit,             3,  78, DYNAMIC_DATA_LENGTH",
            "number of one byte,             4,  01, DYNAMIC_NUMBER_LENGTH",
            "number of nine bytes,           4,  09, DYNAMIC_NUMBER_LENGTH",
            "TC in place of ARQC,            7,  40, CRYPTOGRAM_INFORMATION_DATA",
            "advice bit,                     7,  88, CRYPTOGRAM_INFORMATION_DATA",
            "hash of other transaction data, 16, 00, TRANSACTION_DATA_HASH",
        })
        void wellSignedButWrong_isRefused(String name, int at, String bytes, OdaCheck expected) {
            Bytes forged = forge(
                    TestKeys.ICC,
                    sign(Bytes.EMPTY),
                    block -> Altered.with(block, at, Bytes.fromHex(bytes)),
                    unpredictableNumber);
            assertRefused(expected, verify(forged));
        }

        @Test
        void cryptogramThatNobodySigned_isRefused() {
            assertRefused(OdaCheck.HASH, verify(damage(TestKeys.ICC, sign(Bytes.EMPTY), 8, 0x56)));
        }

        @Test
        void longDynamicData_isReadFromTheLeft() {
            CombinedDataAuthenticated proof =
                    verify(sign(Bytes.fromHex("1122334455"))).verified().orElseThrow();
            assertEquals(cryptogram.toHex(), proof.applicationCryptogram().toHex());
            assertEquals("0102", proof.iccDynamicNumber().toHex());
            assertTrue(proof.iccDynamicData().toHex().endsWith("1122334455"));
        }

        @Test
        void misuse_isAnArgumentError() {
            Bytes signature = sign(Bytes.EMPTY);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ODA.verifyCda(icc, signature, Bytes.fromHex("8B5563"), 0x80, transactionData));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ODA.verifyCda(icc, signature, unpredictableNumber, 0x180, transactionData));
        }
    }

    @Test
    void refusal_carriesThroughAChain() {
        OdaResult<DynamicDataAuthenticated> result = ODA.recoverIssuerKey(
                        TestKeys.ca(), Bytes.EMPTY, Optional.empty(), Bytes.EMPTY, TestKeys.PAN)
                .then(issuer -> ODA.recoverIccKey(
                        issuer, Bytes.EMPTY, Optional.empty(), Bytes.EMPTY, TestKeys.PAN, Bytes.EMPTY))
                .then(icc -> ODA.verifyDda(icc, Bytes.EMPTY, Bytes.EMPTY));
        assertTrue(result.verified().isEmpty());
        assertEquals(
                "LENGTH: 0 bytes under a key of 248",
                result.refusal().orElseThrow().toString());
    }
}

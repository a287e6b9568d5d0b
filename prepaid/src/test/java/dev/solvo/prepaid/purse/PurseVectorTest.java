package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Published values and those of a foreign card; {@code vectors.csv} says where they are from. */
final class PurseVectorTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    private static final ApplicationSerial CARD = new ApplicationSerial(Bytes.repeat(1, 10));
    private static final String TRANSACTION_KEY = "CEB726EDC01B793BC37DC09E2F768534";

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "vectors.csv", nullValues = "-")
    void codes(
            String kind,
            String name,
            String key,
            String random,
            int sequence,
            long terminalSequence,
            long amount,
            long oldBalance,
            String type,
            String terminal,
            String time,
            String sessionKey,
            String mac1,
            String mac2,
            String tac)
            throws Exception {
        PurseTransactionType parsed = PurseTransactionType.of(Integer.parseInt(type, 16));
        TransactionTime at = TransactionTime.parse(Bytes.fromHex(time));
        TerminalNumber where = new TerminalNumber(Bytes.fromHex(terminal));
        boolean isLoad = kind.equals("load");
        try (SoftwareKey software = tripleDes(key);
                SoftwareKey codes = tripleDes(TRANSACTION_KEY);
                DiversifiedPurseKey card =
                        DiversifiedPurseKey.of(isLoad ? PurseKeyPurpose.LOAD : PurseKeyPurpose.PURCHASE, software);
                DiversifiedPurseKey codeKey = DiversifiedPurseKey.of(PurseKeyPurpose.TRANSACTION_CODE, codes);
                PurseSession session = isLoad
                        ? card.loadSession(Bytes.fromHex(random), sequence)
                        : card.purchaseSession(Bytes.fromHex(random), sequence, terminalSequence)) {
            if (sessionKey != null) {
                assertSessionKey(sessionKey, session);
            }
            if (isLoad) {
                LoadFacts load =
                        new LoadFacts(CARD, parsed, money(amount), money(oldBalance), sequence, where, at, 1, 0);
                assertEquals(mac1, session.code(CodedMessage.loadMac1(load)).toHex());
                assertEquals(mac2, session.code(CodedMessage.loadMac2(load, at)).toHex());
                if (tac != null) {
                    assertEquals(
                            tac,
                            codeKey.transactionCode(CodedMessage.loadCode(load, at))
                                    .toHex());
                }
            } else {
                PurchaseFacts purchase = new PurchaseFacts(
                        CARD, parsed, money(amount), money(oldBalance), sequence, where, terminalSequence, at, 1, 0);
                assertEquals(
                        mac1,
                        session.code(CodedMessage.purchaseMac1(amount, parsed, where, at))
                                .toHex());
                assertEquals(
                        mac2, session.code(CodedMessage.purchaseMac2(amount)).toHex());
                if (tac != null) {
                    assertEquals(
                            tac,
                            codeKey.transactionCode(CodedMessage.purchaseCode(purchase))
                                    .toHex());
                }
            }
        }
    }

    /** The student's card has 0DCAE673EF6DFC0F for the two halves added. */
    @Test
    void foldedKey() {
        try (SoftwareKey codes = tripleDes(TRANSACTION_KEY);
                DiversifiedPurseKey key = DiversifiedPurseKey.of(PurseKeyPurpose.TRANSACTION_CODE, codes);
                SecretBytes folded = SecretBytes.of(Bytes.fromHex("0DCAE673EF6DFC0F"));
                SoftwareKey des = SoftwareKey.of(KeyAlgorithm.DES, folded)) {
            Bytes message = Bytes.fromHex("00112233445566778899");
            assertEquals(PurseSession.code(des, message), key.transactionCode(message));
        }
    }

    /** Derived in one call or in two halves by hand; the right half is of the turned factor. */
    @Test
    void diversification() {
        ApplicationSerial serial = new ApplicationSerial(Bytes.fromHex("00000123456789ABCDEF"));
        Bytes factor = Bytes.fromHex("0123456789ABCDEF");
        Bytes turned = Bytes.fromHex("FEDCBA9876543210");
        try (SoftwareKey byHand = tripleDes("11223344556677888877665544332211")) {
            String halves = Bytes.of(byHand.encrypt(factor.toByteArray())).toHex()
                    + Bytes.of(byHand.encrypt(turned.toByteArray())).toHex();
            try (SoftwareKey derived = tripleDes(halves);
                    DiversifiedPurseKey expected = DiversifiedPurseKey.of(PurseKeyPurpose.LOAD, derived);
                    PurseMasterKey master =
                            PurseMasterKey.of(PurseKeyPurpose.LOAD, tripleDes("11223344556677888877665544332211"));
                    DiversifiedPurseKey card = master.forCard(serial);
                    PurseMasterKey level = master.diversifiedBy(factor);
                    DiversifiedPurseKey below = level.forCard(serial)) {
                Bytes random = Bytes.fromHex("01020304");
                Bytes message = Bytes.fromHex("AABB");
                assertEquals(
                        expected.loadSession(random, 1).code(message),
                        card.loadSession(random, 1).code(message));
                assertNotEquals(
                        card.loadSession(random, 1).code(message),
                        below.loadSession(random, 1).code(message));
            }
        }
    }

    @Test
    void keysServeTheirPurposeOnlyAndAreNotPrinted() {
        try (SoftwareKey software = tripleDes(TRANSACTION_KEY);
                DiversifiedPurseKey load = DiversifiedPurseKey.of(PurseKeyPurpose.LOAD, software);
                PurseMasterKey master = PurseMasterKey.of(PurseKeyPurpose.PURCHASE, tripleDes(TRANSACTION_KEY))) {
            assertEquals("DiversifiedPurseKey[LOAD]", load.toString());
            assertEquals("PurseMasterKey[PURCHASE]", master.toString());
            assertThrows(IllegalStateException.class, () -> load.transactionCode(Bytes.EMPTY));
            assertThrows(IllegalStateException.class, () -> load.purchaseSession(Bytes.repeat(0, 4), 0, 0));
            assertThrows(IllegalArgumentException.class, () -> new TransactionAuthenticationCodes(master));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new KeyedPsam(
                            PurseMasterKey.of(PurseKeyPurpose.LOAD, tripleDes(TRANSACTION_KEY)),
                            new TerminalNumber(Bytes.repeat(0, 6)),
                            () -> 0));
        }
    }

    private static void assertSessionKey(String expected, PurseSession session) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(expected));
                SoftwareKey des = SoftwareKey.of(KeyAlgorithm.DES, secret)) {
            byte[] block = new byte[8];
            assertArrayEquals(des.encrypt(block), session.key().encrypt(block));
        }
    }

    private static SoftwareKey tripleDes(String hex) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(hex))) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    private static Money money(long minor) {
        return Money.ofMinor(CNY, minor);
    }
}

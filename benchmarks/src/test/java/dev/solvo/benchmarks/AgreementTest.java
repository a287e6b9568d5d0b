package dev.solvo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.api.Test;

/** What is measured side by side gives the same answers. */
final class AgreementTest {
    @Test
    void recordIsReadAlike() throws Exception {
        RecordBenchmark benchmark = new RecordBenchmark();
        benchmark.checkAgreement();
        assertEquals(28, benchmark.walkTree());
        assertEquals("4761739001010119", benchmark.findTree().toHex());
        new LargeInputBenchmark().checkAgreement();
    }

    @Test
    void field55IsBuiltAlike() throws Exception {
        Field55Benchmark benchmark = new Field55Benchmark();
        benchmark.checkAgreement();
        assertTrue(benchmark.writer().toHex().startsWith("820219808407A0000000031010"));
    }

    @Test
    void hostileInputIsRefusedByAll() {
        assertDoesNotThrow(new HostileInputBenchmark()::checkAgreement);
    }

    @Test
    void cdaIsCheckedAlike() throws Exception {
        assertDoesNotThrow(new CdaBenchmark()::checkAgreement);
        FirstSeenCdaBenchmark firstSeen = new FirstSeenCdaBenchmark();
        assertEquals(firstSeen.solvo().applicationCryptogram(), Bytes.of(firstSeen.bouncyCastle()));
        assertEquals(SignedCards.CRYPTOGRAM, Bytes.of(firstSeen.floor()));
    }

    @Test
    void symmetricAlgorithmsAndCurvesAgree() {
        assertDoesNotThrow(new ArqcBenchmark()::checkAgreement);
        assertDoesNotThrow(new CmacBenchmark()::checkAgreement);
        assertDoesNotThrow(new EcSdsaBenchmark()::checkAgreement);
    }

    @Test
    void transactionIsApproved() {
        assertDoesNotThrow(new TransactionBenchmark()::checkAgreement);
    }

    @Test
    void merchantCodeIsReadAlike() throws Exception {
        MerchantCodeBenchmark benchmark = new MerchantCodeBenchmark();
        benchmark.checkAgreement();
        assertTrue(benchmark.readAndCheck() && benchmark.readAndCheckPeer());
        assertTrue(benchmark.build().startsWith("000201"));
        assertInstanceOf(ScannedCode.WalletCode.class, benchmark.classify());
    }

    @Test
    void peersRefuseAWrongSignature() throws Exception {
        SignedCards cards = new SignedCards(2);
        // Another card's signature may be a number above this card's modulus, which a library refuses in its own way.
        byte[] changed = cards.card(0).signature().toByteArray();
        changed[changed.length - 1] ^= 1;
        SignedCards.Card wrong =
                new SignedCards.Card(cards.card(0).pan(), cards.card(0).key(), Bytes.of(changed));
        Class<IllegalStateException> refusal = IllegalStateException.class;
        assertThrows(refusal, () -> new JcaCda().verify(cards.plain(wrong)));
        assertThrows(refusal, () -> new BouncyCastleCda().verify(cards.plain(wrong)));
        assertEquals(SignedCards.CRYPTOGRAM, Bytes.of(new JcaCda().verify(cards.plain(cards.card(0)))));
    }
}

package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel that has seen the issuer before checks everything that can have changed since. */
final class IssuerKeyCacheTest {
    private static final String SDA = "4000";
    private static final String CDA = "0100";

    private final RsaIssuerKeyCache cache = RsaIssuerKeyCache.of(4);

    private RsaCard card(String aip) {
        RsaCard card = RsaCard.of(aip);
        card.fixture().terminal(config -> config.issuerKeyCache(cache));
        return card;
    }

    private static Status sda(RsaCard card) {
        FunctionRun run = FunctionRun.of(new OfflineDataAuthentication(), card.transaction());
        run.proceeds();
        return run.transaction().cardAuthentication.result().status();
    }

    /** With CDA the card's key stays, and the signature is checked later. */
    private static boolean hasIccKey(RsaCard card) {
        FunctionRun run = FunctionRun.of(new OfflineDataAuthentication(), card.transaction());
        run.proceeds();
        return run.transaction().cardAuthentication.cdaKey().isPresent();
    }

    @BeforeEach
    void seeTheIssuer() {
        assertEquals(Status.OK, sda(card(SDA)));
        assertEquals(1, cache.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {SDA, "2000", CDA})
    void everyMethodFindsTheIssuer(String aip) {
        FunctionRun.of(new OfflineDataAuthentication(), card(aip).transaction());
        FunctionRun.of(new OfflineDataAuthentication(), card(aip).transaction());
        assertEquals(1, cache.size());
    }

    @Test
    void aGenuineCardIsGenuineAgain() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Status.OK, sda(card(SDA)));
            assertTrue(hasIccKey(card(CDA)));
        }
    }

    @Test
    void revokedSince_isRefused() {
        RevocationList list =
                RevocationList.of(List.of(new RevocationList.Entry(RsaCard.RID, RsaCard.INDEX, RsaCard.SERIAL)));
        for (String aip : List.of(SDA, CDA)) {
            RsaCard revoked = card(aip);
            revoked.fixture().terminal(config -> config.revocationList(list));
            assertEquals(Status.FAILED, sda(revoked));
        }
    }

    @Test
    void expiredSince_isRefused() {
        RsaCard lastDay = card(SDA);
        lastDay.fixture().date(LocalDate.of(2025, 5, 31));
        assertEquals(Status.OK, sda(lastDay));
        RsaCard nextDay = card(SDA);
        nextDay.fixture().date(LocalDate.of(2025, 6, 1));
        assertEquals(Status.FAILED, sda(nextDay));
    }

    @Test
    void aPanOfAnotherIssuer_isRefused() {
        assertEquals(Status.FAILED, sda(card(SDA).element("5A", "4761739001010119")));
    }

    @Test
    void otherSignedData_areRefused() {
        assertEquals(Status.FAILED, sda(card(SDA).damaged("93")));
        assertEquals(Status.FAILED, sda(card(SDA).signedRecord("5F24033112315A085413330089020011")));
        assertFalse(hasIccKey(card(CDA).damaged("9F46")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "92", "9F32"})
    void anotherCertificate_isRecoveredAnewAndRefused(String tag) {
        assertEquals(Status.FAILED, sda(card(SDA).damaged(tag)));
        assertEquals(1, cache.size());
    }

    @Test
    void anAuthorityThatTheTerminalNoLongerHas_isMissed() {
        RsaCard card =
                card(SDA).element("8F", Bytes.ofUnsigned(RsaCard.INDEX + 1).toHex());
        assertEquals(Status.FAILED, sda(card));
    }
}

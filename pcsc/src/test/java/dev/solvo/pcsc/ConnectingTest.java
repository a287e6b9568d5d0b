package dev.solvo.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import javax.smartcardio.CardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 1, 8.3 and 12.2: which cards are taken, with which protocol. */
@Timeout(60)
final class ConnectingTest {
    private static final ConnectionSettings EMV = ConnectionSettings.emvContact();
    private static final String WRONG_CHECK_BYTE = "3BE000008131FE45EC";
    private static final String T1 = "3BE000008131FE45EB";
    private static final String BOTH = "3B80800101";

    @Test
    void damagedColdAnswer_isGivenAWarmReset() throws Exception {
        FakeReader reader = reader(List.of("T=1"), WRONG_CHECK_BYTE, T1);
        PcscTransport.connect(reader, EMV).close();
        assertEquals(
                List.of("connect *", "beginExclusive", "reset", "connect *", "beginExclusive", "reset"), reader.log());
    }

    @Test
    void warmAnswer_needsNoTb1() throws Exception {
        FakeReader reader = reader(List.of("T=0"), "3B2000", "3B2000");
        try (PcscTransport transport = PcscTransport.connect(reader, EMV)) {
            assertEquals("3B2000", transport.answerToReset().toString());
        }
    }

    @Test
    void damagedTwice_isRefusedAndGivenBack() {
        FakeReader reader = reader(List.of("T=1"), WRONG_CHECK_BYTE);
        PcscException refused = refused(reader, EMV);
        assertEquals(PcscException.Kind.CARD_REFUSED, refused.kind());
        assertTrue(refused.toString().contains("check byte"), refused.toString());
        assertEquals(
                List.of("connect *", "beginExclusive", "reset", "connect *", "beginExclusive", "reset"), reader.log());
    }

    @Test
    void cardOfAnotherTrade_isRefusedWithTheRule() {
        FakeReader reader = reader(List.of("T=1"), "3BDA18FF81B1FE751F030031F573C78A40009000B0");
        PcscException refused = refused(reader, EMV);
        assertEquals(PcscException.Kind.CARD_REFUSED, refused.kind());
        assertTrue(refused.toString().contains("[TB3]"), refused.toString());
    }

    @Test
    void firstOfferedProtocol_isUsedWhateverTheServiceChose() throws Exception {
        FakeReader reader = reader(List.of("T=1", "T=0"), BOTH);
        try (PcscTransport transport = PcscTransport.connect(reader, EMV)) {
            assertEquals(CardProtocol.T0, transport.protocol());
        }
        assertEquals(
                List.of(
                        "connect *",
                        "beginExclusive",
                        "reset",
                        "connect *",
                        "beginExclusive",
                        "reset",
                        "connect T=0",
                        "beginExclusive",
                        "reset"),
                reader.log());
    }

    @Test
    void firstOfferedProtocolNotAllowed_isRefused() {
        FakeReader reader = reader(List.of("T=1"), T1);
        PcscException refused = refused(reader, EMV.withProtocols(CardProtocol.T0));
        assertEquals(PcscException.Kind.CARD_REFUSED, refused.kind());
        assertTrue(refused.toString().contains("T=1"), refused.toString());
    }

    @Test
    void anyCard_takesTheServicesChoice() throws Exception {
        FakeReader reader = reader(List.of("T=1", "T=0"), BOTH);
        try (PcscTransport transport = PcscTransport.connect(reader, ConnectionSettings.anyCard())) {
            assertEquals(CardProtocol.T1, transport.protocol());
        }
        assertEquals(List.of("connect *", "beginExclusive", "reset"), reader.log());
    }

    @Test
    void anyCard_withOneProtocol_asksForThat() throws Exception {
        FakeReader reader = reader(List.of("T=1", "T=0"), BOTH);
        ConnectionSettings settings = ConnectionSettings.anyCard().withProtocols(CardProtocol.T0);
        try (PcscTransport transport = PcscTransport.connect(reader, settings)) {
            assertEquals(CardProtocol.T0, transport.protocol());
        }
    }

    @Test
    void anyCard_protocolNotOffered_isRefused() {
        FakeReader reader = reader(List.of("T=1"), T1);
        ConnectionSettings settings = ConnectionSettings.anyCard().withProtocols(CardProtocol.T0);
        assertEquals(PcscException.Kind.CARD_REFUSED, refused(reader, settings).kind());
    }

    @Test
    void anyCard_damagedAnswer_isRefused() {
        FakeReader reader = reader(List.of("T=1"), WRONG_CHECK_BYTE);
        assertEquals(
                PcscException.Kind.CARD_REFUSED,
                refused(reader, ConnectionSettings.anyCard()).kind());
    }

    @Test
    void noCard_isSaid() {
        FakeReader reader = reader(List.of("T=0"));
        assertEquals(PcscException.Kind.NO_CARD, refused(reader, EMV).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "SCARD_E_NO_SMARTCARD, NO_CARD",
        "SCARD_W_REMOVED_CARD, NO_CARD",
        "SCARD_E_SHARING_VIOLATION, CARD_IN_USE",
        "SCARD_E_PROTO_MISMATCH, CARD_REFUSED",
        "SCARD_W_UNRESPONSIVE_CARD, CARD_REFUSED",
        "SCARD_W_UNPOWERED_CARD, CARD_REFUSED",
        "SCARD_E_UNKNOWN_READER, NO_SUCH_READER",
        "SCARD_E_READER_UNAVAILABLE, NO_SUCH_READER",
        "SCARD_E_NO_SERVICE, NO_SERVICE",
        "SCARD_E_SERVICE_STOPPED, NO_SERVICE",
        "SCARD_F_COMM_ERROR, READER_FAILED",
    })
    void errorOfTheService_hasItsKind(String code, PcscException.Kind kind) {
        FakeReader reader = new FakeReader(command -> new byte[0], false, List.of("T=0"), "3B600000") {
            @Override
            void connecting() throws CardException {
                throw FakeReader.failure(code);
            }
        };
        assertEquals(kind, refused(reader, EMV).kind());
    }

    @Test
    void refusalByTheJdk_isInUseAndLeavesTheOtherConnectionAlone() {
        FakeReader reader = new FakeReader(command -> new byte[0], false, List.of("T=0"), "3B600000") {
            @Override
            void assigning() throws CardException {
                throw new CardException("Exclusive access has already been assigned to Thread main");
            }
        };
        assertEquals(PcscException.Kind.CARD_IN_USE, refused(reader, EMV).kind());
        assertFalse(reader.log().contains("reset"));
        assertFalse(reader.log().contains("leave"));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT1H0.001S"})
    void limitOutOfRange_isMisuse(Duration limit) {
        assertThrows(IllegalArgumentException.class, () -> EMV.withTimeLimit(limit));
    }

    @Test
    void noProtocol_isMisuse() {
        assertThrows(IllegalArgumentException.class, EMV::withProtocols);
    }

    private static FakeReader reader(List<String> offered, String... answersToReset) {
        return new FakeReader(command -> new byte[] {(byte) 0x90, 0}, false, offered, answersToReset);
    }

    private static PcscException refused(FakeReader reader, ConnectionSettings settings) {
        return assertThrows(PcscException.class, () -> PcscTransport.connect(reader, settings));
    }
}

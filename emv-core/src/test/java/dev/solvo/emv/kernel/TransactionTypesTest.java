package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TransactionHandling;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 4, 6.5.1, and what payment systems make of it by configuration. */
final class TransactionTypesTest {
    private static Sale configured(Sale sale, TransactionType type, TransactionHandling handling) {
        return sale.terminal(terminal -> terminal.applications(terminal.build().applications().stream()
                .map(application ->
                        application.toBuilder().handling(type, handling).build())
                .collect(Collectors.toList())));
    }

    private static String code(Outcome outcome) {
        return outcome.result().authorisationResponseCode().orElseThrow().toHex();
    }

    @Nested
    final class Refund {
        @Test
        void asksForAnAac_withoutVerificationAndRiskManagement_andIsAcceptedNotDeclined() {
            Sale sale = new Sale("offline-cda", TransactionRequest.refund(Money.parse("EUR 5.00")));
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.RefundAccepted.class, outcome);
            assertInstanceOf(HostState.NotAsked.class, outcome.hostState());
            assertEquals("80AE0000", sale.commands().get(sale.commands().size() - 1));
            assertEquals("5A31", code(outcome));
            assertEquals(
                    "3F0000",
                    outcome.result().cvmResults().orElseThrow().toBytes().toHex());
            assertEquals(
                    CryptogramInformationData.Type.AAC,
                    outcome.result()
                            .finalCryptogram()
                            .orElseThrow()
                            .information()
                            .type());
            assertEquals(
                    "20",
                    outcome.result()
                            .chipData()
                            .get(EmvTag.TRANSACTION_TYPE)
                            .orElseThrow()
                            .toHex());
            assertEquals(List.of(StandardMessage.APPROVED, StandardMessage.REMOVE_CARD), sale.messages());
        }

        @Test
        void configuration_fullHandling_isDecidedByTheCard() {
            Sale sale = configured(
                    new Sale("offline-cda", TransactionRequest.refund(Money.parse("EUR 5.00"))),
                    TransactionType.REFUND,
                    TransactionHandling.FULL);
            assertInstanceOf(Outcome.Approved.class, sale.run());
            assertEquals("80AE5000", sale.commands().get(sale.commands().size() - 1));
        }

        @Test
        void configuration_onlineRequired_goesOnline() {
            Sale sale = configured(
                    new Sale("online-cda", TransactionRequest.refund(Money.parse("EUR 5.00"))),
                    TransactionType.REFUND,
                    TransactionHandling.ONLINE_REQUIRED);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Approved.class, outcome);
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 9, 17, 30, 40, 50})
        void configuration_cardDataOnlyIsForCredits(int type) {
            ApplicationConfig.Builder application = ApplicationConfig.builder(Bytes.fromHex("A000000999"))
                    .handling(new TransactionType(type), TransactionHandling.CARD_DATA_ONLY);
            assertThrows(IllegalArgumentException.class, application::build);
        }

        @Test
        void configuration_aDepositMayBeByCardDataOnly() {
            Sale sale = configured(
                    new Sale("offline-cda", TransactionRequest.of(TransactionType.DEPOSIT, Money.parse("EUR 5.00"))),
                    TransactionType.DEPOSIT,
                    TransactionHandling.CARD_DATA_ONLY);
            assertInstanceOf(Outcome.RefundAccepted.class, sale.run());
        }
    }

    @Nested
    final class Inquiries {
        @Test
        void balanceInquiry_goesToTheIssuer_thoughTheAmountIsZero() {
            Sale sale = new Sale("offline-cda", TransactionRequest.balanceInquiry(CurrencyUnit.EUR));
            Outcome outcome = sale.run();
            assertTrue(sale.asked().isPresent());
            assertTrue(
                    sale.commands().contains("80AE9000"), () -> sale.commands().toString());
            assertEquals(
                    "000000000000",
                    outcome.result()
                            .chipData()
                            .get(EmvTag.AMOUNT_AUTHORISED_NUMERIC)
                            .orElseThrow()
                            .toHex());
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void statusInquiry_thatTheIssuerDoesNotAnswer_isDeclined() {
            Sale sale = new Sale("online-cda", TransactionRequest.statusInquiry(CurrencyUnit.EUR));
            sale.host(IssuerHost.Behaviour.SILENT);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("5A33", code(outcome));
        }

        @Test
        void atAnOfflineOnlyTerminal_areDeclined() {
            Sale sale = new Sale("offline-cda", TransactionRequest.balanceInquiry(CurrencyUnit.EUR));
            sale.terminalType("23");
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("5A31", code(outcome));
            assertEquals(Optional.empty(), sale.asked());
        }

        @Test
        void configuration_fullHandling_mayStayOffline() {
            Sale sale = configured(
                    new Sale("offline-cda", TransactionRequest.balanceInquiry(CurrencyUnit.EUR)),
                    TransactionType.BALANCE_INQUIRY,
                    TransactionHandling.FULL);
            assertInstanceOf(Outcome.Approved.class, sale.run());
            assertEquals(Optional.empty(), sale.asked());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, FULL",
        "1, FULL",
        "9, FULL",
        "17, FULL",
        "20, CARD_DATA_ONLY",
        "21, FULL",
        "29, FULL",
        "30, ONLINE_REQUIRED",
        "31, ONLINE_REQUIRED",
        "37, ONLINE_REQUIRED",
        "39, ONLINE_REQUIRED",
        "40, FULL",
        "50, FULL",
        "99, FULL"
    })
    void handlingUnlessConfigured(int type, TransactionHandling handling) {
        assertEquals(
                handling,
                ApplicationConfig.builder(Bytes.fromHex("A000000999")).build().handling(new TransactionType(type)));
    }

    @Test
    void zeroAmount_isAnOrdinaryAmount() {
        Sale sale = new Sale("offline-cda", TransactionRequest.purchase(Money.zero(CurrencyUnit.EUR)));
        assertInstanceOf(Outcome.Approved.class, sale.run());
    }

    @Test
    void cash_isProcessedLikeAPurchase() {
        Sale sale = new Sale("offline-cda", TransactionRequest.cash(Money.parse("EUR 20.00")));
        Outcome outcome = sale.run();
        assertInstanceOf(Outcome.Approved.class, outcome);
        assertEquals(
                "01",
                outcome.result()
                        .chipData()
                        .get(EmvTag.TRANSACTION_TYPE)
                        .orElseThrow()
                        .toHex());
    }

    @Test
    void purchaseWithCashback_sendsBothAmountsToTheCard() {
        Sale sale = new Sale(
                "offline-cda",
                TransactionRequest.purchaseWithCashback(Money.parse("EUR 5.00"), Money.parse("EUR 10.00")));
        Outcome outcome = sale.run();
        assertTrue(sale.lastGenerateAc().contains("000000001500000000001000"), sale.lastGenerateAc());
        // This card's usage control allows no cashback, so that no signature is asked for either.
        assertEquals(
                "8010000000",
                outcome.result().terminalVerificationResults().toBytes().toHex());
        assertInstanceOf(Outcome.Declined.class, outcome);
    }
}

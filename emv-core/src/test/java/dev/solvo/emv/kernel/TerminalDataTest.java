package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ReferenceCurrency;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.AccountType;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 3, Annex A and G; Book 4, 6.5.1 and 6.7.3. */
final class TerminalDataTest {
    private static DataStore data(TransactionRequest request) throws EmvDataException {
        return data(request, terminal());
    }

    private static DataStore data(TransactionRequest request, TerminalConfigBuilder terminal) throws EmvDataException {
        TerminalConfig config = terminal.build();
        Transaction transaction = new Transaction(
                config,
                request,
                Clock.fixed(Instant.parse("2026-11-30T23:59:58Z"), ZoneOffset.UTC),
                new Random(1),
                null,
                new DataStore(TagDictionary.load()));
        transaction.applicationSelected(
                new Candidate(
                        Bytes.fromHex("A0000000031010"),
                        "TEST",
                        1,
                        false,
                        config.applicationFor(Bytes.fromHex("A0000000031010")).get()),
                FileControlInformation.parse(Bytes.fromHex("6F118407A0000000031010A506500454455354")));
        TerminalData.forTransaction(transaction);
        return transaction.data();
    }

    private static TerminalConfigBuilder terminal() throws EmvDataException {
        return TerminalConfigJson.parse(TerminalConfigJson.testTerminal()).toBuilder();
    }

    private static String value(DataStore data, Tag tag) {
        return data.get(tag).map(Bytes::toHex).orElse("absent");
    }

    @Nested
    final class Amounts {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "EUR 12.34, 000000001234, 000004D2, 0978, 02",
            "EUR 0.00, 000000000000, 00000000, 0978, 02",
            "JPY 1234, 000000001234, 000004D2, 0392, 00",
            "KWD 1.234, 000000001234, 000004D2, 0414, 03",
            "USD 42949672.95, 004294967295, FFFFFFFF, 0840, 02",
            "USD 42949672.96, 004294967296, absent, 0840, 02",
            "EUR 9999999999.99, 999999999999, absent, 0978, 02"
        })
        void annexA_ofThisTransactionsCurrency_notTheTerminalsUsualOne(
                String amount, String numeric, String binary, String currency, String exponent)
                throws EmvDataException {
            DataStore data = data(TransactionRequest.purchase(Money.parse(amount)));
            assertEquals(numeric, value(data, EmvTag.AMOUNT_AUTHORISED_NUMERIC));
            assertEquals(binary, value(data, EmvTag.AMOUNT_AUTHORISED_BINARY));
            assertEquals("000000000000", value(data, EmvTag.AMOUNT_OTHER_NUMERIC));
            assertEquals("00000000", value(data, EmvTag.AMOUNT_OTHER_BINARY));
            assertEquals(currency, value(data, EmvTag.TRANSACTION_CURRENCY_CODE));
            assertEquals(exponent, value(data, EmvTag.TRANSACTION_CURRENCY_EXPONENT));
        }

        @Test
        void book4_6_5_1_cashbackIsPartOfTheAmount() throws EmvDataException {
            DataStore data =
                    data(TransactionRequest.purchaseWithCashback(Money.parse("EUR 10.00"), Money.parse("EUR 25.00")));
            assertEquals("000000003500", value(data, EmvTag.AMOUNT_AUTHORISED_NUMERIC));
            assertEquals("00000DAC", value(data, EmvTag.AMOUNT_AUTHORISED_BINARY));
            assertEquals("000000002500", value(data, EmvTag.AMOUNT_OTHER_NUMERIC));
            assertEquals("000009C4", value(data, EmvTag.AMOUNT_OTHER_BINARY));
            assertEquals("09", value(data, EmvTag.TRANSACTION_TYPE));
        }
    }

    @Nested
    final class ReferenceCurrencies {
        private final ReferenceCurrency reference = new ReferenceCurrency(
                CurrencyUnit.EUR,
                Map.of(CurrencyUnit.USD, new BigDecimal("0.915"), CurrencyUnit.JPY, new BigDecimal("0.0061")));

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "USD 10.00, 00000393, 0978, 02",
            "USD 0.10, 00000009, 0978, 02",
            "USD 0.01, 00000001, 0978, 02",
            "JPY 1000, 00000262, 0978, 02",
            "EUR 10.00, 000003E8, 0978, 02",
            "USD 60000000.00, absent, 0978, 02",
            "GBP 10.00, absent, absent, absent"
        })
        void annexA_9F3A_9F3C_9F3D(String amount, String converted, String currency, String exponent)
                throws EmvDataException {
            DataStore data = data(
                    TransactionRequest.purchase(Money.parse(amount)), terminal().referenceCurrency(reference));
            assertEquals(converted, value(data, EmvTag.AMOUNT_REFERENCE_CURRENCY));
            assertEquals(currency, value(data, EmvTag.TRANSACTION_REFERENCE_CURRENCY_CODE));
            assertEquals(exponent, value(data, EmvTag.TRANSACTION_REFERENCE_CURRENCY_EXPONENT));
        }

        @Test
        void annexA_terminalThatDoesNotConvert_hasNoneOfThem() throws EmvDataException {
            DataStore data = data(TransactionRequest.purchase(Money.parse("USD 1.00")));
            assertEquals("absent", value(data, EmvTag.AMOUNT_REFERENCE_CURRENCY));
            assertEquals("absent", value(data, EmvTag.TRANSACTION_REFERENCE_CURRENCY_CODE));
            assertEquals("absent", value(data, EmvTag.TRANSACTION_REFERENCE_CURRENCY_EXPONENT));
        }
    }

    @Nested
    final class OfTheRequest {
        @Test
        void annexA_9F41_isThereWhereTheTerminalCounts() throws EmvDataException {
            TransactionRequest request = TransactionRequest.purchase(Money.parse("EUR 1"));
            assertEquals("absent", value(data(request), EmvTag.TRANSACTION_SEQUENCE_COUNTER));
            assertEquals("00000042", value(data(request.withSequenceCounter(42)), EmvTag.TRANSACTION_SEQUENCE_COUNTER));
            assertEquals(
                    "99999999",
                    value(data(request.withSequenceCounter(99_999_999)), EmvTag.TRANSACTION_SEQUENCE_COUNTER));
        }

        @Test
        void annexG_5F57_isThereWhereTheCardholderChose() throws EmvDataException {
            TransactionRequest request = TransactionRequest.purchase(Money.parse("EUR 1"));
            assertEquals("absent", value(data(request), EmvTag.ACCOUNT_TYPE));
            DataStore data = data(request.withAccountType(AccountType.SAVINGS));
            assertEquals("10", value(data, EmvTag.ACCOUNT_TYPE));
            assertEquals(
                    "10",
                    data.fill(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1, Bytes.fromHex("5F5701"), 255)
                            .toHex());
        }

        @Test
        void annexA_9A_and_9F21_areReadFromTheClockOnce() throws EmvDataException {
            DataStore data = data(TransactionRequest.purchase(Money.parse("EUR 1")));
            assertEquals("261130", value(data, EmvTag.TRANSACTION_DATE));
            assertEquals("235958", value(data, EmvTag.TRANSACTION_TIME));
        }

        @ParameterizedTest(name = "9C {0}")
        @CsvSource({"0, 00", "1, 01", "17, 17", "20, 20", "21, 21", "30, 30", "31, 31", "37, 37", "40, 40", "50, 50"})
        void book4_6_5_1_9C(int code, String hex) throws EmvDataException {
            DataStore data = data(TransactionRequest.of(new TransactionType(code), Money.parse("EUR 1")));
            assertEquals(hex, value(data, EmvTag.TRANSACTION_TYPE));
        }
    }
}

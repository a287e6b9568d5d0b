package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.TornTransactionLog;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level1;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level3;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The data elements that kernel 2 has of its own. */
final class Kernel2DataTest {
    /** What stands in the terminal's own configuration, or is no parameter here. */
    private static final Set<String> ELSEWHERE = Set.of("9F40", "9F1A", "9F35", "9C");

    @Test
    void defaults_areThoseOfTheTable() {
        int compared = 0;
        for (JsonNode row : VectorFile.cases("kernel2_defaults.json", "defaults")) {
            String tag = row.required("tag").asText();
            if (ELSEWHERE.contains(tag)) {
                continue;
            }
            Kernel2Parameter parameter = List.of(Kernel2Parameter.values()).stream()
                    .filter(known -> known.tag().toString().equals(tag))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no parameter " + tag));
            assertEquals(
                    row.required("default").asText(),
                    parameter.defaultValue().orElseThrow().toHex(),
                    parameter.toString());
            compared++;
        }
        assertEquals(30, compared);
    }

    @Test
    void limitsOfTheCombination_countWhereTheKernelHasNone() {
        CombinationConfig.Builder combination = CombinationConfig.builder(Kernel2Run.AID, KernelIdentifier.KERNEL_2)
                .floorLimitMinor(5000)
                .cvmRequiredLimitMinor(2500)
                .transactionLimitMinor(9999)
                .kernelData(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT.tag(), Bytes.fromHex("000000001000"));

        Kernel2Configuration configuration = Kernel2Configuration.of(combination.build());

        assertEquals(5000, configuration.amount(Kernel2Parameter.READER_CONTACTLESS_FLOOR_LIMIT));
        assertEquals(1000, configuration.amount(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT));
        assertEquals(9999, configuration.amount(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_ON_DEVICE_CVM));
    }

    @Test
    void configuration_refusesWhatMeansNothing() {
        Kernel2Configuration defaults = Kernel2Configuration.DEFAULTS;
        assertThrows(
                IllegalArgumentException.class,
                () -> defaults.with(Kernel2Parameter.SECURITY_CAPABILITY, Bytes.fromHex("0800")));
        assertThrows(
                IllegalArgumentException.class,
                () -> defaults.with(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, Bytes.fromHex("00000000000A")));
        assertThrows(
                IllegalArgumentException.class,
                () -> defaults.with(Kernel2Parameter.PHONE_MESSAGE_TABLE, Bytes.fromHex("0000010000012000")));
        assertThrows(
                IllegalArgumentException.class,
                () -> defaults.withAmount(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, 1_000_000_000_000L));
    }

    @Test
    void configuration_comesBackFromTheCombinationItWasPutInto() {
        CombinationConfig.Builder combination = CombinationConfig.builder(Kernel2Run.AID, KernelIdentifier.KERNEL_2);
        Kernel2Configuration.DEFAULTS
                .withAmount(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, 5000)
                .putInto(combination);

        assertEquals(
                5000, Kernel2Configuration.of(combination.build()).amount(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT));
    }

    @Test
    void phoneMessageTable_givesTheFirstRowThatFits() {
        PhoneMessageTable table = PhoneMessageTable.of(
                Kernel2Parameter.PHONE_MESSAGE_TABLE.defaultValue().orElseThrow());
        for (JsonNode row : VectorFile.cases("kernel2_defaults.json", "phoneMessageTable")) {
            int value = Integer.parseInt(row.required("value").asText(), 16);

            PhoneMessageTable.Row found = table.find(new PosCardholderInteractionInformation(value));

            assertEquals(Integer.parseInt(row.required("messageId").asText(), 16), found.messageIdentifier());
            assertEquals(Integer.parseInt(row.required("status").asText(), 16), found.status());
        }
    }

    @Test
    void interactionInformation_asksForASecondTapByItsLowBits() throws EmvDataException {
        assertTrue(wish("000100").needsSecondTap());
        assertTrue(wish("000200").needsSecondTap());
        assertTrue(wish("000008").needsSecondTap());
        assertFalse(wish("00FC F0".replace(" ", "")).needsSecondTap());
        assertThrows(EmvDataException.class, () -> wish("0001"));
    }

    private static PosCardholderInteractionInformation wish(String hex) throws EmvDataException {
        return PosCardholderInteractionInformation.parse(Bytes.fromHex(hex));
    }

    @Test
    void capabilities_areReadBitByBit() throws EmvDataException {
        ApplicationCapabilitiesInformation all = ApplicationCapabilitiesInformation.parse(Bytes.fromHex("020705"));
        assertEquals(2, all.dataStorageVersion());
        assertTrue(all.supportsFieldOffDetection());
        assertTrue(all.supportsBalanceReading());
        assertTrue(all.signsEveryCryptogram());
        assertEquals(5, all.standaloneDataStorageScheme());
        assertEquals("020705", all.toBytes().toHex());
        assertFalse(ApplicationCapabilitiesInformation.parse(Bytes.fromHex("000600"))
                .signsEveryCryptogram());
        assertThrows(EmvDataException.class, () -> ApplicationCapabilitiesInformation.parse(Bytes.EMPTY));
    }

    @Test
    void kernelConfiguration_isReadBitByBit() {
        assertTrue(new KernelConfiguration(0).acceptsEmvMode());
        assertTrue(new KernelConfiguration(0).acceptsMagStripeMode());
        assertFalse(new KernelConfiguration(0x80).acceptsMagStripeMode());
        assertFalse(new KernelConfiguration(0x40).acceptsEmvMode());
        assertTrue(new KernelConfiguration(0x20).supportsOnDeviceCvm());
        assertTrue(new KernelConfiguration(0x10).supportsRelayResistance());
        assertTrue(new KernelConfiguration(0x04).readsAllRecordsWithoutCda());
    }

    @Test
    void thirdPartyData_tellDevicesFromPlastic() throws EmvDataException {
        assertTrue(ThirdPartyData.parse(Bytes.fromHex("005600003031")).isMobileDevice());
        assertFalse(ThirdPartyData.parse(Bytes.fromHex("005600003030")).isMobileDevice());
        assertFalse(ThirdPartyData.parse(Bytes.fromHex("005680003031")).isMobileDevice());
        assertThrows(EmvDataException.class, () -> ThirdPartyData.parse(Bytes.fromHex("0056000030")));
        assertThrows(EmvDataException.class, () -> ThirdPartyData.parse(Bytes.repeat(0, 33)));
    }

    @Test
    void errorIndication_isWrittenAndRead() throws EmvDataException {
        ErrorIndication error = new ErrorIndication(Level1.OK, Level2.STATUS_BYTES, Level3.OK, 0x6985, 0x1C);

        assertEquals("00030069851C", error.toBytes().toHex());
        assertEquals(error, ErrorIndication.parse(error.toBytes()));
        assertEquals("0000000000FF", ErrorIndication.NONE.toBytes().toHex());
        assertEquals(0x0F, Level2.TERMINAL_DATA_ERROR.code());
        assertEquals(0x13, Level2.EDA_MAC_FAILED.code());
        assertThrows(EmvDataException.class, () -> ErrorIndication.parse(Bytes.fromHex("0400000000FF")));
        assertThrows(EmvDataException.class, () -> ErrorIndication.parse(Bytes.fromHex("00000000FF")));
    }

    @Test
    void outcomeParameterSet_isWrittenAndRead() throws EmvDataException {
        ContactlessOutcome outcome = ContactlessOutcome.of(Kind.ONLINE_REQUEST)
                .cvm(Cvm.ONLINE_PIN)
                .receipt(true)
                .dataRecord(ChipData.EMPTY)
                .userInterfaceOnOutcome(
                        UserInterfaceRequest.of(ContactlessMessage.AUTHORISING, UserInterfaceRequest.Status.NOT_READY))
                .build();
        OutcomeParameterSet set = OutcomeParameterSet.of(outcome);

        assertEquals("30F0F020A8F0FF00", set.toBytes().toHex());
        assertEquals(set, OutcomeParameterSet.parse(set.toBytes()));
        assertEquals(
                "40100FF0".substring(0, 4),
                OutcomeParameterSet.of(ContactlessOutcome.of(Kind.END_APPLICATION)
                                .start(Start.B)
                                .fieldOffRequestTenths(13)
                                .build())
                        .toBytes()
                        .toHex()
                        .substring(0, 4));
    }

    @Property
    void anyOutcomeParameterSet_isReadOrRefused(@ForAll @Size(max = 9) byte[] bytes) {
        try {
            OutcomeParameterSet set = OutcomeParameterSet.parse(Bytes.of(bytes));
            assertEquals(set, OutcomeParameterSet.parse(set.toBytes()));
        } catch (EmvDataException refused) {
            // The only exception that may come.
        }
    }

    @Test
    void userInterfaceRequestData_haveTheirLengths() {
        UserInterfaceRequest request = UserInterfaceRequest.of(
                        ContactlessMessage.APPROVED, UserInterfaceRequest.Status.CARD_READ_SUCCESSFULLY)
                .heldFor(13)
                .inLanguage(Bytes.fromHex("656E6672"))
                .showing(UserInterfaceRequest.ValueQualifier.BALANCE, Money.ofMinor(CurrencyUnit.EUR, 1234));

        assertEquals(
                "0304000013656E667200000000",
                UserInterfaceRequestData.ofKernel8(request).toHex());
        assertEquals(
                "0304000013656E667200000000" + "20" + "000000001234" + "0978",
                UserInterfaceRequestData.ofKernel2(request).toHex());
    }

    @Test
    void log_forgetsTheOldestAndTheExpired() {
        Instant[] now = {Instant.EPOCH};
        TornTransactionLog log = new TornTransactionLog(new MovingClock(now), 2, Duration.ofMinutes(5));
        Pan first = Pan.of("5413330089020011");
        Pan second = Pan.of("5413339000001513");
        Pan third = Pan.of("5413339999999990");
        for (Pan pan : List.of(first, second, third)) {
            log.store(new TornTransactionRecord(pan, Optional.empty(), Bytes.fromHex("00")));
        }

        assertFalse(log.take(first, Optional.empty()).isPresent());
        assertTrue(log.take(second, Optional.empty()).isPresent());
        assertFalse(log.take(second, Optional.empty()).isPresent());
        now[0] = now[0].plusSeconds(300);
        assertFalse(log.take(third, Optional.empty()).isPresent());
    }

    @Test
    void recordOfTheLog_printsNoNumber() {
        String text =
                new TornTransactionRecord(Pan.of("5413330089020011"), Optional.empty(), Bytes.fromHex("5A")).toString();

        assertFalse(text.contains("5413330089020011"), text);
    }

    private static final class MovingClock extends Clock {
        private final Instant[] now;

        MovingClock(Instant[] now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now[0];
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mag-stripe mode with the record of a test card and answers of our own. */
final class MagStripeModeTest {
    private static final String FCI = "6F3B8407A0000000041010A530870101500A4D6173746572436172645F2D06656E646566729F"
            + "1101019F38089F02069F33039C01BF0C069F5D03000000";
    private static final String RECORD = "70369F6502000E9F66020E709F6B135413339000001513D49121019000990000000F9F6701"
            + "039F690F9F6A049F7E019F02065F2A029F1A02";

    private final Kernel2Run run = new Kernel2Run()
            .fci(Bytes.fromHex(FCI))
            .parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM, "000000999999")
            .parameter(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, "000000002500")
            .parameter(Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_CVM_REQUIRED, "20")
            .parameter(Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_NO_CVM_REQUIRED, "00")
            .parameter(Kernel2Parameter.MOBILE_SUPPORT_INDICATOR, "01");
    private String record = RECORD;
    private String checksum = "770A9F6102A2C49F360203F9";

    private ContactlessOutcome outcome() {
        return run.run(this::answer).outcome();
    }

    private ResponseApdu answer(CommandApdu command) {
        Bytes sent = command.toBytes();
        return ResponseApdu.success(Bytes.fromHex(
                switch (sent.unsigned(1)) {
                    case 0xA8 -> "770A82020000940408010100";
                    case 0xB2 -> record;
                    default -> checksum;
                }));
    }

    @ParameterizedTest
    @CsvSource({"1000, NO_CVM, false, 01", "3000, ONLINE_PIN, true, 03"})
    void verification_followsTheConfiguredCapability(long amount, Cvm cvm, boolean receipt, String mobileSupport) {
        run.amount(amount);
        ContactlessOutcome outcome = outcome();

        assertEquals(Kind.ONLINE_REQUEST, outcome.kind());
        assertEquals(cvm, outcome.cvm());
        assertEquals(receipt, outcome.receipt());
        String command = run.commands().get(2);
        assertEquals("802A8E800F00000868" + mobileSupport, command.substring(0, 20));
    }

    @Test
    void cardWithoutCode_isPresentedAgainOrDeclined() {
        checksum = "770BDF4B030001009F36020001";
        ContactlessOutcome again = outcome();
        assertEquals(Kind.END_APPLICATION, again.kind());
        assertEquals(Optional.of(Start.B), again.start());

        checksum = "770BDF4B030000009F36020001";
        assertEquals(Kind.DECLINED, outcome().kind());

        checksum = "77059F36020001";
        assertEquals(Kind.END_APPLICATION, outcome().kind());
    }

    @Test
    void verificationOnTheDevice_isMarkedInTheTrack() {
        checksum = "77109F6102A2C49F360203F9DF4B03001000";
        run.amount(3000);
        ContactlessOutcome outcome = outcome();

        assertEquals(Cvm.CONFIRMATION_CODE_VERIFIED, outcome.cvm());
        assertTrue(outcome.dataRecord()
                .get()
                .get(Kernel2Tag.TRACK_2_DATA)
                .get()
                .toHex()
                .endsWith("8686688F"));
    }

    @Test
    void missingPositions_endTheApplication() throws EmvDataException {
        record = RECORD.replace("70369F6502000E", "7031");
        ContactlessOutcome outcome = outcome();

        assertEquals(
                Level2.CARD_DATA_MISSING,
                ErrorIndication.parse(outcome.discretionaryData()
                                .get()
                                .get(Kernel2Tag.ERROR_INDICATION)
                                .get())
                        .level2());
    }

    @Test
    void amountAboveTheLimit_selectsTheNext() {
        run.amount(1_000_000);

        assertEquals(Kind.SELECT_NEXT, outcome().kind());
    }
}

package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.3; Book 2, 5.1 and 12.4. */
final class StaticDataToBeAuthenticatedTest {
    private static final String MANDATORY = "5A0854133300890200115F24033012318C039F02068D028A02";
    private static final Bytes AIP = Bytes.fromHex("4000");
    private static final Bytes AID = Bytes.fromHex("A0000000031010");

    /** Reads the mandatory data from record 1 of file 1, unsigned, and then a signed record of another file. */
    private static Transaction read(int file, String record) throws EmvDataException {
        Transaction transaction = new TransactionFixture().card("82", "4000").build();
        transaction.afl = Optional.of(ApplicationFileLocator.parse(
                Bytes.fromHex("08010100" + Bytes.ofUnsigned(file << 3).toHex() + "010101")));
        FunctionRun.of(new ReadApplicationData(), transaction)
                .card("00B2010C00", "7019" + MANDATORY + "9000")
                .card("00B201" + Bytes.ofUnsigned(file << 3 | 4).toHex() + "00", record + "9000")
                .proceeds();
        return transaction;
    }

    private static Optional<String> rsa(Transaction transaction) {
        return transaction.staticData.forRsa(Optional.empty(), AIP).map(Bytes::toHex);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10})
    void ofFiles1To10_isTheContentOfTheTemplate(int file) throws EmvDataException {
        assertEquals(Optional.of("5F340101"), rsa(read(file, "7004" + "5F340101")));
        assertEquals(Optional.of("5F340101"), rsa(read(file, "708104" + "5F340101")));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 20, 21, 30})
    void ofFiles11To30_isTheWholeRecord(int file) throws EmvDataException {
        assertEquals(Optional.of("7004" + "5F340101"), rsa(read(file, "7004" + "5F340101")));
        assertEquals(Optional.of("708104" + "5F340101"), rsa(read(file, "708104" + "5F340101")));
        assertEquals(Optional.of("7000"), rsa(read(file, "7000")));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 30})
    void aSignedRecordOfFiles11To30ThatIsNoTemplate_leavesNothingToAuthenticate(int file) throws EmvDataException {
        Transaction transaction = read(file, "DF010101");
        assertTrue(transaction.staticData.hasProprietaryRecord());
        assertEquals(Optional.empty(), rsa(transaction));
        assertFalse(transaction.staticData.forXda(AIP, AID, Optional.empty()).isPresent());
    }

    @Test
    void isInTheCardsOrder_andOnlyTheSignedRecords() throws EmvDataException {
        Transaction transaction = new TransactionFixture().card("82", "4000").build();
        transaction.afl = Optional.of(ApplicationFileLocator.parse(Bytes.fromHex("10010201" + "08010101")));
        FunctionRun.of(new ReadApplicationData(), transaction)
                .card("00B2011400", "7004" + "5F340101" + "9000")
                .card("00B2021400", "7005" + "9F08020002" + "9000")
                .card("00B2010C00", "7019" + MANDATORY + "9000")
                .proceeds();
        assertEquals(Optional.of("5F340101" + MANDATORY), rsa(transaction));
    }

    @Test
    void withoutSignedRecordsAndTagList_isEmptyAndLegal() {
        assertEquals(Optional.of(Bytes.EMPTY), new StaticDataToBeAuthenticated().forRsa(Optional.empty(), AIP));
    }

    @Test
    void withTagList82_endsWithTheValueOfTheAip() {
        StaticDataToBeAuthenticated data = new StaticDataToBeAuthenticated();
        data.add(Bytes.fromHex("5F340101"));
        assertEquals(
                Optional.of(Bytes.fromHex("5F340101" + "4000")), data.forRsa(Optional.of(Bytes.fromHex("82")), AIP));
        assertEquals(Optional.empty(), data.forRsa(Optional.of(Bytes.fromHex("8282")), AIP));
        assertEquals(Optional.empty(), data.forRsa(Optional.of(Bytes.EMPTY), AIP));
    }

    @Test
    void forXda_endsWithAipAidAndPdolAsObjects() {
        StaticDataToBeAuthenticated data = new StaticDataToBeAuthenticated();
        data.add(Bytes.fromHex("5F340101"));
        assertEquals(
                Optional.of(Bytes.fromHex("5F340101" + "82024000" + "9F0607A0000000031010")),
                data.forXda(AIP, AID, Optional.empty()));
        assertEquals(
                Optional.of(Bytes.fromHex("5F340101" + "82024000" + "9F0607A0000000031010" + "9F38039F3303")),
                data.forXda(AIP, AID, Optional.of(Bytes.fromHex("9F3303"))));
    }

    @Test
    void isForgottenWithTheApplication() {
        StaticDataToBeAuthenticated data = new StaticDataToBeAuthenticated();
        data.add(Bytes.fromHex("5F340101"));
        data.addProprietaryRecord();
        data.clear();
        assertEquals(Optional.of(Bytes.EMPTY), data.forRsa(Optional.empty(), AIP));
    }

    @Test
    void anEmptyTagList_countsAsAbsent() throws EmvDataException {
        // Legal TLV without a value is stored nowhere, so that an empty list cannot reach the rule above.
        Transaction transaction = read(2, "7007" + "5F340101" + "9F4A00");
        assertFalse(transaction.get(EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST).isPresent());
    }
}

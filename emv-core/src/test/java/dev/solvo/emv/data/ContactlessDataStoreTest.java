package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.data.DataStore.Admission;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The store in the scope of a contactless kernel: whatever the card says twice ends its application. */
final class ContactlessDataStoreTest {
    private static final Tag TRACK_2 = Tag.of(0x57);
    private static final Bytes FIRST = Bytes.fromHex("9999990000000018D4912201");
    private static final Bytes OTHER = Bytes.fromHex("9999990000000026D4912201");

    /** Where an element comes from. */
    enum Answer {
        FCI {
            @Override
            Admission put(DataStore data, Tag tag, Bytes value) throws EmvDataException {
                return data.putFromFci(tag, value);
            }
        },
        GPO {
            @Override
            Admission put(DataStore data, Tag tag, Bytes value) throws EmvDataException {
                return data.putFromGpo(tag, value);
            }
        },
        RECORD {
            @Override
            Admission put(DataStore data, Tag tag, Bytes value) throws EmvDataException {
                return data.putFromRecord(tag, value);
            }
        };

        abstract Admission put(DataStore data, Tag tag, Bytes value) throws EmvDataException;
    }

    private static DataStore within(TagScope scope) {
        return new DataStore(TagDictionary.load().within(scope));
    }

    @ParameterizedTest(name = "{0} then {1} for {2}")
    @CsvSource({
        "GPO, GPO, VISA", "GPO, RECORD, VISA", "RECORD, RECORD, VISA", "RECORD, GPO, VISA",
        "GPO, GPO, MASTERCARD", "GPO, RECORD, MASTERCARD", "RECORD, RECORD, MASTERCARD", "RECORD, GPO, MASTERCARD",
        "GPO, GPO, UNIONPAY", "GPO, RECORD, UNIONPAY", "RECORD, RECORD, UNIONPAY", "RECORD, GPO, UNIONPAY",
        "GPO, GPO, KERNEL_8", "GPO, RECORD, KERNEL_8", "RECORD, RECORD, KERNEL_8", "RECORD, GPO, KERNEL_8",
    })
    void aSecondValue_isRedundant_evenIfItIsTheSame(Answer first, Answer second, TagScope scope)
            throws EmvDataException {
        for (Bytes again : new Bytes[] {FIRST, OTHER}) {
            DataStore data = within(scope);
            assertEquals(Admission.STORED, first.put(data, TRACK_2, FIRST));
            EmvDataException refused = assertThrows(EmvDataException.class, () -> second.put(data, TRACK_2, again));
            assertEquals(Reason.REDUNDANT, refused.reason());
            assertEquals(Optional.of(FIRST), data.get(TRACK_2));
        }
    }

    /** With the contact kernel records are compared with records only: EMV 4.4 Book 3, 10.2. */
    @Test
    void forTheContactKernel_onlyTwoRecordsAreCompared() throws EmvDataException {
        Tag issuerApplicationData = Tag.of(0x9F10);
        DataStore data = within(TagScope.EMV);
        data.putFromGpo(issuerApplicationData, Bytes.fromHex("0102"));
        assertEquals(Admission.STORED, data.putFromGpo(Tag.of(0x9F36), Bytes.fromHex("0001")));
        assertEquals(Admission.STORED, data.putFromRecord(TRACK_2, FIRST));
        assertEquals(
                Reason.REDUNDANT,
                assertThrows(EmvDataException.class, () -> data.putFromRecord(TRACK_2, FIRST))
                        .reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = TagScope.class,
            names = {"VISA", "MASTERCARD", "UNIONPAY", "KERNEL_8"})
    void theAnswerToSelect_isNotCompared(TagScope scope) throws EmvDataException {
        Tag language = Tag.of(0x5F2D);
        DataStore data = within(scope);
        assertEquals(Admission.STORED, data.putFromFci(language, Bytes.fromHex("656E")));
        data.putFromRecord(language, Bytes.fromHex("6465"));
        assertEquals(Optional.of(Bytes.fromHex("656E")), data.get(language));
    }

    /** What nobody knows may come as often as it likes. */
    @Test
    void unknownTags_mayComeTwice() throws EmvDataException {
        Tag unknown = Tag.of(0xDF7F);
        DataStore data = within(TagScope.VISA);
        data.putFromGpo(unknown, Bytes.fromHex("01"));
        data.putFromRecord(unknown, Bytes.fromHex("02"));
        data.putFromRecord(unknown, Bytes.fromHex("03"));
    }
}

package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.CardReading;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 6.5.7 and 7.3. */
final class RetrievableDataTest {
    private static final String AID = "A0000000031010";
    private static final List<String> COMMANDS =
            List.of(select(AID), "80CA9F3600", "80CA9F1300", "80CA9F1700", "80CA9F4F00", "80CABF4C00");

    private final List<String> sent = new ArrayList<>();

    private CardTransport card(String... answers) {
        return command -> {
            sent.add(command.toBytes().toHex());
            String answer = answers[sent.size() - 1];
            if (answer.isEmpty()) {
                throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "gone");
            }
            return new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(answer)), 0);
        };
    }

    private RetrievableData result(String... answers) {
        return CardReading.run(RetrievableData.read(Bytes.fromHex(AID)), card(answers));
    }

    private RetrievableData.Read read(String... answers) {
        RetrievableData.Read data = assertInstanceOf(RetrievableData.Read.class, result(answers));
        assertEquals(COMMANDS, sent);
        return data;
    }

    @Test
    void everyElementIsAskedFor() {
        RetrievableData.Read data = read(
                fci(AID),
                "9F360201079000",
                "9F130200009000",
                "9F1701039000",
                "9F4F059A039F02069000",
                "BF4C08DF500103DF5101059000");
        assertEquals(Bytes.fromHex(AID), data.dfName());
        assertEquals(OptionalInt.of(263), data.applicationTransactionCounter());
        assertEquals(OptionalInt.of(0), data.lastOnlineApplicationTransactionCounter());
        assertEquals(OptionalInt.of(3), data.pinTryCounter());
        assertEquals(9, data.logFormat().orElseThrow().recordLengthBytes());
        assertEquals(Map.of(Tag.of(0xDF50), 3, Tag.of(0xDF51), 5), data.biometricTryCounters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6A88", "6A81", "6985", "6D00", "6F00", "9000", "6283"})
    void refused_isAbsentAndEndsNothing(String status) {
        RetrievableData.Read data = read(fci(AID), status, status, status, status, status);
        assertEquals(OptionalInt.empty(), data.applicationTransactionCounter());
        assertEquals(OptionalInt.empty(), data.lastOnlineApplicationTransactionCounter());
        assertEquals(OptionalInt.empty(), data.pinTryCounter());
        assertEquals(Optional.empty(), data.logFormat());
        assertEquals(Map.of(), data.biometricTryCounters());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another tag,         9F13020001, 9F36020001, 9F360103,   9F4E029A03,   BF4D04DF500103",
        "too short,           9F360101,   9F130101,   9F1700,     9F4F00,       BF4C03DF5001",
        "too long,            9F3603000001, 9F1303000001, 9F17020003, 9F4F039A039F, BF4C05DF50020003",
        "cut off,             9F360201,   9F130201,   9F1701,     9F4F029A,     BF4C04DF5001",
        "something behind it, 9F36020001DF0100, 9F13020001DF0100, 9F170103DF0100, 9F4F029A03DF0100, BF4C04DF500103DF0100",
        "value alone,         0001,       0001,       03,         9A03,         DF500103",
        "in a template,       77059F36020001, 77059F13020001, 77049F170103, 77059F4F029A03, 7707BF4C04DF500103"
    })
    void wronglyCoded_isAbsent(
            String name, String atc, String lastOnline, String tries, String format, String biometric) {
        String[] answers = {atc, lastOnline, tries, format, biometric};
        Arrays.setAll(answers, i -> answers[i] + "9000");
        RetrievableData.Read data = read(fci(AID), answers[0], answers[1], answers[2], answers[3], answers[4]);
        assertEquals(OptionalInt.empty(), data.applicationTransactionCounter());
        assertEquals(OptionalInt.empty(), data.lastOnlineApplicationTransactionCounter());
        assertEquals(OptionalInt.empty(), data.pinTryCounter());
        assertEquals(Optional.empty(), data.logFormat());
        assertEquals(Map.of(), data.biometricTryCounters());
    }

    @Test
    void biometricCounters_areThoseOfOneByte_theFirstOfEachTag() {
        RetrievableData.Read data =
                read(fci(AID), "6A88", "6A88", "6A88", "6A88", "BF4C10DF500103DF500104DF51020001DF5200" + "9000");
        assertEquals(Map.of(Tag.of(0xDF50), 3), data.biometricTryCounters());
        SortedMap<Tag, Integer> counters = data.biometricTryCounters();
        assertThrows(UnsupportedOperationException.class, () -> counters.put(Tag.of(0xDF50), 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6A82", "6283", "6F00", "9000", "6F0784054100000000" + "9000"})
    void applicationThatIsNotSelected(String answer) {
        assertEquals(new RetrievableData.Unavailable(RetrievableData.Reason.NOT_SELECTED), result(answer));
    }

    @Test
    void lostCard_atEveryCommand() {
        RetrievableData lost = new RetrievableData.Unavailable(RetrievableData.Reason.NO_ANSWER);
        for (int at = 0; at < COMMANDS.size(); at++) {
            sent.clear();
            String[] answers = new String[COMMANDS.size()];
            Arrays.fill(answers, "6A88");
            answers[0] = fci(AID);
            answers[at] = "";
            assertEquals(lost, result(answers));
            assertEquals(COMMANDS.subList(0, at + 1), sent);
        }
    }

    @Test
    void impossibleName_isTheCallersMistake() {
        assertThrows(IllegalArgumentException.class, () -> RetrievableData.read(Bytes.repeat(1, 4)));
        assertThrows(IllegalArgumentException.class, () -> RetrievableData.read(Bytes.repeat(1, 17)));
    }
}

package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.contactless.relay.RelayResistance;
import dev.solvo.emv.contactless.relay.RelayResistance.Result;
import dev.solvo.emv.contactless.relay.RelayResistance.Verdict;
import dev.solvo.emv.contactless.relay.RelayResistanceAnswer;
import dev.solvo.emv.contactless.relay.RelayResistanceLimits;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class RelayResistanceTest {
    private static final RelayResistanceLimits DEFAULTS = new RelayResistanceLimits(20, 50, 18, 24, 300, 50);

    @TestFactory
    Stream<DynamicTest> oracle() {
        return VectorFile.cases("relay_resistance_cases.json", "cases").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.required("id").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws EmvDataException {
        JsonNode config = vector.required("config");
        RelayResistance judge = new RelayResistance(new RelayResistanceLimits(
                config.required("minGrace").asInt(),
                config.required("maxGrace").asInt(),
                config.required("termC").asInt(),
                config.required("termR").asInt(),
                config.required("accuracy").asInt(),
                config.required("mismatchPct").asInt()));
        Bytes response = Bytes.fromHex(vector.required("erdResponse").asText());
        RelayResistanceAnswer answer = RelayResistanceAnswer.parse(response.slice(0, response.length() - 2));
        List<Integer> measured = new ArrayList<>();
        Result last = judge.judge(answer, 0, 1);
        for (JsonNode micros : vector.required("elapsedMicros")) {
            last = judge.judge(answer, micros.asLong() * 1000, measured.size() + 1);
            measured.add(last.measuredTime());
            if (last.verdict() != Verdict.REPEAT) {
                break;
            }
        }
        JsonNode expected = vector.required("expected");
        List<Integer> expectedTimes = new ArrayList<>();
        expected.required("measured").forEach(time -> expectedTimes.add(time.asInt()));
        assertEquals(expectedTimes, measured);
        assertEquals(expected.required("attempts").asInt(), measured.size());
        boolean ends = expected.required("result").asText().equals("END_APPLICATION");
        assertEquals(ends ? Verdict.TOO_FAST : Verdict.CONTINUE, last.verdict());
        if (!ends) {
            assertEquals(expected.required("timeLimitsExceeded").asBoolean(), last.timeLimitsExceeded());
            assertEquals(expected.required("thresholdExceeded").asBoolean(), last.thresholdExceeded());
        }
    }

    @Test
    void accuracyIsLookedAt_withoutEstimatesToo() {
        RelayResistance judge = new RelayResistance(new RelayResistanceLimits(20, 500, 18, 0, 300, 50));
        RelayResistanceAnswer answer = new RelayResistanceAnswer(Bytes.repeat(0xAA, 4), 30, 400, 0);

        // 349 - 18 = 331, which is 301 above the card's minimum.
        assertTrue(judge.judge(answer, 34_900_000, 1).thresholdExceeded());
        assertFalse(judge.judge(answer, 34_800_000, 1).thresholdExceeded());
    }

    @Test
    void answersOfAnotherForm_areRefused() {
        for (String other : List.of(
                "", "800A", "8009AABBCCDD001E003C00", "770AAABBCCDD001E003C0018", "800AAABBCCDD001E003C001800")) {
            assertThrows(EmvDataException.class, () -> RelayResistanceAnswer.parse(Bytes.fromHex(other)), other);
        }
    }

    @Property
    void theLastAttempt_isNeverRepeated_andTimesFitTwoBytes(
            @ForAll @LongRange(min = -1) long elapsed,
            @ForAll @IntRange(max = 0xFFFF) int minimum,
            @ForAll @IntRange(max = 0xFFFF) int maximum,
            @ForAll @IntRange(max = 0xFFFF) int estimate) {
        Result result = new RelayResistance(DEFAULTS)
                .judge(
                        new RelayResistanceAnswer(Bytes.repeat(0, 4), minimum, maximum, estimate),
                        elapsed,
                        RelayResistance.MOST_ATTEMPTS);

        assertTrue(result.verdict() != Verdict.REPEAT);
        assertTrue(result.measuredTime() >= 0 && result.measuredTime() <= 0xFFFF);
        // A relay that adds ten seconds is seen, whatever the card says of itself.
        assertTrue(elapsed < 10_000_000_000L
                || result.verdict() == Verdict.TOO_FAST
                || result.thresholdExceeded()
                || minimum > 6553);
    }
}

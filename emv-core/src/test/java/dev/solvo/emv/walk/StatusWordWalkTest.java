package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TerminationReason;
import dev.solvo.simulator.trace.Dialogue;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any status word at any command, without a body, gives what the Books give: EMV 4.4 Book 1, 12.3 and 12.4; Book 3, 6.3.5,
 * 6.5 and 10.
 *
 * <p>What becomes of a session that goes on is {@link CardWalkTest}'s.
 */
final class StatusWordWalkTest {
    /** Status words that mean something to one command or another, whatever is drawn beside them. */
    private static final List<Integer> MEANINGFUL = List.of(
            0x6100, 0x6283, 0x6300, 0x63C0, 0x63C1, 0x63CF, 0x6700, 0x6982, 0x6983, 0x6984, 0x6985, 0x6A81, 0x6A82,
            0x6A83, 0x6A88, 0x6C00, 0x6D00, 0x9000, 0x9001);

    /** A command at its place in the transaction, and the card image that it is looked at with. */
    enum Command {
        SELECT_DIRECTORY("online-cda"),
        READ_DIRECTORY("online-cda"),
        SELECT_FROM_LIST("partial-names"),
        FINAL_SELECT("online-cda"),
        GET_PROCESSING_OPTIONS("online-cda"),
        READ_RECORD("online-cda"),
        GET_DATA("velocity"),
        INTERNAL_AUTHENTICATE("format1"),
        GET_CHALLENGE("online-cda"),
        VERIFY("online-cda"),
        FIRST_GENERATE_AC("online-cda"),
        EXTERNAL_AUTHENTICATE("online-cda"),
        SECOND_GENERATE_AC("online-cda"),
        ISSUER_SCRIPT("online-cda");

        private final String image;

        Command(String image) {
            this.image = image;
        }

        /** Why the session ends with this status word; empty where it goes on. */
        Optional<TerminationReason> end(StatusWord status) {
            int value = status.value();
            return switch (this) {
                case SELECT_DIRECTORY, SELECT_FROM_LIST ->
                    value == 0x6A81 ? Optional.of(TerminationReason.CARD_BLOCKED) : Optional.empty();
                case FINAL_SELECT -> Optional.of(TerminationReason.NO_COMMON_APPLICATION);
                case GET_PROCESSING_OPTIONS ->
                    Optional.of(
                            value == 0x6985 ? TerminationReason.NO_COMMON_APPLICATION : TerminationReason.CARD_ERROR);
                case READ_RECORD, INTERNAL_AUTHENTICATE, FIRST_GENERATE_AC, SECOND_GENERATE_AC ->
                    Optional.of(TerminationReason.CARD_ERROR);
                case VERIFY -> {
                    boolean known =
                            status.isSuccess() || (value & 0xFFF0) == 0x63C0 || value == 0x6983 || value == 0x6984;
                    yield known ? Optional.empty() : Optional.of(TerminationReason.CARD_ERROR);
                }
                case READ_DIRECTORY, GET_DATA, GET_CHALLENGE, EXTERNAL_AUTHENTICATE, ISSUER_SCRIPT -> Optional.empty();
            };
        }
    }

    /** Every command of every payment, but for those up to which nothing else was said than in the purchase. */
    static List<Arguments> commands() {
        List<Arguments> commands = new ArrayList<>();
        for (Command command : Command.values()) {
            List<Dialogue.Entry> purchase = new WalkedCard(command.image, Payment.PURCHASE).exchanges();
            for (Payment payment : Payment.values()) {
                WalkedCard card = new WalkedCard(command.image, payment);
                place(card, command)
                        .filter(place -> payment == Payment.PURCHASE
                                || !card.exchanges()
                                        .subList(0, place + 1)
                                        .equals(purchase.subList(0, Math.min(place + 1, purchase.size()))))
                        .ifPresent(place -> commands.add(Arguments.of(command, payment)));
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anyFirstByte_givesWhatTheBooksGive(Command command, Payment payment) {
        Set<Integer> words = new TreeSet<>(MEANINGFUL);
        for (int sw1 = 0; sw1 <= 0xFF; sw1++) {
            words.add(sw1 << 8 | sw1 * 37 & 0xFF);
        }
        assertEquals(List.of(), findings(command, payment, words));
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Tag("exhaustive")
    void anyStatusWord_givesWhatTheBooksGive(Command command, Payment payment) {
        Set<Integer> words = new TreeSet<>();
        for (int word = 0; word <= 0xFFFF; word++) {
            words.add(word);
        }
        assertEquals(List.of(), findings(command, payment, words));
    }

    /** A table that misses a command would show nothing about it. */
    @Test
    void everyInstructionOfTheKernel_isLookedAt() {
        Set<Integer> seen = new TreeSet<>();
        for (Command command : Command.values()) {
            WalkedCard card = new WalkedCard(command.image, Payment.PURCHASE);
            int place = place(card, command).orElseThrow(() -> new AssertionError("no " + command));
            seen.add(card.exchanges().get(place).command().ins());
        }
        assertEquals(Set.of(0xA4, 0xB2, 0xA8, 0xCA, 0x88, 0x84, 0x20, 0xAE, 0x82, 0x24), seen);
    }

    private static List<String> findings(Command command, Payment payment, Set<Integer> words) {
        WalkedCard card = new WalkedCard(command.image, payment);
        int place = place(card, command).orElseThrow();
        List<String> findings = new ArrayList<>();
        for (int word : words) {
            Optional<TerminationReason> expected = command.end(new StatusWord(word));
            Optional<TerminationReason> actual =
                    card.outcomeAt(place, new Change.Status(word)).flatMap(StatusWordWalkTest::reason);
            if (!expected.equals(actual)) {
                findings.add(String.format("%04X: %s, not %s", word, actual, expected));
            }
        }
        return findings;
    }

    /** Why a session ended before a decision. */
    private static Optional<TerminationReason> reason(Outcome outcome) {
        if (outcome instanceof Outcome.Terminated terminated) {
            return Optional.of(terminated.reason());
        }
        return outcome instanceof Outcome.TryAnotherInterface other ? Optional.of(other.reason()) : Optional.empty();
    }

    /** Where the card is asked for a command that it answers; empty if it is not. */
    private static Optional<Integer> place(WalkedCard card, Command command) {
        Map<Command, Integer> places = new EnumMap<>(Command.class);
        boolean directory = false;
        boolean initiated = false;
        int selects = 0;
        for (int i = 0; i < card.exchanges().size(); i++) {
            CommandApdu sent = card.exchanges().get(i).command();
            switch (sent.ins()) {
                case 0xA4 -> {
                    directory = sent.data().startsWith(Bytes.fromHex("315041592E5359532E"));
                    places.putIfAbsent(directory ? Command.SELECT_DIRECTORY : Command.SELECT_FROM_LIST, i);
                    if (!directory) {
                        places.put(Command.FINAL_SELECT, i);
                    }
                    selects++;
                }
                case 0xB2 -> places.putIfAbsent(initiated ? Command.READ_RECORD : Command.READ_DIRECTORY, i);
                case 0xA8 -> {
                    initiated = true;
                    places.putIfAbsent(Command.GET_PROCESSING_OPTIONS, i);
                }
                case 0xCA -> places.putIfAbsent(Command.GET_DATA, i);
                case 0x88 -> places.putIfAbsent(Command.INTERNAL_AUTHENTICATE, i);
                case 0x84 -> places.putIfAbsent(Command.GET_CHALLENGE, i);
                case 0x20 -> places.putIfAbsent(Command.VERIFY, i);
                case 0xAE ->
                    places.put(
                            places.containsKey(Command.FIRST_GENERATE_AC)
                                    ? Command.SECOND_GENERATE_AC
                                    : Command.FIRST_GENERATE_AC,
                            i);
                case 0x82 -> places.put(Command.EXTERNAL_AUTHENTICATE, i);
                default -> places.put(Command.ISSUER_SCRIPT, i);
            }
        }
        assertTrue(selects > 0);
        return Optional.ofNullable(places.get(command))
                .filter(place -> card.exchanges().get(place) instanceof Dialogue.Answered);
    }
}

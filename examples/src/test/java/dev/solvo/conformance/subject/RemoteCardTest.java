package dev.solvo.conformance.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.InsertedCard;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A remote card that does not do its part costs its case, with a reason, and nothing else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RemoteCardTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final CardDescription CARD = new CardDescription("any", "");
    private static final CommandApdu COMMAND = CommandApdu.parse(Bytes.fromHex("80CA9F3600"));
    private static final String INSERTED = "{\"type\":\"inserted\"}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"done\"} | \"answer\" was expected",
                "{\"type\":\"answer\"} | \"response\" is missing",
                "{\"type\":\"answer\",\"response\":\"90000\"} | \"response\" is not hexadecimal",
                "{\"type\":\"noAnswer\",\"failure\":\"BROKEN\"} | \"failure\" has an unknown value",
                "{\"type\":\"error\",\"reason\":\"out of power\"} | out of power",
                "nonsense | is not JSON",
            })
    void cardThatSaysWhatItMustNot(String said, String reason) throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_CARD);
                    line.answer(INSERTED);
                    line.answer(number == 0 ? said + "\n" : "{\"type\":\"answer\",\"response\":\"6A88\"}\n");
                    line.answer("{\"type\":\"done\"}\n");
                    line.stayOpen();
                });
                RemoteCard remote = RemoteCard.at(peer.address(), LONG, 1)) {
            try (InsertedCard card = remote.insert(CARD, 1)) {
                RemoteSubjectException e = assertThrows(RemoteSubjectException.class, () -> card.transmit(COMMAND));
                assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
            }
            try (InsertedCard card = remote.insert(CARD, 1)) {
                assertEquals(
                        "6A88", card.transmit(COMMAND).response().statusWord().toString());
            }
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void answerWithoutStatusWord_isTheCardsFailure() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_CARD);
                    line.answer(INSERTED);
                    line.answer("{\"type\":\"answer\",\"response\":\"90\"}\n");
                    line.answer("{\"type\":\"noAnswer\",\"failure\":\"CARD_REMOVED\"}\n");
                    line.answer("{\"type\":\"done\"}\n");
                });
                RemoteCard remote = RemoteCard.at(peer.address(), LONG, 1);
                InsertedCard card = remote.insert(CARD, 1)) {
            CardTransportException tooShort = assertThrows(CardTransportException.class, () -> card.transmit(COMMAND));
            assertEquals(CardTransportException.Kind.PROTOCOL, tooShort.kind());
            CardTransportException removed = assertThrows(CardTransportException.class, () -> card.transmit(COMMAND));
            assertEquals(CardTransportException.Kind.CARD_REMOVED, removed.kind());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"done\"} | \"inserted\" was expected",
                "{\"type\":\"error\",\"reason\":\"no slot\"} | no slot",
            })
    void cardThatCannotBeInserted(String said, String reason) throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_CARD);
                    line.answer(said + "\n");
                    line.stayOpen();
                });
                RemoteCard remote = RemoteCard.at(peer.address(), LONG, 1)) {
            for (int i = 0; i < 3; i++) {
                RemoteSubjectException e = assertThrows(RemoteSubjectException.class, () -> remote.insert(CARD, 1));
                assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
            }
        }
    }

    @Test
    void silentCard_isGivenUp() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_CARD);
                    line.answer(INSERTED);
                    line.stayOpen();
                });
                RemoteCard remote = RemoteCard.at(peer.address(), Duration.ofMillis(300), 1);
                InsertedCard card = remote.insert(CARD, 1)) {
            RemoteSubjectException e = assertThrows(RemoteSubjectException.class, () -> card.transmit(COMMAND));
            assertTrue(String.valueOf(e.getMessage()).contains("said nothing for 300 ms"), e::toString);
        }
    }
}

package dev.solvo.prepaid.account;

import dev.solvo.tlv.Bytes;

/** The canonical form of answers. */
final class AnswerBytes {
    private static final int DONE = 1;
    private static final int REFUSED = 2;
    private static final int CONFLICT = 3;
    private static final int UNKNOWN = 4;

    private AnswerBytes() {}

    static Bytes of(Answer.Done answer) {
        CanonicalBytes bytes =
                new CanonicalBytes().number(DONE).text(answer.key().value()).money(answer.approved());
        balance(bytes, answer.balance());
        return bytes.text(answer.state().map(Enum::name).orElse(""))
                .number(answer.journal())
                .toBytes();
    }

    static Bytes of(Answer.Refused answer) {
        CanonicalBytes bytes = new CanonicalBytes()
                .number(REFUSED)
                .text(answer.key().value())
                .text(answer.reason().name());
        balance(bytes, answer.balance());
        return bytes.text(answer.state().map(Enum::name).orElse("")).toBytes();
    }

    static Bytes of(Answer.Conflict answer) {
        return new CanonicalBytes().number(CONFLICT).text(answer.key().value()).toBytes();
    }

    static Bytes of(Answer.Unknown answer) {
        return new CanonicalBytes().number(UNKNOWN).text(answer.key().value()).toBytes();
    }

    private static void balance(CanonicalBytes bytes, java.util.Optional<CardBalance> balance) {
        bytes.number(balance.isPresent() ? 1 : 0);
        balance.ifPresent(
                shown -> bytes.money(shown.ledger()).money(shown.held()).money(shown.available()));
    }
}

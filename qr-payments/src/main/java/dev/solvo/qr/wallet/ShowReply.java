package dev.solvo.qr.wallet;

/** What the wallet said when asked for a code to show. */
public sealed interface ShowReply {
    /** The text to draw as a symbol; whoever scans it can pay. */
    record Shown(String codeText) implements ShowReply {}

    /** There will be no code. */
    record Refused(Refusal refusal) implements ShowReply {}

    /** The number was used before: ask about the order. */
    record QueryFirst(String walletCode) implements ShowReply {}

    /** The same call with the same number may be sent again after a pause. */
    record TryAgain(String walletCode) implements ShowReply {}

    /** It is not known whether the order exists now. */
    record NotKnown(UnknownCause cause, String walletCode) implements ShowReply {}
}

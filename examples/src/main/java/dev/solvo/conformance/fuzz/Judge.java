package dev.solvo.conformance.fuzz;

import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Says whether an approval stands on an authentication that cannot have seen what was changed.
 *
 * <p>An authentication that failed has seen it. What is then approved all the same is what the action codes of card and terminal
 * let pass, and no fault.
 */
final class Judge {
    // Byte 1 of the application interchange profile and byte 3 of the terminal capabilities. EMV 4.4 Book 3, C1; Book
    // 4, A2.
    private static final int CARD_XDA = 0x8000;
    private static final int CARD_SDA = 0x4000;
    private static final int CARD_DDA = 0x2000;
    private static final int CARD_CDA = 0x0100;
    private static final int TERMINAL_SDA = 0x80;
    private static final int TERMINAL_DDA = 0x40;
    private static final int TERMINAL_CDA = 0x08;
    private static final int TERMINAL_XDA = 0x04;

    private Judge() {}

    /**
     * Judges a transaction.
     *
     * @param subject the case, and how it ends without a change
     * @param ended how it ended with changes
     * @param others what other cards whose answers were swapped in said
     */
    static Optional<Fault> judge(FuzzedCase subject, Ended ended, List<Ended> others) {
        if (ended.approval() == Ended.Approval.NOBODY) {
            return Optional.empty();
        }
        if (ended.authentication() == Status.OK && subject.unchanged().authentication() != Status.FAILED) {
            return forged(subject, ended, others);
        }
        return subject.transaction().isContactless() ? contactless(ended) : withoutAuthentication(ended);
    }

    /** The authentication passed; so what it covers must be what a card sent. */
    private static Optional<Fault> forged(FuzzedCase subject, Ended ended, List<Ended> others) {
        Method method = ended.method();
        AuthenticatedContent delivered = AuthenticatedContent.delivered(ended.deliveries(), method);
        AuthenticatedContent sent = AuthenticatedContent.sent(ended.deliveries(), method);
        List<AuthenticatedContent> genuine = new ArrayList<>();
        genuine.add(AuthenticatedContent.sent(subject.unchanged().deliveries(), method));
        if (subject.unchanged().authentication() != Status.OK) {
            // Nobody knows the right locator, so that of this transaction has to be believed.
            genuine.add(AuthenticatedContent.sentByDeliveredLocator(ended.deliveries(), method));
        }
        others.forEach(other -> genuine.add(AuthenticatedContent.sent(other.deliveries(), method)));
        TreeSet<String> parts = new TreeSet<>(delivered.parts().keySet());
        parts.addAll(sent.parts().keySet());
        for (String part : parts) {
            // Which records are signed is only known from the right locator.
            boolean comparable = !part.equals(AuthenticatedContent.STATIC_DATA)
                    || sent.locators().equals(delivered.locators());
            if (!(comparable && same(part, sent.parts(), delivered.parts()))
                    && genuine.stream().noneMatch(one -> same(part, one.parts(), delivered.parts()))) {
                return Optional.of(new Fault(
                        FaultKind.APPROVAL,
                        words(ended) + " with " + method + " passed, although " + part
                                + " was not what the card sent"));
            }
        }
        return Optional.empty();
    }

    private static boolean same(String part, Map<String, Bytes> one, Map<String, Bytes> other) {
        return one.getOrDefault(part, Bytes.EMPTY).equals(other.getOrDefault(part, Bytes.EMPTY));
    }

    /**
     * The kernel says that it used no method, or without the issuer that it performed none, but card and terminal have one in common.
     * EMV 4.4 Book 3, 10.3.
     */
    private static Optional<Fault> withoutAuthentication(Ended ended) {
        boolean noMethod = ended.method() == Method.NONE;
        boolean noSignature = ended.authentication() == Status.NOT_PERFORMED
                && ended.outcome().equals("APPROVED")
                && ended.approval() == Ended.Approval.CARD_AND_TERMINAL;
        if (!noMethod && !noSignature) {
            return Optional.empty();
        }
        OptionalInt profile = AuthenticatedContent.deliveredInterchangeProfile(ended.deliveries());
        return profile.isPresent()
                ? common(profile.getAsInt(), ended.securityCapability())
                        .map(method -> new Fault(
                                FaultKind.APPROVAL,
                                words(ended) + " without authentication, although card and terminal both have "
                                        + method))
                : Optional.empty();
    }

    private static Optional<Method> common(int profile, int capability) {
        if ((profile & CARD_XDA) != 0 && (capability & TERMINAL_XDA) != 0) {
            return Optional.of(Method.XDA);
        }
        if ((profile & CARD_CDA) != 0 && (capability & TERMINAL_CDA) != 0) {
            return Optional.of(Method.CDA);
        }
        if ((profile & CARD_DDA) != 0 && (capability & TERMINAL_DDA) != 0) {
            return Optional.of(Method.DDA);
        }
        return (profile & CARD_SDA) != 0 && (capability & TERMINAL_SDA) != 0
                ? Optional.of(Method.SDA)
                : Optional.empty();
    }

    /** Without contacts an approval without the issuer stands on the card's authentication alone, with every kernel. */
    private static Optional<Fault> contactless(Ended ended) {
        return ended.approval() == Ended.Approval.CARD_AND_TERMINAL && ended.authentication() != Status.OK
                ? Optional.of(new Fault(
                        FaultKind.APPROVAL,
                        words(ended) + " without issuer and with "
                                + ended.authentication()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')
                                + " authentication"))
                : Optional.empty();
    }

    private static String words(Ended ended) {
        return ended.outcome().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (ended.approval() == Ended.Approval.ISSUER ? " by the issuer" : "");
    }
}

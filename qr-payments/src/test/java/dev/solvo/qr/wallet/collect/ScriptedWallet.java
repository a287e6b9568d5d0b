package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CollectionPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** Answers each kind of call from a list of its own; the last answer of a list is given again and again. */
public class ScriptedWallet extends ReplyGateway {
    private final Map<Call, Deque<Object>> answers = new EnumMap<>(Call.class);

    /** Without an answer yet. */
    public ScriptedWallet(CollectionPolicy policy) {
        super(policy);
    }

    /** One more answer to that kind of call: a reply, or a TransportException.Kind. */
    public ScriptedWallet on(Call call, Object answer) {
        answers.computeIfAbsent(call, none -> new ArrayDeque<>()).addLast(answer);
        return this;
    }

    @Override
    protected Object answer(Call call, Object subject) throws TransportException {
        Deque<Object> left = answers.get(call);
        if (left == null) {
            throw new AssertionError("nobody expected the call " + call + "; so far " + sent());
        }
        Object answer = left.size() > 1 ? left.removeFirst() : left.getFirst();
        if (answer instanceof TransportException.Kind kind) {
            throw new TransportException(kind, "as the script says");
        }
        return answer;
    }
}

package dev.solvo.emv.contactless;

import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;
import dev.solvo.tlv.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A kernel that says what it was told to say, one outcome an activation, and remembers its sessions. */
final class StubKernel implements ContactlessKernel {
    private final KernelIdentifier id;
    private final Deque<ContactlessOutcome> outcomes = new ArrayDeque<>();
    private final List<KernelSession> sessions = new ArrayList<>();

    StubKernel(String id, ContactlessOutcome... outcomes) {
        this.id = new KernelIdentifier(Bytes.fromHex(id));
        this.outcomes.addAll(List.of(outcomes));
    }

    List<KernelSession> sessions() {
        return sessions;
    }

    @Override
    public KernelIdentifier id() {
        return id;
    }

    @Override
    public TagScope tagScope() {
        return TagScope.PROPRIETARY;
    }

    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        sessions.add(session);
        session.data().putFromGpo(EmvTag.TRACK_2_EQUIVALENT_DATA, Bytes.fromHex("4761739001010010D19122011143882582"));
        return session.end(outcomes.removeFirst());
    }
}

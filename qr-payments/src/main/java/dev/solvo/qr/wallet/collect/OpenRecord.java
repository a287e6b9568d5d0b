package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import dev.solvo.qr.wallet.record.CollectionRecord.Presentation;
import dev.solvo.qr.wallet.record.SaleReference;
import java.time.Instant;

/** The record of a collection while it goes on. */
final class OpenRecord {
    private final CollectionRecord base;
    private long revision;
    private Phase phase;
    private PaymentState state;
    private boolean codeGiven;
    private int queries;
    private int takeBacks;
    private boolean takeBackUnsure;

    /** Goes on from a record that was saved, or is about to be. */
    OpenRecord(CollectionRecord base) {
        this.base = base;
        revision = base.revision();
        phase = base.phase();
        state = base.state();
        codeGiven = base.codeGiven();
        queries = base.queries();
        takeBacks = base.takeBacks();
        takeBackUnsure = base.takeBackUnsure();
    }

    /** The record before the first call: should the process end now, this is all that is known. */
    static CollectionRecord first(
            WalletGateway gateway,
            SaleReference sale,
            OrderReference order,
            Presentation presentation,
            Instant expiresAt) {
        return new CollectionRecord(
                0,
                gateway.wallet(),
                gateway.account(),
                sale,
                order,
                presentation,
                expiresAt,
                Phase.SUBMITTING,
                false,
                0,
                0,
                false,
                order.submittedAt(),
                new PaymentState.Unknown(UnknownCause.INTERRUPTED, ""));
    }

    OrderReference order() {
        return base.order();
    }

    boolean customerShows() {
        return base.presentation() == Presentation.CUSTOMER_SHOWS;
    }

    Instant expiresAt() {
        return base.expiresAt();
    }

    Phase phase() {
        return phase;
    }

    PaymentState state() {
        return state;
    }

    boolean codeGiven() {
        return codeGiven;
    }

    int queries() {
        return queries;
    }

    int takeBacks() {
        return takeBacks;
    }

    boolean takeBackUnsure() {
        return takeBackUnsure;
    }

    void become(Phase next, PaymentState known) {
        phase = next;
        state = known;
    }

    void codeCame() {
        codeGiven = true;
    }

    /** The code that came is shown to nobody. */
    void codeWithheld() {
        codeGiven = false;
    }

    void asked() {
        queries++;
    }

    void triedBack() {
        takeBacks++;
    }

    void takeBackUnsure(boolean unsure) {
        takeBackUnsure = unsure;
    }

    void patienceAnew() {
        queries = 0;
        takeBacks = 0;
    }

    /** The next revision, to be saved. */
    CollectionRecord revise(Instant now) {
        revision++;
        return snapshot(now);
    }

    /** The revision that was to be saved was not. */
    void unrevise() {
        revision--;
    }

    /** The record as it is. */
    CollectionRecord snapshot(Instant now) {
        return new CollectionRecord(
                revision,
                base.wallet(),
                base.account(),
                base.sale(),
                base.order(),
                base.presentation(),
                base.expiresAt(),
                phase,
                codeGiven,
                queries,
                takeBacks,
                takeBackUnsure,
                now,
                state);
    }
}

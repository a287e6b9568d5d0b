package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import dev.solvo.qr.wallet.record.Saved;
import org.joda.money.Money;

/** The guard: everything that has to hold before a refund is sent. */
final class Checking {
    private static final int MAXIMUM_LOOK_UPS = 3;

    private final RefundMachine machine;
    private final Refunding refunding;
    private int lookUps;

    Checking(RefundMachine machine, Refunding refunding) {
        this.machine = machine;
        this.refunding = refunding;
    }

    RefundStep start() {
        lookUps++;
        return new RefundStep.LookUp(
                refunding.record(), found -> found.map(this::claim).orElseGet(this::notSaved));
    }

    private RefundStep notSaved() {
        return refunding.endUnsaved(RefundRefusal.notSaved());
    }

    /** The record is saved before anything is checked, so that no other refund of the order runs beside this one. */
    private RefundStep claim(RefundStep.LookUp.Found found) {
        Refund wanted = refunding.record().refund();
        if (found.sameNumber().isPresent()) {
            Refund known = found.sameNumber().get().refund();
            if (!known.order().number().equals(wanted.order().number())
                    || !known.amount().equals(wanted.amount())) {
                throw new IllegalArgumentException("refund number " + wanted.number() + " was used before, for "
                        + known.amount() + " of order " + known.order().number());
            }
            return machine.resume(found.sameNumber().get());
        }
        for (RefundRecord other : found.ofOrder()) {
            if (!other.isResolved()) {
                return new RefundStep.Blocked(other);
            }
        }
        checkForm(wanted);
        return refunding.save(result -> result.map(this::claimed).orElseGet(this::notSaved));
    }

    /** Before anything is saved: a refund of a form that the wallet does not take leaves no record. */
    private void checkForm(Refund wanted) {
        try {
            refunding.gateway().query(wanted.order());
            refunding.gateway().queryRefund(wanted);
        } catch (IllegalStateException e) {
            // The key cannot be used now, which the calls themselves will tell.
            return;
        }
    }

    private RefundStep claimed(Saved result) {
        return switch (result) {
            // Again, for a refund may have run between the first look and the claim.
            case SAVED ->
                new RefundStep.LookUp(
                        refunding.record(),
                        found -> found.map(this::checkAmount).orElseGet(() -> refunding.end(RefundRefusal.notSaved())));
            case TAKEN_OVER, BLOCKED -> lookUps < MAXIMUM_LOOK_UPS ? start() : notSaved();
        };
    }

    private RefundStep checkAmount(RefundStep.LookUp.Found found) {
        Refund refund = refunding.record().refund();
        Money left = refund.order().amount();
        for (RefundRecord other : found.ofOrder()) {
            if (other.countsAgainstOrder() && !other.refund().number().equals(refund.number())) {
                left = left.minus(other.refund().amount());
            }
        }
        if (left.isLessThan(refund.amount())) {
            return refunding.end(RefundRefusal.tooMuch());
        }
        Money enough = left;
        return refunding.send(
                () -> refunding.gateway().query(refund.order()),
                reply -> afterQuery(reply, enough),
                () -> refunding.end(RefundRefusal.notSigned()));
    }

    private RefundStep afterQuery(PaymentReply reply, Money left) {
        if (!(reply instanceof PaymentReply.Paid paid)) {
            String code = reply instanceof PaymentReply.NotFound notFound ? notFound.walletCode() : "";
            return refunding.end(RefundRefusal.notConfirmed(code));
        }
        Payment payment = paid.payment();
        if (!payment.orderAmount().equals(refunding.record().refund().order().amount())) {
            return refunding.end(RefundRefusal.amountDiffers());
        }
        refunding.confirm(payment.transactionId());
        try {
            refunding.gateway().refund(refunding.record().refund());
        } catch (IllegalArgumentException e) {
            return refunding.end(RefundRefusal.notTaken(e));
        } catch (IllegalStateException e) {
            return refunding.end(RefundRefusal.notSigned());
        }
        return new RefundStep.Confirm(
                refunding.record(),
                payment,
                left,
                this::confirmed,
                () -> refunding.end(RefundRefusal.operatorDeclined()));
    }

    private RefundStep confirmed() {
        refunding.become(Phase.SENDING, refunding.record().result());
        refunding.count(1, 0);
        return refunding.save(result -> {
            if (!result.isPresent()) {
                return refunding.end(RefundRefusal.notSaved());
            }
            return result.get() == Saved.SAVED ? new RefundCalls(refunding).first() : refunding.takenOver();
        });
    }
}

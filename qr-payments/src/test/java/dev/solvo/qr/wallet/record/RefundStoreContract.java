package dev.solvo.qr.wallet.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of refunds does. */
abstract class RefundStoreContract {
    private static final RefundResult OPEN = new RefundResult.Unknown(UnknownCause.NO_ANSWER, "");
    private static final RefundResult DONE = new RefundResult.Refunded(Records.AMOUNT, Optional.empty());

    /** The store of this test, empty at its start. */
    abstract RefundStore store() throws IOException;

    @Test
    void oneRefundOfAnOrderAtATime() throws IOException {
        RefundStore store = store();
        RefundRecord first = Records.refund("REFUND01", "ORDER001", 1, OPEN);
        assertEquals(Saved.SAVED, store.save(first));
        assertEquals(Saved.BLOCKED, store.save(Records.refund("REFUND02", "ORDER001", 1, OPEN)));
        assertEquals(Saved.SAVED, store.save(Records.refund("REFUND03", "ORDER002", 1, OPEN)));
        assertEquals(List.of(first), store.ofOrder(Wallet.WECHAT_PAY, "1900000001", OrderNumber.of("ORDER001")));
        RefundRecord done = Records.refund("REFUND01", "ORDER001", 2, DONE);
        assertEquals(Saved.SAVED, store.save(done));
        assertEquals(Optional.of(done), store.find(Wallet.WECHAT_PAY, "1900000001", RefundNumber.of("REFUND01")));
        RefundRecord second = Records.refund("REFUND02", "ORDER001", 1, OPEN);
        assertEquals(Saved.SAVED, store.save(second));
        assertEquals(List.of(done, second), store.ofOrder(Wallet.WECHAT_PAY, "1900000001", OrderNumber.of("ORDER001")));
        assertEquals(2, store.unresolved().size());
        assertEquals(Saved.TAKEN_OVER, store.save(Records.refund("REFUND02", "ORDER001", 3, DONE)));
    }
}

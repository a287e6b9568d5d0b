package dev.solvo.qr.wallet;

/**
 * The wallet's own number of a payment (Alipay's trade_no, WeChat Pay's transaction_id, UnionPay's queryId): what the
 * customer sees in his app.
 *
 * @param text 1 to 64 printable ASCII characters
 */
public record TransactionId(String text) {
    /** Checks length and characters. */
    public TransactionId {
        if (text.isEmpty() || text.length() > 64 || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("a transaction id is 1 to 64 printable ASCII characters");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

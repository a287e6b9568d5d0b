package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** Binary-coded decimal numbers of certificates. */
final class CertificateDates {
    private CertificateDates() {}

    /** Two digits a byte, most significant first. */
    static int number(Bytes bcd) throws Refusal {
        int number = 0;
        for (int i = 0; i < bcd.length(); i++) {
            int high = bcd.unsigned(i) >> 4;
            int low = bcd.unsigned(i) & 0x0F;
            if (high > 9 || low > 9) {
                throw new Refusal(OdaCheck.EXPIRY, "the date has a digit above 9");
            }
            number = 100 * number + 10 * high + low;
        }
        return number;
    }

    /** The reverse, in as many bytes as asked for. */
    static Bytes toBytes(int number, int length) {
        byte[] bcd = new byte[length];
        int rest = number;
        for (int i = length - 1; i >= 0; i--) {
            bcd[i] = (byte) (rest / 10 % 10 << 4 | rest % 10);
            rest /= 100;
        }
        return Bytes.of(bcd);
    }
}

package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.UpiLink;
import dev.solvo.qr.reconcile.NeutralBill;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.wallet.PaymentCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Any text as a UPI link, a payment code, a bill, or what a symbol is to hold. */
final class QrTextFuzzTest {
    private static final byte[] HEADER = "kind,order_number,refund_number,transaction_id,currency,amount,fee,time\n"
            .getBytes(StandardCharsets.UTF_8);

    @FuzzTest
    void upiLink(FuzzedDataProvider data) {
        try {
            UpiLink link = UpiLink.parse("upi://pay?" + data.consumeRemainingAsString());
            assertEquals(link, UpiLink.parse(link.toText()));
        } catch (QrException e) {
            assertEquals("MALFORMED_UPI_LINK", e.code());
        }
    }

    @FuzzTest
    void paymentCode(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        PaymentCode code;
        try {
            code = PaymentCode.of(text);
        } catch (IllegalArgumentException e) {
            assertFalse(text.length() > 8 && String.valueOf(e.getMessage()).contains(text));
            return;
        }
        assertEquals(text, code.secretText());
        String shown = code.toString();
        assertTrue(shown.length() == 12 && shown.matches("[*]*") || shown.matches("..[*]{8,}.."));
    }

    @FuzzTest
    void bill(byte[] data) throws IOException {
        byte[] rows = new byte[HEADER.length + data.length];
        System.arraycopy(HEADER, 0, rows, 0, HEADER.length);
        System.arraycopy(data, 0, rows, HEADER.length, data.length);
        for (byte[] whole : new byte[][] {data, rows}) {
            try {
                new NeutralBill().read(new ByteArrayInputStream(whole));
            } catch (QrException e) {
                assertFalse(e.code().isEmpty());
            }
        }
    }

    @FuzzTest
    void symbol(FuzzedDataProvider data) {
        try {
            QrSymbol.of(data.consumeRemainingAsString(), ErrorCorrection.MEDIUM);
        } catch (QrException e) {
            assertFalse(e.code().isEmpty());
        }
    }
}

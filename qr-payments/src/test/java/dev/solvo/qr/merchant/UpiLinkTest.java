package dev.solvo.qr.merchant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.QrException;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.joda.money.Money;

final class UpiLinkTest {
    @Example
    void writesWhatAppsRead() {
        assertEquals(
                "upi://pay?pa=shop@bank&pn=Tea%20%26%20Co&tr=TR1&am=1.50&cu=INR",
                UpiLink.to("shop@bank", "Tea & Co")
                        .withReference("TR1")
                        .of(Money.parse("INR 1.50"))
                        .toText());
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll @StringLength(min = 1, max = 30) String name) throws QrException {
        UpiLink link = UpiLink.to("shop@bank", name).of(Money.parse("INR 12.34"));
        String clean = new String(
                name.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        UpiLink expected = UpiLink.to("shop@bank", clean).of(Money.parse("INR 12.34"));
        assertEquals(expected, UpiLink.parse(link.toText()));
    }

    @Example
    void aLinkWithoutAmountLetsThePayerGiveIt() throws QrException {
        UpiLink link = UpiLink.parse("UPI://pay?pa=a@b&mc=5411&unknown=1&am=");
        assertEquals(Optional.empty(), link.amount());
        assertEquals(Optional.of("5411"), link.merchantCategory());
    }

    @Property
    void onlyTheModulesExceptionEscapes(@ForAll @StringLength(max = 60) String text) {
        try {
            UpiLink.parse("upi://pay?pa=a@b&" + text);
        } catch (QrException e) {
            assertEquals("MALFORMED_UPI_LINK", e.code());
        }
        assertThrows(QrException.class, () -> UpiLink.parse("http://" + text));
    }

    @Example
    void wrongAmountsAreRefused() {
        for (String wrong : new String[] {"am=1.234", "am=-1", "am=1e5", "am=1.00&cu=QQQ", "pn=%"}) {
            assertThrows(QrException.class, () -> UpiLink.parse("upi://pay?pa=a@b&" + wrong), wrong);
        }
        assertThrows(QrException.class, () -> UpiLink.parse("upi://pay?pn=x"));
    }
}

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

    @Example
    void everyParameterIsWrittenAndReadAgain() throws QrException {
        UpiLink link = UpiLink.to("shop@bank", "Tea")
                .withMerchantCategory("5411")
                .withTransactionId("TID1")
                .withReference("TR1")
                .withNote("two cups + cake")
                .of(Money.parse("INR 1.50"))
                .withUrl("https://shop.example/?a=1&b=2");
        assertEquals(
                "upi://pay?pa=shop@bank&pn=Tea&mc=5411&tid=TID1&tr=TR1&tn=two%20cups%20%2B%20cake&am=1.50&cu=INR"
                        + "&url=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D2",
                link.toText());
        assertEquals(link, UpiLink.parse(link.toText()));
    }

    @Example
    void aParameterThatStandsTwiceIsRefused() {
        assertThrows(QrException.class, () -> UpiLink.parse("upi://pay?pa=shop@bank&pa=thief@bank"));
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

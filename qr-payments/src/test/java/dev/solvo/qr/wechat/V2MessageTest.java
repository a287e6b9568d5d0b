package dev.solvo.qr.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class V2MessageTest {
    private static V2Message parse(String xml) throws QrException {
        return V2Message.parse(Bytes.of(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsFieldsInCharacterDataAndWithEscapes() throws QrException {
        V2Message message =
                parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n<a><![CDATA[1<2]]></a> <b>x&amp;y</b>"
                        + "<c>咖<![CDATA[啡]]></c><d/>\r\n</xml>\n");
        assertEquals(Optional.of("1<2"), message.find("a"));
        assertEquals(Optional.of("x&y"), message.find("b"));
        assertEquals(Optional.of("咖啡"), message.find("c"));
        assertEquals(Optional.empty(), message.find("d"));
        assertEquals("a=1<2&b=x&y&c=咖啡", message.textToSign());
    }

    @Test
    void writesWhatItReads() throws QrException {
        V2Message message = V2Message.of(Map.of("a", "]]>&<\r\n\t\"'", "b", "😀", "c", ""));
        assertEquals(message.textToSign(), V2Message.parse(message.toXml()).textToSign());
        assertEquals("V2Message[a, b]", message.toString());
    }

    @Property(tries = 200)
    void anyTextArrivesOrIsRefused(@ForAll @StringLength(max = 40) String value) throws QrException {
        V2Message message = V2Message.of(Map.of("a", value));
        Bytes xml;
        try {
            xml = message.toXml();
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
            return;
        }
        assertEquals(message.textToSign(), V2Message.parse(xml).textToSign());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><a>&a;</a></xml>",
                "<?xml version=\"1.0\"?><!DOCTYPE xml SYSTEM \"http://127.0.0.1/x.dtd\"><xml><a>1</a></xml>",
                "  \n<!DOCTYPE xml><xml/>"
            })
    void aDocumentTypeIsRefusedBeforeAnythingIsFetched(String xml) {
        assertEquals(
                "DOCTYPE_REFUSED",
                assertThrows(QrException.class, () -> parse(xml)).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>busy</html>",
                "{\"code\":\"SYSTEM_ERROR\"}",
                "<xml><a>1</a>",
                "<xml><a>1</a></xml><xml/>",
                "<xml><a>1</a><a>2</a></xml>",
                "<xml><a>1</a><a></a></xml>",
                "<xml><a><b>1</b></a></xml>",
                "<xml>text<a>1</a></xml>",
                "<xml><a>1</a>text</xml>",
                "<xml><a b=\"1\">1</a></xml>",
                "<xml><a>&undefined;</a></xml>",
                "<xml><a>&#0;</a></xml>",
                "<xml><!DOCTYPE xml><a>1</a></xml>",
                "<!-- x --><!DOCTYPE xml><xml/>",
                "<XML><a>1</a></XML>"
            })
    void whatIsNotAFlatMessageIsRefused(String xml) {
        QrException refused = assertThrows(QrException.class, () -> parse(xml));
        assertEquals("MALFORMED_ANSWER", refused.code());
    }

    @Test
    void hugeMessagesAreRefused() {
        StringBuilder deep = new StringBuilder("<xml>");
        StringBuilder many = new StringBuilder("<xml>");
        for (int i = 0; i < 20_000; i++) {
            deep.append("<a>");
        }
        for (int i = 0; i < 501; i++) {
            many.append("<a").append(i).append(">1</a").append(i).append('>');
        }
        assertThrows(QrException.class, () -> parse(deep.toString()));
        assertThrows(QrException.class, () -> parse(many + "</xml>"));
        assertThrows(QrException.class, () -> V2Message.parse(Bytes.repeat(' ', 300_000)));
        assertThrows(QrException.class, () -> parse("<xml><" + "a".repeat(65) + "/></xml>"));
        assertThrows(
                QrException.class, () -> V2Message.parse(Bytes.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 0x3C, 0})));
    }

    @Test
    void errorsDoNotQuoteTheMessage() {
        QrException refused = assertThrows(QrException.class, () -> parse("<xml><a>130061098828009406</b></xml>"));
        assertTrue(String.valueOf(refused.getMessage()).contains("line 1"));
        assertFalse(String.valueOf(refused.getMessage()).contains("1300610"));
    }
}

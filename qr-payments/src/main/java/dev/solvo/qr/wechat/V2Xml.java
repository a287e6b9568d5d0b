package dev.solvo.qr.wechat;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML as v2 writes it: one element {@code xml} with flat children.
 *
 * <p>A document type can only stand before that element, and nothing but the XML declaration is let stand there: so no
 * entity is ever defined, whatever parser the platform brings.
 */
final class V2Xml {
    private static final int MAXIMUM_LENGTH = 262_144;
    private static final int MAXIMUM_FIELDS = 500;
    private static final int MAXIMUM_NAME_LENGTH = 64;
    private static final Pattern BEGINNING = Pattern.compile("\\uFEFF?\\s*(?:<\\?xml [^<>]{0,200}\\?>)?\\s*");

    private V2Xml() {}

    static Map<String, String> parse(Bytes body) throws QrException {
        String text = text(body);
        Matcher beginning = BEGINNING.matcher(text);
        int root = beginning.lookingAt() ? beginning.end() : 0;
        if (text.startsWith("<!DOCTYPE", root)) {
            throw new QrException("DOCTYPE_REFUSED", root, "a document type, which no message of WeChat Pay has");
        }
        if (!text.startsWith("<xml>", root)) {
            throw malformed("the root is not an element xml");
        }
        Fields fields = new Fields();
        try {
            SAXParserFactory.newInstance()
                    .newSAXParser()
                    .parse(new InputSource(new StringReader(text.substring(root))), fields);
        } catch (SAXParseException e) {
            // The parser's own message may quote the text.
            throw malformed("not well-formed in line " + e.getLineNumber());
        } catch (SAXException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("this Java cannot parse XML", e);
        }
        return fields.values;
    }

    private static String text(Bytes body) throws QrException {
        if (body.isEmpty() || body.length() > MAXIMUM_LENGTH) {
            throw malformed(body.length() + " bytes; expected 1 to " + MAXIMUM_LENGTH);
        }
        try {
            return Utf8.text(body);
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8");
        }
    }

    private static QrException malformed(String message) {
        return new QrException("MALFORMED_ANSWER", message);
    }

    /** Appends the value as character data. */
    static void escape(String name, String value, StringBuilder xml) {
        value.codePoints().forEach(c -> {
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r'
                    || c >= 0xD800 && c <= 0xDFFF
                    || c == 0xFFFE
                    || c == 0xFFFF) {
                throw new IllegalArgumentException("XML cannot carry a character of the field " + name);
            }
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                // Parsers turn a bare one into a line feed, and the signature would not fit.
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(c);
            }
        });
    }

    /** Collects the children of the root. */
    private static final class Fields extends DefaultHandler {
        private final Map<String, String> values = new HashMap<>();
        private final StringBuilder value = new StringBuilder();
        private int depth;

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            depth++;
            if (depth > 2 || attributes.getLength() > 0 || name.length() > MAXIMUM_NAME_LENGTH) {
                throw new SAXException("a field with parts, attributes or too long a name");
            }
            refuseText();
        }

        /** Only blanks stand between two fields. */
        private void refuseText() throws SAXException {
            if (!value.toString().trim().isEmpty()) {
                throw new SAXException("text between the fields");
            }
            value.setLength(0);
        }

        @Override
        public void characters(char[] text, int from, int length) throws SAXException {
            value.append(text, from, length);
        }

        @Override
        public void endElement(String uri, String localName, String name) throws SAXException {
            depth--;
            if (depth == 1) {
                if (values.size() == MAXIMUM_FIELDS || values.put(name, value.toString()) != null) {
                    throw new SAXException("the same field twice, or more than " + MAXIMUM_FIELDS);
                }
                value.setLength(0);
            } else {
                refuseText();
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}

package dev.solvo.simulator.wallet.wechat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The XML of v2: one element with one level of elements, no document type. */
final class WeChatXml {
    private WeChatXml() {}

    static Map<String, String> parse(byte[] text) throws WeChatRefusal {
        try {
            Element root = parser().parse(new ByteArrayInputStream(text)).getDocumentElement();
            TreeMap<String, String> fields = new TreeMap<>();
            for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element field
                        && (field.getElementsByTagName("*").getLength() > 0
                                || fields.put(field.getTagName(), field.getTextContent()) != null)) {
                    throw notXml();
                }
            }
            if (!root.getTagName().equals("xml")) {
                throw notXml();
            }
            return fields;
        } catch (SAXException | IOException e) {
            throw notXml();
        }
    }

    private static WeChatRefusal notXml() {
        return new WeChatRefusal(400, "PARAM_ERROR", "XML_FORMAT_ERROR", "XML格式错误");
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Strict());
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has an XML parser", e);
        }
    }

    static String write(Map<String, String> fields) {
        StringBuilder text = new StringBuilder("<xml>");
        fields.forEach((name, value) -> text.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value.replace("]]>", "]] >"))
                .append("]]></")
                .append(name)
                .append('>'));
        return text.append("</xml>").toString();
    }

    /** The default handler prints to the console. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // Nothing that a reader of plain fields would miss.
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}

package dev.solvo.conformance.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements of HTML. Every text and every attribute's value is escaped here, so that what a case or a card says stays text;
 * only {@link #inline} writes as it is, and refuses what would end its element.
 */
final class HtmlWriter {
    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    HtmlWriter(Writer out) {
        this.out = out;
    }

    /** Begins an element; attributes are names and values in turn. */
    HtmlWriter begin(String tag, String... attributes) throws IOException {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last. */
    HtmlWriter end() throws IOException {
        out.write("</" + open.pop() + ">");
        return this;
    }

    /** An element that has no end. */
    HtmlWriter empty(String tag, String... attributes) throws IOException {
        tag(tag, attributes);
        return this;
    }

    /** An element that has nothing but text. */
    HtmlWriter element(String tag, String text, String... attributes) throws IOException {
        return begin(tag, attributes).text(text).end();
    }

    HtmlWriter text(String text) throws IOException {
        escape(PrintableText.of(text));
        return this;
    }

    HtmlWriter line() throws IOException {
        out.write('\n');
        return this;
    }

    /** A style or a script of our own, as it is. */
    HtmlWriter inline(String tag, String content, String... attributes) throws IOException {
        if (content.contains("</") || content.contains("<!--")) {
            throw new IllegalArgumentException("would end <" + tag + ">");
        }
        tag(tag, attributes);
        out.write(content);
        out.write("</" + tag + ">\n");
        return this;
    }

    private void tag(String tag, String... attributes) throws IOException {
        out.write("<" + tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(" " + attributes[i] + "=\"");
            escape(PrintableText.of(attributes[i + 1]));
            out.write('"');
        }
        out.write('>');
    }

    private void escape(String text) throws IOException {
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            String entity = switch (text.charAt(at)) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> "";
            };
            if (!entity.isEmpty()) {
                out.write(text, from, at - from);
                out.write(entity);
                from = at + 1;
            }
        }
        out.write(text, from, text.length() - from);
    }
}

package dev.solvo.cli.vectors.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;

/** The input of one entry. */
final class VectorInput {
    private final JsonNode fields;
    private final JsonNode stated;

    VectorInput(JsonNode fields, JsonNode stated) {
        this.fields = fields;
        this.stated = stated;
    }

    /** What the entry states as a result, for the parts of it that are anyone's choice. */
    String statedText(String name) throws VectorException {
        if (!stated.path(name).isTextual()) {
            throw VectorException.malformed("\"" + name + "\" is not stated");
        }
        return stated.path(name).asText();
    }

    /** What the entry states as a result, for the parts of it that are anyone's choice. */
    Bytes stated(String name) throws VectorException {
        try {
            return Bytes.fromHex(statedText(name));
        } catch (IllegalArgumentException notHex) {
            throw VectorException.malformed("\"" + name + "\" is not hexadecimal");
        }
    }

    boolean has(String name) {
        return fields.has(name);
    }

    /** A field of hexadecimal digits. */
    Bytes bytes(String name) throws VectorException {
        String hex = text(name);
        try {
            return Bytes.fromHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw VectorException.malformed("\"" + name + "\" is not hexadecimal");
        }
    }

    /** A field of hexadecimal digits, or other bytes where the entry has no such field. */
    Bytes bytesOr(String name, String otherwise) throws VectorException {
        return has(name) ? bytes(name) : Bytes.fromHex(otherwise);
    }

    String text(String name) throws VectorException {
        JsonNode field = fields.path(name);
        if (!field.isTextual()) {
            throw VectorException.malformed("\"" + name + "\" is absent or no text");
        }
        return field.asText();
    }

    String textOr(String name, String otherwise) throws VectorException {
        return has(name) ? text(name) : otherwise;
    }

    /** A field that is a number, or a text of decimal digits. */
    int number(String name) throws VectorException {
        JsonNode field = fields.path(name);
        if (field.isInt()) {
            return field.asInt();
        }
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException notDecimal) {
            throw VectorException.malformed("\"" + name + "\" is no number");
        }
    }

    /** An object within the input. */
    VectorInput object(String name) throws VectorException {
        if (!fields.path(name).isObject()) {
            throw VectorException.malformed("\"" + name + "\" is absent or no object");
        }
        return new VectorInput(fields.path(name), stated);
    }

    JsonNode json() {
        return fields;
    }
}

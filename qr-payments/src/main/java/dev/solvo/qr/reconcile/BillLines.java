package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** The lines of a bill's text with their numbers; none is longer than bills have, and each byte is of the charset. */
final class BillLines {
    /** A line of WeChat Pay's has 27 cells, the longest of 128 characters. */
    private static final int MAXIMUM_LINE = 16_384;

    /** Reading that may meet damage. */
    @FunctionalInterface
    interface Reading {
        List<BillRow> rows() throws IOException, QrException;
    }

    private final Reader text;
    private int number;

    /** Lines of a stream that is bounded already. */
    BillLines(InputStream bytes, Charset charset) {
        text = new BufferedReader(new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /**
     * Tells a broken bill from a stream that cannot be read.
     *
     * @throws QrException BILL_TOO_LONG, BILL_DAMAGED
     * @throws IOException what the stream itself throws
     */
    static List<BillRow> guarded(Reading reading) throws IOException, QrException {
        try {
            return reading.rows();
        } catch (BillBytes.TooManyException e) {
            throw new QrException("BILL_TOO_LONG", String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw new QrException("BILL_DAMAGED", "the bill's text is not in the charset that it should be in");
        } catch (ZipException | EOFException e) {
            throw new QrException("BILL_DAMAGED", "the compressed bill is cut or damaged");
        }
    }

    /** The next line without its end, LF or CR LF; nothing after the last one. */
    Optional<String> next() throws IOException, QrException {
        StringBuilder line = new StringBuilder();
        int c = text.read();
        if (c < 0) {
            return Optional.empty();
        }
        number++;
        for (; c >= 0 && c != '\n'; c = text.read()) {
            if (line.length() == MAXIMUM_LINE) {
                throw new QrException(
                        "BILL_TOO_LONG", "line " + number + " has more than " + MAXIMUM_LINE + " characters");
            }
            line.append((char) c);
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        if (number == 1 && line.length() > 0 && line.charAt(0) == '\uFEFF') {
            line.deleteCharAt(0);
        }
        return Optional.of(line.toString());
    }

    /** The next line that is not empty. */
    Optional<String> nextFilled() throws IOException, QrException {
        Optional<String> line = next();
        while (line.isPresent() && line.get().isEmpty()) {
            line = next();
        }
        return line;
    }

    /** The number of the line that was given last, counted from 1. */
    int number() {
        return number;
    }
}

package dev.solvo.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.solvo.conformance.CaseResult;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a run as they are done, in a file, so that a run that was interrupted goes on from there. The first line says
 * which run it is, each further line has the result of a case; a last line without its end, of a process that was killed while it
 * wrote, counts as not written. May be called by several threads.
 */
public final class ResumeJournal implements Closeable {
    private static final String FORMAT = "solvo-conformance-journal";
    private static final int VERSION = 1;
    private static final int LONGEST = 1 << 30;

    // Not a channel: that would be closed under the threads of cases that are given up by an interrupt.
    private final RandomAccessFile file;
    private final Map<String, Entry> finished;

    private record Entry(String digest, CaseResult result) {}

    private ResumeJournal(RandomAccessFile file, Map<String, Entry> finished) {
        this.file = file;
        this.finished = finished;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param file the journal; made if it is not there
     * @param run the run that is about to begin
     * @return the journal with what was finished
     * @throws IOException if the file cannot be read or written
     * @throws ReportException if it is a journal of another run, or none, or another process writes it
     */
    public static ResumeJournal open(Path file, RunIdentity run) throws IOException, ReportException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        try {
            lock(opened, file);
            ResumeJournal journal = new ResumeJournal(opened, new HashMap<>());
            journal.readAll(file, run);
            return journal;
        } catch (IOException | ReportException | RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    /**
     * What names the content of a case: everything that its result depends on, apart from the run.
     *
     * @param contents such as the text of the case, and of its card image
     * @return a digest, in hexadecimal
     */
    public static String digest(List<String> contents) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String content : contents) {
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * The result of a case that was done before.
     *
     * @param id the case's name
     * @param digest its content, by {@link #digest}
     * @return the result; empty if the case was not done, or was another then
     */
    public synchronized Optional<CaseResult> finished(String id, String digest) {
        return Optional.ofNullable(finished.get(id))
                .filter(entry -> entry.digest().equals(digest))
                .map(Entry::result);
    }

    /**
     * Writes down a result. When this returns, the end of the process cannot take it away.
     *
     * @param result what came of a case
     * @param digest the case's content, by {@link #digest}
     * @throws IOException if the file cannot be written
     */
    public synchronized void add(CaseResult result, String digest) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = ReportJson.FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("digest", digest);
            json.writeFieldName("result");
            ReportJson.write(result, json);
            json.writeEndObject();
        }
        append(line.toString());
        finished.put(result.id(), new Entry(digest, result));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static void lock(RandomAccessFile opened, Path file) throws IOException, ReportException {
        try {
            // Held until the file is closed.
            if (opened.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException ours) {
            throw new ReportException(file + " is being written by another run", ours);
        }
        throw new ReportException(file + " is being written by another run");
    }

    private void readAll(Path path, RunIdentity run) throws IOException, ReportException {
        if (file.length() > LONGEST) {
            throw new ReportException(path + " is longer than " + LONGEST + " bytes");
        }
        byte[] bytes = new byte[(int) file.length()];
        file.readFully(bytes);
        int number = 0;
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                number++;
                read(
                        new String(bytes, from, at - from, StandardCharsets.UTF_8),
                        path + ", line " + number,
                        number,
                        run);
                from = at + 1;
            }
        }
        if (number == 0 && !isTornBeginning(bytes)) {
            throw new ReportException(path + " is no journal of a conformance run");
        }
        file.setLength(from);
        file.seek(from);
        if (number == 0) {
            begin(run);
        }
    }

    /** Nothing, or a first line that was not written to its end. Another file must not be written over. */
    private static boolean isTornBeginning(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String beginning = "{\"format\":\"" + FORMAT + '"';
        return text.startsWith(beginning) || beginning.startsWith(text);
    }

    private void read(String line, String where, int number, RunIdentity run) throws IOException, ReportException {
        try {
            ReportJson.Place place = new ReportJson.Place("", ReportJson.tree(new StringReader(line)));
            if (number == 1) {
                check(place, run);
            } else {
                CaseResult result = ReportJson.result(place.object("result"));
                finished.put(result.id(), new Entry(place.text("digest"), result));
            }
        } catch (ReportException wrong) {
            throw new ReportException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void check(ReportJson.Place place, RunIdentity run) throws ReportException {
        if (!place.node().path("format").asText().equals(FORMAT)) {
            throw place.expected("format", '"' + FORMAT + "\": this is no journal of a conformance run");
        }
        if (place.integer("formatVersion") != VERSION) {
            throw place.expected("formatVersion", Integer.toString(VERSION));
        }
        List<String> differences = RunIdentity.read(place).differences(run);
        if (!differences.isEmpty()) {
            throw new ReportException("a journal of another run, which cannot be taken up: "
                    + String.join("; ", differences) + "; name another file, or remove it");
        }
    }

    private void begin(RunIdentity run) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = ReportJson.FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("formatVersion", VERSION);
            run.write(json);
            json.writeEndObject();
        }
        append(line.toString());
    }

    private void append(String line) throws IOException {
        file.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }
}

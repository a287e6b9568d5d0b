package dev.solvo.simulator.purse;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseMemory.Account;
import dev.solvo.simulator.purse.PurseMemory.Blocking;
import dev.solvo.simulator.purse.PurseMemory.Proof;
import dev.solvo.tlv.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A card's memory as lines of a keyword and its arguments. */
final class PurseText {
    private static final int MAX_LINES = 1_000;
    private static final int LOG_BYTES = 23;
    private static final List<String> KEYS =
            List.of("purchase", "load", "transaction", "maintenance", "unblock", "reload");

    private final PurseMemory memory = new PurseMemory();
    private final Map<String, Bytes> keys = new HashMap<>();

    private PurseText() {}

    static PurseMemory read(String text) throws SimulatorTextException {
        PurseText reader = new PurseText();
        int number = 0;
        for (String raw : text.lines().toList()) {
            if (++number > MAX_LINES) {
                throw new SimulatorTextException(number, "more than " + MAX_LINES + " lines");
            }
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reader.read(Line.of(number, line));
            }
        }
        if (reader.memory.aid.isEmpty()) {
            throw new SimulatorTextException(0, "the image has no line aid");
        }
        if (!reader.keys.isEmpty()) {
            if (reader.keys.size() != KEYS.size()) {
                throw new SimulatorTextException(0, "the image has some keys of six, expected all or none");
            }
            reader.memory.keys = Optional.of(new PurseKeys(
                    reader.key("purchase"),
                    reader.key("load"),
                    reader.key("transaction"),
                    reader.key("maintenance"),
                    reader.key("unblock"),
                    reader.key("reload")));
        }
        return reader.memory;
    }

    private Bytes key(String name) {
        return keys.getOrDefault(name, Bytes.EMPTY);
    }

    private void read(Line line) throws SimulatorTextException {
        switch (line.keyword()) {
            case "description" -> memory.description = line.rest();
            case "aid" -> memory.aid = line.bytes(0, 1, 5, 16);
            case "issuer" -> memory.issuer = line.bytes(0, 1, 8, 8);
            case "serial" -> memory.serial = line.bytes(0, 1, 10, 10);
            case "valid" -> {
                memory.validFrom = line.bytes(0, 2, 4, 4);
                memory.validUntil = line.bytes(1, 2, 4, 4);
            }
            case "key-index" -> memory.keyIndex = (int) line.number(0, 1, 0xFF);
            case "key-version" -> memory.keyVersion = (int) line.number(0, 1, 0xFF);
            case "key" -> {
                if (!KEYS.contains(line.word(0, 2))) {
                    throw line.fault("expected one of " + String.join(", ", KEYS));
                }
                keys.put(line.word(0, 2), line.bytes(1, 2, PurseKeys.LENGTH_BYTES, PurseKeys.LENGTH_BYTES));
            }
            case "limit" -> memory.limit = line.number(0, 1, 0xFFFF_FFFFL);
            case "pin" -> {
                memory.pin = line.bytes(0, 3, 2, 6);
                memory.pinTryLimit = (int) line.number(1, 3, 15);
                memory.pinTriesLeft = (int) line.number(2, 3, memory.pinTryLimit);
            }
            case "pin-for-load" -> memory.pinForLoad = true;
            case "blocked" -> memory.blocking = blocking(line);
            case "passbook" -> readAccount(memory.passbook, line);
            case "purse" -> readAccount(memory.purse, line);
            case "log" -> memory.append(line.bytes(0, 1, LOG_BYTES, LOG_BYTES));
            case "proof" ->
                memory.proofs.put(
                        line.bytes(0, 4, 1, 1).unsigned(0),
                        new Proof(line.bytes(1, 4, 2, 2), line.bytes(2, 4, 4, 4), line.bytes(3, 4, 4, 4)));
            case "record" -> memory.cache.put(line.bytes(0, 2, 1, 1).unsigned(0), line.bytes(1, 2, 1, 128));
            case "cash-aid" -> memory.cashAid = line.bytes(0, 1, 5, 16);
            case "cash" -> memory.cash.put((int) line.bytes(0, 2, 2, 2).toUnsignedLong(), line.bytes(1, 2, 1, 64));
            default -> throw line.fault("unknown keyword");
        }
    }

    private static Blocking blocking(Line line) throws SimulatorTextException {
        return switch (line.word(0, 1)) {
            case "no" -> Blocking.NO;
            case "application" -> Blocking.APPLICATION;
            case "forever" -> Blocking.FOREVER;
            case "card" -> Blocking.CARD;
            default -> throw line.fault("expected no, application, forever or card");
        };
    }

    private static void readAccount(Account account, Line line) throws SimulatorTextException {
        account.balance = line.number(0, 3, 0xFFFF_FFFFL);
        account.onlineSequence = (int) line.number(1, 3, PurseMemory.MAX_SEQUENCE);
        account.offlineSequence = (int) line.number(2, 3, PurseMemory.MAX_SEQUENCE);
    }

    static String write(PurseMemory memory) {
        StringBuilder text = new StringBuilder();
        line(text, "description", memory.description);
        line(text, "aid", memory.aid.toHex());
        line(text, "issuer", memory.issuer.toHex());
        line(text, "serial", memory.serial.toHex());
        line(text, "valid", memory.validFrom.toHex(), memory.validUntil.toHex());
        line(text, "key-index", String.valueOf(memory.keyIndex));
        line(text, "key-version", String.valueOf(memory.keyVersion));
        memory.keys.ifPresent(keys -> {
            line(text, "key purchase", keys.purchase().toHex());
            line(text, "key load", keys.load().toHex());
            line(text, "key transaction", keys.transaction().toHex());
            line(text, "key maintenance", keys.maintenance().toHex());
            line(text, "key unblock", keys.unblock().toHex());
            line(text, "key reload", keys.reload().toHex());
        });
        line(text, "limit", String.valueOf(memory.limit));
        if (!memory.pin.isEmpty()) {
            line(
                    text,
                    "pin",
                    memory.pin.toHex(),
                    String.valueOf(memory.pinTryLimit),
                    String.valueOf(memory.pinTriesLeft));
        }
        if (memory.pinForLoad) {
            line(text, "pin-for-load");
        }
        line(text, "blocked", memory.blocking.name().toLowerCase(Locale.ROOT));
        writeAccount(text, "passbook", memory.passbook);
        writeAccount(text, "purse", memory.purse);
        memory.log.forEach(record -> line(text, "log", record.toHex()));
        memory.proofs.forEach((type, proof) -> line(
                text,
                "proof",
                PurseCryptography.number(type, 1).toHex(),
                proof.sequence().toHex(),
                proof.mac().toHex(),
                proof.tac().toHex()));
        memory.cache.forEach((tag, record) ->
                line(text, "record", PurseCryptography.number(tag, 1).toHex(), record.toHex()));
        if (!memory.cashAid.isEmpty()) {
            line(text, "cash-aid", memory.cashAid.toHex());
        }
        memory.cash.forEach((tag, value) ->
                line(text, "cash", PurseCryptography.number(tag, 2).toHex(), value.toHex()));
        return text.toString();
    }

    private static void writeAccount(StringBuilder text, String name, Account account) {
        line(
                text,
                name,
                String.valueOf(account.balance),
                String.valueOf(account.onlineSequence),
                String.valueOf(account.offlineSequence));
    }

    private static void line(StringBuilder text, String... words) {
        text.append(String.join(" ", words)).append('\n');
    }

    /** One line: a keyword and the rest. */
    private record Line(int lineNumber, String keyword, String rest) {
        static Line of(int lineNumber, String line) {
            List<String> words = List.of(line.split("\\s+", 2));
            return new Line(lineNumber, words.get(0), words.size() > 1 ? words.get(1) : "");
        }

        String word(int index, int count) throws SimulatorTextException {
            List<String> words = List.of(rest.split("\\s+", -1));
            if (words.size() != count) {
                throw fault("expected " + count + " arguments");
            }
            return words.get(index);
        }

        Bytes bytes(int index, int count, int min, int max) throws SimulatorTextException {
            Bytes bytes;
            try {
                bytes = Bytes.fromHex(word(index, count));
            } catch (IllegalArgumentException e) {
                throw fault("expected hexadecimal digits");
            }
            if (bytes.length() < min || bytes.length() > max) {
                throw fault("expected " + (min == max ? "" : min + " to ") + max + " bytes");
            }
            return bytes;
        }

        long number(int index, int count, long max) throws SimulatorTextException {
            long number;
            try {
                number = Long.parseLong(word(index, count));
            } catch (NumberFormatException e) {
                number = -1;
            }
            if (number < 0 || number > max) {
                throw fault("expected a number from 0 to " + max);
            }
            return number;
        }

        SimulatorTextException fault(String message) {
            return new SimulatorTextException(lineNumber, message);
        }
    }
}

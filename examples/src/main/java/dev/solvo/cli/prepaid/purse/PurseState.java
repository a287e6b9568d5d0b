package dev.solvo.cli.prepaid.purse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.prepaid.purse.PendingTransaction;
import dev.solvo.prepaid.purse.PurchaseRecord;
import dev.solvo.prepaid.purse.PurseException;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.PurseIssuer;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What outlives a command: the simulated card, the security module's numbers, the issuer's open load, what is pending, and
 * the records that were made. Without a file it lives as long as the command.
 *
 * <p>The file holds a simulated card with its PIN, and numbers of cards; it is readable by its owner only. One command at a
 * time.
 */
final class PurseState {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int VERSION = 1;
    private static final int MOST_RECORDS = 10_000;

    private final Optional<Path> file;
    Optional<PurseImage> card = Optional.empty();
    long moduleNext = 1;
    long moduleTotal;
    long loaded;
    Optional<PurseIssuer.LoadRequest> openLoad = Optional.empty();
    Optional<PendingTransaction> pending = Optional.empty();
    final List<PurchaseRecord> records = new ArrayList<>();

    private PurseState(Optional<Path> file) {
        this.file = file;
    }

    static PurseState open(Optional<Path> file) throws BadInputException {
        PurseState state = new PurseState(file);
        if (file.isPresent() && Files.exists(file.get())) {
            try {
                state.read(JsonFile.read(file.get()));
            } catch (PurseException | SimulatorTextException | IllegalArgumentException broken) {
                throw new BadInputException(file.get() + " is no file of a purse, or was damaged", broken);
            }
        }
        return state;
    }

    private void read(JsonNode json) throws PurseException, SimulatorTextException {
        if (json.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("another version");
        }
        if (json.hasNonNull("card")) {
            card = Optional.of(PurseImage.parse(json.path("card").asText()));
        }
        moduleNext = number(json, "moduleNext", SimulatedPsam.MAX_SEQUENCE + 1);
        moduleTotal = number(json, "moduleTotal", Long.MAX_VALUE);
        loaded = number(json, "loaded", Long.MAX_VALUE);
        if (json.hasNonNull("openLoad")) {
            JsonNode open = json.path("openLoad");
            openLoad = Optional.of(new PurseIssuer.LoadRequest(
                    hex(open.path("serial")),
                    hex(open.path("oldBalance")),
                    hex(open.path("amount")),
                    open.path("type").asInt(),
                    hex(open.path("terminal")),
                    hex(open.path("onlineSequence")),
                    hex(open.path("random")),
                    hex(open.path("mac1")),
                    hex(open.path("time"))));
        }
        if (json.hasNonNull("pending")) {
            pending = Optional.of(PendingTransaction.parse(hex(json.path("pending"))));
        }
        if (json.path("records").size() > MOST_RECORDS) {
            throw new IllegalArgumentException("too many records");
        }
        for (JsonNode record : json.path("records")) {
            records.add(PurchaseRecord.parse(hex(record)));
        }
    }

    private static Bytes hex(JsonNode text) {
        return Bytes.fromHex(text.asText());
    }

    private static long number(JsonNode json, String field, long max) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > max) {
            throw new IllegalArgumentException(field);
        }
        return value.asLong();
    }

    private ObjectNode toJson() {
        ObjectNode json = JSON.objectNode();
        json.put("version", VERSION);
        json.put("card", card.map(PurseImage::text).orElse(null));
        json.put("moduleNext", moduleNext);
        json.put("moduleTotal", moduleTotal);
        json.put("loaded", loaded);
        openLoad.ifPresent(open -> json.putObject("openLoad")
                .put("serial", open.serial().toHex())
                .put("oldBalance", open.oldBalance().toHex())
                .put("amount", open.amount().toHex())
                .put("type", open.type())
                .put("terminal", open.terminal().toHex())
                .put("onlineSequence", open.onlineSequence().toHex())
                .put("random", open.random().toHex())
                .put("mac1", open.mac1().toHex())
                .put("time", open.time().toHex()));
        pending.ifPresent(
                transaction -> json.put("pending", transaction.toBytes().toHex()));
        ArrayNode all = json.putArray("records");
        records.forEach(record -> all.add(record.toBytes().toHex()));
        return json;
    }

    /** Writes a new file beside the old one and puts it in its place, so that there is always a whole one. */
    void save() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        Path target = file.get();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        ByteBuffer text = StandardCharsets.UTF_8.encode(toJson().toPrettyString() + "\n");
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (UnsupportedOperationException noPermissions) {
            throw new IOException("this file system cannot keep a card private", noPermissions);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The key {@code card}: an image and the edits of its text. */
final class CardReading {
    private CardReading() {}

    /** The card; a stand-in after a mistake, which is noted. */
    static CardDescription read(CaseObject file) {
        CardDescription none = new CardDescription("", "");
        Optional<CaseObject> object = file.object("card");
        if (object.isEmpty()) {
            if (!file.has("card")) {
                file.fault("expected the key card");
            }
            return none;
        }
        CaseObject card = object.get();
        String name = card.requiredText("image");
        Optional<String> text = card.read("image", node -> image(card, node.text()));
        List<CaseNode> patches = card.items("patch");
        if (text.isEmpty()) {
            card.close();
            return none;
        }
        String edited = text.get();
        for (CaseNode node : patches) {
            Optional<CaseObject> patch = card.object(node, "patch");
            if (patch.isPresent()) {
                try {
                    edited = edit(edited, patch.get());
                } catch (CaseException wrong) {
                    patch.get().fault("card.patch: " + wrong.getMessage());
                    card.close();
                    return none;
                }
            }
        }
        try {
            if (!patches.isEmpty() || !isShipped(name)) {
                CardImage.parse(edited);
            }
        } catch (SimulatorTextException wrong) {
            card.fault("card: the edited image cannot be read, " + wrong.getMessage() + ": "
                    + lineOf(edited, String.valueOf(wrong.getMessage())));
        }
        card.close();
        return new CardDescription(name, edited);
    }

    /** The text of an image of the simulator, or of a file beside the case. */
    static String image(CaseObject file, String name) throws CaseException {
        if (isShipped(name)) {
            return CardImages.text(name);
        }
        Optional<String> beside = file.fileBeside(name);
        if (beside.isEmpty()) {
            throw new CaseException("there is neither a card image of the simulator nor a file beside the case named "
                    + name + "; solvo pay --list-cards and solvo tap --list-cards show the images");
        }
        return beside.get();
    }

    private static boolean isShipped(String name) {
        return CardImages.names().contains(name)
                || CardImages.contactlessNames().contains(name);
    }

    private static String edit(String text, CaseObject patch) throws CaseException {
        Optional<String> replace = patch.text("replace");
        Optional<String> with = patch.text("with");
        Optional<String> remove = patch.text("remove");
        Optional<String> append = patch.text("append");
        Optional<String> record = patch.text("record");
        Optional<String> tag = patch.text("tag");
        Optional<String> value = patch.text("value");
        Optional<String> application = patch.text("application");
        patch.close();
        if (replace.isPresent() && with.isPresent()) {
            return once(text, replace.get(), with.get());
        }
        if (remove.isPresent()) {
            return once(text, remove.get(), "");
        }
        if (append.isPresent()) {
            return text + (text.endsWith("\n") ? "" : "\n") + append.get() + "\n";
        }
        if (record.isPresent() && tag.isPresent()) {
            return inRecord(text, record.get(), application, tag.get().toUpperCase(Locale.ROOT), value);
        }
        throw new CaseException("expected replace and with, or remove, or append, or record and tag");
    }

    private static String once(String text, String old, String with) throws CaseException {
        int at = text.indexOf(old);
        if (old.isEmpty() || at < 0) {
            throw new CaseException("the image has no text \"" + old + "\"");
        }
        if (text.indexOf(old, at + 1) >= 0) {
            throw new CaseException("the image has the text \"" + old + "\" more than once; take more of the line");
        }
        return text.substring(0, at) + with + text.substring(at + old.length());
    }

    /** Sets, adds or takes out a line of a record. */
    private static String inRecord(
            String text, String record, Optional<String> application, String tag, Optional<String> value)
            throws CaseException {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int heading = heading(lines, record, application);
        int end = heading + 1;
        while (end < lines.size() && isOfRecord(lines.get(end))) {
            end++;
        }
        int found = -1;
        for (int i = heading + 1; i < end; i++) {
            if (lines.get(i).strip().toUpperCase(Locale.ROOT).startsWith(tag + " ")) {
                found = i;
                break;
            }
        }
        if (value.isPresent()) {
            String line = "  " + tag + " " + value.get();
            if (found < 0) {
                lines.add(end, line);
            } else {
                lines.set(found, line);
            }
        } else if (found < 0) {
            throw new CaseException("record " + record + " has no line for tag " + tag);
        } else {
            lines.remove(found);
        }
        return String.join("\n", lines) + "\n";
    }

    /** A record goes to the next blank line, section, or line that begins with a word of the image's language. */
    private static boolean isOfRecord(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("[")) {
            return false;
        }
        return text.startsWith("#") || text.startsWith("raw ") || text.split("\\s+", 2)[0].matches("[0-9A-Fa-f]{2,8}");
    }

    private static int heading(List<String> lines, String record, Optional<String> application) throws CaseException {
        boolean inside = application.isEmpty();
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                inside = application.isEmpty() || line.equalsIgnoreCase("[application " + application.get() + "]");
            } else if (inside && (line.equals("record " + record) || line.startsWith("record " + record + " "))) {
                if (found >= 0) {
                    throw new CaseException("the image has a record " + record
                            + " in several applications; say which with application");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new CaseException("the image has no record " + record
                    + application.map(aid -> " in an application " + aid).orElse(""));
        }
        return found;
    }

    /** The line that the parser complains of; it is the case's author who wrote it. */
    private static String lineOf(String text, String message) {
        String number = message.replaceFirst("^line ([0-9]+):.*", "$1");
        List<String> lines = text.lines().toList();
        if (!number.matches("[0-9]{1,6}")) {
            return "";
        }
        int line = Integer.parseInt(number);
        return line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
    }
}

package dev.solvo.emv.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.simulator.card.CardImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The new approvals that were looked at and found to be what EMV allows: {@code walk/new-approvals.json}. Each entry says
 * which answer, which bytes, and why the terminal cannot know better.
 *
 * <p>{@code bytes} counts from 1 and {@code bits} from 8 to 1, as the Books do; {@code lengths} are what is left of a
 * truncated body.
 */
final class ReviewedApprovals {
    private static final String FILE = "/walk/new-approvals.json";
    private static final String CONTACTLESS_FILE = "/walk/new-contactless-approvals.json";

    private final Set<NewApproval> reviewed = new TreeSet<>();

    private final List<String> images;

    private ReviewedApprovals(JsonNode root, List<String> images) {
        this.images = images;
        for (JsonNode entry : root.required("approvals")) {
            add(entry);
        }
    }

    static ReviewedApprovals load() {
        return load(FILE, CardImages.names());
    }

    /** Those of contactless cards and phones. */
    static ReviewedApprovals loadContactless() {
        return load(CONTACTLESS_FILE, CardImages.contactlessNames());
    }

    private static ReviewedApprovals load(String name, List<String> images) {
        try (InputStream file = ReviewedApprovals.class.getResourceAsStream(name)) {
            return new ReviewedApprovals(new ObjectMapper().readTree(Objects.requireNonNull(file, name)), images);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean contain(NewApproval approval) {
        return reviewed.contains(approval);
    }

    /** What is listed for a payment with an image. */
    List<NewApproval> of(String image, Payment payment) {
        return reviewed.stream()
                .filter(approval -> approval.image().equals(image) && approval.payment() == payment)
                .toList();
    }

    private void add(JsonNode entry) {
        String image = entry.required("image").asText();
        if (!images.contains(image) || entry.required("reason").asText().isBlank()) {
            throw new IllegalArgumentException(image + ": no such card image, or an entry without a reason");
        }
        Payment payment = Payment.named(entry.required("payment").asText());
        String change = entry.required("change").asText();
        for (int at : positions(entry, change)) {
            NewApproval approval = new NewApproval(
                    image,
                    payment,
                    entry.required("exchange").asInt(),
                    entry.required("command").asText(),
                    change,
                    at);
            if (!reviewed.add(approval)) {
                throw new IllegalArgumentException("listed twice: " + approval);
            }
        }
    }

    private static List<Integer> positions(JsonNode entry, String change) {
        return switch (change) {
            case "flipped bit" -> {
                List<Integer> positions = new ArrayList<>();
                for (int number : numbers(entry.required("bytes").asText())) {
                    for (int bit : numbers(entry.required("bits").asText())) {
                        positions.add((number - 1) * 8 + 8 - bit);
                    }
                }
                yield positions;
            }
            case "truncated body" -> numbers(entry.required("lengths").asText());
            default -> List.of(0);
        };
    }

    /** Numbers and ranges: {@code 3-5, 9}. */
    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** The entries for these approvals, as they would stand in the file but for the reason. */
    static String entries(Collection<NewApproval> found) {
        TreeMap<String, TreeSet<Integer>> places = new TreeMap<>();
        for (NewApproval approval : new TreeSet<>(found)) {
            String place = "\"image\": \"" + approval.image() + "\", \"payment\": \"" + approval.payment()
                    + "\", \"exchange\": " + approval.exchange() + ", \"command\": \"" + approval.command()
                    + "\", \"change\": \"" + approval.change() + "\"";
            boolean flipped = approval.change().equals("flipped bit");
            String key = flipped ? place + ", \"bits\": \"" + (8 - approval.at() % 8) + "\"" : place;
            places.computeIfAbsent(key, none -> new TreeSet<>()).add(flipped ? approval.at() / 8 + 1 : approval.at());
        }
        StringBuilder text = new StringBuilder();
        places.forEach((key, numbers) -> {
            String where = "";
            if (key.contains("\"flipped bit\"")) {
                where = ", \"bytes\": \"" + ranges(numbers) + "\"";
            } else if (key.contains("\"truncated body\"")) {
                where = ", \"lengths\": \"" + ranges(numbers) + "\"";
            }
            text.append("{").append(key).append(where).append(", \"reason\": \"\"},\n");
        });
        return text.toString();
    }

    private static String ranges(SortedSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        for (int first : numbers) {
            if (!numbers.contains(first - 1)) {
                int last = first;
                while (numbers.contains(last + 1)) {
                    last++;
                }
                ranges.add(first == last ? "" + first : first + "-" + last);
            }
        }
        return String.join(", ", ranges);
    }
}

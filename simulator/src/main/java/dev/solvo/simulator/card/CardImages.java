package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ready card images, each named after what a transaction with it is meant to show.
 *
 * <p>What comes out depends on the terminal too; the documentation page on the simulator says what each image assumes.
 */
public final class CardImages {
    private static final String INDEX = "index.txt";

    private static final String CONTACTLESS_INDEX = "contactless.txt";

    private CardImages() {}

    /**
     * The names of all images of contact cards.
     *
     * @return names in alphabetical order
     */
    public static List<String> names() {
        return resource(INDEX).lines().sorted().toList();
    }

    /**
     * The names of all images of contactless cards and phones.
     *
     * @return names in alphabetical order, other ones than those of {@link #names()}
     */
    public static List<String> contactlessNames() {
        return resource(CONTACTLESS_INDEX).lines().sorted().toList();
    }

    /**
     * A ready image.
     *
     * @param name one of {@link #names()} or {@link #contactlessNames()}
     * @return the image; {@link CardImage#description()} says what it is for
     * @throws IllegalArgumentException if there is no image of that name
     */
    public static CardImage named(String name) {
        try {
            return CardImage.parse(text(name));
        } catch (SimulatorTextException e) {
            throw new IllegalStateException("the image " + name + " in this library is broken", e);
        }
    }

    /**
     * The text of a ready image, to be changed before it is read.
     *
     * @param name one of {@link #names()} or {@link #contactlessNames()}
     * @return the text
     * @throws IllegalArgumentException if there is no image of that name
     */
    public static String text(String name) {
        if (!names().contains(name) && !contactlessNames().contains(name)) {
            throw new IllegalArgumentException("no card image of that name; there are " + String.join(", ", names())
                    + " and, contactless, " + String.join(", ", contactlessNames()));
        }
        return resource(name + ".card");
    }

    private static String resource(String name) {
        try (InputStream in = CardImages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

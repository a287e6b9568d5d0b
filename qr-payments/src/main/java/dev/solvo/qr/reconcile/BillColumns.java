package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a bill's columns, in whatever order they come; columns that nobody asks for do no harm. */
final class BillColumns {
    private final Map<String, Integer> places;

    private BillColumns(Map<String, Integer> places) {
        this.places = places;
    }

    /**
     * Reads the line with the names.
     *
     * @throws QrException BILL_HEADER if a name comes twice or one of the needed ones is not there
     */
    static BillColumns of(List<String> names, String... needed) throws QrException {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (places.put(names.get(i), i) != null) {
                throw new QrException("BILL_HEADER", "two columns have the same name: " + (i + 1) + " and another");
            }
        }
        for (String name : needed) {
            if (!places.containsKey(name)) {
                throw new QrException("BILL_HEADER", "the bill has no column " + name);
            }
        }
        return new BillColumns(places);
    }

    /** The first of these names that the bill has: layouts of different years name a thing differently. */
    Optional<String> first(String... names) {
        for (String name : names) {
            if (places.containsKey(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /**
     * A line under these names.
     *
     * @throws QrException BILL_ROW if it has more or fewer cells than there are names
     */
    BillLine line(int number, List<String> cells) throws QrException {
        if (cells.size() != places.size()) {
            throw new QrException(
                    "BILL_ROW",
                    "line " + number + " has " + cells.size() + " cells; expected " + places.size() + " as the header");
        }
        return new BillLine(number, places, cells);
    }

    static List<String> split(String line, String separator) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, start)) {
            cells.add(line.substring(start, at));
            start = at + separator.length();
        }
        cells.add(line.substring(start));
        return cells;
    }
}

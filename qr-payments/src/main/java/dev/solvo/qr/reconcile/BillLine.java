package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One line of a bill, its cells by the names of their columns; every complaint says line and column. */
final class BillLine {
    /** No exponents: they would make a number of a billion digits out of ten characters. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,8})?");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    /** China has one time zone and no summer time. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final int number;
    private final Map<String, Integer> places;
    private final List<String> cells;

    BillLine(int number, Map<String, Integer> places, List<String> cells) {
        this.number = number;
        this.places = places;
        this.cells = cells;
    }

    int number() {
        return number;
    }

    /** The cell without blanks around it: Alipay ends cells with a tabulator. */
    String text(String column) throws QrException {
        Integer place = places.get(column);
        if (place == null) {
            throw wrong(column, "there is no such column");
        }
        return cells.get(place).trim();
    }

    /** The cell as whatever it stands for. */
    <T> T read(String column, Function<String, T> meaning) throws QrException {
        String text = text(column);
        try {
            return meaning.apply(text);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            String reason = e.getMessage();
            throw wrong(column, reason == null ? e.getClass().getSimpleName() : reason);
        }
    }

    /** The same, or nothing if the cell is empty. */
    <T> Optional<T> readIfPresent(String column, Function<String, T> meaning) throws QrException {
        return text(column).isEmpty() ? Optional.empty() : Optional.of(read(column, meaning));
    }

    BigDecimal decimal(String column) throws QrException {
        return read(column, BillLine::decimalOf);
    }

    /** An amount in the currency's main unit, with no more decimals than the currency has. */
    Money money(String column, CurrencyUnit currency) throws QrException {
        return read(column, text -> Money.of(currency, decimalOf(text)));
    }

    /** The same, of what a movement moves. */
    Money positive(String column, CurrencyUnit currency) throws QrException {
        Money amount = money(column, currency);
        if (!amount.isPositive()) {
            throw wrong(column, amount + " is not more than zero");
        }
        return amount;
    }

    Instant beijingTime(String column) throws QrException {
        return read(column, text -> LocalDateTime.parse(text, TIME).toInstant(BEIJING));
    }

    QrException wrong(String column, String reason) {
        return new QrException("BILL_ROW", "line " + number + ", column " + column + ": " + reason);
    }

    static BigDecimal decimalOf(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a decimal number of at most 15 digits and 8 decimals");
        }
        return new BigDecimal(text);
    }
}

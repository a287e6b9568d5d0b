package dev.solvo.qr.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The bill of any wallet as a plain table, for wallets whose own form has no public description: CSV by RFC 4180 in
 * UTF-8, with this first line:
 *
 * <pre>kind,order_number,refund_number,transaction_id,currency,amount,fee,time</pre>
 *
 * <p>{@code kind} is PAYMENT or REFUND; {@code amount} and {@code fee} are decimal numbers in the currency's main unit
 * with at most its digits, such as 88.88; {@code time} is ISO 8601 with an offset, such as 2026-11-23T10:15:30+08:00.
 * {@code refund_number} is empty for payments; {@code transaction_id}, {@code fee} and {@code time} may be empty.
 */
public final class NeutralBill implements BillReader {
    private static final List<String> COLUMNS =
            List.of("kind", "order_number", "refund_number", "transaction_id", "currency", "amount", "fee", "time");

    /** A reader; it keeps nothing between two bills. */
    public NeutralBill() {}

    @Override
    public List<BillRow> read(InputStream bill) throws IOException, QrException {
        ObjectReader reader = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build()
                .readerFor(String[].class);
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        List<BillRow> rows = new ArrayList<>();
        int line = 1;
        // Not closed, for closing it closes the caller's stream.
        MappingIterator<String[]> lines = reader.readValues(new InputStreamReader(bill, utf8));
        try {
            if (!lines.hasNextValue() || !header(lines.nextValue())) {
                throw new QrException("BILL_HEADER", "the first line is not " + String.join(",", COLUMNS));
            }
            while (lines.hasNextValue()) {
                line++;
                if (rows.size() == MAXIMUM_ROWS) {
                    throw new QrException("BILL_TOO_LONG", "more than " + MAXIMUM_ROWS + " rows");
                }
                rows.add(row(line, lines.nextValue()));
            }
        } catch (JsonProcessingException | RuntimeException e) {
            throw new QrException("BILL_ROW", "row " + line + " is not a line of the bill: " + reason(e));
        }
        return rows;
    }

    /** Jackson's messages quote the input; ours do not need it. */
    private static String reason(Exception e) {
        return e instanceof JsonProcessingException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }

    private static boolean header(String[] cells) {
        if (cells.length > 0 && cells[0].startsWith("\uFEFF")) {
            cells[0] = cells[0].substring(1);
        }
        return Arrays.asList(cells).equals(COLUMNS);
    }

    private static BillRow row(int line, String[] cells) {
        if (cells.length != COLUMNS.size()) {
            throw new IllegalArgumentException(cells.length + " cells instead of " + COLUMNS.size());
        }
        CurrencyUnit currency = CurrencyUnit.of(cells[4]);
        return new BillRow(
                line,
                EntryKind.valueOf(cells[0]),
                OrderNumber.of(cells[1]),
                present(cells[2]).map(RefundNumber::of),
                present(cells[3]).map(TransactionId::new),
                Money.of(currency, new BigDecimal(cells[5])),
                present(cells[6]).map(fee -> Money.of(currency, new BigDecimal(fee))),
                present(cells[7]).map(NeutralBill::time));
    }

    private static Optional<String> present(String cell) {
        return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time is not ISO 8601 with an offset", e);
        }
    }
}

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
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * The bill of any wallet as a plain table, for wallets whose own form has no public description: CSV by RFC 4180 in
 * UTF-8, one row a line, with this first line:
 *
 * <pre>kind,order_number,refund_number,transaction_id,currency,amount,fee,time</pre>
 *
 * <p>{@code kind} is PAYMENT, REFUND or REVERSAL (money that went back without a refund number, for an order that was
 * cancelled or reversed). {@code order_number} and {@code transaction_id}, the wallet's number, are the payment's in every
 * row. {@code amount} and {@code fee} are decimal numbers in the currency's main unit with at most its digits, such as
 * 88.88; {@code amount} is more than zero. {@code time} is ISO 8601 with an offset, such as 2026-11-23T10:15:30+08:00.
 * {@code refund_number} is empty but for refunds; {@code transaction_id}, {@code fee} and {@code time} may be empty.
 *
 * <p>Nothing at its end says how long it should be: whether it is whole, its maker has to see to.
 */
public final class NeutralBill implements BillReader {
    private static final List<String> COLUMNS =
            List.of("kind", "order_number", "refund_number", "transaction_id", "currency", "amount", "fee", "time");

    private final int maximumRows;
    private final long maximumBytes;

    /** A reader; it keeps nothing between two bills. */
    public NeutralBill() {
        this(MAXIMUM_ROWS, MAXIMUM_BYTES);
    }

    NeutralBill(int maximumRows, long maximumBytes) {
        this.maximumRows = maximumRows;
        this.maximumBytes = maximumBytes;
    }

    @Override
    public List<BillRow> read(InputStream bill) throws IOException, QrException {
        return BillLines.guarded(() -> rows(new BillBytes(bill, maximumBytes)));
    }

    private List<BillRow> rows(BillBytes bytes) throws IOException, QrException {
        ObjectReader csv = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .build()
                .readerFor(String[].class);
        BillLines lines = new BillLines(bytes, StandardCharsets.UTF_8);
        Optional<String> line = lines.next();
        if (!line.isPresent() || !cells(csv, lines.number(), line.get()).equals(COLUMNS)) {
            throw new QrException("BILL_HEADER", "the first line is not " + String.join(",", COLUMNS));
        }
        BillColumns columns = BillColumns.of(COLUMNS);
        List<BillRow> rows = new ArrayList<>();
        for (line = lines.nextFilled(); line.isPresent(); line = lines.nextFilled()) {
            if (rows.size() == maximumRows) {
                throw new QrException("BILL_TOO_LONG", "more than " + maximumRows + " rows");
            }
            rows.add(row(columns.line(lines.number(), cells(csv, lines.number(), line.get()))));
        }
        return rows;
    }

    private static List<String> cells(ObjectReader csv, int number, String line) throws IOException, QrException {
        try (MappingIterator<String[]> one = csv.readValues(line)) {
            return one.hasNextValue() ? Arrays.asList(one.nextValue()) : List.of();
        } catch (JsonProcessingException | RuntimeException e) {
            // Jackson's messages quote the input; ours do not need it.
            throw new QrException("BILL_ROW", "line " + number + " is not a line of CSV");
        }
    }

    private static BillRow row(BillLine line) throws QrException {
        EntryKind kind = line.read("kind", EntryKind::valueOf);
        CurrencyUnit currency = line.read("currency", CurrencyUnit::of);
        Optional<RefundNumber> refund = line.readIfPresent("refund_number", RefundNumber::of);
        if (refund.isPresent() != (kind == EntryKind.REFUND)) {
            throw line.wrong("refund_number", "a refund, and nothing else, has one");
        }
        return new BillRow(
                line.number(),
                kind,
                line.read("order_number", OrderNumber::of),
                refund,
                line.readIfPresent("transaction_id", TransactionId::new),
                line.positive("amount", currency),
                line.text("fee").isEmpty() ? Optional.empty() : Optional.of(line.money("fee", currency)),
                line.readIfPresent("time", text -> OffsetDateTime.parse(text).toInstant()));
    }
}

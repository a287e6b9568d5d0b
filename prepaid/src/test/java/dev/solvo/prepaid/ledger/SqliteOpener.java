package dev.solvo.prepaid.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that wants a store, and prints what it got. */
final class SqliteOpener {
    private SqliteOpener() {}

    public static void main(String[] arguments) throws IOException {
        String got = "OPENED";
        try {
            SqliteLedger.open(Path.of(arguments[0])).close();
        } catch (LedgerException e) {
            got = e.reason().name();
        }
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(got.getBytes(StandardCharsets.US_ASCII));
        }
    }
}

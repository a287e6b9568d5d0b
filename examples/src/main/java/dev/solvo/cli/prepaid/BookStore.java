package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerCopy;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerFile;
import dev.solvo.prepaid.ledger.LedgerFileException;
import dev.solvo.prepaid.ledger.LedgerRows;
import java.io.IOException;
import java.nio.file.Path;

/** An open store of whatever engine. */
final class BookStore implements AutoCloseable {
    private final Ledger ledger;
    private final Writing writing;
    private final Reading reading;

    private BookStore(Ledger ledger, Writing writing, Reading reading) {
        this.ledger = ledger;
        this.writing = writing;
        this.reading = reading;
    }

    static <S extends Ledger & LedgerRows> BookStore of(S store) {
        return new BookStore(store, file -> LedgerFile.write(store, file), file -> LedgerFile.read(file, store));
    }

    Ledger ledger() {
        return ledger;
    }

    /** Writes all of it into a new file. */
    LedgerCopy.Report write(Path file) throws LedgerException, IOException {
        return writing.write(file);
    }

    /** Fills the empty store from a file. */
    LedgerCopy.Report read(Path file) throws LedgerException, LedgerFileException, IOException {
        return reading.read(file);
    }

    @Override
    public void close() throws LedgerException {
        ledger.close();
    }

    private interface Writing {
        LedgerCopy.Report write(Path file) throws LedgerException, IOException;
    }

    private interface Reading {
        LedgerCopy.Report read(Path file) throws LedgerException, LedgerFileException, IOException;
    }
}

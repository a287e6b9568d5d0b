package dev.solvo.cli.card;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.kernel.CardLog;
import dev.solvo.emv.kernel.RetrievableData;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a card says to everyone. Holds card data as they are; who prints them masks them.
 *
 * @param directories the directories that were asked for
 * @param applications the applications that were selected, in the card's order
 * @param lost why the card was lost on the way, if it was; what was read before is here
 */
record PublicData(
        List<Directory> directories, List<Application> applications, Optional<CardTransportException.Kind> lost) {
    PublicData {
        directories = List.copyOf(directories);
        applications = List.copyOf(applications);
    }

    /**
     * A payment system's directory. EMV 4.4 Book 1, 12.2; EMV Contactless Book B, 3.3.
     *
     * @param name {@code 1PAY.SYS.DDF01} or {@code 2PAY.SYS.DDF01}
     * @param selection the answer to SELECT
     * @param records the directory's records; a contactless directory has none
     */
    record Directory(String name, ResponseApdu selection, List<CardRecord> records) {
        Directory {
            records = List.copyOf(records);
        }
    }

    /**
     * A record of a file.
     *
     * @param file short file identifier, 1 to 30
     * @param number 1 to 255
     * @param signed whether it takes part in offline data authentication
     * @param response the answer to READ RECORD
     */
    record CardRecord(int file, int number, boolean signed, ResponseApdu response) {}

    /**
     * An application.
     *
     * @param name name of the dedicated file
     * @param selection the answer to SELECT
     * @param options what came of GET PROCESSING OPTIONS
     * @param records the records of the application file locator, in its order
     * @param retrievable what GET DATA gave; empty if the card was lost before
     * @param log the log of transactions; empty if the card was lost before
     */
    record Application(
            Bytes name,
            ResponseApdu selection,
            Options options,
            List<CardRecord> records,
            Optional<RetrievableData> retrievable,
            Optional<CardLog> log) {
        Application {
            records = List.copyOf(records);
        }
    }

    /** What came of GET PROCESSING OPTIONS. */
    sealed interface Options {
        /** The card answered. */
        record Answered(ResponseApdu response) implements Options {}

        /** The command was not sent. */
        record Withheld(String reason) implements Options {}
    }

    /** All answers that may hold data objects. */
    List<Bytes> bodies() {
        List<Bytes> all = new ArrayList<>();
        for (Directory directory : directories) {
            all.add(directory.selection().data());
            directory.records().forEach(one -> all.add(one.response().data()));
        }
        for (Application application : applications) {
            all.add(application.selection().data());
            if (application.options() instanceof Options.Answered answered) {
                all.add(answered.response().data());
            }
            application.records().forEach(one -> all.add(one.response().data()));
        }
        return all;
    }
}

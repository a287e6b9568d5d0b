package dev.solvo.cli.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvWriter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * GET PROCESSING OPTIONS without a payment. EMV 4.4 Book 3, 6.5.8 and 10.1.
 *
 * <p>Only for a card that asks for nothing but what a terminal is and what day it is. One that asks for the amount or for
 * transaction qualifiers may compute its cryptogram in the answer, as contactless cards do, and count a payment.
 */
final class ProcessingOptions {
    private static final int PROFILE_LENGTH = 2;

    private static final Set<Tag> HARMLESS = Set.of(
            EmvTag.ACQUIRER_IDENTIFIER,
            EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES,
            EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL,
            EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER,
            EmvTag.MERCHANT_CATEGORY_CODE,
            EmvTag.MERCHANT_IDENTIFIER,
            EmvTag.MERCHANT_NAME_AND_LOCATION,
            EmvTag.POINT_OF_SERVICE_ENTRY_MODE,
            EmvTag.TERMINAL_CAPABILITIES,
            EmvTag.TERMINAL_COUNTRY_CODE,
            EmvTag.TERMINAL_IDENTIFICATION,
            EmvTag.TERMINAL_RISK_MANAGEMENT_DATA,
            EmvTag.TERMINAL_TYPE,
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            EmvTag.TRANSACTION_CURRENCY_CODE,
            EmvTag.TRANSACTION_CURRENCY_EXPONENT,
            EmvTag.TRANSACTION_DATE,
            EmvTag.TRANSACTION_TIME,
            EmvTag.TRANSACTION_TYPE,
            EmvTag.UNPREDICTABLE_NUMBER);

    private final TerminalConfig terminal;
    private final LocalDate today;

    ProcessingOptions(TerminalConfig terminal, LocalDate today) {
        this.terminal = terminal;
        this.today = today;
    }

    /** Why the command is better not sent after this answer to SELECT; empty if it may. */
    static Optional<String> objection(Bytes fileControlInformation) {
        try {
            Dol list = Dol.parse(list(fileControlInformation));
            String more = list.entries().stream()
                    .map(Dol.Entry::tag)
                    .filter(tag -> !HARMLESS.contains(tag))
                    .map(Tag::toString)
                    .collect(Collectors.joining(", "));
            if (!more.isEmpty()) {
                return Optional.of("the card asks for " + more + ", and might answer with a cryptogram");
            }
            return list.totalLength() <= DataStore.MAX_PDOL_DATA_LENGTH
                    ? Optional.empty()
                    : Optional.of("the card asks for " + list.totalLength() + " bytes, more than a command holds");
        } catch (TlvException malformed) {
            return Optional.of("the answer to SELECT is malformed");
        }
    }

    /** The command after an answer without objection; what the terminal does not know is filled with zeros. */
    CommandApdu command(Bytes fileControlInformation) {
        try {
            TlvWriter template = new TlvWriter();
            template.put(EmvTag.COMMAND_TEMPLATE, filled(list(fileControlInformation)));
            return CommandApdu.case4(0x80, 0xA8, 0, 0, template.toBytes(), CommandApdu.LE_ALL);
        } catch (TlvException | EmvDataException objected) {
            throw new IllegalArgumentException("an answer to SELECT with an objection", objected);
        }
    }

    /** The application file locator of an answer in either format. */
    static Optional<Bytes> fileLocator(Bytes answer) {
        try {
            Tlv template = Tlv.parse(answer);
            if (!template.tag().equals(EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1)) {
                return template.find(EmvTag.APPLICATION_FILE_LOCATOR).map(Tlv::value);
            }
            return template.value().length() > PROFILE_LENGTH
                    ? Optional.of(template.value().slice(PROFILE_LENGTH))
                    : Optional.empty();
        } catch (TlvException malformed) {
            return Optional.empty();
        }
    }

    /** The application interchange profile of an answer in format 1, which has no tags. */
    static Optional<Bytes> untaggedProfile(Bytes answer) {
        try {
            Tlv template = Tlv.parse(answer);
            return template.tag().equals(EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1)
                            && template.value().length() >= PROFILE_LENGTH
                    ? Optional.of(template.value().slice(0, PROFILE_LENGTH))
                    : Optional.empty();
        } catch (TlvException malformed) {
            return Optional.empty();
        }
    }

    private Bytes filled(Bytes list) throws EmvDataException {
        DataStore data = new DataStore(TagDictionary.load());
        terminal.putInto(data);
        data.putTerminal(
                EmvTag.TRANSACTION_DATE,
                Bytes.fromHex(DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT).format(today)));
        return data.fill(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, list, DataStore.MAX_PDOL_DATA_LENGTH);
    }

    private static Bytes list(Bytes fileControlInformation) throws TlvException {
        return Tlv.parse(fileControlInformation)
                .search(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST)
                .map(Tlv::value)
                .orElse(Bytes.EMPTY);
    }
}

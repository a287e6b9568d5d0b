package dev.solvo.emv.data;

import dev.solvo.emv.data.DataStore.Parser;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;

/**
 * Puts the value of one element into words. The file is long because it knows each structured element, one method for each
 * kind of content.
 */
final class ElementText {
    static final Tag TERMINAL_TRANSACTION_QUALIFIERS = Tag.of(0x9F66);
    static final Tag CARD_TRANSACTION_QUALIFIERS = Tag.of(0x9F6C);

    private static final Set<Tag> BIOMETRIC_TEMPLATES = Set.of(
            EmvTag.BIOMETRIC_HEADER_TEMPLATE,
            EmvTag.BIOMETRIC_TRY_COUNTERS_TEMPLATE,
            EmvTag.PREFERRED_ATTEMPTS_TEMPLATE,
            EmvTag.BIOMETRIC_VERIFICATION_DATA_TEMPLATE);

    /** A value in words and the lines below it. */
    record Words(String meaning, List<Decoded> details) {
        static final Words NONE = new Words("", List.of());

        static Words of(String meaning) {
            return new Words(meaning, List.of());
        }
    }

    /** Puts a value into words. */
    private interface Description {
        Words of(Bytes value) throws EmvDataException;
    }

    private final TagDictionary dictionary;
    private final CardVerificationResultsText verificationResults;
    private final Map<Tag, Description> descriptions;

    ElementText(TagDictionary dictionary, CardVerificationResultsText verificationResults) {
        this.dictionary = dictionary;
        this.verificationResults = verificationResults;
        this.descriptions = Map.ofEntries(
                bits(EmvTag.TERMINAL_VERIFICATION_RESULTS, TerminalVerificationResults::parse),
                bits(EmvTag.TRANSACTION_STATUS_INFORMATION, TransactionStatusInformation::parse),
                bits(EmvTag.APPLICATION_INTERCHANGE_PROFILE, ApplicationInterchangeProfile::parse),
                bits(EmvTag.APPLICATION_USAGE_CONTROL, ApplicationUsageControl::parse),
                bits(EmvTag.TERMINAL_CAPABILITIES, TerminalCapabilities::parse),
                bits(EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES, AdditionalTerminalCapabilities::parse),
                bits(EmvTag.BIOMETRIC_TERMINAL_CAPABILITIES, BiometricTerminalCapabilities::parse),
                bits(TERMINAL_TRANSACTION_QUALIFIERS, TerminalTransactionQualifiers::parse),
                bits(CARD_TRANSACTION_QUALIFIERS, CardTransactionQualifiers::parse),
                actionCode(EmvTag.ISSUER_ACTION_CODE_DEFAULT),
                actionCode(EmvTag.ISSUER_ACTION_CODE_DENIAL),
                actionCode(EmvTag.ISSUER_ACTION_CODE_ONLINE),
                Map.entry(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST, ElementText::cvmList),
                plain(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, CvmResults::parse, CvmResults::toString),
                plain(EmvTag.CRYPTOGRAM_INFORMATION_DATA, CryptogramInformationData::parse, ElementText::cryptogram),
                plain(EmvTag.TERMINAL_TYPE, TerminalType::parse, ElementText::terminalType),
                plain(EmvTag.TRANSACTION_TYPE, TransactionType::parse, TransactionType::meaning),
                plain(
                        EmvTag.APPLICATION_PRIORITY_INDICATOR,
                        ApplicationPriorityIndicator::parse,
                        ElementText::priority),
                date(EmvTag.APPLICATION_EXPIRATION_DATE),
                date(EmvTag.APPLICATION_EFFECTIVE_DATE),
                date(EmvTag.TRANSACTION_DATE),
                Map.entry(EmvTag.APPLICATION_FILE_LOCATOR, ElementText::fileLocator),
                Map.entry(EmvTag.ISSUER_APPLICATION_DATA, this::issuerApplicationData),
                Map.entry(EmvTag.ISSUER_SCRIPT_RESULTS, ElementText::scriptResults),
                list(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST),
                list(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1),
                list(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2),
                list(EmvTag.DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST),
                list(EmvTag.TRANSACTION_CERTIFICATE_DATA_OBJECT_LIST),
                list(EmvTag.LOG_FORMAT),
                currency(EmvTag.TRANSACTION_CURRENCY_CODE),
                currency(EmvTag.APPLICATION_CURRENCY_CODE),
                currency(EmvTag.TRANSACTION_REFERENCE_CURRENCY_CODE),
                number(EmvTag.APPLICATION_TRANSACTION_COUNTER),
                number(EmvTag.LAST_ONLINE_ATC_REGISTER),
                number(EmvTag.PIN_TRY_COUNTER),
                number(EmvTag.LOWER_CONSECUTIVE_OFFLINE_LIMIT),
                number(EmvTag.UPPER_CONSECUTIVE_OFFLINE_LIMIT),
                number(EmvTag.TERMINAL_FLOOR_LIMIT),
                number(EmvTag.AMOUNT_AUTHORISED_BINARY),
                number(EmvTag.AMOUNT_OTHER_BINARY),
                Map.entry(EmvTag.AUTHORISATION_RESPONSE_CODE, ElementText::responseCode),
                Map.entry(EmvTag.ISSUER_CODE_TABLE_INDEX, ElementText::codeTable),
                Map.entry(EmvTag.LOG_ENTRY, ElementText::logEntry));
    }

    /** The element's name; inside a biometric template, the one it has there. */
    String name(Tag tag, List<Tag> templates) {
        Optional<DataElement> element = biometric(tag, templates);
        if (!element.isPresent()) {
            element = dictionary.find(tag);
        }
        if (element.isPresent()) {
            return element.get().name();
        }
        List<DataElement> others = dictionary.all(tag);
        return others.isEmpty()
                ? ""
                : others.get(0).name() + " (" + others.get(0).scope().symbol() + ")";
    }

    boolean isBiometric(Tag tag, List<Tag> templates) {
        return biometric(tag, templates).isPresent();
    }

    private Optional<DataElement> biometric(Tag tag, List<Tag> templates) {
        if (templates.isEmpty() || !BIOMETRIC_TEMPLATES.contains(templates.get(templates.size() - 1))) {
            return Optional.empty();
        }
        Tag template = templates.get(templates.size() - 1);
        for (DataElement element : dictionary.all(tag)) {
            if (element.scope() == TagScope.BIOMETRIC && element.templates().contains(template)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    Words words(Tag tag, Bytes value) {
        if (value.isEmpty()) {
            return Words.of("empty");
        }
        Description description = descriptions.get(tag);
        try {
            return description != null ? description.of(value) : byFormat(tag, value);
        } catch (EmvDataException broken) {
            return Words.of("not readable: " + broken.getMessage());
        }
    }

    private Words byFormat(Tag tag, Bytes value) throws EmvDataException {
        DataFormat format = dictionary.format(tag);
        if (format.isText()) {
            return Words.of(characters(value));
        }
        if (format == DataFormat.NUMERIC && value.length() <= 9) {
            return Words.of(Long.toString(BcdNumber.parse(tag, value)));
        }
        return Words.NONE;
    }

    private static String characters(Bytes value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : new String(value.toByteArray(), StandardCharsets.ISO_8859_1).toCharArray()) {
            text.append(Character.isISOControl(c) ? '.' : c);
        }
        return text.append('"').toString();
    }

    private static Map.Entry<Tag, Description> bits(Tag tag, Parser<? extends BitElement<?, ?>> parser) {
        return Map.entry(tag, value -> new Words("", bitLines(parser.parse(value))));
    }

    private static Map.Entry<Tag, Description> actionCode(Tag tag) {
        return bits(tag, value -> ActionCode.parse(tag, value));
    }

    private static List<Decoded> bitLines(BitElement<?, ?> element) {
        List<Decoded> lines = new ArrayList<>();
        for (ElementBit bit : element.bits()) {
            lines.add(Decoded.line("byte " + bit.byteNumber() + " bit " + bit.bitNumber(), bit.meaning()));
        }
        return lines;
    }

    private static <T> Map.Entry<Tag, Description> plain(Tag tag, Parser<T> parser, Function<T, String> words) {
        return Map.entry(tag, value -> Words.of(words.apply(parser.parse(value))));
    }

    private static Map.Entry<Tag, Description> date(Tag tag) {
        return Map.entry(tag, value -> Words.of(EmvDate.parse(tag, value).toString()));
    }

    private static Map.Entry<Tag, Description> number(Tag tag) {
        return Map.entry(
                tag, value -> value.length() > 7 ? Words.NONE : Words.of(Long.toString(value.toUnsignedLong())));
    }

    private Map.Entry<Tag, Description> list(Tag tag) {
        return Map.entry(tag, value -> {
            try {
                return new Words("", entries(dictionary, Dol.parse(value)));
            } catch (TlvException broken) {
                return Words.of("not readable: " + broken.getMessage());
            }
        });
    }

    static List<Decoded> entries(TagDictionary dictionary, Dol list) {
        List<Decoded> lines = new ArrayList<>();
        for (Dol.Entry entry : list.entries()) {
            List<DataElement> meanings = dictionary.all(entry.tag());
            String name = meanings.isEmpty() ? "" : meanings.get(0).name();
            lines.add(new Decoded(
                    entry.tag().toString(),
                    name,
                    "",
                    entry.length() + (entry.length() == 1 ? " byte" : " bytes"),
                    List.of()));
        }
        return lines;
    }

    private static Map.Entry<Tag, Description> currency(Tag tag) {
        return Map.entry(tag, value -> {
            int code = (int) BcdNumber.parse(tag, value);
            for (CurrencyUnit currency : CurrencyUnit.registeredCurrencies()) {
                if (currency.getNumericCode() == code) {
                    return Words.of(currency.getCode());
                }
            }
            return Words.of("currency " + code);
        });
    }

    private static Words cvmList(Bytes value) throws EmvDataException {
        CvmList list = CvmList.parse(value);
        List<Decoded> lines = new ArrayList<>();
        for (int i = 0; i < list.rules().size(); i++) {
            CvmRule rule = list.rules().get(i);
            Bytes bytes = Bytes.ofUnsigned(rule.code(), rule.conditionCode());
            lines.add(new Decoded("rule " + (i + 1), "", bytes.toHex(), rule.toString(), List.of()));
        }
        return new Words("X " + list.amountX() + ", Y " + list.amountY(), lines);
    }

    private static String cryptogram(CryptogramInformationData data) {
        return data.toString().substring(3);
    }

    private static String terminalType(TerminalType type) {
        return type.operator().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (type.attended() ? ", attended, " : ", unattended, ")
                + type.communication().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String priority(ApplicationPriorityIndicator indicator) {
        return (indicator.priority() == 0 ? "no priority" : "priority " + indicator.priority())
                + (indicator.confirmationRequired() ? ", with confirmation by the cardholder" : "");
    }

    private static Words fileLocator(Bytes value) throws EmvDataException {
        List<Decoded> lines = new ArrayList<>();
        for (ApplicationFileLocator.Entry entry :
                ApplicationFileLocator.parse(value).entries()) {
            lines.add(Decoded.line(
                    "SFI " + entry.shortFileIdentifier(),
                    "records " + entry.firstRecord() + " to " + entry.lastRecord() + ", " + entry.signedRecords()
                            + " for offline data authentication"));
        }
        return new Words("", lines);
    }

    private Words issuerApplicationData(Bytes value) throws EmvDataException {
        IssuerApplicationData data = IssuerApplicationData.parse(value);
        return new Words(data.toString(), verificationResults.lines(data));
    }

    private static Words scriptResults(Bytes value) throws EmvDataException {
        List<Decoded> lines = new ArrayList<>();
        for (IssuerScriptResults.Entry entry : IssuerScriptResults.parse(value).entries()) {
            String result = entry.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            lines.add(Decoded.line(
                    "script " + entry.identifier().toHex(),
                    result + (entry.failedCommand() == 0 ? "" : " at command " + entry.failedCommand())));
        }
        return new Words("", lines);
    }

    private static Words responseCode(Bytes value) {
        String code = new String(value.toByteArray(), StandardCharsets.ISO_8859_1);
        return Words.of(
                switch (code) {
                    case "Y1" -> "Y1, offline approved";
                    case "Z1" -> "Z1, offline declined";
                    case "Y3" -> "Y3, unable to go online, offline approved";
                    case "Z3" -> "Z3, unable to go online, offline declined";
                    default -> characters(value);
                });
    }

    private static Words codeTable(Bytes value) throws EmvDataException {
        return Words.of("ISO/IEC 8859-" + BcdNumber.parse(EmvTag.ISSUER_CODE_TABLE_INDEX, value));
    }

    private static Words logEntry(Bytes value) {
        return value.length() == 2
                ? Words.of("SFI " + value.unsigned(0) + ", " + value.unsigned(1) + " records")
                : Words.NONE;
    }
}

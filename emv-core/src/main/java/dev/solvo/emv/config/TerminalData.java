package dev.solvo.emv.config;

import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A terminal's configuration as data elements, which every transaction begins with. */
final class TerminalData {
    private final List<Tag> tags = new ArrayList<>();
    private final List<Bytes> values = new ArrayList<>();

    TerminalData(TerminalConfigBuilder terminal) {
        add(EmvTag.TERMINAL_TYPE, terminal.terminalType.toBytes());
        add(EmvTag.TERMINAL_CAPABILITIES, terminal.terminalCapabilities.toBytes());
        add(EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES, terminal.additionalTerminalCapabilities.toBytes());
        add(EmvTag.TERMINAL_COUNTRY_CODE, BcdNumber.toBytes(terminal.terminalCountryCode, 2));
        add(EmvTag.POINT_OF_SERVICE_ENTRY_MODE, BcdNumber.toBytes(terminal.pointOfServiceEntryMode, 1));
        CurrencyUnit currency = terminal.transactionCurrency;
        if (currency != null) {
            add(EmvTag.TRANSACTION_CURRENCY_CODE, BcdNumber.toBytes(currency.getNumericCode(), 2));
            add(EmvTag.TRANSACTION_CURRENCY_EXPONENT, BcdNumber.toBytes(currency.getDecimalPlaces(), 1));
        }
        text(EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER, terminal.interfaceDeviceSerialNumber);
        text(EmvTag.MERCHANT_IDENTIFIER, terminal.merchantIdentifier);
        text(EmvTag.TERMINAL_IDENTIFICATION, terminal.terminalIdentification);
        text(EmvTag.MERCHANT_NAME_AND_LOCATION, terminal.merchantNameAndLocation);
        if (terminal.merchantCategoryCode != null) {
            add(EmvTag.MERCHANT_CATEGORY_CODE, BcdNumber.toBytes(terminal.merchantCategoryCode, 2));
        }
        if (terminal.acquirerIdentifier != null) {
            add(EmvTag.ACQUIRER_IDENTIFIER, BcdNumber.toBytes(Long.parseLong(terminal.acquirerIdentifier), 6));
        }
    }

    void putInto(DataStore data) {
        for (int i = 0; i < tags.size(); i++) {
            data.putTerminal(tags.get(i), values.get(i));
        }
    }

    private void text(Tag tag, @Nullable String text) {
        if (text != null) {
            add(tag, Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private void add(Tag tag, Bytes value) {
        tags.add(tag);
        values.add(value);
    }
}

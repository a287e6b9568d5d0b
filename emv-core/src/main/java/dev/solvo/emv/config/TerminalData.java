package dev.solvo.emv.config;

import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** Puts a terminal's configuration into data elements. */
final class TerminalData {
    static void put(TerminalConfig terminal, DataStore data) {
        data.putTerminal(EmvTag.TERMINAL_TYPE, terminal.terminalType().toBytes());
        data.putTerminal(
                EmvTag.TERMINAL_CAPABILITIES, terminal.terminalCapabilities().toBytes());
        data.putTerminal(
                EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES,
                terminal.additionalTerminalCapabilities().toBytes());
        data.putTerminal(EmvTag.TERMINAL_COUNTRY_CODE, BcdNumber.toBytes(terminal.terminalCountryCode(), 2));
        data.putTerminal(EmvTag.POINT_OF_SERVICE_ENTRY_MODE, BcdNumber.toBytes(terminal.pointOfServiceEntryMode(), 1));
        Optional<CurrencyUnit> currency = terminal.transactionCurrency();
        if (currency.isPresent()) {
            data.putTerminal(
                    EmvTag.TRANSACTION_CURRENCY_CODE,
                    BcdNumber.toBytes(currency.get().getNumericCode(), 2));
            data.putTerminal(
                    EmvTag.TRANSACTION_CURRENCY_EXPONENT,
                    BcdNumber.toBytes(currency.get().getDecimalPlaces(), 1));
        }
        text(data, EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER, terminal.interfaceDeviceSerialNumber());
        text(data, EmvTag.MERCHANT_IDENTIFIER, terminal.merchantIdentifier());
        text(data, EmvTag.TERMINAL_IDENTIFICATION, terminal.terminalIdentification());
        text(data, EmvTag.MERCHANT_NAME_AND_LOCATION, terminal.merchantNameAndLocation());
        terminal.merchantCategoryCode()
                .ifPresent(code -> data.putTerminal(EmvTag.MERCHANT_CATEGORY_CODE, BcdNumber.toBytes(code, 2)));
        terminal.acquirerIdentifier()
                .ifPresent(digits ->
                        data.putTerminal(EmvTag.ACQUIRER_IDENTIFIER, BcdNumber.toBytes(Long.parseLong(digits), 6)));
    }

    private static void text(DataStore data, Tag tag, Optional<String> text) {
        text.ifPresent(value -> data.putTerminal(tag, Bytes.of(value.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private TerminalData() {}
}

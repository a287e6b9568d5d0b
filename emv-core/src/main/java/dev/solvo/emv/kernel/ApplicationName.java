package dev.solvo.emv.kernel;

import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.tlv.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a cardholder reads as an application's name. EMV 4.4 Book 1, 12.2.4; Book 4, 11.3. */
final class ApplicationName {
    private ApplicationName() {}

    /**
     * The preferred name where the terminal can show its characters, else the label, else the AID.
     *
     * <p>NOTE: code table 10 is not among the JDK's character sets; a name in it is shown by its label.
     */
    static String display(
            Optional<Bytes> preferredName,
            Optional<Bytes> codeTableIndex,
            Optional<Bytes> label,
            Bytes dfName,
            AdditionalTerminalCapabilities capabilities) {
        if (preferredName.isPresent()
                && codeTableIndex.isPresent()
                && codeTableIndex.get().length() == 1) {
            int table = codeTableIndex.get().unsigned(0);
            String characterSet = "ISO-8859-" + table;
            if (table >= 1
                    && table <= 10
                    && capabilities.supportsCodeTable(table)
                    && Charset.isSupported(characterSet)) {
                String name = printable(preferredName.get(), Charset.forName(characterSet));
                if (!name.isEmpty()) {
                    return name;
                }
            }
        }
        String name =
                label.map(value -> printable(value, StandardCharsets.US_ASCII)).orElse("");
        return name.isEmpty() ? dfName.toHex() : name;
    }

    private static String printable(Bytes value, Charset characterSet) {
        String text = new String(value.toByteArray(), characterSet);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().filter(c -> !Character.isISOControl(c) && c != 0xFFFD).forEach(shown::appendCodePoint);
        return shown.toString().trim();
    }
}

package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.DataStore.Parser;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a parser gives a value or throws {@link EmvDataException}, and never shows the bytes. */
final class HostileBytesTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load();
    private static final Map<String, Parser<?>> PARSERS = parsers();
    private static final Decoder DECODER = Decoder.masked(DICTIONARY);

    private static Map<String, Parser<?>> parsers() {
        Map<String, Parser<?>> all = new HashMap<>();
        all.put("0110000000", TerminalVerificationResults::parse);
        all.put("E800", TransactionStatusInformation::parse);
        all.put("5C00", ApplicationInterchangeProfile::parse);
        all.put("0801010010010301", ApplicationFileLocator::parse);
        all.put("000000000000000042011F03", CvmList::parse);
        all.put("1F0302", CvmResults::parse);
        all.put("FFC0", ApplicationUsageControl::parse);
        all.put("E0F8C8", TerminalCapabilities::parse);
        all.put("FF80F0F001", AdditionalTerminalCapabilities::parse);
        all.put("404000", BiometricTerminalCapabilities::parse);
        all.put("22", TerminalType::parse);
        all.put("80", CryptogramInformationData::parse);
        all.put("06010A03A4B000", IssuerApplicationData::parse);
        all.put("81", ApplicationPriorityIndicator::parse);
        all.put("4761739001010119D22122011143804400000F", Track2EquivalentData::parse);
        all.put("00", TransactionType::parse);
        all.put("2012345678", IssuerScriptResults::parse);
        all.put("26000000", TerminalTransactionQualifiers::parse);
        all.put("8000", CardTransactionQualifiers::parse);
        all.put("FC50ACA000", bytes -> ActionCode.parse(EmvTag.ISSUER_ACTION_CODE_ONLINE, bytes));
        all.put("291231", bytes -> EmvDate.parse(EmvTag.APPLICATION_EXPIRATION_DATE, bytes));
        all.put("000000001000", bytes -> BcdNumber.parse(EmvTag.AMOUNT_AUTHORISED_NUMERIC, bytes));
        return all;
    }

    @Property
    void onlyTheCheckedException(@ForAll @Size(max = 40) byte[] bytes) {
        for (Parser<?> parser : PARSERS.values()) {
            attempt(parser, Bytes.of(bytes));
        }
    }

    /** Each good value cut at every length, and with every byte changed to every value. */
    @Test
    void cutAndChanged() throws EmvDataException {
        int tried = 0;
        for (Map.Entry<String, Parser<?>> entry : PARSERS.entrySet()) {
            Bytes good = Bytes.fromHex(entry.getKey());
            entry.getValue().parse(good);
            for (int length = 0; length <= good.length(); length++) {
                attempt(entry.getValue(), good.slice(0, length));
            }
            for (int i = 0; i < good.length(); i++) {
                byte[] changed = good.toByteArray();
                for (int value = 0; value < 256; value++) {
                    changed[i] = (byte) value;
                    attempt(entry.getValue(), Bytes.of(changed));
                    tried++;
                }
            }
        }
        assertTrue(tried > 20_000);
    }

    private static void attempt(Parser<?> parser, Bytes bytes) {
        try {
            parser.parse(bytes);
        } catch (EmvDataException refused) {
            String message = String.valueOf(refused.getMessage());
            assertFalse(bytes.length() > 3 && message.contains(bytes.toHex()), message);
        }
    }

    @Property
    void decodersNeverFail(@ForAll @Size(max = 60) byte[] bytes, @ForAll Decoder.Kind kind) {
        List<Decoded> lines = DECODER.decode(kind, Bytes.of(bytes));
        assertFalse(lines.isEmpty() && kind != Decoder.Kind.DOL);
        for (Decoded line : lines) {
            assertTrue(line.toText().endsWith("\n"));
            assertEquals('{', line.toJson().charAt(0));
        }
    }

    @Property(tries = 50)
    void dictionaryElementsNeverFail(@ForAll @Size(max = 20) byte[] bytes) {
        for (Tag tag : DICTIONARY.tags()) {
            DECODER.element(tag, Bytes.of(bytes));
        }
    }
}

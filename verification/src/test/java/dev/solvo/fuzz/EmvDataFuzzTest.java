package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.Decoder;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;

/** Any bytes as EMV data: read or refused by the checked exception, and always put into words. */
final class EmvDataFuzzTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load();
    private static final Decoder DECODER = Decoder.masked(DICTIONARY);

    @FuzzTest
    void decoder(byte[] data) {
        for (Decoder.Kind kind : Decoder.Kind.values()) {
            for (Decoded line : DECODER.decode(kind, Bytes.of(data))) {
                assertTrue(line.toText().endsWith("\n"));
                assertEquals('{', line.toJson().charAt(0));
            }
        }
    }

    @FuzzTest
    void lists(byte[] data) {
        Bytes bytes = Bytes.of(data);
        try {
            assertEquals(bytes, ApplicationFileLocator.parse(bytes).toBytes());
        } catch (EmvDataException refused) {
            assertEquals(EmvTag.APPLICATION_FILE_LOCATOR, refused.tag().orElseThrow());
        }
        try {
            assertEquals(bytes, CvmList.parse(bytes).toBytes());
        } catch (EmvDataException refused) {
            assertEquals(
                    EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST, refused.tag().orElseThrow());
        }
        try {
            DataStore store = new DataStore(DICTIONARY);
            assertTrue(store.fill(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, bytes, 252)
                            .length()
                    <= 252);
        } catch (EmvDataException refused) {
            assertEquals(EmvDataException.Reason.DATA_OBJECT_LIST, refused.reason());
        }
    }

    @FuzzTest
    void hostResponse(byte[] data) {
        int scripts = IssuerResponseData.parse(Bytes.of(data)).scriptTemplates().stream()
                .mapToInt(Bytes::length)
                .sum();
        assertTrue(scripts <= data.length);
    }

    @FuzzTest
    void configuration(byte[] data) {
        try {
            TerminalConfigJson.parse(new String(data, StandardCharsets.UTF_8));
        } catch (EmvDataException refused) {
            assertEquals(EmvDataException.Reason.CONFIGURATION, refused.reason());
        }
    }
}

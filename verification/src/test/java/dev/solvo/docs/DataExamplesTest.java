package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.RandomSelection;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.DataElement;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.Decoder;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TagScope;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/data.md}. */
final class DataExamplesTest {
    @Test
    void element() throws EmvDataException {
        // docs: element
        TerminalVerificationResults tvr = TerminalVerificationResults.parse(Bytes.fromHex("8000008000"));
        tvr.contains(TerminalVerificationResults.Bit.FLOOR_LIMIT_EXCEEDED); // true
        tvr = tvr.with(TerminalVerificationResults.Bit.NEW_CARD); // a new value
        tvr.matches(ActionCode.of(Bytes.fromHex("0008000000"))); // true
        tvr.toBytes(); // 8008008000

        CvmList list = CvmList.parse(Bytes.fromHex("00002710 00000000 4201 1F03"));
        list.amountX(); // 10000, unsigned
        String rule = list.rules().get(0).toString(); // Enciphered PIN verified online; If unattended cash; ...
        // end docs
        assertEquals("8008008000", tvr.toBytes().toHex());
        assertEquals(10000, list.amountX());
        assertTrue(rule.startsWith("Enciphered PIN verified online; If unattended cash;"));
    }

    @Test
    void refused() {
        // docs: refused
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> TerminalVerificationResults.parse(Bytes.fromHex("8000")));
        assertEquals(EmvDataException.Reason.LENGTH, refused.reason());
        assertEquals("95: length 2 where 5 is expected", refused.getMessage());
        // end docs
    }

    @Test
    void dictionary() {
        // docs: dictionary
        TagDictionary dictionary = TagDictionary.load(); // once; it is immutable
        DataElement amount = dictionary.find(EmvTag.AMOUNT_AUTHORISED_NUMERIC).orElseThrow();
        String name = amount.name(); // Amount, Authorised (Numeric)
        boolean fits = amount.lengths().allows(6); // true
        Optional<DataElement> visa = dictionary.find(Tag.of(0x9F5D), TagScope.VISA); // offline spending amount
        Optional<DataElement> emv = dictionary.find(Tag.of(0x9F5D)); // EMV itself does not know it
        // end docs
        assertEquals("Amount, Authorised (Numeric)", name);
        assertTrue(fits);
        assertTrue(visa.isPresent());
        assertFalse(emv.isPresent());
    }

    @Test
    void store() throws EmvDataException {
        TagDictionary dictionary = TagDictionary.load();
        // docs: store
        DataStore data = new DataStore(dictionary);
        data.putTerminal(EmvTag.UNPREDICTABLE_NUMBER, Bytes.fromHex("01020304"));
        data.putTerminal(EmvTag.TERMINAL_COUNTRY_CODE, Bytes.fromHex("0250"));
        data.putFromGpo(EmvTag.APPLICATION_INTERCHANGE_PROFILE, Bytes.fromHex("5C00"));
        data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.fromHex("291231"));
        data.putFromRecord(EmvTag.TERMINAL_COUNTRY_CODE, Bytes.fromHex("0840")); // IGNORED_WRONG_SOURCE
        data.raise(TerminalVerificationResults.Bit.NEW_CARD);

        ApplicationInterchangeProfile aip =
                data.require(EmvTag.APPLICATION_INTERCHANGE_PROFILE, ApplicationInterchangeProfile::parse);
        Bytes cdol1 = Bytes.fromHex("9F3704 9F1A02 9505");
        Bytes command = data.fill(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1, cdol1, DataStore.MAX_DOL_DATA_LENGTH);
        // end docs
        assertTrue(aip.contains(ApplicationInterchangeProfile.Bit.SDA_SUPPORTED));
        assertEquals("01020304" + "0250" + "0008000000", command.toHex());
    }

    @Test
    void decoder() {
        StringBuilder page = new StringBuilder();
        // docs: decoder
        Decoder decoder = Decoder.masked(TagDictionary.load());
        for (Decoded line :
                decoder.decode(Decoder.Kind.TLV, Bytes.fromHex("7011 5A084761739001010119 82025C00 8F0192"))) {
            page.append(line.toText()); // or line.toJson()
        }
        // end docs
        assertEquals("""
                70 READ RECORD Response Message Template
                  5A Application Primary Account Number (PAN): 476173******0119
                  82 Application Interchange Profile 5C00
                    byte 1 bit 7: SDA supported
                    byte 1 bit 5: Cardholder verification is supported
                    byte 1 bit 4: Terminal risk management is to be performed
                    byte 1 bit 3: Issuer authentication is supported
                  8F Certification Authority Public Key Index (Card) 92
                """, page.toString());
    }

    @Test
    void configuration() throws EmvDataException {
        CaPublicKeys keys = CaPublicKeys.EMPTY;
        // docs: configuration
        TerminalConfig terminal =
                TerminalConfigJson.parse(TerminalConfigJson.testTerminal()).withCaPublicKeys(keys);
        Optional<ApplicationConfig> visa = terminal.applicationFor(Bytes.fromHex("A0000000031010"));
        // end docs
        assertEquals("Visa", visa.orElseThrow().name());
    }

    @Test
    void configurationErrors() {
        String json = "{\"terminal\": {\"terminalType\": \"33\", \"colour\": 1}}";
        List<String> report = new ArrayList<>();
        // docs: configurationErrors
        try {
            TerminalConfigJson.parse(json);
        } catch (EmvDataException refused) {
            report.add(String.valueOf(refused.getMessage()));
        }
        // end docs
        assertEquals("""
                /terminal/terminalCapabilities: missing
                /terminal/additionalTerminalCapabilities: missing
                /terminal/terminalCountryCode: missing
                /terminal/terminalType: 9F35: not one of the types 11 to 16, 21 to 26, 34 to 36
                /terminal/colour: unknown key""".strip(), report.get(0));
    }

    @Test
    void builder() throws EmvDataException {
        // docs: builder
        ApplicationConfig visa = ApplicationConfig.builder(Bytes.fromHex("A0000000031010"))
                .partialNameAllowed(true)
                .applicationVersionNumber(Bytes.fromHex("0096"))
                .terminalActionCodes(
                        ActionCode.of(Bytes.fromHex("0010000000")),
                        ActionCode.of(Bytes.fromHex("DC4004F800")),
                        ActionCode.of(Bytes.fromHex("DC4000A800")))
                .floorLimitMinor(5000)
                .randomSelection(new RandomSelection(20, 50, 2000))
                .defaultDdol(Bytes.fromHex("9F3704"))
                .build();
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("20F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000B0F001")),
                        250)
                .languages(List.of("fr", "en"))
                .applications(List.of(visa))
                .build();
        // end docs
        assertEquals(List.of(visa), terminal.applications());
    }

    @Test
    void field55() {
        ChipData chipData = ChipData.of(Map.of(EmvTag.CRYPTOGRAM_INFORMATION_DATA, Bytes.fromHex("80")));
        Bytes received = Bytes.fromHex("910A00112233445566773030 7106860484240000");
        // docs: field55
        Bytes request = Field55Profile.VISA.build(chipData);
        IssuerResponseData response = IssuerResponseData.parse(received);
        Optional<Bytes> issuerAuthenticationData = response.issuerAuthenticationData(); // tag 91
        List<Bytes> scripts = response.scriptTemplates(); // whole templates 71 and 72
        // end docs
        assertEquals("9F270180", request.toHex());
        assertEquals(
                "00112233445566773030", issuerAuthenticationData.orElseThrow().toHex());
        assertEquals(1, scripts.size());
    }
}

package dev.solvo.emv.contactless.kernel8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.Activation;
import dev.solvo.emv.contactless.KernelResult;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.PreProcessingIndicators;
import dev.solvo.emv.contactless.SelectedCombination;
import dev.solvo.emv.contactless.kernel2.ErrorIndication;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole transactions with the keys, certificates and the enciphered record that two programs computed from one public reading
 * of Book E; the card of the test makes its MACs with the keys of that file.
 */
final class Kernel8Test {
    private static final JsonNode VECTOR = vector();
    private static final Bytes AID = Bytes.fromHex("A0000009990101");
    private static final Bytes CRYPTOGRAM = Bytes.fromHex("0102030405060708");
    private static final Bytes UNPREDICTABLE_NUMBER = Bytes.fromHex("11223344");

    private final Map<Kernel8Parameter, String> parameters = new EnumMap<>(Kernel8Parameter.class);
    private final Card card = new Card();
    private String terminalType = "22";
    private long amountMinor = 1000;

    Kernel8Test() {
        parameters.put(Kernel8Parameter.CARD_DATA_INPUT_CAPABILITY, "00");
        parameters.put(Kernel8Parameter.CVM_CAPABILITY_CVM_REQUIRED, "64");
        parameters.put(Kernel8Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "08");
        parameters.put(Kernel8Parameter.KERNEL_CONFIGURATION, "0800");
        parameters.put(Kernel8Parameter.SECURITY_CAPABILITY, "10");
        parameters.put(Kernel8Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000");
        parameters.put(Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE, "FC0080800C");
        parameters.put(Kernel8Parameter.READER_CONTACTLESS_FLOOR_LIMIT, "000000005000");
        parameters.put(Kernel8Parameter.READER_CVM_REQUIRED_LIMIT, "000000002500");
        parameters.put(Kernel8Parameter.MESSAGE_HOLD_TIME, "000013");
        parameters.put(Kernel8Parameter.HOLD_TIME_VALUE, "0D");
        parameters.put(Kernel8Parameter.MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0014");
        parameters.put(Kernel8Parameter.MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0032");
        parameters.put(Kernel8Parameter.TERMINAL_EXPECTED_TIME_COMMAND, "0012");
        parameters.put(Kernel8Parameter.TERMINAL_EXPECTED_TIME_RESPONSE, "0018");
        parameters.put(Kernel8Parameter.RELAY_RESISTANCE_ACCURACY_THRESHOLD, "012C");
        parameters.put(Kernel8Parameter.RELAY_RESISTANCE_MISMATCH_THRESHOLD, "32");
        parameters.put(Kernel8Parameter.KERNEL_RESERVED_TVR_MASK, "FFFFFFFFFF");
        parameters.put(Kernel8Parameter.DEFAULT_IAD_MAC_OFFSET, "10");
        parameters.put(Kernel8Parameter.TERMINAL_RISK_MANAGEMENT_DATA, "0000000000000000");
        parameters.put(Kernel8Parameter.APPLICATION_VERSION_NUMBER, "0001");
    }

    @Test
    void onlineCard_isAuthenticatedLocallyAndGoesOnline() throws EmvDataException {
        KernelResult result = run();

        assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        assertEquals(Status.OK, result.offlineDataAuthentication().status());
        assertEquals(Cvm.NO_CVM, result.outcome().cvm());
        assertEquals("1F0002", hex(result, EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS));
        assertEquals("0000000082", hex(result, EmvTag.TERMINAL_VERIFICATION_RESULTS));
        // The kernel's key, the qualifier, and the first answer are those of the file.
        assertEquals(hex("iadMac", "pdolValues"), card.pdolValues);
        // The issuer finds the MAC where the configuration says.
        Bytes issuerData = result.chipData().get(EmvTag.ISSUER_APPLICATION_DATA).get();
        assertEquals(card.issuerMac, issuerData.slice(16, 24));
    }

    @Test
    void cardThatWorksOffline_isApproved() throws EmvDataException {
        card.worksOffline = true;

        // Without the certificate of that profile local authentication fails, and the action codes send it online.
        assertEquals(Kind.ONLINE_REQUEST, run().outcome().kind());

        parameters.put(Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE, "0000000000");
        assertEquals(Kind.APPROVED, run().outcome().kind());
    }

    @Test
    void wrongMacOfTheCard_endsTheApplication() throws EmvDataException {
        card.damagesMac = true;
        KernelResult result = run();

        assertEquals(Kind.END_APPLICATION, result.outcome().kind());
        assertEquals(Level2.EDA_MAC_FAILED, error(result).level2());
    }

    @Test
    void keysAgreedWithAnotherCard_failLocalAuthentication() throws EmvDataException {
        card.otherStaticData = true;
        KernelResult result = run();

        assertEquals(Status.FAILED, result.offlineDataAuthentication().status());
        assertEquals("0400000082", hex(result, EmvTag.TERMINAL_VERIFICATION_RESULTS));
    }

    @Test
    void withoutLocalAuthentication_itIsNotedAsNotPerformed() throws EmvDataException {
        parameters.put(Kernel8Parameter.SECURITY_CAPABILITY, "00");

        assertEquals("8000000082", hex(run(), EmvTag.TERMINAL_VERIFICATION_RESULTS));
    }

    @ParameterizedTest
    @CsvSource({
        "00, 1000, 1F0002, 00, NO_CVM",
        "01, 3000, 1E0000, 00, SIGNATURE",
        "02, 3000, 020000, 04, ONLINE_PIN",
        "03, 3000, 010002, 00, CONFIRMATION_CODE_VERIFIED",
        "0F, 3000, 3F0000, 00, NOT_APPLICABLE",
        "FF, 3000, 3F0001, 80, NO_CVM",
        "00, 3000, 3F0001, 80, NO_CVM",
        "03, 1000, 3F0001, 80, NO_CVM",
        "77, 1000, 3F0001, 80, NO_CVM"
    })
    void decisionOfTheCard_countsWhereTheTerminalAllowsIt(
            String decision, long amount, String results, String thirdByte, Cvm cvm) throws EmvDataException {
        card.decision = Bytes.fromHex(decision);
        amountMinor = amount;
        KernelResult result = run();

        assertEquals(results, hex(result, EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS));
        assertEquals(
                thirdByte, hex(result, EmvTag.TERMINAL_VERIFICATION_RESULTS).substring(4, 6));
        assertEquals(cvm, result.outcome().cvm());
    }

    @Test
    void deniedTransaction_isDeclined() throws EmvDataException {
        parameters.put(Kernel8Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000008000");
        amountMinor = 6000;

        assertEquals(Kind.DECLINED, run().outcome().kind());
    }

    @Test
    void offlineTerminal_declinesACardThatOnlyWorksOnline() throws EmvDataException {
        terminalType = "23";

        assertEquals(Kind.DECLINED, run().outcome().kind());
    }

    @Test
    void cardMayAddToTheResultsWhereTheMaskLetsIt() throws EmvDataException {
        parameters.put(Kernel8Parameter.KERNEL_RESERVED_TVR_MASK, "FFFFFFFF00");
        card.cardTvr = Bytes.fromHex("FFFFFFFF81");

        assertEquals("0000000081", hex(run(), EmvTag.TERMINAL_VERIFICATION_RESULTS));
    }

    @Test
    void cardThatWantsToComeBack_isPresentedAgain() throws EmvDataException {
        card.restart = Bytes.fromHex("2000");
        ContactlessOutcome outcome = run().outcome();

        assertEquals(Kind.END_APPLICATION, outcome.kind());
        assertEquals(Optional.of(Start.B), outcome.start());
    }

    @Test
    void noPlaceForTheMac_endsTheApplication() throws EmvDataException {
        parameters.put(Kernel8Parameter.DEFAULT_IAD_MAC_OFFSET, "19");

        assertEquals(Level2.IAD_MAC_OFFSET, error(run()).level2());
    }

    @Test
    void cardKeyDataOfAnotherLength_cannotBeDeciphered() throws EmvDataException {
        card.keyData = card.keyData.slice(0, 32).plus(Bytes.repeat(0, 100));

        assertEquals(Level2.DECRYPTION_FAILED, error(run()).level2());
    }

    @Test
    void cardWithoutQualifierOrCurve_isLeftForTheNext() throws EmvDataException {
        card.qualifier = Bytes.fromHex("02010101000000");
        assertEquals(Kind.SELECT_NEXT, run().outcome().kind());

        card.qualifier = Bytes.fromHex("00000000000000");
        assertEquals(Kind.SELECT_NEXT, run().outcome().kind());
    }

    @Test
    void relayedCard_isFound() throws EmvDataException {
        card.elapsedMicros = 40_000;

        assertEquals("000000008E", hex(run(), EmvTag.TERMINAL_VERIFICATION_RESULTS));
    }

    @Test
    void everyMandatoryParameter_isAskedFor() {
        for (Kernel8Parameter parameter : Kernel8Parameter.values()) {
            if (parameter.isMandatory()) {
                String value = Objects.requireNonNull(parameters.remove(parameter));
                assertThrows(IllegalArgumentException.class, this::run, parameter.toString());
                parameters.put(parameter, value);
            }
        }
    }

    @Test
    void everyByteOfEveryAnswerChanged_endsInAnOutcome() throws EmvDataException {
        parameters.put(Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE, "FFFFFFFF0C");
        for (int exchange = 0; exchange < 5; exchange++) {
            for (int at = 0; at == 0 || at < card.changedLength; at++) {
                card.change(exchange, at);
                assertNotEquals(Kind.APPROVED, run().outcome().kind());
            }
        }
    }

    // The run.

    private KernelResult run() throws EmvDataException {
        card.begin();
        CombinationConfig.Builder combination = CombinationConfig.builder(AID, KernelIdentifier.KERNEL_8);
        parameters.forEach((parameter, value) -> combination.kernelData(parameter.tag(), Bytes.fromHex(value)));
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex(terminalType)),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("6000F0A001")),
                        826)
                .languages(List.of("en"))
                .caPublicKeys(CaPublicKeys.of(
                        EccCaPublicKey.of(AID.slice(0, 5), 0xE0, SignatureSuite.P_256_SHA_256, hex("issuer", "caX"))))
                .build();
        LocalDateTime at = LocalDateTime.of(2030, 1, 15, 12, 0);
        Activation activation = new Activation(
                new SelectedCombination(AID, combination.build(), 1, Optional.empty()),
                card.fci(),
                StatusWord.SUCCESS,
                new PreProcessingIndicators(false, false, false, false, false, Optional.empty()),
                TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.GBP, amountMinor)),
                terminal,
                at,
                at,
                Optional.empty());
        List<KernelResult> results = new ArrayList<>();
        KernelStep step = new Kernel8().activate(session(activation, results));
        while (results.isEmpty()) {
            if (step instanceof TransmitApdu transmit) {
                step = transmit.resume(card.answer(transmit.command()), card.elapsedMicros * 1000);
            } else if (step instanceof ShowUserInterface show) {
                step = show.done();
            } else {
                throw new AssertionError(step);
            }
        }
        return results.get(0);
    }

    private static KernelSession session(Activation activation, List<KernelResult> results) {
        return new KernelSession(
                activation,
                TagDictionary.load().within(new Kernel8().tagScope()),
                new VectorRandom(),
                Optional.empty(),
                new KernelSession.Ending() {
                    @Override
                    public KernelStep ended(KernelResult result) {
                        results.add(result);
                        return new ShowUserInterface(
                                UserInterfaceRequest.of(
                                        ContactlessMessage.CLEAR_DISPLAY, UserInterfaceRequest.Status.NOT_READY),
                                () -> {
                                    throw new AssertionError("the activation has ended");
                                });
                    }

                    @Override
                    public KernelStep cancelled(KernelResult result) {
                        return ended(result);
                    }
                });
    }

    private static ErrorIndication error(KernelResult result) throws EmvDataException {
        return ErrorIndication.parse(result.outcome()
                .discretionaryData()
                .get()
                .get(Kernel8Tag.ERROR_INDICATION)
                .get());
    }

    private static String hex(KernelResult result, Tag tag) {
        return result.chipData().get(tag).get().toHex();
    }

    private static Bytes hex(String... path) {
        JsonNode node = VECTOR;
        for (String name : path) {
            node = node.required(name);
        }
        return Bytes.fromHex(node.asText());
    }

    private static JsonNode vector() {
        try (InputStream file = Kernel8Test.class.getResourceAsStream("/vectors/kernel8/kernel8_bdh_derived.json")) {
            return new ObjectMapper().readTree(file).required("vector");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Bytes object(int tag, Bytes value) {
        TlvWriter writer = new TlvWriter();
        writer.put(Tag.of(tag), value);
        return writer.toBytes();
    }

    /** The file's unpredictable number and the kernel's private key. */
    private static final class VectorRandom extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            (bytes.length == 4 ? UNPREDICTABLE_NUMBER : hex("kernel", "priv")).copyTo(bytes, 0);
        }
    }

    /** The card of the file. */
    private static final class Card {
        private final SoftwareKey integrity = aes(hex("SKi"));
        private Bytes keyData = hex("cardKeyData9F8103");
        private Bytes qualifier = Bytes.fromHex("02000000000000");
        private Bytes decision = Bytes.fromHex("00");
        private Bytes cardTvr = Bytes.EMPTY;
        private Bytes restart = Bytes.EMPTY;
        private boolean worksOffline;
        private boolean damagesMac;
        private boolean otherStaticData;
        private long elapsedMicros = 8_000;
        private Bytes pdolValues = Bytes.EMPTY;
        private Bytes issuerMac = Bytes.EMPTY;
        private Bytes relay = Bytes.EMPTY;
        private int changedExchange = -1;
        private int changedAt;
        private int changedLength;
        private int exchange;

        void begin() {
            exchange = 0;
            relay = Bytes.EMPTY;
        }

        void change(int atExchange, int at) {
            changedExchange = atExchange;
            changedAt = at;
        }

        Bytes fci() {
            return object(
                    0x6F,
                    object(0x84, AID)
                            .plus(object(
                                    0xA5,
                                    object(0x9F38, Bytes.fromHex("9E409F2B08"))
                                            .plus(object(0xBF0C, object(0x9F2C, qualifier))))));
        }

        ResponseApdu answer(CommandApdu command) {
            Bytes body = execute(command);
            if (exchange++ == changedExchange) {
                changedLength = body.length();
                byte[] changed = body.toByteArray();
                changed[changedAt] ^= 0x10;
                body = Bytes.of(changed);
            }
            return ResponseApdu.success(body);
        }

        private Bytes profile() {
            return worksOffline ? Bytes.fromHex("010B") : hex("aip");
        }

        private Bytes staticRecord() {
            return hex("record", "plain");
        }

        private Bytes execute(CommandApdu command) {
            return switch (command.ins()) {
                case 0xA8 -> {
                    pdolValues = command.data().slice(2);
                    yield object(
                            0x77,
                            Bytes.concat(
                                    object(0x82, profile()),
                                    object(0x94, Bytes.fromHex("0801020" + (otherStaticData ? "0" : "1"))),
                                    object(0x9F8103, keyData)));
                }
                case 0xEA -> {
                    relay = command.data().plus(hex("iadMac", "errdResponseValue"));
                    yield object(0x80, hex("iadMac", "errdResponseValue"));
                }
                case 0xB2 -> command.p1() == 1 ? hex("record", "response") : object(0x70, certificates());
                default -> cryptogram(command);
            };
        }

        private static Bytes certificates() {
            return Bytes.concat(
                    object(0x8C, Bytes.fromHex("9F02069F03069F1A0295055F2A029A039C019F3704")),
                    object(0x8F, Bytes.ofUnsigned(0xE0)),
                    object(0x90, hex("issuer", "tag90")),
                    object(0x9F46, hex("iccCertificate9F46")));
        }

        private Bytes cryptogram(CommandApdu command) {
            Bytes objects = Bytes.concat(
                    object(0x9F36, Bytes.fromHex("0007")),
                    object(0x9F27, Bytes.ofUnsigned(command.p1())),
                    object(0x9F8102, decision),
                    object(0x9F10, Bytes.fromHex("0FA501A03800000000000000000000000F010000000000000000000000000000")));
            objects = cardTvr.isEmpty() ? objects : objects.plus(object(0x9F8104, cardTvr));
            objects = restart.isEmpty() ? objects : objects.plus(object(0x9F8108, restart));
            Bytes zeros = Bytes.ofUnsigned(0, 0);
            Bytes records = otherStaticData ? Bytes.EMPTY : staticRecord();
            Bytes input =
                    Bytes.concat(zeros, pdolValues, command.data(), relay, objects, sha256(records.plus(profile())));
            byte[] mac = integrity.mac(MacAlgorithm.CMAC, input.toByteArray());
            byte[] plus = integrity.decrypt(mac);
            for (int i = 0; i < plus.length; i++) {
                plus[i] ^= mac[i];
            }
            issuerMac = Bytes.of(plus, 0, 8);
            byte[] answer = integrity.mac(
                    MacAlgorithm.CMAC,
                    Bytes.concat(zeros, CRYPTOGRAM, issuerMac).toByteArray());
            answer[0] ^= (byte) (damagesMac ? 1 : 0);
            return object(
                    0x77, Bytes.concat(objects, object(0x9F26, CRYPTOGRAM), object(0x9F8105, Bytes.of(answer, 0, 8))));
        }

        private static Bytes sha256(Bytes data) {
            try {
                return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toByteArray()));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }

        private static SoftwareKey aes(Bytes key) {
            try (SecretBytes secret = SecretBytes.of(key)) {
                return SoftwareKey.of(KeyAlgorithm.AES, secret);
            }
        }
    }
}

package dev.solvo.benchmarks.start;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Writes the {@link Recording}: a transaction with the simulated card {@code offline-cda}. */
final class Recorder {
    private static final int GET_PROCESSING_OPTIONS = 0xA8;
    private static final int READ_RECORD = 0xB2;
    private static final int GENERATE_AC = 0xAE;
    private static final int UNPREDICTABLE_NUMBER_LENGTH = 4;
    private static final List<String> ELEMENTS = List.of("90", "92", "9F32", "9F46", "9F48", "9F47", "9F4B", "9F27");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Bytes> elements = new HashMap<>();
    private Bytes staticData = Bytes.EMPTY;
    private Bytes transactionData = Bytes.EMPTY;

    private Recorder() {}

    /**
     * Makes the file.
     *
     * @param arguments the directory to write it to
     * @throws IOException if it cannot be written
     * @throws EmvDataException never, as the configuration is right
     * @throws CardTransportException never, as the card is simulated
     * @throws TlvException never, as the card's answers are well formed
     */
    public static void main(String[] arguments)
            throws IOException, EmvDataException, CardTransportException, TlvException {
        Files.writeString(Path.of(arguments[0], Recording.RESOURCE), recorded(), StandardCharsets.US_ASCII);
    }

    static String recorded() throws EmvDataException, CardTransportException, TlvException {
        return new Recorder().record();
    }

    private String record() throws EmvDataException, CardTransportException, TlvException {
        RsaCaPublicKey authority = TestPki.load()
                .caPublicKeys()
                .findRsa(TestPki.TEST_RID, TestPki.RSA_CA_INDEX)
                .orElseThrow();
        line("rid", TestPki.TEST_RID);
        line("index", Bytes.ofUnsigned(TestPki.RSA_CA_INDEX));
        line("authority-modulus", authority.publicKey().modulus());
        line("authority-exponent", authority.publicKey().exponent());
        ContactKernel kernel = FirstTransaction.kernel(CaPublicKeys.of(authority), new Random(Recording.SEED));
        SimulatedCard card = SimulatedCard.insert(CardImages.named("offline-cda"), Recording.SEED);
        KernelStep step = kernel.begin(FirstTransaction.request());
        while (!(step instanceof Completed)) {
            if (step instanceof TransmitApdu transmit) {
                Exchange exchange = card.transmit(transmit.command());
                line("answer", exchange.response().toBytes());
                note(transmit.command(), exchange.response().data());
                step = transmit.resume(exchange);
            } else {
                step = ((ShowMessage) step).done();
            }
        }
        line("pan", element("5A"));
        for (String tag : ELEMENTS) {
            // The card has a remainder only of a key that is longer than its certificate.
            if (elements.containsKey(tag)) {
                line(tag, element(tag));
            }
        }
        line("static-data", elements.containsKey("9F4A") ? staticData.plus(element("82")) : staticData);
        line("9F37", element("9F37"));
        line("transaction-data", transactionData);
        return text.toString();
    }

    private void note(CommandApdu command, Bytes answer) throws TlvException {
        if (command.ins() == GET_PROCESSING_OPTIONS) {
            transactionData = transactionData.plus(command.data().slice(2));
        } else if (command.ins() == GENERATE_AC) {
            transactionData = transactionData.plus(command.data());
            // The list ends with the number.
            elements.put("9F37", command.data().slice(command.data().length() - UNPREDICTABLE_NUMBER_LENGTH));
        }
        Tlv template = Tlv.parse(answer);
        if (template instanceof Tlv.Constructed constructed) {
            for (Tlv object : constructed.children()) {
                collect(object);
                if (command.ins() == GENERATE_AC && !name(object).equals("9F4B")) {
                    transactionData = transactionData.plus(object.encode());
                }
            }
            if (command.ins() == READ_RECORD && isSigned(command.p2() >> 3, command.p1())) {
                staticData = staticData.plus(constructed.value());
            }
        }
    }

    private void collect(Tlv object) {
        if (object instanceof Tlv.Constructed constructed) {
            constructed.children().forEach(this::collect);
        } else if (object instanceof Tlv.Primitive primitive) {
            elements.put(name(object), primitive.value());
        }
    }

    private boolean isSigned(int file, int record) {
        Bytes locator = element("94");
        for (int at = 0; at < locator.length(); at += 4) {
            int first = locator.unsigned(at + 1);
            if (locator.unsigned(at) >> 3 == file && record >= first && record < first + locator.unsigned(at + 3)) {
                return true;
            }
        }
        return false;
    }

    private Bytes element(String tag) {
        return Objects.requireNonNull(elements.get(tag), tag);
    }

    private static String name(Tlv object) {
        return object.tag().toBytes().toHex();
    }

    private void line(String name, Bytes value) {
        text.append(name).append(' ').append(value.toHex()).append('\n');
    }
}

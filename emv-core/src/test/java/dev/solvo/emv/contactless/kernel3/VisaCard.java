package dev.solvo.emv.contactless.kernel3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.ContactlessSale;
import dev.solvo.emv.contactless.ContactlessVectors;
import dev.solvo.emv.contactless.ScriptedField;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A Visa test card's recorded dialogue, and readers that fit it. */
final class VisaCard {
    static final String DIRECTORY = "00A404000E325041592E5359532E444446303100";
    static final String SELECT = "00A4040007A000000003101000";
    static final String PROCESSING_OPTIONS = "80A80000";
    static final String RECORD_PAN = "00B2011C00";
    static final String RECORD_ISSUER = "00B2011400";
    static final String RECORD_ICC = "00B2031400";

    private static final JsonNode TRACE = ContactlessVectors.file("trace_visa_test_card.json")
            .required("traces")
            .get(0);

    private final Map<String, String> answers = new LinkedHashMap<>();

    VisaCard() {
        for (JsonNode step : trace().required("steps")) {
            answers.put(
                    step.required("command").textValue(),
                    step.required("response").textValue());
        }
    }

    static JsonNode trace() {
        return TRACE;
    }

    static CaPublicKey key() {
        JsonNode key = trace().required("oda").required("caKey");
        return RsaCaPublicKey.withoutChecksum(
                Bytes.fromHex(key.required("rid").textValue()),
                Integer.parseInt(key.required("index").textValue(), 16),
                Bytes.fromHex(key.required("modulus").textValue()),
                Bytes.fromHex("0" + key.required("exponent").textValue()));
    }

    /** The answer to commands that begin like this. */
    VisaCard answering(String command, String response) {
        answers.keySet().removeIf(known -> known.startsWith(command));
        answers.put(command, response);
        return this;
    }

    /** Replaces bytes in an answer, which must be there; the lengths stay. */
    VisaCard with(String command, String before, String after) {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (answer.getKey().startsWith(command)) {
                if (!answer.getValue().contains(before) || before.length() != after.length()) {
                    throw new AssertionError(before + " in " + answer.getValue());
                }
                answer.setValue(answer.getValue().replace(before, after));
            }
        }
        return this;
    }

    ScriptedField field() {
        ScriptedField field = new ScriptedField();
        answers.forEach(field::on);
        return field;
    }

    static CombinationConfig.Builder combination(String qualifiers) {
        return CombinationConfig.builder(Bytes.fromHex("A000000003"), KernelIdentifier.KERNEL_3)
                .terminalTransactionQualifiers(ContactlessSale.qualifiers(qualifiers));
    }

    /** The sale of the recording: 2.00 USD on 2019-08-19, unpredictable number ABABABAB. */
    static ContactlessSale sale(CombinationConfig.Builder combination) {
        return new ContactlessSale()
                .with(combination)
                .with(new Kernel3())
                .with(key())
                .country(840)
                .at("2019-08-19T10:00:00Z")
                .unpredictableNumber(trace().required("randoms").textValue())
                .request(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.USD, 200)));
    }

    static ContactlessSale sale() {
        return sale(combination("24004000"));
    }
}

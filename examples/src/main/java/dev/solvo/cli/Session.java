package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.ChipData;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvWriter;
import dev.solvo.transcript.PaymentReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A recorded transaction: all that went into the kernel, and how it ended.
 *
 * @param live whether a real card paid, so that the file holds a cardholder's data
 * @param terminal the configuration in the form of {@link dev.solvo.emv.config.TerminalConfigJson}, keys included
 * @param reader the contactless reader's combinations in the form of {@link dev.solvo.emv.config.ContactlessConfigJson}; nothing for
 *     the contact chip
 * @param instant what the terminal's clock said
 * @param zone the terminal's time zone
 * @param request what was to be paid
 * @param random every draw of random bytes that the kernel made
 * @param events every answer that the kernel was given
 * @param outcome how it ended, as {@link #outcome(Outcome)} writes it
 */
record Session(
        boolean live,
        ObjectNode terminal,
        Optional<ObjectNode> reader,
        Instant instant,
        ZoneId zone,
        TransactionRequest request,
        List<Bytes> random,
        List<SessionEvent> events,
        ObjectNode outcome) {

    /** What of an outcome holds card data. */
    static final String DATA_RECORD = "dataRecord";

    static final String DISCRETIONARY_DATA = "discretionaryData";

    Session {
        random = List.copyOf(random);
        events = List.copyOf(events);
    }

    /** What of an outcome is compared. */
    static ObjectNode outcome(Outcome outcome) {
        TransactionResult result = outcome.result();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", PaymentReport.outcomeName(outcome));
        json.put("hostState", PaymentReport.hostStateName(outcome.hostState()));
        json.put("odaMethod", result.offlineDataAuthentication().method().name());
        json.put("odaResult", result.offlineDataAuthentication().status().name());
        json.put(
                "cvmResults",
                result.cvmResults().map(cvm -> cvm.toBytes().toHex()).orElse(""));
        json.put("tvr", result.terminalVerificationResults().toBytes().toHex());
        json.put("tsi", result.transactionStatusInformation().toBytes().toHex());
        json.put("firstCryptogram", cryptogram(result.firstCryptogram()));
        json.put("finalCryptogram", cryptogram(result.finalCryptogram()));
        json.put(
                "authorisationResponseCode",
                result.authorisationResponseCode()
                        .map(PaymentReport::characters)
                        .orElse(""));
        json.put("issuerAuthentication", result.issuerAuthentication().name());
        json.put(
                "scripts",
                String.join(
                        ",", result.scriptResults().stream().map(Bytes::toHex).toList()));
        result.contactless().ifPresent(told -> contactless(told, json));
        return json;
    }

    /** The outcome parameters of a tap. EMV Book A. */
    private static void contactless(ContactlessOutcome told, ObjectNode json) {
        json.put("kernelOutcome", told.kind().name());
        json.put("start", told.start().map(Enum::name).orElse(""));
        json.put("onlineResponseData", told.onlineResponseData().name());
        json.put("cvm", told.cvm().name());
        json.put(
                "uiRequest", told.userInterfaceOnOutcome().map(Object::toString).orElse(""));
        json.put(
                "uiRequestOnRestart",
                told.userInterfaceOnRestart().map(Object::toString).orElse(""));
        json.put(DATA_RECORD, objects(told.dataRecord()));
        json.put(DISCRETIONARY_DATA, objects(told.discretionaryData()));
        json.put(
                "alternateInterfacePreference",
                told.alternateInterfacePreference().map(Enum::name).orElse(""));
        json.put("receipt", told.receipt());
        json.put("fieldOffRequest", number(told.fieldOffRequestTenths()));
        json.put("removalTimeout", number(told.removalTimeoutTenths()));
    }

    private static String objects(Optional<ChipData> data) {
        TlvWriter objects = new TlvWriter();
        data.ifPresent(present -> present.elements().forEach(objects::put));
        return objects.toBytes().toHex();
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "";
    }

    private static String cryptogram(Optional<TransactionResult.Cryptogram> cryptogram) {
        return cryptogram
                .map(one -> one.information().type() + " "
                        + one.value().map(Bytes::toHex).orElse(""))
                .orElse("");
    }
}

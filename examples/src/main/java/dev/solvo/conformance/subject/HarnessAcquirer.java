package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TornTransactionLog;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.transcript.PaymentLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The case's host, which is at the harness. Torn transactions are remembered here, for one transaction of the harness. */
final class HarnessAcquirer implements Acquirer {
    private final Conversation harness;
    private final PaymentLog log;
    private final TornTransactionLog torn;

    HarnessAcquirer(Conversation harness, PaymentLog log, TornTransactionLog torn) {
        this.harness = harness;
        this.log = log;
        this.torn = torn;
    }

    @Override
    public void storeReversal(Reversal reversal) {
        // The harness makes its own of what it is asked to authorise.
    }

    @Override
    public Answer authorise(AuthorisationRequest request) {
        ObjectNode question = about("authorise", request.pan(), request.panSequenceNumber())
                .put("onlinePinCaptured", request.onlinePinCaptured());
        question.set("data", WireData.data(request.chipData()));
        Answer answer = WireData.answer(harness.ask(question, "authorised"));
        log.askedIssuer(answer);
        return answer;
    }

    @Override
    public long latestSaleMinor(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return harness.ask(about("lookUpEarlierSales", pan, sequenceNumber), "earlierSales")
                .number("minorUnits");
    }

    @Override
    public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return harness.ask(about("lookUpExceptionFile", pan, sequenceNumber), "exceptionFile")
                .choice("answer", LookUpExceptionFile.Answer.class);
    }

    @Override
    public Map<Tag, Bytes> supplyData(List<Tag> needed) {
        ObjectNode question = Message.of("supplyData");
        question.set("tags", WireData.tags(needed));
        return WireData.data(harness.ask(question, "supplied"), "data");
    }

    @Override
    public Optional<TornTransactionRecord> takeTornTransaction(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return torn.take(pan, sequenceNumber);
    }

    @Override
    public void storeTornTransaction(TornTransactionRecord content) {
        torn.store(content);
    }

    private static ObjectNode about(String type, Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        ObjectNode question = Message.of(type).put("pan", pan.digits());
        sequenceNumber.ifPresent(
                number -> question.put("panSequenceNumber", number.toBytes().toHex()));
        return question;
    }
}

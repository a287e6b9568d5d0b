package dev.solvo.conformance.transaction;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TornTransactionLog;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.config.AuthorisationResponseCodes;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.transcript.PaymentLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The acquirer, the issuer behind him and the terminal's memory of cards, who answer as the case says. */
final class ScriptedHost implements Acquirer {
    /** Where the answer comes from. */
    sealed interface Source {
        /** The issuer of the simulated cards. */
        record Issuer(IssuerHost host) implements Source {}

        /** The case itself. */
        record Explicit(Bytes code) implements Source {}

        /** No byte left the terminal. */
        record NotSent() implements Source {}

        /** No answer came. */
        record NoAnswer() implements Source {}
    }

    /**
     * What the case says.
     *
     * @param code in place of the issuer's own
     * @param issuerAuthenticationData in place of the issuer's own
     * @param templates script templates after the issuer's own
     */
    record Script(
            Source source,
            Optional<Bytes> code,
            Optional<Bytes> issuerAuthenticationData,
            List<Bytes> templates,
            LookUpExceptionFile.Answer exceptionFile,
            long earlierSaleMinor,
            Map<Tag, Bytes> data) {
        Script {
            templates = List.copyOf(templates);
        }
    }

    private static final int MOST_TORN = 5;
    private static final Duration TORN_LIFETIME = Duration.ofMinutes(5);

    private final Script script;
    private final AuthorisationResponseCodes codes;
    private final PaymentLog log;
    private final TornTransactionLog torn;
    private final List<Bytes> requests = new ArrayList<>();

    ScriptedHost(Script script, AuthorisationResponseCodes codes, PaymentLog log, Clock clock) {
        this.script = script;
        this.codes = codes;
        this.log = log;
        this.torn = new TornTransactionLog(clock, MOST_TORN, TORN_LIFETIME);
    }

    /** Field 55 of all requests. */
    List<Bytes> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void storeReversal(Reversal reversal) {
        // What is owed in the end stands in the outcome.
    }

    @Override
    public Answer authorise(AuthorisationRequest request) {
        Bytes field55 = Field55Profile.GENERIC.build(request.chipData());
        requests.add(field55);
        Answer answer = answer(request, field55);
        log.askedIssuer(answer);
        return answer;
    }

    private Answer answer(AuthorisationRequest request, Bytes field55) {
        if (script.source() instanceof Source.NotSent) {
            return new Answer.NotSent();
        }
        if (script.source() instanceof Source.NoAnswer) {
            return new Answer.NoAnswer();
        }
        Bytes code;
        Bytes chipData;
        if (script.source() instanceof Source.Explicit explicit) {
            code = explicit.code();
            chipData = Bytes.EMPTY;
        } else {
            AuthorisationAnswer issuer = ((Source.Issuer) script.source())
                    .host()
                    .authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                            request.pan(), request.panSequenceNumber().orElse(PanSequenceNumber.ZERO), field55));
            if (!(issuer instanceof AuthorisationAnswer.Answered answered)) {
                return new Answer.NoAnswer();
            }
            log.noted("issuer: cryptogram " + Words.lower(answered.check()));
            code = answered.responseCode();
            chipData = answered.chipData();
        }
        try {
            return new Answer.Answered(response(code, chipData));
        } catch (EmvDataException unreadable) {
            return new Answer.NoAnswer();
        }
    }

    private AuthorisationResponse response(Bytes issuersCode, Bytes chipData) throws EmvDataException {
        Bytes code = script.code().orElse(issuersCode);
        AuthorisationResponse response =
                IssuerResponseData.parse(withoutCode(chipData)).toResponse(code, codes);
        if (script.issuerAuthenticationData().isPresent()) {
            response = response.withIssuerAuthenticationData(
                    script.issuerAuthenticationData().get());
        }
        List<Bytes> templates = new ArrayList<>(response.scriptTemplates());
        templates.addAll(script.templates());
        return response.withScripts(templates);
    }

    /** The code travels beside the chip data, where the case may have another one. */
    private static Bytes withoutCode(Bytes chipData) {
        return ObjectEdit.strip(chipData, Tag.of(0x8A));
    }

    @Override
    public long latestSaleMinor(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return script.earlierSaleMinor();
    }

    @Override
    public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        log.noted("exception file: " + Words.lower(script.exceptionFile()));
        return script.exceptionFile();
    }

    @Override
    public Optional<TornTransactionRecord> takeTornTransaction(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return torn.take(pan, sequenceNumber);
    }

    @Override
    public void storeTornTransaction(TornTransactionRecord content) {
        log.noted("a torn transaction is kept");
        torn.store(content);
    }

    @Override
    public Map<Tag, Bytes> supplyData(List<Tag> needed) {
        Map<Tag, Bytes> supplied = new LinkedHashMap<>();
        for (Tag tag : needed) {
            Bytes value = script.data().get(tag);
            if (value != null) {
                supplied.put(tag, value);
            }
        }
        log.noted("terminal supplies " + supplied.size() + " of " + needed.size() + " data elements");
        return supplied;
    }
}

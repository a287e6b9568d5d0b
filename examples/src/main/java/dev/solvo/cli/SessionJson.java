package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.data.AccountType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.transcript.HostAnswerJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A session as JSON; docs/command-line.md describes it. One class for both directions, so that they agree. A tap is version 2; a chip
 * transaction has nothing that version 1 had not.
 */
final class SessionJson {
    static final String FORMAT = "solvo-session";
    private static final int CONTACT_VERSION = 1;
    private static final int CONTACTLESS_VERSION = 2;
    private static final int CHECK_LENGTH = 4;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SessionJson() {}

    static ObjectNode write(Session session) {
        ObjectNode json = JSON.objectNode();
        json.put("format", FORMAT);
        json.put("version", session.reader().isPresent() ? CONTACTLESS_VERSION : CONTACT_VERSION);
        json.put("data", session.live() ? "live" : "test");
        json.set("terminal", session.terminal());
        session.reader().ifPresent(reader -> json.set("reader", reader));
        json.put("instant", session.instant().toString());
        json.put("zone", session.zone().getId());
        json.set("request", request(session.request()));
        ArrayNode random = json.putArray("random");
        session.random().forEach(draw -> random.add(draw.toHex()));
        ArrayNode events = json.putArray("events");
        session.events().forEach(event -> events.add(event(event)));
        json.set("outcome", session.outcome());
        return json;
    }

    private static ObjectNode request(TransactionRequest request) {
        ObjectNode json = JSON.objectNode();
        json.put("type", request.type().code());
        json.put("currency", request.currency().getCode());
        json.put("minorUnits", request.amount().getAmountMinorLong());
        request.cashback().ifPresent(cash -> json.put("cashbackMinorUnits", cash.getAmountMinorLong()));
        json.put("merchantForcesOnline", request.merchantForcesOnline());
        request.sequenceCounter().ifPresent(counter -> json.put("sequenceCounter", counter));
        request.accountType().ifPresent(account -> json.put("accountType", account.code()));
        return json;
    }

    private static ObjectNode event(SessionEvent event) {
        ObjectNode json = JSON.objectNode();
        if (event instanceof SessionEvent.Answered answered) {
            json.put("command", answered.command().toHex());
            json.put("response", answered.response().toBytes().toHex());
            json.put("elapsedNanos", answered.elapsedNanos());
            json.put("check", check(answered.command(), answered.response().toBytes()));
        } else if (event instanceof SessionEvent.NotAnswered lost) {
            json.put("command", lost.command().toHex());
            json.put("failure", lost.kind().name());
        } else if (event instanceof SessionEvent.Chosen chosen) {
            json.put("chosen", chosen.index());
        } else if (event instanceof SessionEvent.PinAnswer.VerifyData body) {
            json.put("pin", "VERIFY_DATA").put("length", body.length());
        } else if (event instanceof SessionEvent.PinAnswer.Verified verified) {
            json.put("pin", "VERIFIED").put("statusWord", verified.statusWord().value());
        } else if (event instanceof SessionEvent.PinAnswer.CardFailed failed) {
            json.put("pin", "CARD_FAILED").put("kind", failed.kind().name());
        } else if (event instanceof SessionEvent.PinAnswer.Plain plain) {
            json.put("pin", plain.name());
        } else if (event instanceof SessionEvent.BiometricAnswer.Sent sent) {
            json.put("biometric", "SENT").put("sent", sent.command().toHex());
        } else if (event instanceof SessionEvent.BiometricAnswer.Given given) {
            json.put("biometric", given.answer().name());
        } else if (event instanceof SessionEvent.Referred referred) {
            json.put("referral", referred.approved() ? "APPROVED" : "DECLINED");
        } else if (event instanceof SessionEvent.Authorised authorised) {
            json.set("host", HostAnswerJson.put(JSON.objectNode(), authorised.answer()));
        } else if (event instanceof SessionEvent.EarlierSales sales) {
            json.put("earlierSalesMinorUnits", sales.amountMinor());
        } else if (event instanceof SessionEvent.ExceptionFile file) {
            json.put("exceptionFile", file.answer().name());
        } else if (event instanceof SessionEvent.Waited waited) {
            json.put("card", waited.answer().name());
        } else if (event instanceof SessionEvent.TornTransaction torn) {
            json.put("tornTransaction", torn.content().map(Bytes::toHex).orElse(""));
        } else if (event instanceof SessionEvent.Supplied supplied) {
            ObjectNode data = json.putObject("supplied");
            supplied.data().forEach((tag, value) -> data.put(tag.toString(), value.toHex()));
        }
        return json;
    }

    /** Reads a session. What is wrong with it is named by its place, never by its value. */
    static Session read(JsonNode json) throws BadInputException {
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new BadInputException("this is no recorded session: its \"format\" is not \"" + FORMAT + "\"");
        }
        int version = json.path("version").asInt();
        if (version != CONTACT_VERSION && version != CONTACTLESS_VERSION) {
            throw new BadInputException(
                    "a session of another version than " + CONTACT_VERSION + " and " + CONTACTLESS_VERSION);
        }
        String data = text(json, "data");
        if (!data.equals("live") && !data.equals("test")) {
            throw new BadInputException("\"data\" is neither \"test\" nor \"live\"");
        }
        List<Bytes> random = new ArrayList<>();
        for (JsonNode draw : array(json, "random")) {
            random.add(hex(draw, "random"));
        }
        List<SessionEvent> events = new ArrayList<>();
        for (JsonNode event : array(json, "events")) {
            events.add(wellFormed("events/" + events.size(), () -> readEvent(event)));
        }
        return new Session(
                data.equals("live"),
                object(json, "terminal"),
                version == CONTACTLESS_VERSION ? Optional.of(object(json, "reader")) : Optional.empty(),
                wellFormed("instant", () -> Instant.parse(text(json, "instant"))),
                wellFormed("zone", () -> ZoneId.of(text(json, "zone"))),
                wellFormed("request", () -> readRequest(object(json, "request"))),
                random,
                events,
                object(json, "outcome"));
    }

    private static TransactionRequest readRequest(ObjectNode json) throws BadInputException {
        CurrencyUnit unit = CurrencyUnit.of(text(json, "currency"));
        Optional<Money> cashback = json.has("cashbackMinorUnits")
                ? Optional.of(Money.ofMinor(unit, number(json, "cashbackMinorUnits")))
                : Optional.empty();
        return new TransactionRequest(
                new TransactionType(Math.toIntExact(number(json, "type"))),
                Money.ofMinor(unit, number(json, "minorUnits")),
                cashback,
                json.path("merchantForcesOnline").asBoolean(),
                json.has("sequenceCounter") ? OptionalLong.of(number(json, "sequenceCounter")) : OptionalLong.empty(),
                json.has("accountType")
                        ? Optional.of(new AccountType(Math.toIntExact(number(json, "accountType"))))
                        : Optional.empty());
    }

    private static SessionEvent readEvent(JsonNode json) throws BadInputException, CardTransportException {
        if (json.has("command")) {
            Bytes command = hex(json.path("command"), "command");
            if (json.has("failure")) {
                return new SessionEvent.NotAnswered(
                        command, CardTransportException.Kind.valueOf(text(json, "failure")));
            }
            Bytes response = hex(json.path("response"), "response");
            return new SessionEvent.Answered(
                    command,
                    ResponseApdu.parse(response),
                    number(json, "elapsedNanos"),
                    check(command, response).equals(text(json, "check")));
        }
        if (json.has("chosen")) {
            return new SessionEvent.Chosen(Math.toIntExact(number(json, "chosen")));
        }
        if (json.has("pin")) {
            return readPin(json);
        }
        if (json.has("biometric")) {
            return readBiometric(json);
        }
        if (json.has("referral")) {
            return new SessionEvent.Referred(
                    switch (text(json, "referral")) {
                        case "APPROVED" -> true;
                        case "DECLINED" -> false;
                        default -> throw new BadInputException("a referral is neither APPROVED nor DECLINED");
                    });
        }
        if (json.has("host")) {
            return new SessionEvent.Authorised(readHost(object(json, "host")));
        }
        if (json.has("earlierSalesMinorUnits")) {
            return new SessionEvent.EarlierSales(number(json, "earlierSalesMinorUnits"));
        }
        if (json.has("card")) {
            return new SessionEvent.Waited(PresentCard.Answer.valueOf(text(json, "card")));
        }
        if (json.has("tornTransaction")) {
            return new SessionEvent.TornTransaction(Optional.of(hex(json.path("tornTransaction"), "tornTransaction"))
                    .filter(content -> !content.isEmpty()));
        }
        if (json.has("supplied")) {
            return readSupplied(object(json, "supplied"));
        }
        return new SessionEvent.ExceptionFile(LookUpExceptionFile.Answer.valueOf(text(json, "exceptionFile")));
    }

    private static SessionEvent readSupplied(ObjectNode json) throws BadInputException {
        Map<Tag, Bytes> data = new HashMap<>();
        for (Map.Entry<String, JsonNode> element : json.properties()) {
            data.put(Tag.of(Integer.parseUnsignedInt(element.getKey(), 16)), hex(element.getValue(), element.getKey()));
        }
        return new SessionEvent.Supplied(data);
    }

    private static SessionEvent readPin(JsonNode json) throws BadInputException {
        String kind = text(json, "pin");
        if (kind.equals("VERIFY_DATA")) {
            long length = number(json, "length");
            if (length < 1 || length > 255) {
                throw new BadInputException("a body of VERIFY has 1 to 255 bytes");
            }
            return new SessionEvent.PinAnswer.VerifyData((int) length);
        }
        if (kind.equals("VERIFIED")) {
            return new SessionEvent.PinAnswer.Verified(new StatusWord(Math.toIntExact(number(json, "statusWord"))));
        }
        if (kind.equals("CARD_FAILED")) {
            return new SessionEvent.PinAnswer.CardFailed(CardTransportException.Kind.valueOf(text(json, "kind")));
        }
        return SessionEvent.PinAnswer.Plain.valueOf(kind);
    }

    private static SessionEvent readBiometric(JsonNode json) throws BadInputException, CardTransportException {
        String kind = text(json, "biometric");
        return kind.equals("SENT")
                ? new SessionEvent.BiometricAnswer.Sent(hex(json.path("sent"), "sent"))
                : new SessionEvent.BiometricAnswer.Given(VerifyBiometric.Answer.valueOf(kind));
    }

    private static Acquirer.Answer readHost(ObjectNode json) throws BadInputException {
        String kind = text(json, "answer");
        if (!kind.equals("ANSWERED")) {
            return switch (kind) {
                case "NOT_SENT" -> new Acquirer.Answer.NotSent();
                case "NO_ANSWER" -> new Acquirer.Answer.NoAnswer();
                default -> throw new BadInputException("an unknown answer of the host");
            };
        }
        List<Bytes> scripts = new ArrayList<>();
        for (JsonNode script : array(json, "scripts")) {
            scripts.add(hex(script, "scripts"));
        }
        return new Acquirer.Answer.Answered(new AuthorisationResponse(
                AuthorisationResponse.Decision.valueOf(text(json, "decision")),
                hex(json.path("authorisationResponseCode"), "authorisationResponseCode"),
                optionalHex(json, "issuerAuthenticationData"),
                scripts,
                optionalHex(json, "authorisationCode")));
    }

    /** Shows that an exchange was changed after it was recorded: not by whom, for anyone can compute it. */
    private static String check(Bytes command, Bytes response) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(command.toByteArray());
            return Bytes.of(sha256.digest(response.toByteArray()), 0, CHECK_LENGTH)
                    .toHex();
        } catch (NoSuchAlgorithmException noJavaPlatform) {
            throw new IllegalStateException(noJavaPlatform);
        }
    }

    private static Optional<Bytes> optionalHex(JsonNode json, String key) throws BadInputException {
        return json.has(key) ? Optional.of(hex(json.path(key), key)) : Optional.empty();
    }

    private static Bytes hex(JsonNode json, String key) throws BadInputException {
        if (!json.isTextual()) {
            throw new BadInputException("\"" + key + "\" is not hexadecimal text");
        }
        return wellFormed(key, () -> Bytes.fromHex(json.textValue()));
    }

    private static String text(JsonNode json, String key) throws BadInputException {
        if (!json.path(key).isTextual()) {
            throw new BadInputException("\"" + key + "\" is missing or not text");
        }
        return json.path(key).textValue();
    }

    private static long number(JsonNode json, String key) throws BadInputException {
        if (!json.path(key).canConvertToLong() || !json.path(key).isIntegralNumber()) {
            throw new BadInputException("\"" + key + "\" is missing or no whole number");
        }
        return json.path(key).longValue();
    }

    private static ArrayNode array(JsonNode json, String key) throws BadInputException {
        if (json.path(key) instanceof ArrayNode array) {
            return array;
        }
        throw new BadInputException("\"" + key + "\" is missing or no array");
    }

    private static ObjectNode object(JsonNode json, String key) throws BadInputException {
        if (json.path(key) instanceof ObjectNode object) {
            return object;
        }
        throw new BadInputException("\"" + key + "\" is missing or no object");
    }

    /** Makes something of a part of the file. */
    @FunctionalInterface
    private interface Part<T> {
        T read() throws BadInputException, CardTransportException;
    }

    private static <T> T wellFormed(String place, Part<T> part) throws BadInputException {
        try {
            return part.read();
        } catch (CardTransportException | IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            throw new BadInputException("\"" + place + "\" is malformed", wrong);
        }
    }
}

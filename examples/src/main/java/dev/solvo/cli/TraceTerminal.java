package dev.solvo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The terminal of a recorded dialogue, as far as the values show it that it sent to the card. What they do not show is
 * chosen so that the kernel comes as near as it can: no PIN pad, a floor limit below or above the amount as the recorded TVR
 * says, SDA only where no CDA signature was asked for.
 */
final class TraceTerminal {
    private static final String KEYS = "trace-ca-keys.json";
    private static final int RID_LENGTH = 5;
    private static final int EXTERNAL_AUTHENTICATE = 0x82;
    private static final int CDA_REQUESTED = 0x10;
    private static final int FLOOR_LIMIT_EXCEEDED = 0x80;
    private static final int VERSIONS_DIFFER = 0x80;
    private static final long HIGHEST_FLOOR_LIMIT = 0xFFFF_FFFFL;

    private final Trace trace;
    private final Map<Tag, Bytes> sent;

    TraceTerminal(Trace trace) {
        this.trace = trace;
        this.sent = trace.terminalData();
    }

    TerminalConfig config() throws BadInputException {
        try {
            JsonMapper mapper = new JsonMapper();
            ObjectNode json = (ObjectNode) mapper.readTree(TerminalConfigJson.testTerminal());
            Bytes aid = trace.steps().get(0).command().data();
            ObjectNode application = application(json.withArray("applications"), aid);
            application.put("aid", aid.toHex());
            application.put("partialNameAllowed", false);
            application.remove("randomSelection");
            boolean exceeded = verificationResults().unsigned(3) >= FLOOR_LIMIT_EXCEEDED;
            application.put("floorLimitMinor", exceeded ? 0 : HIGHEST_FLOOR_LIMIT);
            applicationVersion().ifPresent(version -> application.put("applicationVersionNumber", version.toHex()));
            json.putArray("applications").add(application);
            ObjectNode terminal = json.withObject("/terminal");
            terminal.put("paymentSystemEnvironmentSupported", false);
            terminal.put("exceptionFilePresent", false);
            terminal.put("terminalType", value(EmvTag.TERMINAL_TYPE, "22").toHex());
            boolean cda = trace.generateAc(0)
                    .filter(step -> (step.command().p1() & CDA_REQUESTED) != 0)
                    .isPresent();
            terminal.put("terminalCapabilities", cda ? "2028C8" : "202880");
            terminal.put("terminalCountryCode", number(value(EmvTag.TERMINAL_COUNTRY_CODE, "0250")));
            terminal.put("transactionCurrency", currency().getCode());
            json.set("caPublicKeys", keys(mapper));
            return TerminalJson.parse(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** As sent; else the card's, where the recorded TVR says that the two are the same. */
    private Optional<Bytes> applicationVersion() {
        Optional<Bytes> recorded = Optional.ofNullable(sent.get(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL));
        if (recorded.isPresent() || verificationResults().unsigned(1) >= VERSIONS_DIFFER) {
            return recorded;
        }
        return trace.card(EmvTag.APPLICATION_VERSION_NUMBER_ICC);
    }

    private Bytes verificationResults() {
        return value(EmvTag.TERMINAL_VERIFICATION_RESULTS, "0000008000");
    }

    private static ObjectNode application(JsonNode all, Bytes aid) throws BadInputException {
        for (JsonNode one : all) {
            if (aid.startsWith(Bytes.fromHex(one.path("aid").asText()).slice(0, RID_LENGTH))) {
                return (ObjectNode) one;
            }
        }
        throw new BadInputException("no application of the terminal is of the payment system of " + aid.toHex());
    }

    private static ArrayNode keys(JsonMapper mapper) {
        try (InputStream file = TraceTerminal.class.getResourceAsStream(KEYS)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + KEYS + " is missing");
            }
            ArrayNode keys = (ArrayNode) mapper.readTree(file).path("keys");
            keys.forEach(key -> ((ObjectNode) key).remove("source"));
            return keys;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    TransactionRequest request() throws BadInputException {
        TransactionType type = new TransactionType(number(value(EmvTag.TRANSACTION_TYPE, "00")));
        return TransactionRequest.of(
                type,
                Money.ofMinor(
                        currency(),
                        Long.parseLong(
                                value(EmvTag.AMOUNT_AUTHORISED_NUMERIC, "00").toHex())));
    }

    /** The date is the recorded one; the hour does not appear in the commands. */
    Clock clock() throws BadInputException {
        String date = value(EmvTag.TRANSACTION_DATE, "120101").toHex();
        try {
            LocalDate day = LocalDate.of(
                    2000 + Integer.parseInt(date, 0, 2, 10),
                    Integer.parseInt(date, 2, 4, 10),
                    Integer.parseInt(date, 4, 6, 10));
            return Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        } catch (DateTimeException noDate) {
            throw new BadInputException("trace " + trace.id() + " has no transaction date", noDate);
        }
    }

    /** Gives the recorded unpredictable numbers. */
    Random random() {
        Bytes number = value(EmvTag.UNPREDICTABLE_NUMBER, "00000000");
        return new Random(0) {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = number.get(i % number.length());
                }
            }
        };
    }

    /** The host as the second GENERATE AC shows it. */
    AuthorisationResponse host() {
        Bytes code = value(EmvTag.AUTHORISATION_RESPONSE_CODE, "3030");
        AuthorisationResponse response = AuthorisationResponse.of(
                code.toHex().equals("3030")
                        ? AuthorisationResponse.Decision.APPROVE
                        : AuthorisationResponse.Decision.DECLINE,
                code);
        Optional<Bytes> data = trace.steps().stream()
                .filter(step -> step.command().ins() == EXTERNAL_AUTHENTICATE)
                .map(step -> step.command().data())
                .findFirst()
                .or(() -> Optional.ofNullable(sent.get(EmvTag.ISSUER_AUTHENTICATION_DATA)));
        return data.map(response::withIssuerAuthenticationData).orElse(response);
    }

    private CurrencyUnit currency() throws BadInputException {
        int code = number(value(EmvTag.TRANSACTION_CURRENCY_CODE, "0978"));
        List<CurrencyUnit> units = CurrencyUnit.registeredCurrencies().stream()
                .filter(unit -> unit.getNumericCode() == code)
                .toList();
        if (units.isEmpty()) {
            throw new BadInputException("trace " + trace.id() + " is in an unknown currency " + code);
        }
        return units.get(0);
    }

    private Bytes value(Tag tag, String otherwise) {
        return sent.getOrDefault(tag, Bytes.fromHex(otherwise));
    }

    private static int number(Bytes digits) {
        return Integer.parseInt(digits.toHex());
    }
}

package dev.solvo.simulator.issuer;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ArpcMethod;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.TransactionCryptography;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The issuer of the test cards: checks the request's cryptogram and answers as told beforehand.
 *
 * <p>The cryptogram version is taken from the issuer application data (9F10), so one host serves all cards of {@link
 * TestPki}. A request whose cryptogram is not right is declined with code 05, one that cannot be read with 30, both
 * without an answer to the card. The host looks neither at amounts nor at accounts and keeps nothing.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class IssuerHost {
    /** How the issuer answers a request with a right cryptogram. */
    public enum Behaviour {
        /** Approves: code 00. */
        APPROVE,
        /** Declines: code 05. */
        DECLINE,
        /** Asks for a call: code 01. */
        REFER,
        /** Gives no answer. */
        SILENT,
        /** Approves with issuer authentication data that are wrong: code 00. */
        WRONG_ARPC,
        /** Approves and, unless other scripts were given, resets the PIN try counter by a script after the final cryptogram. */
        SCRIPT
    }

    private static final Tag RESPONSE_CODE = Tag.of(0x8A);
    private static final Tag ISSUER_AUTHENTICATION_DATA = Tag.of(0x91);
    private static final Tag CRYPTOGRAM = Tag.of(0x9F26);
    private static final Tag ISSUER_APPLICATION_DATA = Tag.of(0x9F10);
    private static final int WALLET_BYTES = 32;
    private static final int UNIONPAY_BYTES = 8;

    private final Behaviour behaviour;
    private final List<IssuerScript> scripts;

    private IssuerHost(Behaviour behaviour, List<IssuerScript> scripts) {
        this.behaviour = behaviour;
        this.scripts = List.copyOf(scripts);
    }

    /**
     * The issuer of the test cards.
     *
     * @param behaviour how it answers
     * @return the host
     */
    public static IssuerHost of(Behaviour behaviour) {
        return new IssuerHost(behaviour, List.of());
    }

    /**
     * The same host, sending one more script with every answer to a right cryptogram.
     *
     * @param script the script
     * @return the host
     */
    public IssuerHost with(IssuerScript script) {
        List<IssuerScript> more = new ArrayList<>(scripts);
        more.add(script);
        return new IssuerHost(behaviour, more);
    }

    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer
     */
    public AuthorisationAnswer authorise(AuthorisationRequest request) {
        if (behaviour == Behaviour.SILENT) {
            return new AuthorisationAnswer.Silent();
        }
        try (IssuerKeys issuer = TestPki.load().issuerKeys();
                CardKeys card = issuer.deriveCardKeys(
                        IccMasterKeyDerivation.OPTION_B, request.pan(), request.panSequenceNumber())) {
            return answer(card, objects(request.chipData()));
        } catch (TlvException e) {
            return refused(CryptogramCheck.UNREADABLE, "30");
        }
    }

    /**
     * Answers a request of mag-stripe mode: approves or declines as told if the card with this number made the code on the track.
     * There is nothing for the card in the answer.
     *
     * @param request the request
     * @return the answer
     */
    public AuthorisationAnswer authorise(TrackRequest request) {
        if (behaviour == Behaviour.SILENT) {
            return new AuthorisationAnswer.Silent();
        }
        try {
            if (!TrackLayout.parse(request.track2()).isRight()) {
                return refused(CryptogramCheck.WRONG, "05");
            }
        } catch (CryptoException unreadable) {
            return refused(CryptogramCheck.UNREADABLE, "30");
        }
        Bytes code = responseCode();
        return new AuthorisationAnswer.Answered(
                CryptogramCheck.VERIFIED,
                code,
                new TlvWriter().put(RESPONSE_CODE, code).toBytes());
    }

    private AuthorisationAnswer answer(CardKeys card, Map<Tag, Bytes> objects) {
        Bytes issuerData = objects.getOrDefault(ISSUER_APPLICATION_DATA, Bytes.EMPTY);
        Bytes cryptogram = objects.getOrDefault(CRYPTOGRAM, Bytes.EMPTY);
        Optional<CryptogramVersion> version = version(issuerData);
        if (version.isEmpty() || cryptogram.length() != 8) {
            return refused(CryptogramCheck.UNREADABLE, "30");
        }
        CryptogramInput input;
        try {
            input = CryptogramInput.of(tag -> Optional.ofNullable(objects.get(tag)));
        } catch (CryptoException e) {
            return refused(CryptogramCheck.UNREADABLE, "30");
        }
        ApplicationCryptogram arqc = ApplicationCryptogram.of(cryptogram);
        TransactionCryptography transaction = new TransactionCryptography(version.get(), card.cryptogram(), input);
        try {
            transaction.verify(arqc);
        } catch (CryptoException e) {
            return refused(CryptogramCheck.WRONG, "05");
        }
        Bytes code = responseCode();
        Bytes authentication =
                transaction.answer(arqc, response(version.get(), code)).toBytes();
        TlvWriter chipData = new TlvWriter().put(RESPONSE_CODE, code);
        chipData.put(
                ISSUER_AUTHENTICATION_DATA,
                behaviour == Behaviour.WRONG_ARPC ? spoilt(authentication) : authentication);
        ScriptMessaging messaging = new ScriptMessaging(version.get().scriptScheme(), card, input.counter(), arqc);
        for (IssuerScript script : orderedScripts()) {
            chipData.raw(script.encode(messaging));
        }
        return new AuthorisationAnswer.Answered(CryptogramCheck.VERIFIED, code, chipData.toBytes());
    }

    /**
     * NOTE: how phones and UnionPay's cards make their cryptograms is not public. The simulated ones make them by version 18
     * over all issuer application data, and by version 10; real ones are not verified by this.
     */
    private static Optional<CryptogramVersion> version(Bytes issuerData) {
        Optional<CryptogramVersion> known = CryptogramVersion.recognise(issuerData);
        if (known.isPresent()) {
            return known;
        }
        if (issuerData.length() == WALLET_BYTES && issuerData.unsigned(0) == WALLET_BYTES - 1) {
            return Optional.of(CryptogramVersion.VISA_18);
        }
        if (issuerData.length() == UNIONPAY_BYTES
                && issuerData.unsigned(0) == UNIONPAY_BYTES - 1
                && issuerData.unsigned(3) == 3) {
            return Optional.of(CryptogramVersion.VISA_10);
        }
        return Optional.empty();
    }

    private Bytes responseCode() {
        return switch (behaviour) {
            case DECLINE -> characters("05");
            case REFER -> characters("01");
            case APPROVE, WRONG_ARPC, SCRIPT, SILENT -> characters("00");
        };
    }

    private IssuerResponse response(CryptogramVersion version, Bytes code) {
        if (version.arpcMethod() == ArpcMethod.METHOD_1) {
            return new IssuerResponse.Code(code);
        }
        boolean declines = behaviour == Behaviour.DECLINE || behaviour == Behaviour.REFER;
        return new IssuerResponse.Status(declines ? CardStatusUpdate.refusal() : CardStatusUpdate.approval());
    }

    /** Codes are chained or counted in the order of delivery: all of 71 come before any of 72. */
    private List<IssuerScript> orderedScripts() {
        if (behaviour == Behaviour.SCRIPT && scripts.isEmpty()) {
            return List.of(IssuerScript.afterFinalCryptogram().command(IssuerScriptCommand.pinUnblock()));
        }
        List<IssuerScript> ordered = new ArrayList<>();
        scripts.stream().filter(IssuerScript::isBeforeFinalCryptogram).forEach(ordered::add);
        scripts.stream().filter(script -> !script.isBeforeFinalCryptogram()).forEach(ordered::add);
        return ordered;
    }

    private static AuthorisationAnswer refused(CryptogramCheck check, String code) {
        Bytes characters = characters(code);
        return new AuthorisationAnswer.Answered(
                check,
                characters,
                new TlvWriter().put(RESPONSE_CODE, characters).toBytes());
    }

    private static Bytes spoilt(Bytes authentication) {
        byte[] bytes = authentication.toByteArray();
        bytes[0] ^= 0x01;
        return Bytes.of(bytes);
    }

    private static Bytes characters(String code) {
        return Bytes.of(code.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<Tag, Bytes> objects(Bytes chipData) throws TlvException {
        Map<Tag, Bytes> objects = new HashMap<>();
        TlvReader reader = TlvReader.of(chipData);
        while (reader.next()) {
            objects.putIfAbsent(Tag.of(reader.tag()), reader.value());
        }
        return objects;
    }
}

package dev.solvo.emv.contactless;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A contactless transaction put together for tests; what everybody was told stands in one log. */
public final class ContactlessSale implements Cardholder, Acquirer {
    private final List<CombinationConfig> combinations = new ArrayList<>();
    private final List<ContactlessKernel> kernels = new ArrayList<>();
    private final List<CaPublicKey> keys = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private final List<AuthorisationRequest> asked = new ArrayList<>();
    private TransactionRequest request = TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000));
    private String date = "2019-08-19T10:00:00Z";
    private String unpredictableNumber = "ABABABAB";
    private Answer answer = new Answer.NotSent();
    private LookUpExceptionFile.Answer exceptionFile = LookUpExceptionFile.Answer.NOT_LISTED;
    private boolean pinEntered = true;
    private int countryCode = 56;
    private Optional<RsaIssuerKeyCache> issuerKeyCache = Optional.empty();

    /** A new one. */
    public ContactlessSale() {}

    public ContactlessSale with(CombinationConfig.Builder combination) {
        combinations.add(combination.build());
        return this;
    }

    public ContactlessSale with(ContactlessKernel kernel) {
        kernels.add(kernel);
        return this;
    }

    public ContactlessSale with(CaPublicKey key) {
        keys.add(key);
        return this;
    }

    public ContactlessSale with(RsaIssuerKeyCache cache) {
        issuerKeyCache = Optional.of(cache);
        return this;
    }

    public ContactlessSale request(TransactionRequest wanted) {
        request = wanted;
        return this;
    }

    public ContactlessSale country(int code) {
        countryCode = code;
        return this;
    }

    public ContactlessSale at(String instant) {
        date = instant;
        return this;
    }

    public ContactlessSale unpredictableNumber(String hex) {
        unpredictableNumber = hex;
        return this;
    }

    public ContactlessSale issuer(Answer given) {
        answer = given;
        return this;
    }

    public ContactlessSale exceptionFile(LookUpExceptionFile.Answer given) {
        exceptionFile = given;
        return this;
    }

    public ContactlessSale noPin() {
        pinEntered = false;
        return this;
    }

    public EntryPoint entryPoint() {
        return new EntryPoint(
                        new ContactlessConfig(terminal(), combinations),
                        kernels,
                        Clock.fixed(Instant.parse(date), ZoneOffset.UTC),
                        new Fixed(Bytes.fromHex(unpredictableNumber)))
                .observedBy(explanations::add);
    }

    private TerminalConfig terminal() {
        try {
            TerminalConfigBuilder builder = TerminalConfig.builder(
                            TerminalType.parse(Bytes.fromHex("22")),
                            TerminalCapabilities.parse(Bytes.fromHex("E0E8C8")),
                            AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000B0F1FF")),
                            countryCode)
                    .caPublicKeys(CaPublicKeys.of(keys));
            issuerKeyCache.ifPresent(builder::issuerKeyCache);
            return builder.build();
        } catch (EmvDataException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public Outcome run(ContactlessReader field) {
        return run(entryPoint().begin(request), field);
    }

    public Outcome run(KernelStep first, ContactlessReader field) {
        return BlockingTerminal.run(first, field, this, this);
    }

    /** The kernel's or Entry Point's outcome with its parameters. */
    public static ContactlessOutcome contactless(Outcome outcome) {
        return outcome.result().contactless().orElseThrow();
    }

    public static TerminalTransactionQualifiers qualifiers(String hex) {
        try {
            return TerminalTransactionQualifiers.parse(Bytes.fromHex(hex));
        } catch (EmvDataException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public List<String> log() {
        return log;
    }

    public List<Explanation> explanations() {
        return explanations;
    }

    public List<AuthorisationRequest> asked() {
        return asked;
    }

    @Override
    public void show(UserInterfaceRequest shown) {
        log.add(String.format(
                "%02X %s%s",
                shown.message().orElseThrow().identifier(),
                shown.status(),
                shown.value()
                        .map(value -> " " + shown.valueQualifier() + " " + value)
                        .orElse("")));
    }

    @Override
    public KernelStep enterPin(EnterPin step) {
        log.add("PIN");
        return pinEntered ? step.captured() : step.cancelled();
    }

    @Override
    public void storeReversal(Reversal reversal) {
        log.add("reversal stored");
    }

    @Override
    public Answer authorise(AuthorisationRequest toAsk) {
        log.add("issuer asked");
        asked.add(toAsk);
        return answer;
    }

    @Override
    public LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        log.add("exception file");
        return exceptionFile;
    }

    private static final class Fixed extends Random {
        private static final long serialVersionUID = 1L;

        private final transient Bytes value;

        Fixed(Bytes value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(value.toByteArray(), 0, bytes, 0, bytes.length);
        }
    }
}

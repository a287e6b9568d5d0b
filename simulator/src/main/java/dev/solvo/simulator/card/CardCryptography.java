package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramProfile;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.TransactionCryptography;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the symmetric keys of an application make and check, by the rules of its cryptogram style. */
final class CardCryptography {
    /** Elements of a cryptogram that the card's lists need not ask for, at the lengths that EMV gives them. */
    private static final Map<Tag, Integer> ELEMENT_LENGTHS = Map.of(
            Tag.of(0x9F02), 6,
            Tag.of(0x9F03), 6,
            Tag.of(0x9F1A), 2,
            Tag.of(0x95), 5,
            Tag.of(0x5F2A), 2,
            Tag.of(0x9A), 3,
            Tag.of(0x9C), 1,
            Tag.of(0x9F37), 4);

    /** A card without a PAN still answers; its cryptograms are of nobody. */
    private static final Pan NO_PAN = Pan.of("00000000");

    private final PersonalisedApplication application;
    private final CryptogramProfile profile;

    CardCryptography(PersonalisedApplication application) {
        this.application = application;
        this.profile = application.image().cryptogram().version();
    }

    Bytes cryptogram(TransactionState transaction, int counter, Bytes issuerData) {
        transaction.cryptogramElements = elements(transaction, counter, issuerData);
        try (CardKeys keys = keys()) {
            return transaction(keys, transaction).generate().value();
        } catch (CryptoException e) {
            throw new IllegalStateException("the card made all elements of its cryptogram itself", e);
        }
    }

    /** What the issuer says; empty if the answer is not from the issuer. */
    Optional<IssuerResponse> issuerResponse(Bytes issuerAuthenticationData, TransactionState transaction) {
        try (CardKeys keys = keys()) {
            return Optional.of(transaction(keys, transaction)
                    .verifyAnswer(ApplicationCryptogram.of(transaction.cryptogram), issuerAuthenticationData));
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    /** The issuer's script messages after an ARQC. The keys stay open as long as the card is in use. */
    ScriptMessaging scripts(int counter, Bytes requestCryptogram) {
        return new ScriptMessaging(
                profile.scriptScheme(),
                keys(),
                ApplicationTransactionCounter.of(counter),
                ApplicationCryptogram.of(requestCryptogram));
    }

    private TransactionCryptography transaction(CardKeys keys, TransactionState transaction) throws CryptoException {
        Map<Tag, Bytes> elements = transaction.cryptogramElements;
        return new TransactionCryptography(
                profile, keys.cryptogram(), CryptogramInput.of(tag -> Optional.ofNullable(elements.get(tag))));
    }

    private Map<Tag, Bytes> elements(TransactionState transaction, int counter, Bytes issuerData) {
        Map<Tag, Bytes> elements = new HashMap<>();
        ELEMENT_LENGTHS.forEach((tag, length) -> {
            Bytes sent = transaction.values.getOrDefault(tag, Bytes.EMPTY);
            elements.put(tag, sent.length() == length ? sent : Bytes.repeat(0, length));
        });
        elements.put(Tag.of(0x82), application.image().interchangeProfile());
        elements.put(Tag.of(0x9F36), ApplicationSession.counter(counter));
        elements.put(Tag.of(0x9F10), issuerData);
        return elements;
    }

    private CardKeys keys() {
        try (IssuerKeys issuer = TestPki.load().issuerKeys()) {
            return issuer.deriveCardKeys(
                    IccMasterKeyDerivation.OPTION_B, application.pan().orElse(NO_PAN), application.panSequenceNumber());
        }
    }
}

package dev.solvo.crypto.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScriptMessagingTest {
    private static final List<ScriptScheme> SCHEMES =
            List.of(ScriptScheme.VISA, ScriptScheme.VISA_COMMON, ScriptScheme.MASTERCARD, ScriptScheme.COMMON_CORE);
    private static final CardKeys KEYS = new CardKeys(
            TestKeys.cardKey("0123456789ABCDEFFEDCBA9876543210"),
            IccMasterKey.forScriptMac(TestKeys.tdes("FEDCBA98765432100123456789ABCDEF")),
            IccMasterKey.forScriptEncipherment(TestKeys.tdes("89ABCDEF0123456776543210FEDCBA98")));

    static Stream<ScriptScheme> schemes() {
        return SCHEMES.stream();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aScriptOfManyCommandsArrivesInItsOrder(ScriptScheme scheme) throws CryptoException {
        ScriptMessaging issuer = messaging(scheme);
        ScriptMessaging card = messaging(scheme);
        List<CommandApdu> plain = List.of(
                IssuerScriptCommand.applicationBlock(),
                IssuerScriptCommand.applicationUnblock(),
                IssuerScriptCommand.pinUnblock(),
                IssuerScriptCommand.updateRecord(2, 3, Bytes.fromHex("70035F3401")),
                IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.fromHex("03")),
                IssuerScriptCommand.cardBlock());
        for (CommandApdu command : plain) {
            assertEquals(command, card.verify(issuer.protect(command)).command());
        }
        try (Pin pin = Pin.of("2468")) {
            assertEquals(pin, card.verify(issuer.changePin(pin)).newPin());
        }
    }

    /** The first cryptogram's last byte is FF, so counting carries. */
    @ParameterizedTest
    @MethodSource("schemes")
    void aRepeatedCommandIsRefusedWhereTheSchemeCountsOrChains(ScriptScheme scheme) throws CryptoException {
        CommandApdu command = messaging(scheme).protect(IssuerScriptCommand.pinUnblock());
        ScriptMessaging card = messaging(scheme);
        card.verify(command);
        boolean repeatable = scheme.keys() != ScriptScheme.SessionKeys.EMV_COMMON_COUNTED
                && scheme.macInput() != ScriptScheme.MacInput.CHAINED;
        if (repeatable) {
            assertEquals(IssuerScriptCommand.pinUnblock(), card.verify(command).command());
        } else {
            assertThrows(CryptoException.class, () -> card.verify(command));
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void eachAlteredByteIsRefusedAndTheStateStays(ScriptScheme scheme) throws CryptoException {
        CommandApdu good = messaging(scheme).protect(IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.fromHex("05")));
        ScriptMessaging card = messaging(scheme);
        Bytes wire = good.toBytes();
        for (int i = 0; i < wire.length(); i++) {
            if (i == 4) {
                continue; // Lc is no part of the command's value; other lengths are tested below.
            }
            byte[] altered = wire.toByteArray();
            altered[i] ^= 4;
            CommandApdu command = CommandApdu.parse(Bytes.of(altered));
            assertThrows(CryptoException.class, () -> card.verify(command));
        }
        assertEquals("05", card.verify(good).command().data().toHex());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void eachShorterBodyIsRefused(ScriptScheme scheme) {
        CommandApdu good = messaging(scheme).protect(IssuerScriptCommand.pinUnblock());
        for (int length = 0; length < good.data().length(); length++) {
            CommandApdu command = new CommandApdu(
                    good.cla(), good.ins(), good.p1(), good.p2(), good.data().slice(0, length), 0, false);
            assertThrows(CryptoException.class, () -> messaging(scheme).verify(command));
        }
    }

    @Property(tries = 100)
    void decipherIsTheInverseOfEncipher(
            @ForAll @IntRange(max = 3) int scheme, @ForAll @Size(min = 1, max = 230) byte[] data)
            throws CryptoException {
        ScriptMessaging issuer = messaging(SCHEMES.get(scheme));
        Bytes enciphered = issuer.encipher(data);
        assertEquals(0, enciphered.length() % 8);
        CommandApdu command = issuer.protect(IssuerScriptCommand.putData(Tag.of(0x9F58), enciphered));
        try (SecretBytes deciphered =
                messaging(SCHEMES.get(scheme)).verify(command).decipher()) {
            Bytes read = Bytes.of(deciphered.toByteArray(InsecureSecretKeyAccess.get()));
            boolean told = !SCHEMES.get(scheme).equals(ScriptScheme.MASTERCARD) || data.length % 8 == 0;
            assertEquals(Bytes.of(data), told ? read : read.slice(0, data.length));
        }
    }

    @Property(tries = 200)
    void anyAuthenticBodyIsDecipheredOrRefused(
            @ForAll @IntRange(max = 3) int scheme, @ForAll @Size(max = 40) byte[] body) throws CryptoException {
        CommandApdu plain = new CommandApdu(0x80, 0x24, 0, 2, Bytes.of(body), 0, false);
        VerifiedScriptCommand command = messaging(SCHEMES.get(scheme))
                .verify(messaging(SCHEMES.get(scheme)).protect(plain));
        try (SecretBytes secret = command.decipher()) {
            assertEquals(true, secret.length() <= body.length);
        } catch (CryptoException e) {
            assertNotEquals(CryptoException.Reason.AUTHENTICATION, e.reason());
        }
        try (Pin pin = command.newPin()) {
            assertEquals(true, pin.length() >= 4);
        } catch (CryptoException e) {
            assertNotEquals(CryptoException.Reason.AUTHENTICATION, e.reason());
        }
    }

    @Test
    void anotherCommandHoldsNoPin() throws CryptoException {
        ScriptMessaging card = messaging(ScriptScheme.MASTERCARD);
        VerifiedScriptCommand unblock =
                card.verify(messaging(ScriptScheme.MASTERCARD).protect(IssuerScriptCommand.pinUnblock()));
        assertEquals(
                CryptoException.Reason.FORMAT,
                assertThrows(CryptoException.class, unblock::newPin).reason());
    }

    @Test
    void theWrongCurrentPinGivesNoPinOrAnother() throws CryptoException {
        try (Pin next = Pin.of("9999");
                Pin current = Pin.of("8888");
                Pin other = Pin.of("1111")) {
            VerifiedScriptCommand command = messaging(ScriptScheme.VISA)
                    .verify(messaging(ScriptScheme.VISA).changePin(next, current));
            assertEquals(next, command.newPin(current));
            assertThrows(CryptoException.class, () -> command.newPin(other));
            assertThrows(CryptoException.class, command::newPin);
        }
    }

    @Test
    void misuseIsRefused() {
        ScriptMessaging issuer = messaging(ScriptScheme.MASTERCARD);
        assertThrows(
                IllegalArgumentException.class, () -> issuer.protect(CommandApdu.case2(0x80, 0xCA, 0x9F, 0x17, 256)));
        assertThrows(IllegalArgumentException.class, () -> issuer.protect(CommandApdu.case1(0x84, 0x24, 0, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> issuer.protect(IssuerScriptCommand.updateRecord(1, 1, Bytes.repeat(0, 248))));
        assertThrows(IllegalArgumentException.class, () -> issuer.encipher(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> issuer.changePin(Pin.of("1234"), Pin.of("4321")));
        assertThrows(IllegalArgumentException.class, () -> IssuerScriptCommand.updateRecord(31, 1, Bytes.repeat(0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> IssuerScriptCommand.putData(Tag.of(0xDF8101), Bytes.repeat(0, 1)));
        CardKeys aes = new CardKeys(
                KEYS.cryptogram(),
                IccMasterKey.forScriptMac(TestKeys.key(KeyAlgorithm.AES, Bytes.repeat(1, 16))),
                KEYS.scriptEncipherment());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScriptMessaging(ScriptScheme.COMMON_CORE, aes, counter(), cryptogram()));
    }

    private static ScriptMessaging messaging(ScriptScheme scheme) {
        return new ScriptMessaging(scheme, KEYS, counter(), cryptogram());
    }

    private static ApplicationTransactionCounter counter() {
        return ApplicationTransactionCounter.of(0x001C);
    }

    private static ApplicationCryptogram cryptogram() {
        return ApplicationCryptogram.of(Bytes.fromHex("29CCA15AE665FFFF"));
    }
}

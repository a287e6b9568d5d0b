package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.StaticDataAuthenticated;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether the card is genuine. EMV 4.4 Book 3, 10.3; Book 2, 5, 6 and 12.
 *
 * <p>CDA and XDA only recover the card's key here; their signature comes with the cryptogram and is checked by
 * {@link SignedCryptogram}.
 */
final class OfflineDataAuthentication implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.3";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        Method method = select(transaction);
        transaction.cardAuthentication.selected(method);
        transaction.explain(
                "Offline data authentication method", REFERENCE, () -> capabilities(transaction), method.name());
        return switch (method) {
            case XDA -> extended(transaction);
            case CDA -> combined(transaction);
            case DDA -> dynamic(transaction);
            case SDA -> staticData(transaction);
            case NONE -> {
                transaction.set(
                        Bit.OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED, REFERENCE, () -> capabilities(transaction));
                yield Next.proceed();
            }
            case FAST_DDA, LOCAL -> throw new AssertionError(method);
        };
    }

    private static Method select(Transaction transaction) {
        ApplicationInterchangeProfile card = transaction.aip.get();
        TerminalCapabilities terminal = transaction.terminalCapabilities();
        if (card.contains(ApplicationInterchangeProfile.Bit.XDA_SUPPORTED)
                && terminal.contains(TerminalCapabilities.Bit.XDA)) {
            return Method.XDA;
        }
        if (card.contains(ApplicationInterchangeProfile.Bit.CDA_SUPPORTED)
                && terminal.contains(TerminalCapabilities.Bit.CDA)) {
            return Method.CDA;
        }
        if (card.contains(ApplicationInterchangeProfile.Bit.DDA_SUPPORTED)
                && terminal.contains(TerminalCapabilities.Bit.DDA)) {
            return Method.DDA;
        }
        return card.contains(ApplicationInterchangeProfile.Bit.SDA_SUPPORTED)
                        && terminal.contains(TerminalCapabilities.Bit.SDA)
                ? Method.SDA
                : Method.NONE;
    }

    private static Map<String, String> capabilities(Transaction transaction) {
        return Inputs.of(
                "AIP",
                transaction.aip.get().toBytes().toHex(),
                "terminal capabilities 9F33",
                transaction.terminalCapabilities().toBytes().toHex());
    }

    // Static data authentication. EMV 4.4 Book 2, 5.

    private static Next staticData(Transaction transaction) throws EmvDataException {
        transaction.set(Bit.SDA_SELECTED, REFERENCE, () -> capabilities(transaction));
        IccCertificates certificates = transaction.certificates();
        KeyRecovery<RsaIssuerPublicKey> issuer = certificates.rsaIssuerKey(EmvTag.SIGNED_STATIC_APPLICATION_DATA);
        if (!issuer.key().isPresent()) {
            return failed(transaction, Bit.SDA_FAILED, issuer);
        }
        Optional<Bytes> staticData = certificates.rsaStaticData();
        if (!staticData.isPresent()) {
            return failed(transaction, Bit.SDA_FAILED, "the data to be authenticated cannot be formed");
        }
        OdaResult<StaticDataAuthenticated> result = certificates
                .rsa()
                .verifySda(
                        issuer.key().get(),
                        transaction.data().require(EmvTag.SIGNED_STATIC_APPLICATION_DATA),
                        staticData.get());
        if (result instanceof OdaResult.Verified<StaticDataAuthenticated> verified) {
            transaction
                    .data()
                    .putRecovered(
                            EmvTag.DATA_AUTHENTICATION_CODE, verified.proof().dataAuthenticationCode());
            return succeeded(transaction);
        }
        return failed(transaction, Bit.SDA_FAILED, result.refusal().get().toString());
    }

    // Dynamic data authentication. EMV 4.4 Book 2, 6.5.

    private static Next dynamic(Transaction transaction) throws EmvDataException {
        KeyRecovery<RsaIccPublicKey> icc = transaction.certificates().rsaIccKey();
        if (!icc.key().isPresent()) {
            return failed(transaction, Bit.DDA_FAILED, icc);
        }
        // A list of the card without 9F37 is not replaced by the terminal's: it makes DDA fail.
        Optional<Bytes> list = transaction.get(EmvTag.DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST);
        Bytes ddol = list.isPresent()
                ? list.get()
                : transaction.application().defaultDdol().orElse(Bytes.EMPTY);
        if (!asksForUnpredictableNumber(ddol)) {
            return failed(transaction, Bit.DDA_FAILED, "the DDOL does not ask for the unpredictable number");
        }
        Bytes ddolData = transaction
                .data()
                .fill(EmvTag.DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST, ddol, DataStore.MAX_DOL_DATA_LENGTH);
        return Next.send(
                CardCommand.internalAuthenticate(ddolData),
                response -> afterInternalAuthenticate(transaction, icc.key().get(), ddolData, response));
    }

    private static boolean asksForUnpredictableNumber(Bytes ddol) {
        try {
            Dol list = Dol.parse(ddol);
            return list.totalLength() <= DataStore.MAX_DOL_DATA_LENGTH
                    && list.entries().stream()
                            .anyMatch(entry -> entry.tag().equals(EmvTag.UNPREDICTABLE_NUMBER) && entry.length() > 0);
        } catch (TlvException malformed) {
            return false;
        }
    }

    private static Next afterInternalAuthenticate(
            Transaction transaction, RsaIccPublicKey key, Bytes ddolData, ResponseApdu response)
            throws EmvDataException {
        // NOTE: whether a refused or malformed answer ends the session or fails DDA is read differently by
        // others; 6.3.5 and 6.5.9.4 with 7.5 end it.
        if (!response.statusWord().isSuccess()) {
            return Next.unexpectedStatus("INTERNAL AUTHENTICATE", response);
        }
        Bytes signature = signedDynamicData(response.data());
        OdaResult<DynamicDataAuthenticated> result =
                transaction.certificates().rsa().verifyDda(key, signature, ddolData);
        if (result instanceof OdaResult.Verified<DynamicDataAuthenticated> verified) {
            transaction
                    .data()
                    .putRecovered(EmvTag.ICC_DYNAMIC_NUMBER, verified.proof().iccDynamicNumber());
            return succeeded(transaction);
        }
        return failed(transaction, Bit.DDA_FAILED, result.refusal().get().toString());
    }

    private static Bytes signedDynamicData(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (reader.next() && reader.valueOffset() + reader.length() == response.length()) {
                if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1.value()) {
                    return reader.value();
                }
                if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()) {
                    reader.enter();
                    while (reader.next()) {
                        if (reader.tag() == EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA.value()) {
                            return reader.value();
                        }
                    }
                }
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        throw new EmvDataException(
                EmvDataException.Reason.MISSING,
                EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA,
                "not in the answer to INTERNAL AUTHENTICATE");
    }

    // Combined and extended data authentication, first half. EMV 4.4 Book 2, 6.6 and 12.

    private static Next combined(Transaction transaction) throws EmvDataException {
        KeyRecovery<RsaIccPublicKey> icc = transaction.certificates().rsaIccKey();
        if (!icc.key().isPresent()) {
            // NOTE: sources differ on TSI byte 1 bit 8 here; 10.3 sets it when authentication was performed and failed.
            return failed(transaction, Bit.CDA_FAILED, icc);
        }
        transaction.cardAuthentication.awaitsCda(icc.key().get());
        return Next.proceed();
    }

    private static Next extended(Transaction transaction) throws EmvDataException {
        transaction.set(Bit.XDA_SELECTED, REFERENCE, () -> capabilities(transaction));
        KeyRecovery<EccIccPublicKey> icc = transaction.certificates().eccIccKey();
        if (icc.key().isPresent()) {
            transaction.cardAuthentication.awaitsXda(icc.key().get());
        } else if (icc instanceof KeyRecovery.CaKeyMissing<EccIccPublicKey>) {
            // NOTE: a digest of Book 2, 12 has this bit before the first GENERATE AC and the other two after it;
            // the one other implementation known holds all three back.
            transaction.set(Bit.CA_ECC_KEY_MISSING, "EMV 4.4 Book 2, 12", () -> Inputs.of("reason", icc.why()));
            transaction.cardAuthentication.failed();
            performed(transaction);
        } else {
            if (icc instanceof KeyRecovery.DataMissing<EccIccPublicKey>) {
                dataMissing(transaction, icc.why());
            }
            // Whether the key could be recovered must not influence the first cryptogram. EMV 4.4 Book 2, 12.
            transaction.cardAuthentication.awaitsXdaFailure(Bit.ECC_KEY_RECOVERY_FAILED, icc.why());
        }
        return Next.proceed();
    }

    private static Next succeeded(Transaction transaction) {
        transaction.cardAuthentication.succeeded();
        performed(transaction);
        return Next.proceed();
    }

    /** Authentication was performed, with success or without. EMV 4.4 Book 3, 10.3. */
    private static void performed(Transaction transaction) {
        transaction.set(
                TransactionStatusInformation.Bit.OFFLINE_DATA_AUTHENTICATION_PERFORMED,
                REFERENCE,
                transaction.cardAuthentication::inputs);
    }

    private static Next failed(Transaction transaction, Bit bit, KeyRecovery<?> recovery) {
        if (recovery instanceof KeyRecovery.DataMissing<?>) {
            dataMissing(transaction, recovery.why());
        }
        return failed(transaction, bit, recovery.why());
    }

    private static Next failed(Transaction transaction, Bit bit, String why) {
        transaction.cardAuthentication.failed();
        transaction.set(bit, REFERENCE, () -> Inputs.of("reason", why));
        performed(transaction);
        return Next.proceed();
    }

    private static void dataMissing(Transaction transaction, String why) {
        transaction.set(Bit.ICC_DATA_MISSING, "EMV 4.4 Book 3, 7.5", () -> Inputs.of("reason", why));
    }
}

package dev.solvo.crypto.oda;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a terminal without ECC does, on a recorded card; run by {@link RsaPathTest} where Bouncy Castle cannot be found.
 * Takes hexadecimal values by name, gives the authenticated cryptogram.
 */
public final class RsaPathScenario implements Function<Map<String, String>, String> {
    /** Made by reflection. */
    public RsaPathScenario() {}

    @Override
    public String apply(Map<String, String> card) {
        Function<String, Bytes> value = name -> Bytes.fromHex(card.getOrDefault(name, "none"));
        Pan pan = Pan.of(card.getOrDefault("pan", "none"));
        CaPublicKeys keys = CaPublicKeys.of(RsaCaPublicKey.of(
                value.apply("rid"),
                value.apply("index").unsigned(0),
                value.apply("modulus"),
                value.apply("exponent"),
                value.apply("checksum")));
        RsaOda oda = new RsaOda(LocalDate.of(2012, 1, 1), RevocationList.EMPTY);
        RsaIssuerPublicKey issuer = oda.recoverIssuerKey(
                        keys.findRsa(value.apply("rid"), value.apply("index").unsigned(0))
                                .orElseThrow(),
                        value.apply("90"),
                        Optional.of(value.apply("92")),
                        value.apply("9F32"),
                        pan)
                .verified()
                .orElseThrow();
        Bytes staticData = value.apply("static");
        OdaResult<RsaPinPublicKey> pinKey = oda.recoverPinKey(
                issuer, value.apply("9F46"), Optional.of(value.apply("9F48")), value.apply("9F47"), pan);
        OdaResult<StaticDataAuthenticated> sda = oda.verifySda(issuer, value.apply("93"), staticData);
        RsaIccPublicKey icc = oda.recoverIccKey(
                        issuer,
                        value.apply("9F46"),
                        Optional.of(value.apply("9F48")),
                        value.apply("9F47"),
                        pan,
                        staticData)
                .verified()
                .orElseThrow();
        OdaResult<DynamicDataAuthenticated> dda = oda.verifyDda(icc, value.apply("9F4B"), value.apply("9F37"));
        OdaResult<CombinedDataAuthenticated> cda = oda.verifyCda(
                icc,
                value.apply("9F4B"),
                value.apply("9F37"),
                value.apply("9F27").unsigned(0),
                value.apply("transaction"));
        if (pinKey.verified().isPresent()
                || sda.refusal().isPresent()
                || dda.refusal().isPresent()) {
            throw new IllegalStateException("not as recorded");
        }
        return cda.verified().orElseThrow().applicationCryptogram().toHex();
    }
}

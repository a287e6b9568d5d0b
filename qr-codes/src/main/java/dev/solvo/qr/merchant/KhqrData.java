package dev.solvo.qr.merchant;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * KHQR, Cambodia: a person's account (template 29) or a merchant's (template 30).
 *
 * @param template the ID of the account template
 * @param kind whose account it is
 * @param bakongId the account at Bakong, such as {@code name@bank}
 * @param merchantId the merchant's number at his bank
 * @param acquiringBank the merchant's bank
 * @param createdAt when the code was made (99-00), in milliseconds
 * @param expiresAt until when it can be paid (99-01), in milliseconds
 */
public record KhqrData(
        String template,
        Kind kind,
        String bakongId,
        Optional<String> merchantId,
        Optional<String> acquiringBank,
        Optional<Instant> createdAt,
        Optional<Instant> expiresAt)
        implements NationalData {
    /** Whose account it is. */
    public enum Kind {
        /** A person's. */
        INDIVIDUAL,
        /** A merchant's. */
        MERCHANT,
    }

    /** A person's account. */
    public static KhqrData ofIndividual(String bakongId) {
        checkId(bakongId);
        return new KhqrData(
                "29",
                Kind.INDIVIDUAL,
                bakongId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A merchant's account. */
    public static KhqrData ofMerchant(String bakongId, String merchantId, String acquiringBank) {
        checkId(bakongId);
        return new KhqrData(
                "30",
                Kind.MERCHANT,
                bakongId,
                Optional.of(merchantId),
                Optional.of(acquiringBank),
                Optional.empty(),
                Optional.empty());
    }

    private static void checkId(String bakongId) {
        if (!bakongId.matches("[^@]{1,30}@[^@]{1,30}") || bakongId.length() > 32) {
            throw new IllegalArgumentException("an account at Bakong is name@bank, at most 32 characters");
        }
    }

    /** The same, made and open at these times. */
    public KhqrData between(Instant created, Instant expires) {
        return new KhqrData(
                template, kind, bakongId, merchantId, acquiringBank, Optional.of(created), Optional.of(expires));
    }

    /** The key by which Bakong finds the payment of a code: the MD5 of its text, 32 small hexadecimal digits. */
    public static String statusKey(MerchantCode code) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(code.payload().getBytes(StandardCharsets.UTF_8));
            return Bytes.of(hash).toHex().toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    static Optional<KhqrData> of(MerchantCode code) {
        boolean merchant = code.field(30).filter(MerchantField::template).isPresent();
        Optional<MerchantField> account = merchant ? code.field(30) : code.field(29);
        Optional<MerchantField> times = code.field(99);
        return account.filter(
                        field -> field.find(0).filter(id -> id.contains("@")).isPresent())
                .map(field -> new KhqrData(
                        field.idText(),
                        merchant ? Kind.MERCHANT : Kind.INDIVIDUAL,
                        field.find(0).orElse(""),
                        merchant ? field.find(1) : Optional.empty(),
                        merchant ? field.find(2) : Optional.empty(),
                        times.flatMap(t -> t.find(0)).flatMap(KhqrData::time),
                        times.flatMap(t -> t.find(1)).flatMap(KhqrData::time)));
    }

    private static Optional<Instant> time(String millis) {
        return millis.matches("[0-9]{1,15}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
    }

    @Override
    public Profile profile() {
        return Profile.KHQR;
    }

    @Override
    public void writeTo(MerchantCodeBuilder builder) {
        int id = Integer.parseInt(template);
        builder.merchantCategory("5999").inTemplate(id, 0, bakongId);
        merchantId.ifPresent(text -> builder.inTemplate(id, 1, text));
        acquiringBank.ifPresent(text -> builder.inTemplate(id, 2, text));
        createdAt.ifPresent(at -> builder.inTemplate(99, 0, Long.toString(at.toEpochMilli())));
        expiresAt.ifPresent(at -> builder.inTemplate(99, 1, Long.toString(at.toEpochMilli())));
    }
}

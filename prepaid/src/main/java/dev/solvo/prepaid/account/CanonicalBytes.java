package dev.solvo.prepaid.account;

import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.joda.money.Money;

/** Bytes that are equal only if all that was put in is equal: every field has a fixed length, or its length before it. */
final class CanonicalBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(192);

    CanonicalBytes number(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    CanonicalBytes bytes(byte[] value) {
        number(value.length);
        out.write(value, 0, value.length);
        return this;
    }

    CanonicalBytes bytes(Bytes value) {
        return bytes(value.toByteArray());
    }

    CanonicalBytes text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** With its scale, so that no amount is too large. */
    CanonicalBytes money(Money value) {
        return text(value.getCurrencyUnit().getCode())
                .bytes(value.getAmount().unscaledValue().toByteArray())
                .number(value.getScale());
    }

    Bytes toBytes() {
        return Bytes.of(out.toByteArray());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    Bytes sha256() {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(out.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

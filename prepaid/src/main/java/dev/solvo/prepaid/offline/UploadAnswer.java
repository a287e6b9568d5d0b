package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * What the issuer answers. It is sealed with the terminal's key and holds the hash of the request, so that nobody else can make a
 * terminal drop records.
 *
 * @param request SHA-256 of the request, 32 bytes
 * @param bookedUpTo all records up to this one are in the books or declared lost; 0 for none
 * @param seal the seal of that record; empty if the issuer does not know it any more
 * @param booked how many records this request brought into the books
 * @param duplicates how many of the request's records were there already
 * @param parked how many records wait for missing ones
 * @param hindrance what kept the rest from being booked
 */
public record UploadAnswer(
        Bytes request,
        long bookedUpTo,
        Optional<Bytes> seal,
        int booked,
        int duplicates,
        int parked,
        Hindrance hindrance) {
    private static final String MAGIC = "SOA1";
    private static final int NONE = 0;
    private static final int LATER = 1;
    private static final int MISSING = 2;
    private static final int REFUSED = 3;

    /** @throws IllegalArgumentException if a value cannot be */
    public UploadAnswer {
        if (request.length() != HmacSha256.LENGTH
                || bookedUpTo < 0
                || seal.map(Bytes::length).orElse(OfflineRecord.SEAL_LENGTH) != OfflineRecord.SEAL_LENGTH
                || booked < 0
                || duplicates < 0
                || parked < 0) {
            throw new IllegalArgumentException("an answer that cannot be");
        }
    }

    /** What kept records from being booked. */
    public sealed interface Hindrance {
        /** Nothing. */
        record None() implements Hindrance {}

        /** The books could not be reached, or it was not learned what became of a record: send again. */
        record Later() implements Hindrance {}

        /**
         * Records before those that came.
         *
         * @param from the first missing one
         * @param through the last missing one
         */
        record Missing(long from, long through) implements Hindrance {
            /** @throws IllegalArgumentException if it is no range */
            public Missing {
                if (from < 1 || through < from) {
                    throw new IllegalArgumentException("not a range");
                }
            }
        }

        /**
         * A record is refused.
         *
         * @param sequence its number; 0 if it has none
         * @param reason why
         */
        record Refused(long sequence, RecordRefusal reason) implements Hindrance {
            /** @throws IllegalArgumentException if the number is negative */
            public Refused {
                if (sequence < 0) {
                    throw new IllegalArgumentException("a record's number is not negative");
                }
            }
        }
    }

    static Bytes hash(Bytes request) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(request.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The answer as it is sent. */
    public Bytes seal(TerminalKey key) {
        WireWriter writer = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .raw(request.toByteArray())
                .i64(bookedUpTo)
                .u8(seal.isPresent() ? 1 : 0)
                .raw(seal.orElse(Bytes.EMPTY).toByteArray())
                .i32(booked)
                .i32(duplicates)
                .i32(parked);
        if (hindrance instanceof Hindrance.Missing missing) {
            writer.u8(MISSING).i64(missing.from()).i64(missing.through());
        } else if (hindrance instanceof Hindrance.Refused refused) {
            writer.u8(REFUSED).i64(refused.sequence()).text(refused.reason().name());
        } else {
            writer.u8(hindrance instanceof Hindrance.Later ? LATER : NONE);
        }
        return key.seal(KeyUse.ANSWER, writer.toByteArray());
    }

    /**
     * Reads what {@link #seal} made.
     *
     * @param request what was sent
     * @throws OfflineException if it is forged, the answer to something else, or malformed
     */
    public static UploadAnswer open(Bytes sealed, Bytes request, TerminalKey key) throws OfflineException {
        WireReader reader = new WireReader(key.open(KeyUse.ANSWER, sealed.toByteArray(), "the answer"));
        reader.magic(MAGIC);
        Bytes hash = Bytes.of(reader.raw(HmacSha256.LENGTH));
        if (!hash.equals(hash(request))) {
            throw new OfflineException(OfflineException.Reason.FORGED, "the answer to another request");
        }
        long bookedUpTo = reader.number();
        int known = reader.u8();
        Optional<Bytes> seal =
                known == 1 ? Optional.of(Bytes.of(reader.raw(OfflineRecord.SEAL_LENGTH))) : Optional.empty();
        int booked = reader.count();
        int duplicates = reader.count();
        int parked = reader.count();
        Hindrance hindrance = hindrance(reader);
        reader.finish();
        if (known > 1) {
            throw WireReader.malformed("an answer that cannot be");
        }
        return new UploadAnswer(hash, bookedUpTo, seal, booked, duplicates, parked, hindrance);
    }

    private static Hindrance hindrance(WireReader reader) throws OfflineException {
        int kind = reader.u8();
        try {
            return switch (kind) {
                case NONE -> new Hindrance.None();
                case LATER -> new Hindrance.Later();
                case MISSING -> new Hindrance.Missing(reader.i64(), reader.i64());
                case REFUSED -> new Hindrance.Refused(reader.i64(), RecordRefusal.valueOf(reader.text()));
                default -> throw WireReader.malformed("a hindrance of an unknown kind");
            };
        } catch (IllegalArgumentException e) {
            throw new OfflineException(OfflineException.Reason.FORMAT, "a hindrance that cannot be", e);
        }
    }
}

package dev.solvo.crypto.ec;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A curve with its base point, in terms of x-coordinates, for EMV's public keys travel without y. EMV 4.4 Book 2, B2.2.
 *
 * <p>Of the two points with one x, the one with the smaller y is meant; EMV generates keys so that theirs is that one.
 *
 * <p>Built on Bouncy Castle's curves with a field arithmetic of their own, which verify some 14 times faster than the
 * platform's. Multiplication by a secret is not guarded against an observer who measures time or power on the same
 * machine.
 */
public final class EllipticCurve {
    /** P-256 of FIPS 186-4. */
    public static final EllipticCurve P_256 = new EllipticCurve("secp256r1", 32);

    /** P-521 of FIPS 186-4. */
    public static final EllipticCurve P_521 = new EllipticCurve("secp521r1", 66);

    /** Leading byte of a compressed point with even y. */
    private static final byte COMPRESSED_EVEN = 2;

    private final X9ECParameters parameters;
    private final int fieldLength;

    private EllipticCurve(String name, int fieldLength) {
        this.parameters = CustomNamedCurves.getByName(name);
        this.fieldLength = fieldLength;
    }

    /**
     * Length of a coordinate and of a number modulo the order.
     *
     * @return 32 or 66 bytes
     */
    public int fieldLength() {
        return fieldLength;
    }

    /**
     * The order n of the base point.
     *
     * @return a prime
     */
    public BigInteger order() {
        return parameters.getN();
    }

    /**
     * Tells whether a point has this x.
     *
     * @param x the coordinate
     * @return whether it is that of a point of the curve
     */
    public boolean hasPoint(Bytes x) {
        return decode(x).isPresent();
    }

    /**
     * Tells whether two coordinates are those of a point.
     *
     * @param x one coordinate
     * @param y the other
     * @return whether the point lies on the curve
     */
    public boolean hasPoint(Bytes x, Bytes y) {
        return decode(x)
                .filter(point -> y.equals(toBytes(point.getAffineYCoord().toBigInteger()))
                        || y.equals(toBytes(point.negate().getAffineYCoord().toBigInteger())))
                .isPresent();
    }

    /**
     * The smaller y of the two points with one x.
     *
     * @param x the coordinate, {@link #fieldLength()} bytes
     * @return the other coordinate; nothing if no point has this x
     */
    public Optional<Bytes> smallerY(Bytes x) {
        return decode(x).map(point -> toBytes(point.getAffineYCoord().toBigInteger()));
    }

    /**
     * x-coordinate of a multiple of the base point.
     *
     * @param factor 1 to n − 1
     * @return the coordinate
     */
    public Bytes multiplyBase(BigInteger factor) {
        ECPoint point = new FixedPointCombMultiplier()
                .multiply(parameters.getG(), factor)
                .normalize();
        return toBytes(point.getAffineXCoord().toBigInteger());
    }

    /**
     * A multiple of the base point, with both coordinates.
     *
     * @param factor 1 to n − 1
     * @return x, then y
     */
    public Bytes multiplyBasePoint(BigInteger factor) {
        ECPoint point = new FixedPointCombMultiplier()
                .multiply(parameters.getG(), factor)
                .normalize();
        return toBytes(point.getAffineXCoord().toBigInteger())
                .plus(toBytes(point.getAffineYCoord().toBigInteger()));
    }

    /**
     * Tells whether a multiple of the base point is the one a public key without y stands for.
     *
     * @param factor 1 to n − 1
     * @return whether its y is the smaller of the two
     */
    public boolean hasSmallerY(BigInteger factor) {
        ECPoint point = new FixedPointCombMultiplier()
                .multiply(parameters.getG(), factor)
                .normalize();
        return isSmaller(point.getAffineYCoord().toBigInteger());
    }

    /**
     * x-coordinate of a multiple of another's point: the shared secret of an agreement.
     *
     * @param x the other's public key
     * @param factor one's own private key, 1 to n − 1
     * @return the coordinate; nothing if the other's key is no point of the curve
     */
    public Optional<Bytes> multiply(Bytes x, BigInteger factor) {
        return decode(x)
                .map(point -> toBytes(
                        point.multiply(factor).normalize().getAffineXCoord().toBigInteger()));
    }

    /**
     * x-coordinate of {@code baseFactor · G − factor · P}, as signatures need it.
     *
     * @param baseFactor multiplies the base point
     * @param x the coordinate of P
     * @param factor multiplies P
     * @return the coordinate; nothing if P is no point of the curve or the sum is the point at infinity
     */
    public Optional<Bytes> combine(BigInteger baseFactor, Bytes x, BigInteger factor) {
        return decode(x)
                .map(point -> ECAlgorithms.sumOfTwoMultiplies(parameters.getG(), baseFactor, point.negate(), factor))
                .filter(sum -> !sum.isInfinity())
                .map(sum -> toBytes(sum.normalize().getAffineXCoord().toBigInteger()));
    }

    /** Point4x of EMV 4.4 Book 2, B2.2.4. */
    private Optional<ECPoint> decode(Bytes x) {
        if (x.length() != fieldLength) {
            return Optional.empty();
        }
        byte[] compressed = new byte[1 + fieldLength];
        compressed[0] = COMPRESSED_EVEN;
        x.copyTo(compressed, 1);
        ECCurve curve = parameters.getCurve();
        try {
            ECPoint point = curve.decodePoint(compressed);
            return Optional.of(isSmaller(point.getAffineYCoord().toBigInteger()) ? point : point.negate());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSmaller(BigInteger y) {
        BigInteger other = parameters.getCurve().getField().getCharacteristic().subtract(y);
        return y.compareTo(other) <= 0;
    }

    private Bytes toBytes(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        int from = magnitude.length > fieldLength ? magnitude.length - fieldLength : 0;
        byte[] fixed = new byte[fieldLength];
        System.arraycopy(magnitude, from, fixed, fieldLength - (magnitude.length - from), magnitude.length - from);
        return Bytes.of(fixed);
    }
}

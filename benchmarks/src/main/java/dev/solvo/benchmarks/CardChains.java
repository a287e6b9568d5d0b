package dev.solvo.benchmarks;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.tlv.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chains of one certification authority (1984 bits), an issuer each (1408) and a card each (1152), exponent 3, with a CDA
 * signature, out of a file: no key comes twice. {@link #main} makes the file.
 */
final class CardChains {
    private static final String FILE = "card-chains.bin";
    private static final int COUNT = 256;

    private final RsaCaPublicKey authority;
    private final List<Chain> chains;

    /**
     * What one card gives to the terminal.
     *
     * @param pan its PAN
     * @param issuer tags 90, 92 and 9F32
     * @param card tags 9F46, 9F48 and 9F47
     * @param signature tag 9F4B
     */
    record Chain(Pan pan, RsaCertifiedKey issuer, RsaCertifiedKey card, Bytes signature) {}

    private CardChains(RsaCaPublicKey authority, List<Chain> chains) {
        this.authority = authority;
        this.chains = chains;
    }

    static CardChains read() {
        try (InputStream stream = CardChains.class.getResourceAsStream(FILE);
                DataInputStream in = new DataInputStream(stream)) {
            RsaCaPublicKey authority =
                    RsaCaPublicKey.withoutChecksum(Bytes.fromHex("A000000003"), 0x99, next(in), Bytes.fromHex("03"));
            List<Chain> chains = new ArrayList<>();
            for (int count = in.readInt(); chains.size() < count; ) {
                chains.add(new Chain(Pan.of(in.readUTF()), certified(in), certified(in), next(in)));
            }
            return new CardChains(authority, List.copyOf(chains));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RsaCaPublicKey authority() {
        return authority;
    }

    int size() {
        return chains.size();
    }

    Chain chain(int index) {
        return chains.get(index);
    }

    /** The same, for programs that know nothing of Solvo's types. */
    CdaData plain(int index) {
        Chain chain = chains.get(index);
        return new CdaData(
                authority.publicKey().modulus().toByteArray(),
                authority.publicKey().exponent().toByteArray(),
                chain.issuer().certificate().toByteArray(),
                chain.issuer().remainder().orElse(Bytes.EMPTY).toByteArray(),
                chain.issuer().exponent().toByteArray(),
                chain.card().certificate().toByteArray(),
                chain.card().remainder().orElse(Bytes.EMPTY).toByteArray(),
                chain.card().exponent().toByteArray(),
                SignedCards.STATIC_DATA.toByteArray(),
                chain.signature().toByteArray(),
                SignedCards.UNPREDICTABLE_NUMBER.toByteArray(),
                SignedCards.TRANSACTION_DATA.toByteArray());
    }

    /**
     * Makes the file; takes about a minute.
     *
     * @param arguments where to write it
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<SignedCards.IssuerWithCard> made = new ArrayList<>();
        SignedCards.Authority authority = new SignedCards.Authority();
        for (int i = 0; i < COUNT; i++) {
            made.add(authority.issuerWithCard(i));
        }
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(arguments[0], FILE)))) {
            write(out, authority.publicKey().publicKey().modulus());
            out.writeInt(made.size());
            for (SignedCards.IssuerWithCard chain : made) {
                out.writeUTF(chain.card().pan().digits());
                write(out, chain.issuer());
                write(out, chain.card().key());
                write(out, chain.card().signature());
            }
        }
    }

    private static RsaCertifiedKey certified(DataInputStream in) throws IOException {
        Bytes certificate = next(in);
        Bytes remainder = next(in);
        return new RsaCertifiedKey(
                certificate, remainder.isEmpty() ? Optional.empty() : Optional.of(remainder), next(in));
    }

    private static Bytes next(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return Bytes.of(bytes);
    }

    private static void write(DataOutputStream out, RsaCertifiedKey key) throws IOException {
        write(out, key.certificate());
        write(out, key.remainder().orElse(Bytes.EMPTY));
        write(out, key.exponent());
    }

    private static void write(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeShort(bytes.length());
        out.write(bytes.toByteArray());
    }
}

package dev.solvo.emv.walk;

import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.simulator.trace.Dialogue;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Which bytes of a card's answers its offline data authentication covers, found from the dialogue alone and not by the
 * kernel: signed records, certificates, the application interchange profile, and the answers that hold a signature. EMV 4.4
 * Book 3, 10.3; Book 2, 5, 6 and 12.
 *
 * <p>Not covered: what the card is found by, data object lists (the card signs what it was sent for them), records that are
 * not signed, answers to GET DATA, GET CHALLENGE and VERIFY, and a cryptogram without a signature.
 */
final class AuthenticatedBytes {
    private static final int SELECT = 0xA4;
    private static final int GET_PROCESSING_OPTIONS = 0xA8;
    private static final int READ_RECORD = 0xB2;
    private static final int INTERNAL_AUTHENTICATE = 0x88;
    private static final int GENERATE_AC = 0xAE;
    private static final int SIGNATURE_REQUESTED = 0x18;
    private static final int LAST_EMV_FILE = 10;

    private static final int RECORD_TEMPLATE = 0x70;
    private static final int FORMAT_1 = 0x80;
    private static final int AIP = 0x82;
    private static final int AFL = 0x94;
    private static final int STATIC_DATA_TAG_LIST = 0x9F4A;
    private static final int SIGNED_DYNAMIC_DATA = 0x9F4B;

    /** 8F, 90, 92, 9F32, 93 and the card's 9F46, 9F47, 9F48: a changed one is another certificate, or none. */
    private static final Set<Integer> CERTIFICATES = Set.of(0x8F, 0x90, 0x92, 0x9F32, 0x93, 0x9F46, 0x9F47, 0x9F48);

    /** 84 and 9F38, which XDA signs with the records. EMV 4.4 Book 2, 12.4. */
    private static final Set<Integer> SIGNED_BY_XDA = Set.of(0x84, 0x9F38);

    private static final int RELAY_RESISTANCE = 0xEA;

    /** 82, and the card's key with the blinding factor, on which the keys of all MACs stand. */
    private static final Set<Integer> AGREED = Set.of(0x82, 0x9F8103);

    /** 9F2C and 9F38, which the test cards of kernel 8 name in their extended static data tag list. */
    private static final Set<Integer> EXTENDED_STATIC_DATA = Set.of(0x9F2C, 0x9F38);

    /** 9F4B and 9F69 in the answer to GET PROCESSING OPTIONS or in a record. */
    private static final Set<Integer> SIGNED_FAST = Set.of(0x9F4B, 0x9F69);

    private final List<Dialogue.Entry> exchanges;
    private final BitSet[] covered;
    private final Method method;

    private AuthenticatedBytes(List<Dialogue.Entry> exchanges, Method method) {
        this.exchanges = exchanges;
        this.method = method;
        this.covered = new BitSet[exchanges.size()];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = new BitSet();
        }
    }

    /**
     * The bytes that the authentication covered; none if it failed. Where the card declined, CDA and XDA have no signature to
     * check, but the records were checked with the certificates.
     */
    static AuthenticatedBytes of(WalkedCard card) {
        return of(card.exchanges(), card.outcome());
    }

    /** The same of any dialogue and its end. */
    static AuthenticatedBytes of(List<Dialogue.Entry> exchanges, Outcome outcome) {
        OfflineDataAuthentication authentication = outcome.result().offlineDataAuthentication();
        AuthenticatedBytes bytes = new AuthenticatedBytes(exchanges, authentication.method());
        if (authentication.method() != Method.NONE
                && authentication.status() != OfflineDataAuthentication.Status.FAILED) {
            try {
                bytes.find();
            } catch (TlvException broken) {
                throw new AssertionError("a card that was authenticated sent this", broken);
            }
        }
        return bytes;
    }

    /** Whether a change of an answer's body changes bytes that are covered. */
    boolean cover(int exchange, Change change) {
        if (change instanceof Change.FlippedBit flipped) {
            return covered[exchange].get(flipped.index() / 8);
        }
        if (change instanceof Change.CutBody cut) {
            return covered[exchange].nextSetBit(cut.length()) >= 0;
        }
        return false;
    }

    private void find() throws TlvException {
        int initiated = lastAnswered(GET_PROCESSING_OPTIONS);
        boolean tagList = false;
        if (method == Method.LOCAL) {
            findLocal(initiated);
            return;
        }
        if (method == Method.FAST_DDA) {
            cover(initiated, SIGNED_FAST);
        }
        for (int i = initiated + 1; i < exchanges.size(); i++) {
            if (exchanges.get(i).command().ins() == READ_RECORD) {
                tagList |= record(i, locators(body(initiated)));
            } else if (exchanges.get(i).command().ins() == INTERNAL_AUTHENTICATE && method == Method.DDA) {
                covered[i].set(0, body(i).length());
            } else if (exchanges.get(i).command().ins() == GENERATE_AC
                    && (exchanges.get(i).command().p1() & SIGNATURE_REQUESTED) != 0) {
                signedCryptogram(i);
            }
        }
        if (tagList || method == Method.XDA) {
            interchangeProfile(initiated);
        }
        if (method == Method.XDA) {
            cover(lastBefore(initiated, SELECT), SIGNED_BY_XDA);
        }
    }

    /** Kernel 8: certificates, signed records, and whatever the MACs are made over. */
    private void findLocal(int initiated) throws TlvException {
        cover(lastBefore(initiated, SELECT), EXTENDED_STATIC_DATA);
        cover(initiated, AGREED);
        for (int i = initiated + 1; i < exchanges.size(); i++) {
            switch (exchanges.get(i).command().ins()) {
                case READ_RECORD -> record(i, locators(body(initiated)));
                case RELAY_RESISTANCE -> covered[i].set(2, body(i).length());
                case GENERATE_AC -> {
                    TlvReader template = TlvReader.of(body(i));
                    template.next();
                    covered[i].set(template.valueOffset(), body(i).length());
                }
                default -> {
                    // Nothing that a MAC covers.
                }
            }
        }
    }

    /** Returns whether the record names the application interchange profile as signed. */
    private boolean record(int exchange, Bytes locators) throws TlvException {
        int file = exchanges.get(exchange).command().p2() >> 3;
        Bytes body = body(exchange);
        cover(exchange, CERTIFICATES);
        if (method == Method.FAST_DDA) {
            cover(exchange, SIGNED_FAST);
        }
        if (isSigned(locators, file, exchanges.get(exchange).command().p1())) {
            TlvReader template = TlvReader.of(body);
            boolean contentOnly = template.next() && template.tag() == RECORD_TEMPLATE && file <= LAST_EMV_FILE;
            covered[exchange].set(contentOnly ? template.valueOffset() : 0, body.length());
        }
        return find(body, Set.of(STATIC_DATA_TAG_LIST), new BitSet());
    }

    private static boolean isSigned(Bytes locators, int file, int record) {
        for (int at = 0; at + 4 <= locators.length(); at += 4) {
            int first = locators.unsigned(at + 1);
            if (locators.unsigned(at) >> 3 == file && record >= first && record < first + locators.unsigned(at + 3)) {
                return true;
            }
        }
        return false;
    }

    private static Bytes locators(Bytes processingOptions) throws TlvException {
        TlvReader reader = TlvReader.of(processingOptions);
        reader.next();
        if (reader.tag() == FORMAT_1) {
            return reader.value().slice(2);
        }
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == AFL) {
                return reader.value();
            }
        }
        throw new AssertionError("no application file locator");
    }

    private void interchangeProfile(int initiated) throws TlvException {
        TlvReader reader = TlvReader.of(body(initiated));
        reader.next();
        if (reader.tag() == FORMAT_1) {
            covered[initiated].set(reader.valueOffset(), reader.valueOffset() + 2);
        } else {
            cover(initiated, Set.of(AIP));
        }
    }

    /** The objects of template 77, which are hashed, and the signature among them. */
    private void signedCryptogram(int exchange) throws TlvException {
        Bytes body = body(exchange);
        if (find(body, Set.of(SIGNED_DYNAMIC_DATA), new BitSet())) {
            TlvReader template = TlvReader.of(body);
            template.next();
            covered[exchange].set(template.valueOffset(), body.length());
        }
    }

    private void cover(int exchange, Set<Integer> tags) throws TlvException {
        find(body(exchange), tags, covered[exchange]);
    }

    /** Marks the objects with these tags, tag and length included, and returns whether there is one. */
    private static boolean find(Bytes body, Set<Integer> tags, BitSet marked) throws TlvException {
        TlvReader reader = TlvReader.of(body);
        boolean found = false;
        while (true) {
            if (!reader.next()) {
                if (reader.depth() == 0) {
                    return found;
                }
                reader.leave();
            } else if (reader.isConstructed()) {
                reader.enter();
            } else if (tags.contains(reader.tag())) {
                marked.set(reader.offset(), reader.valueOffset() + reader.length());
                found = true;
            }
        }
    }

    private int lastAnswered(int instruction) {
        return lastBefore(exchanges.size(), instruction);
    }

    private int lastBefore(int end, int instruction) {
        for (int i = end - 1; i >= 0; i--) {
            if (exchanges.get(i).command().ins() == instruction
                    && exchanges.get(i) instanceof Dialogue.Answered answered
                    && answered.response().statusWord().isSuccess()) {
                return i;
            }
        }
        throw new AssertionError("no such command was answered");
    }

    private Bytes body(int exchange) {
        return exchanges.get(exchange) instanceof Dialogue.Answered answered
                ? answered.response().data()
                : Bytes.EMPTY;
    }
}

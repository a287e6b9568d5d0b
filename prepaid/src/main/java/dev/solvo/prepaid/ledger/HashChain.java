package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chain over the journal: each link is the SHA-256 of the link before and of what never changes in an entry. Every field
 * has a fixed length or its length before it, so that no two entries have the same bytes. Fingerprints and answers' details may be
 * forgotten, so they are not part of it; the outcome and the balances of an answer are.
 */
final class HashChain {
    private static final int LINK_LENGTH = 32;
    private static final int FIRST_CAPACITY = 512;

    private final MessageDigest digest;
    private byte[] link;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);
    private long entries;
    private long lastNumber;

    HashChain(LedgerSeal start) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        link = start.hash().toByteArray();
        entries = start.entries();
        lastNumber = start.lastNumber();
    }

    /** Continues the chain with an entry, and says how many bytes of it are in the chain. */
    int add(JournalEntry entry) {
        OperationRow operation = entry.operation();
        OperationFacts facts = operation.facts();
        AnswerRow answer = operation.answer();
        buffer.clear();
        putLong(operation.number());
        put(operation.id().tenant().value());
        put(operation.id().account().value());
        put(operation.id().key().value());
        put(facts.kind().name());
        putLong(facts.at());
        put(facts.terminal());
        putLong(facts.batch());
        put(facts.currency());
        putLong(facts.amount());
        put(facts.original());
        put(facts.other().value());
        put(facts.operator());
        put(facts.reason());
        putLong(answer.done() ? 1 : 0);
        put(answer.reason());
        putLong(answer.approved());
        putLong(answer.ledger());
        putLong(answer.held());
        put(answer.state().name());
        putLong(entry.postings().size());
        for (Posting posting : entry.postings()) {
            put(posting.account().name());
            put(posting.side().name());
            putLong(posting.amount());
        }
        digest.update(link);
        digest.update(buffer.array(), 0, buffer.position());
        link = digest.digest();
        entries++;
        lastNumber = operation.number();
        return buffer.position();
    }

    LedgerSeal seal() {
        return new LedgerSeal(entries, lastNumber, Bytes.of(link, 0, LINK_LENGTH));
    }

    private void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    private void put(Bytes value) {
        put(value.toByteArray());
    }

    private void put(String value) {
        put(value.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
    }

    private ByteBuffer room(int length) {
        if (buffer.remaining() < length) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + length));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}

package dev.solvo.simulator.purse;

import dev.solvo.simulator.purse.PurseMemory.Account;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the card remembers between INITIALIZE and the command that completes it.
 *
 * @param account the purse or the passbook
 * @param type type of transaction, 01 to 09
 * @param amount 4 bytes
 * @param terminal 6 bytes
 * @param random the card's challenge, 4 bytes
 * @param cache records of a compound purchase that are written with the debit
 */
record BegunTransaction(
        Account account, int type, Bytes amount, Bytes terminal, Bytes random, Map<Integer, Bytes> cache) {
    static final int PASSBOOK_LOAD = 0x01;
    static final int PURSE_LOAD = 0x02;
    static final int PASSBOOK_PURCHASE = 0x05;
    static final int PURSE_PURCHASE = 0x06;
    static final int COMPOUND_PURCHASE = 0x09;

    BegunTransaction(Account account, int type, Bytes amount, Bytes terminal, Bytes random) {
        this(account, type, amount, terminal, random, new TreeMap<>());
    }

    boolean isLoad() {
        return type == PASSBOOK_LOAD || type == PURSE_LOAD;
    }

    Bytes typeByte() {
        return Bytes.ofUnsigned(type);
    }

    /** The number that this transaction has: the counter before it is raised. */
    Bytes sequence() {
        return PurseCryptography.number(isLoad() ? account.onlineSequence : account.offlineSequence, 2);
    }
}

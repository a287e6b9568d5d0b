package dev.solvo.simulator.purse;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.purse.PurseMemory.Account;
import dev.solvo.simulator.purse.PurseMemory.Proof;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Balance, load and purchase. What a command changes, it changes wholly or not at all. */
final class PurseTransactions {
    private static final int LOAD = 0x00;
    private static final int PURCHASE = 0x01;
    private static final int COMPOUND = 0x03;
    private static final int PASSBOOK = 0x01;
    private static final int PURSE = 0x02;
    private static final int CACHE_P2 = 0xC8;
    private static final Bytes NO_OVERDRAFT = Bytes.repeat(0, 3);
    private static final Bytes TRIPLE_DES = Bytes.ofUnsigned(0x00);

    /** What a fault makes of the codes in an answer. */
    record Spoiling(boolean mac, boolean tac) {
        Bytes mac(Bytes code) {
            return mac ? PurseCryptography.spoilt(code) : code;
        }

        Bytes tac(Bytes code) {
            return tac ? PurseCryptography.spoilt(code) : code;
        }
    }

    private final PurseMemory memory;
    private final SecureRandom random;
    private final PursePin pin;
    private Optional<BegunTransaction> begun = Optional.empty();

    PurseTransactions(PurseMemory memory, SecureRandom random, PursePin pin) {
        this.memory = memory;
        this.random = random;
        this.pin = pin;
    }

    /** Any other command ends a transaction that was begun. */
    void abandon() {
        begun = Optional.empty();
    }

    ResponseApdu balance(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().isEmpty() && command.le() == 4, PurseRefusal.WRONG_LENGTH);
        return ResponseApdu.success(PurseCryptography.number(account(command.p2()).balance, 4));
    }

    ResponseApdu initialize(CommandApdu command, Spoiling spoiling) throws PurseRefusal {
        Account account = account(command.p2());
        boolean isPassbook = command.p2() == PASSBOOK;
        PurseRefusal.unless(
                command.p1() == LOAD || command.p1() == PURCHASE || command.p1() == COMPOUND && !isPassbook,
                PurseRefusal.WRONG_PARAMETERS);
        Bytes data = command.data();
        PurseRefusal.unless(data.length() == 11, PurseRefusal.WRONG_LENGTH);
        boolean load = command.p1() == LOAD;
        if (isPassbook || load && memory.pinForLoad) {
            PurseRefusal.unless(pin.isEntered(), PurseRefusal.SECURITY_STATUS);
        }
        PurseRefusal.unless(data.unsigned(0) == memory.keyIndex, PurseRefusal.KEY_NOT_FOUND);
        byte[] challenge = new byte[4];
        random.nextBytes(challenge);
        int type = load
                ? isPassbook ? BegunTransaction.PASSBOOK_LOAD : BegunTransaction.PURSE_LOAD
                : command.p1() == COMPOUND
                        ? BegunTransaction.COMPOUND_PURCHASE
                        : isPassbook ? BegunTransaction.PASSBOOK_PURCHASE : BegunTransaction.PURSE_PURCHASE;
        BegunTransaction transaction =
                new BegunTransaction(account, type, data.slice(1, 5), data.slice(5), Bytes.of(challenge));
        ResponseApdu answer = load ? initializeLoad(transaction, spoiling) : initializePurchase(transaction);
        begun = Optional.of(transaction);
        return answer;
    }

    private ResponseApdu initializeLoad(BegunTransaction load, Spoiling spoiling) throws PurseRefusal {
        Account account = load.account();
        PurseRefusal.unless(account.onlineSequence < PurseMemory.MAX_SEQUENCE, PurseRefusal.OUT_OF_RANGE);
        PurseRefusal.unless(
                account.balance + load.amount().toUnsignedLong() <= memory.limit, PurseRefusal.OUT_OF_RANGE);
        Bytes oldBalance = PurseCryptography.number(account.balance, 4);
        Bytes mac1 = PurseCryptography.code(
                sessionKey(load), Bytes.concat(oldBalance, load.amount(), load.typeByte(), load.terminal()));
        return ResponseApdu.success(Bytes.concat(
                oldBalance,
                load.sequence(),
                Bytes.ofUnsigned(memory.keyVersion),
                TRIPLE_DES,
                load.random(),
                spoiling.mac(mac1)));
    }

    private ResponseApdu initializePurchase(BegunTransaction purchase) throws PurseRefusal {
        Account account = purchase.account();
        PurseRefusal.unless(account.offlineSequence < PurseMemory.MAX_SEQUENCE, PurseRefusal.OUT_OF_RANGE);
        PurseRefusal.unless(purchase.amount().toUnsignedLong() <= account.balance, PurseRefusal.INSUFFICIENT_BALANCE);
        return ResponseApdu.success(Bytes.concat(
                PurseCryptography.number(account.balance, 4),
                purchase.sequence(),
                NO_OVERDRAFT,
                Bytes.ofUnsigned(memory.keyVersion),
                TRIPLE_DES,
                purchase.random()));
    }

    ResponseApdu creditForLoad(CommandApdu command, Spoiling spoiling) throws PurseRefusal {
        BegunTransaction load = take(BegunTransaction::isLoad);
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().length() == 11, PurseRefusal.WRONG_LENGTH);
        Bytes time = command.data().slice(0, 7);
        Bytes mac2 = command.data().slice(7);
        Bytes expected = PurseCryptography.code(
                sessionKey(load), Bytes.concat(load.amount(), load.typeByte(), load.terminal(), time));
        PurseRefusal.unless(expected.equals(mac2), PurseRefusal.WRONG_MAC);
        Bytes sequence = load.sequence();
        Account account = load.account();
        long newBalance = account.balance + load.amount().toUnsignedLong();
        Bytes tac = PurseCryptography.code(
                transactionKey(),
                Bytes.concat(
                        PurseCryptography.number(newBalance, 4),
                        sequence,
                        load.amount(),
                        load.typeByte(),
                        load.terminal(),
                        time));
        account.balance = newBalance;
        account.onlineSequence++;
        // NOTE: no public description says which code stands before the TAC of a load; here it is the MAC2 of the host.
        complete(load, sequence, time, new Proof(load.sequence(), mac2, tac));
        return ResponseApdu.success(spoiling.tac(tac));
    }

    ResponseApdu updateCache(CommandApdu command) throws PurseRefusal {
        BegunTransaction purchase = begun.filter(begunOne -> begunOne.type() == BegunTransaction.COMPOUND_PURCHASE)
                .orElseThrow(() -> new PurseRefusal(PurseRefusal.CONDITIONS_NOT_SATISFIED));
        PurseRefusal.unless(command.p1() != 0 && command.p2() == CACHE_P2, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(!command.data().isEmpty() && command.data().length() <= 128, PurseRefusal.WRONG_LENGTH);
        purchase.cache().put(command.p1(), command.data());
        return ResponseApdu.of(0x9000);
    }

    ResponseApdu debitForPurchase(CommandApdu command, Spoiling spoiling) throws PurseRefusal {
        BegunTransaction purchase = take(transaction -> !transaction.isLoad());
        PurseRefusal.unless(command.p1() == 1 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().length() == 15, PurseRefusal.WRONG_LENGTH);
        Bytes terminalSequence = command.data().slice(0, 4);
        Bytes time = command.data().slice(4, 11);
        Bytes sequence = purchase.sequence();
        Bytes key = PurseCryptography.purchaseSessionKey(
                memory.cardKeys().purchase(), purchase.random(), sequence, terminalSequence);
        Bytes expected = PurseCryptography.code(
                key, Bytes.concat(purchase.amount(), purchase.typeByte(), purchase.terminal(), time));
        PurseRefusal.unless(expected.equals(command.data().slice(11)), PurseRefusal.WRONG_MAC);
        Bytes mac2 = PurseCryptography.code(key, purchase.amount());
        Bytes tac = PurseCryptography.code(
                transactionKey(),
                Bytes.concat(purchase.amount(), purchase.typeByte(), purchase.terminal(), terminalSequence, time));
        Account account = purchase.account();
        account.balance -= purchase.amount().toUnsignedLong();
        account.offlineSequence++;
        memory.cache.putAll(purchase.cache());
        complete(purchase, sequence, time, new Proof(purchase.sequence(), mac2, tac));
        return ResponseApdu.success(spoiling.tac(tac).plus(spoiling.mac(mac2)));
    }

    /** Asked with the number that the counter had after the transaction, as terminals of public systems do. */
    ResponseApdu prove(CommandApdu command, Spoiling spoiling) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().length() == 2, PurseRefusal.WRONG_LENGTH);
        Proof proof = proof(memory.proofs, command.p2())
                .filter(known -> known.sequence().equals(command.data()))
                .orElseThrow(() -> new PurseRefusal(PurseRefusal.PROOF_NOT_AVAILABLE));
        return ResponseApdu.success(spoiling.mac(proof.mac()).plus(spoiling.tac(proof.tac())));
    }

    private static Optional<Proof> proof(Map<Integer, Proof> proofs, int type) {
        return Optional.ofNullable(proofs.get(type));
    }

    private void complete(BegunTransaction transaction, Bytes sequence, Bytes time, Proof proof) {
        memory.proofs.put(transaction.type(), proof);
        memory.append(Bytes.concat(
                sequence, NO_OVERDRAFT, transaction.amount(), transaction.typeByte(), transaction.terminal(), time));
    }

    private BegunTransaction take(Predicate<BegunTransaction> kind) throws PurseRefusal {
        Optional<BegunTransaction> taken = begun.filter(kind);
        begun = Optional.empty();
        return taken.orElseThrow(() -> new PurseRefusal(PurseRefusal.CONDITIONS_NOT_SATISFIED));
    }

    private Account account(int p2) throws PurseRefusal {
        return switch (p2) {
            case PASSBOOK -> memory.passbook;
            case PURSE -> memory.purse;
            default -> throw new PurseRefusal(PurseRefusal.WRONG_PARAMETERS);
        };
    }

    private Bytes sessionKey(BegunTransaction load) {
        return PurseCryptography.loadSessionKey(memory.cardKeys().load(), load.random(), load.sequence());
    }

    private Bytes transactionKey() {
        return PurseCryptography.folded(memory.cardKeys().transaction());
    }
}
